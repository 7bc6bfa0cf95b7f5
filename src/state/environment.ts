import { browserRecords, type RecordStore } from './records.ts';

/** What the state needs from the browser around it; tests pass their own. No DOM type leaves this file. */
export interface Environment {
  /** Whether the browser believes that it has a network. */
  online(): boolean;
  /** Whether the page can be seen. */
  visible(): boolean;
  /** Told when {@link online} or {@link visible} may have changed. @returns a function that stops it */
  onChange(heard: () => void): () => void;
  /**
   * Told of a person's own input anywhere in the page: `move` of a pointer, or an act. What is done inside a warning is an
   * answer to it and not told. Missing where there is no page. @returns a function that stops it
   */
  onInput?: (heard: (kind: 'move' | 'act') => void) => () => void;
  /** Where sealed records outlive the page. Missing: nothing does. */
  readonly records?: RecordStore;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
  /**
   * Holds the browser-wide lock `name` while `hold` runs; waits for its turn. Missing where the browser has none.
   * Resolves when `hold` is over, when `lost` was aborted because another tab stole the lock, or when `signal`
   * ended the wait. Rejects when locks cannot be used here.
   */
  lock?: (name: string, options: LockOptions, hold: (lost: AbortSignal) => Promise<void>) => Promise<void>;
  /** A channel to the other tabs of this origin. Missing where the browser has none. */
  channel?: (name: string) => Channel;
}

export interface LockOptions {
  /** Ends the wait. */
  signal: AbortSignal;
  /** Takes the lock away from a tab that no longer answers. */
  steal?: boolean;
  /** Does not wait: without its turn at once, it resolves and has held nothing. */
  ifAvailable?: boolean;
}

/** A BroadcastChannel, as far as it is used here. */
export interface Channel {
  post(message: unknown): void;
  onMessage(heard: (message: unknown) => void): void;
  close(): void;
}

/** The browser's own. */
export function browserEnvironment(): Environment {
  const { navigator, document } = globalThis as Partial<typeof globalThis>;
  return {
    online: () => navigator?.onLine !== false,
    visible: () => document?.visibilityState !== 'hidden',
    onChange(heard) {
      if (!document) return () => {};
      const listening = new AbortController();
      const { signal } = listening;
      globalThis.addEventListener('online', heard, { signal });
      globalThis.addEventListener('offline', heard, { signal });
      // A page that comes back from the back-forward cache has missed everything.
      globalThis.addEventListener('pageshow', heard, { signal });
      globalThis.addEventListener('pagehide', heard, { signal });
      document.addEventListener('visibilitychange', heard, { signal });
      return () => listening.abort();
    },
    random: () => Math.random(),
    ...(document && { onInput: browserInput, records: browserRecords() }),
    ...(navigator?.locks && { lock: browserLock(navigator.locks) }),
    ...(document && 'BroadcastChannel' in globalThis && { channel: browserChannel }),
  };
}

function browserLock(locks: LockManager): NonNullable<Environment['lock']> {
  return async (name, { signal, steal = false, ifAvailable = false }, hold) => {
    if (signal.aborted) return;
    const lost = new AbortController();
    let held = false;
    try {
      // The options exclude each other: who does not wait has nothing to end.
      const how = steal ? { steal } : ifAvailable ? { ifAvailable } : { signal };
      await locks.request(name, how, (lock) => {
        if (lock === null) return undefined;
        held = true;
        return hold(lost.signal);
      });
    } catch (error) {
      // An AbortError here is either the end of the wait or the theft of the lock; both are answers, not failures.
      if (!held && !signal.aborted) throw error;
      lost.abort();
    }
  };
}

function browserChannel(name: string): Channel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(heard) {
      channel.onmessage = (event: MessageEvent<unknown>) => heard(event.data);
    },
    close: () => channel.close(),
  };
}

/** What a person does. Not `scroll`: a thread that receives a message scrolls by itself. */
const ACTS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'touchmove'];

function browserInput(heard: (kind: 'move' | 'act') => void): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal, capture: true, passive: true };
  const act = (event: Event) => {
    if (event.isTrusted && !event.composedPath().some(isWarning)) heard('act');
  };
  for (const type of ACTS) globalThis.addEventListener(type, act, options);
  globalThis.addEventListener(
    'pointermove',
    // Layouts that move below a resting pointer are told as movements of zero.
    ({ isTrusted, movementX, movementY }) => isTrusted && (movementX || movementY) && heard('move'),
    options,
  );
  return () => listening.abort();
}

function isWarning(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('role') === 'alertdialog';
}
