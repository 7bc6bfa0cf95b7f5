import type { EmailNotices } from '../../src/protocol/index.ts';
import { lockPeople } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import { findEmailNotices, setEmailNotices } from '../store/unread-notices.ts';
import { auditOf } from './audit/record.ts';
import type { Actor, Deps } from './deps.ts';
import { Refusal } from './refusal.ts';

/** Whether I am told by e-mail of what I have not read; `undefined` where nobody could be told. */
export async function emailNoticesOf(deps: Deps, me: Actor): Promise<boolean | undefined> {
  return deps.mail && findEmailNotices(deps.database, me.practiceId, me.personId);
}

/**
 * Switches my notices by e-mail, on all my devices.
 * @throws {Refusal} `forbidden` where there are none
 */
export async function switchEmailNotices(
  deps: Deps,
  me: Actor,
  { email }: EmailNotices,
): Promise<EmailNotices> {
  const { practiceId, personId } = me;
  if ((await emailNoticesOf(deps, me)) === undefined) throw new Refusal('forbidden');
  const audit = await auditOf(deps, me);
  const changed = await deps.database.transaction(async (tx) => {
    const locked = await lockPeople(tx, practiceId, [personId]);
    if (!locked.get(personId)?.active) throw new Refusal('unauthenticated');
    if (!(await setEmailNotices(tx, practiceId, personId, email))) return false;
    const now = deps.now();
    const told = [{ personId, conversationId: null }];
    await appendEvents(tx, practiceId, told, { kind: 'email-notices.changed', actorId: personId }, now);
    await audit(tx, now, { action: email ? 'notices.on' : 'notices.off' });
    return true;
  });
  if (changed) deps.hub.grown(practiceId, [personId]);
  return { email };
}
