/**
 * Settles as `work` does, or rejects with the signal's reason as soon as it is aborted. Needed because a page may
 * pass a `fetch` that does not listen to signals, such as one that calls a backend in the page.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
