import { ContextEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { completed, onPageSettings } from '../state/page-settings.ts';
import { acquireSession, type AcquiredSession, type SessionKey } from '../state/registry.ts';
import type { Session } from '../state/types.ts';
import { sessionContext } from './session-context.ts';

/** Where a host may take its Session from; read again at every update. */
export interface SessionSource extends Omit<SessionKey, 'backend'> {
  backend?: string | undefined;
  /** The page's own Session; it goes before everything else. */
  session?: Session | undefined;
}

/**
 * Finds the Session of its host: the host's own `session`, or else the one that an element around it provides, or
 * else the page's, from the registry, by the host's `backend` and token source or what the page says for all of them.
 * `undefined` while none of them is there.
 *
 * It is settled before each update of the host, so that attributes and properties set in any order count together.
 */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #source: () => SessionSource;
  #connected = false;
  /** What an element around the host provides; `provided` is also true while that element has none yet. */
  #provided = false;
  #context: Session | undefined;
  #leaveContext: (() => void) | undefined;
  #acquired: AcquiredSession | undefined;
  #leavePage: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, source: () => SessionSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  get session(): Session | undefined {
    return this.#source().session ?? (this.#provided ? this.#context : this.#acquired?.session);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#leavePage = onPageSettings(() => this.#host.requestUpdate());
    this.#host.dispatchEvent(
      new ContextEvent(
        sessionContext,
        this.#host,
        (session, leave) => {
          // A provider may answer late, when the host has already moved elsewhere.
          if (!this.#connected) return leave?.();
          if (leave !== this.#leaveContext) this.#leaveContext?.();
          this.#leaveContext = leave;
          this.#provided = true;
          this.#context = session;
          this.#host.requestUpdate();
        },
        true,
      ),
    );
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#connected) this.#settle();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#leavePage?.();
    this.#leaveContext?.();
    this.#leaveContext = undefined;
    this.#provided = false;
    this.#context = undefined;
    this.#release();
  }

  #settle(): void {
    const { session, backend: own, tokenUrl, getToken, fetch } = this.#source();
    if (session || this.#provided) return this.#release();
    const { backend, ...source } = completed({ backend: own, tokenUrl, getToken, fetch });
    if (backend === undefined || backend === '') return this.#release();
    const key: SessionKey = { backend, ...source };
    if (this.#acquired?.matches(key)) return;
    const next = acquireSession(key);
    this.#release();
    this.#acquired = next;
  }

  #release(): void {
    this.#acquired?.release();
    this.#acquired = undefined;
  }
}
