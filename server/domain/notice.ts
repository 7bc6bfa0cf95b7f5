import type { NoticeDismissed, PracticeNotice } from '../../src/protocol/index.ts';
import { findPerson, lockEverybody, lockPeople } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import { findPractice, lockPractice, raiseNoticeDismissed, setNotice } from '../store/practices.ts';
import { auditOf } from './audit/record.ts';
import type { Actor, Deps } from './deps.ts';
import { openNotice, practicePlace } from './practice.ts';
import { invalid, Refusal } from './refusal.ts';
import { isWellFormed } from './text.ts';

/**
 * Puts the practice's own guidelines in place (M15) and tells everybody. They are kept as they were written: what is safe to
 * show is for the page to judge that shows them. The same text again is no new version.
 * @throws {Refusal} `forbidden` for all but administrators, `invalid` when the text is not well-formed
 */
export async function changeNotice(deps: Deps, me: Actor, notice: string | null): Promise<PracticeNotice> {
  const { practiceId, personId } = me;
  if (notice !== null && !isWellFormed(notice)) throw invalid('html', 'well-formed');
  const key = await deps.vault.practice(practiceId);
  const sealed = notice === null ? null : await key.seal(practicePlace(practiceId, 'notice'), notice);
  const audit = await auditOf(deps, me);
  const changed = await deps.database.transaction(async (tx) => {
    const practice = await lockPractice(tx, practiceId);
    const people = await lockEverybody(tx, practiceId);
    const person = await findPerson(tx, practiceId, personId);
    if (!practice || !person?.active) throw new Refusal('unauthenticated');
    if (!person.admin) throw new Refusal('forbidden');
    const before = await openNotice(deps.vault, practice);
    if (before.notice === notice) return undefined;
    const now = deps.now();
    const noticeRevision = before.noticeRevision + 1;
    await setNotice(tx, practiceId, sealed, noticeRevision);
    const told = people.map((id) => ({ personId: id, conversationId: null }));
    await appendEvents(tx, practiceId, told, { kind: 'notice.changed', actorId: personId }, now);
    await audit(tx, now, { action: 'notice.changed' });
    return { notice, noticeRevision };
  });
  if (changed) {
    deps.hub.grown(practiceId, '*');
    return changed;
  }
  const practice = await findPractice(deps.database, practiceId);
  if (!practice) throw new Refusal('unauthenticated');
  return openNotice(deps.vault, practice);
}

/** Puts a version of the guidelines aside for me, on all my devices. One that does not exist yet is not put aside. */
export async function dismissNotice(
  deps: Deps,
  me: Actor,
  { noticeDismissed }: NoticeDismissed,
): Promise<void> {
  const { practiceId, personId } = me;
  const raised = await deps.database.transaction(async (tx) => {
    const people = await lockPeople(tx, practiceId, [personId]);
    const practice = await findPractice(tx, practiceId);
    if (!practice || !people.get(personId)?.active) throw new Refusal('unauthenticated');
    const revision = Math.min(noticeDismissed, practice.noticeRevision);
    if (!(await raiseNoticeDismissed(tx, practiceId, personId, revision))) return false;
    const told = [{ personId, conversationId: null }];
    await appendEvents(tx, practiceId, told, { kind: 'notice.dismissed', actorId: personId }, deps.now());
    return true;
  });
  if (raised) deps.hub.grown(practiceId, [personId]);
}
