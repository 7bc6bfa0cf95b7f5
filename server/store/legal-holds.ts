import type { Queryable } from '../ports.ts';

/** What is held: one conversation, all conversations of a person, or everything of the practice if neither is named. */
export interface Held {
  personId: string | null;
  conversationId: string | null;
}

/** A hold as stored: the reasons are sealed. */
export interface HoldRow extends Held {
  holdId: string;
  reason: Uint8Array;
  placedAt: Date;
  liftedAt: Date | null;
  liftReason: Uint8Array | null;
}

const COLUMNS = `hold_id as "holdId", person_id as "personId", conversation_id as "conversationId", reason,
  placed_at as "placedAt", lifted_at as "liftedAt", lift_reason as "liftReason"`;

/**
 * SQL that is true while a conversation is held.
 * @param practice SQL of the practice's id, and of the conversation's
 */
export function isHeld(practice: string, conversation: string): string {
  return `exists (
    select from legal_holds hold where hold.practice_id = ${practice} and hold.lifted_at is null and (
      hold.conversation_id = ${conversation}
      or hold.person_id is null and hold.conversation_id is null
      or exists (select from participants held where held.practice_id = hold.practice_id
        and held.conversation_id = ${conversation} and held.person_id = hold.person_id)))`;
}

export async function insertHold(
  tx: Queryable,
  practiceId: string,
  hold: Pick<HoldRow, 'holdId' | 'personId' | 'conversationId' | 'reason' | 'placedAt'>,
): Promise<void> {
  await tx.query(
    `insert into legal_holds (practice_id, hold_id, person_id, conversation_id, reason, placed_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [practiceId, hold.holdId, hold.personId, hold.conversationId, hold.reason, hold.placedAt.toISOString()],
  );
}

/** @returns what was held; `undefined` when there is no such hold, or it was lifted before */
export async function liftHold(
  tx: Queryable,
  practiceId: string,
  holdId: string,
  reason: Uint8Array,
  at: Date,
): Promise<Held | undefined> {
  const [row] = await tx.query<Held>(
    `update legal_holds set lifted_at = $4, lift_reason = $3 where practice_id = $1 and hold_id = $2 and lifted_at is null
     returning person_id as "personId", conversation_id as "conversationId"`,
    [practiceId, holdId, reason, at.toISOString()],
  );
  return row;
}

/** A practice's holds, those that were lifted too, the oldest first. */
export function listHolds(q: Queryable, practiceId: string): Promise<HoldRow[]> {
  return q.query<HoldRow>(
    `select ${COLUMNS} from legal_holds where practice_id = $1 order by placed_at, hold_id`,
    [practiceId],
  );
}

/** Whether anything of the practice is held. */
export async function hasHold(q: Queryable, practiceId: string): Promise<boolean> {
  const rows = await q.query(`select from legal_holds where practice_id = $1 and lifted_at is null limit 1`, [
    practiceId,
  ]);
  return rows.length > 0;
}

/** Whether this conversation is held. */
export async function isConversationHeld(
  q: Queryable,
  practiceId: string,
  conversationId: string,
): Promise<boolean> {
  const [row] = await q.query<{ held: boolean }>(`select ${isHeld('$1', '$2::uuid')} as held`, [
    practiceId,
    conversationId,
  ]);
  return row?.held === true;
}
