import { findNextDue, listDue } from '../store/absences.ts';
import { tellDueAbsences } from './absence-change.ts';
import { inPractice, type Outside } from './deps.ts';

/** Milliseconds between two looks for absences that other processes have made. */
export const ABSENCES_MS = 5_000;

/** Members told of after one look into the database. */
const BATCH = 100;

/** Milliseconds before what could not be told is tried again. */
const AGAIN_MS = 1_000;

/** Tells of absences when they begin and when they end. */
export interface AbsenceClock {
  /** Something has been planned, changed or ended. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Starts telling of absences at the instants at which they begin and end, by a timer that is set for the next of them. What has been
 * told stands in the database: a crash loses nothing, and several processes may all do it, each of them for all practices. A process
 * knows at once what was planned through it, and of the rest by looking from time to time.
 * @param failed hears of what could not be told now; it is tried again
 */
export function startAbsenceClock(
  deps: Pick<Outside, 'within' | 'hub' | 'now'>,
  intervalMs: number,
  failed: (error: unknown) => void,
): AbsenceClock {
  const everywhere = deps.within({ work: 'absences' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  /** @returns the milliseconds until the next look */
  async function tell(): Promise<number> {
    const due = await listDue(everywhere, deps.now(), BATCH);
    let wait = 0;
    for (const { practiceId, personId } of due) {
      if (stopped) return intervalMs;
      await tellDueAbsences(inPractice(deps, practiceId), practiceId, personId).catch((error: unknown) => {
        // Others are told all the same.
        wait = AGAIN_MS;
        failed(error);
      });
    }
    const next = await findNextDue(everywhere);
    const until = next === undefined ? intervalMs : next.getTime() - deps.now().getTime();
    return Math.min(Math.max(until, wait), intervalMs);
  }

  function look(): void {
    clearTimeout(timer);
    if (stopped) return;
    again = looking !== undefined;
    looking ??= tell()
      .catch((error: unknown) => {
        // The database is away for a moment; everything is still there.
        failed(error);
        return intervalMs;
      })
      .then((wait) => {
        looking = undefined;
        if (stopped) return;
        timer = setTimeout(look, again ? 0 : wait);
        // In Node this timer alone does not keep the process.
        (timer as { unref?: () => void }).unref?.();
      });
  }

  look();
  return {
    // In a turn of its own, so that nothing of it is part of the answer.
    wake: () => void setTimeout(look),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
