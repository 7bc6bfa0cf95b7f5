import { AsyncLocalStorage } from 'node:async_hooks';

const moments = new AsyncLocalStorage<Date>();

/** The clock that the demo's backend goes by: the real one, except inside {@link at}. */
export function now(): Date {
  return moments.getStore() ?? new Date();
}

/** Does some work as if it were done at a moment of the past. Nothing outside of that work notices. */
export function at<T>(moment: Date, work: () => T): T {
  return moments.run(moment, work);
}
