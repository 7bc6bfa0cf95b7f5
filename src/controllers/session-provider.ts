import { ContextProvider } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';

import type { Session } from '../state/types.ts';
import { sessionContext } from './session-context.ts';

/** Gives the host's Session to the elements inside it, and to those that come later. */
export class SessionProvider implements ReactiveController {
  readonly #session: () => Session | undefined;
  readonly #provider: ContextProvider<typeof sessionContext>;

  /** @param session read at every update of the host; make the host's `SessionController` first */
  constructor(host: ReactiveElement, session: () => Session | undefined) {
    this.#session = session;
    this.#provider = new ContextProvider(host, { context: sessionContext });
    host.addController(this);
  }

  hostUpdate(): void {
    this.#provider.setValue(this.#session());
  }
}
