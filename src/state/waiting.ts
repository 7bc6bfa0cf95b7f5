import type { Environment } from './environment.ts';

/** The longest wait between two tries, in milliseconds. */
const LONGEST = 30_000;

/**
 * Milliseconds between two requests for a token when the page had none, since only the person can change that: a day,
 * which timers can still count, unless they return to the page before.
 */
export const SIGNED_OUT = 24 * 60 * 60_000;

/**
 * Milliseconds to wait before the try after `failures` failed ones: exponential, with full jitter, so that the pages
 * of a practice do not all come back in the same moment when its server does.
 */
export function backoff(failures: number, random: () => number): number {
  return random() * Math.min(LONGEST, 500 * 2 ** failures);
}

/** Resolves after this time, or as soon as the signal is aborted. Never rejects: check the signal afterwards. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Resolves with `work` or as soon as the signal is aborted, whichever is first. */
export function abortedOr(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  return Promise.race([work, delay(SIGNED_OUT, AbortSignal.any([signal, over.signal]))]).finally(() =>
    over.abort(),
  );
}

/** Something that can be hurried, and those who wait for that. */
export interface Nudge {
  fire(): void;
  /** {@link delay}, cut short by {@link fire}. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createNudge(): Nudge {
  let hurry = new AbortController();
  return {
    fire() {
      hurry.abort();
      hurry = new AbortController();
    },
    wait: (ms, signal) => delay(ms, AbortSignal.any([signal, hurry.signal])),
  };
}

/** Fires the nudge whenever the page has a network and can be seen again. @returns a function that stops it */
export function nudgeOnReturn(nudge: Nudge, environment: Environment): () => void {
  let here = environment.online() && environment.visible();
  return environment.onChange(() => {
    const was = here;
    here = environment.online() && environment.visible();
    if (here && !was) nudge.fire();
  });
}
