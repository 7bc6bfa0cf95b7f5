import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** Gives this run and its child processes a temporary folder of their own, which is gone afterwards, also after an interruption. */
export function useOwnTemporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-'));
  // PostgreSQL runs under another account when we are root, and has to get through.
  chmodSync(folder, 0o711);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A process that is still ending may hold a file; the system clears its temporary folder some day.
    }
  });
}
