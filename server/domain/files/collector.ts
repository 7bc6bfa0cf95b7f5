import type { FileStore, Transactions } from '../../ports.ts';
import { removeForgotten } from '../../store/attachments.ts';
import { dueRemovals, removalDone } from '../../store/file-removals.ts';
import { removeExpiredCopies } from '../../store/retention.ts';

/** Milliseconds after which an uploaded file that was never sent is forgotten. */
export const FORGET_MS = 24 * 60 * 60 * 1000;

/** Milliseconds between two looks for what is to go. */
const INTERVAL_MS = 10 * 60 * 1000;

/** Files removed after one look into the database. */
const BATCH = 100;

/**
 * Takes away what belongs to nobody: copies of deleted messages whose time is over, and the bytes of deleted messages, of broken
 * uploads, of files that were never sent.
 */
export interface Collector {
  /** Removes what is due now. Never rejects: what does not go now goes next time. */
  collect(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts collecting, now and from time to time. What is to go is noted in the database by the transaction that decides it, so
 * that a crash at any moment leaves nothing behind; several processes may collect at once.
 * @param database as this work sees it
 * @param store where the bytes lie; without it the copies go, and their bytes wait for a process that has it
 * @param swept hears how many copies have gone
 */
export function startCollector(
  database: Transactions,
  store: FileStore | undefined,
  now: () => Date,
  failed: (error: unknown) => void,
  swept: (copies: number) => void,
): Collector {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        const copies = await removeExpiredCopies(database, now());
        if (copies > 0) swept(copies);
        if (store) {
          await removeForgotten(database, new Date(now().getTime() - FORGET_MS), now());
          await removeDue(store);
        }
      } catch (error) {
        // The file system or the database is away for a moment; the notes are still there.
        failed(error);
      }
    } while (again && !stopped);
    running = undefined;
  }

  async function removeDue(store: FileStore): Promise<void> {
    for (;;) {
      const due = await dueRemovals(database, now(), BATCH);
      for (const removal of due) {
        await store.delete(removal.fileId);
        await removalDone(database, removal);
      }
      if (due.length < BATCH || stopped) return;
    }
  }

  function collect(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running) again = true;
    return (running ??= run());
  }

  const timer = setInterval(() => void collect(), INTERVAL_MS);
  // In Node this timer alone does not keep the process.
  (timer as { unref?: () => void }).unref?.();
  void collect();
  return {
    collect,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
