import type { ReactiveControllerHost } from 'lit';

import { StoreController } from '../controllers/store-controller.ts';
import type { Words } from '../i18n/index.ts';
import type { Me } from '../protocol/index.ts';
import type { Failure, Loadable, Session } from '../state/types.ts';
import { lockIcon, warningIcon } from './icons.ts';
import { failureNotice, type Notice } from './notice.ts';

/**
 * What stands before anything else: who I am, and whether the way is free. Closed are: nothing set up, signed out,
 * unreachable, switched off.
 */
export class Gate {
  readonly #session: () => Session | undefined;
  readonly #me: StoreController<Loadable<Me>>;
  readonly #messagingOn: StoreController<boolean | undefined>;
  #failure: { of: Session | undefined; failure: Failure } | undefined;

  constructor(host: ReactiveControllerHost, session: () => Session | undefined) {
    this.#session = session;
    this.#me = new StoreController(host, () => session()?.$me);
    this.#messagingOn = new StoreController(host, () => session()?.$messagingOn);
  }

  /** Who I am, once it is known. */
  get me(): Me | undefined {
    const me = this.#me.value;
    return me?.status === 'ready' ? me.value : undefined;
  }

  /** Whether Secure Messaging is known to be off. */
  get off(): boolean {
    return this.#messagingOn.value === false;
  }

  /**
   * @param options `whenOff: false` where the switch itself stands, which is there also while messaging is off
   * @returns the words for a closed gate; `undefined` when the way is free, or it is not yet known
   */
  notice(words: Words, { whenOff = true } = {}): Notice | undefined {
    const session = this.#session();
    if (session === undefined) {
      return { icon: warningIcon, title: words.noSession, hint: words.noSessionHint, late: true };
    }
    if (whenOff && this.off) {
      const hint = this.me?.person.admin === true ? words.messagingOffAdminHint : words.messagingOffHint;
      return { icon: lockIcon, title: words.messagingOff, hint };
    }
    const failure = this.#failureOf(session);
    return failure === undefined ? undefined : failureNotice(words, failure, () => void session.reconnect());
  }

  /** The words of a failure stay while the Session tries again by itself, so that they do not come and go. */
  #failureOf(session: Session): Failure | undefined {
    const me = this.#me.value;
    if (me?.status === 'failed') this.#failure = { of: session, failure: me.failure };
    else if (me?.status === 'ready' || this.#failure?.of !== session) this.#failure = undefined;
    return this.#failure?.failure;
  }
}
