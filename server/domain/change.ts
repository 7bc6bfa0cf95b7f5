import type { Queryable } from '../ports.ts';
import { lockConversation } from '../store/conversations.ts';
import { lockPeople, type PersonRow } from '../store/people.ts';
import { findPractice, type PracticeRow } from '../store/practices.ts';
import type { Actor } from './deps.ts';
import { Refusal } from './refusal.ts';

/** What a change in a conversation stands on: nothing of it changes until the transaction ends. */
export interface Ground {
  lastSeq: number;
  updatedAt: Date;
  me: PersonRow;
  other: PersonRow;
  practice: PracticeRow;
}

/**
 * Locks what a change in a conversation touches: the conversation, then its people in the order of ids, always in this
 * order. What was true when the request was let in is checked again under the locks, so that nothing happens after the commit
 * that forbade it.
 * @throws {Refusal} `unauthenticated`, `messaging-off`, `not-found`
 */
export async function lockGround(
  tx: Queryable,
  me: Actor,
  conversationId: string,
  otherId: string,
): Promise<Ground> {
  const conversation = await lockConversation(tx, me.practiceId, conversationId);
  const people = await lockPeople(tx, me.practiceId, [me.personId, otherId]);
  const practice = await checkMessaging(tx, me, people);
  const mine = people.get(me.personId);
  const other = people.get(otherId);
  if (!conversation || !mine || !other) throw new Refusal('not-found');
  return { ...conversation, me: mine, other, practice };
}

/**
 * Checks, under the lock of my row, that I may still act. Switching messaging off locks everybody's row, so it has either been
 * committed and is seen here, or waits until we are done.
 */
export async function checkMessaging(
  tx: Queryable,
  me: Actor,
  locked: ReadonlyMap<string, PersonRow>,
): Promise<PracticeRow> {
  if (!locked.get(me.personId)?.active) throw new Refusal('unauthenticated');
  const practice = await findPractice(tx, me.practiceId);
  if (!practice) throw new Refusal('unauthenticated');
  if (!practice.secureMessaging) throw new Refusal('messaging-off');
  return practice;
}
