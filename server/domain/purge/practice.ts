import { hasHold } from '../../store/legal-holds.ts';
import { insertPurge } from '../../store/purge.ts';
import { closePractice, emptyPractice, holdPractice, isPurged } from '../../store/purge-practice.ts';
import { purgeConversations } from './conversations.ts';
import { PurgeError, type PurgeDeps, type Run } from './deps.ts';

/**
 * Takes away everything of a practice but its id and its audit: first nobody gets in any more, then each conversation goes, then the
 * rest with the practice's keys. When it is killed, run it again.
 * @returns how many conversations there were
 * @throws {PurgeError} while anything of it is held, or when there is no such practice
 */
export async function purgePractice(deps: PurgeDeps, run: Run): Promise<number> {
  const { practiceId } = run;
  await deps.database.transaction(async (tx) => {
    await holdPractice(tx, practiceId);
    if (await hasHold(tx, practiceId)) throw new PurgeError(HELD);
    const begun = await isPurged(tx, practiceId);
    if (!(await closePractice(tx, practiceId, deps.now())))
      throw new PurgeError('There is no such practice.');
    if (!begun) await run.audit(tx, deps.now(), { action: 'practice.purged' });
  });
  deps.hub.grown(practiceId, '*');
  const conversations = await purgeConversations(deps, run, undefined);
  await deps.database.transaction(async (tx) => {
    await holdPractice(tx, practiceId);
    if (await hasHold(tx, practiceId)) throw new PurgeError(HELD);
    const at = deps.now();
    if (!(await emptyPractice(tx, practiceId, at))) return;
    await insertPurge(tx, practiceId, crypto.randomUUID(), { kind: 'practice', count: 1 }, at);
  });
  return conversations;
}

const HELD = 'Something of this practice is held (entrenous hold list): it is not removed.';
