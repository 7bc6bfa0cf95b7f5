/**
 * What has to be ended with the run: databases, servers, child processes. Each is ended when its suite is over, or when the run
 * is interrupted, so that nothing of it lives on.
 */
const endings = new Set<() => unknown>();

/** Remembers how to end something. @returns a function that ends it now, once */
export function endLater(end: () => unknown): () => Promise<void> {
  endings.add(end);
  return async () => {
    if (endings.delete(end)) await end();
  };
}

async function endAll(): Promise<void> {
  const ends = [...endings].reverse();
  endings.clear();
  await Promise.allSettled(ends.map(async (end) => end()));
}

/** Ends everything and exits when the run is interrupted (Ctrl-C, hang-up, kill). A second signal exits at once. */
export function endOnSignals(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  let ending = false;
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      if (ending) process.exit(code);
      ending = true;
      void endAll().finally(() => process.exit(code));
    });
  }
}
