import type { Queryable } from '../ports.ts';

/** How far a participant has got in a conversation. */
export interface Marks {
  opened: boolean;
  readSeq: number;
  deliveredSeq: number;
  unread: number;
}

export async function findMarks(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  personId: string,
): Promise<Marks | undefined> {
  const [row] = await q.query<Marks>(
    `select opened, read_seq as "readSeq", delivered_seq as "deliveredSeq", unread from participants
     where practice_id = $1 and conversation_id = $2 and person_id = $3`,
    [practiceId, conversationId, personId],
  );
  return row;
}

/** Notes that this person opened the conversation themselves. */
export async function setOpened(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  personId: string,
): Promise<void> {
  await tx.query(
    `update participants set opened = true where practice_id = $1 and conversation_id = $2 and person_id = $3`,
    [practiceId, conversationId, personId],
  );
}

/** Moves the read mark and counts anew what is left unread. Reading implies delivery. */
export async function setRead(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  personId: string,
  seq: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `update participants set read_seq = $4, read_at = $5, delivered_seq = greatest(delivered_seq, $4), unread = (
       select count(*) from messages
       where practice_id = $1 and conversation_id = $2 and seq > $4 and sender_id <> $3 and deleted_at is null)
     where practice_id = $1 and conversation_id = $2 and person_id = $3`,
    [practiceId, conversationId, personId, seq, at.toISOString()],
  );
}

export async function setDelivered(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  personId: string,
  seq: number,
): Promise<void> {
  await tx.query(
    `update participants set delivered_seq = $4 where practice_id = $1 and conversation_id = $2 and person_id = $3`,
    [practiceId, conversationId, personId, seq],
  );
}

/** A person's unread messages over all conversations. */
export async function countUnread(q: Queryable, practiceId: string, personId: string): Promise<number> {
  const [row] = await q.query<{ unread: number }>(
    `select coalesce(sum(unread), 0)::int as unread from participants where practice_id = $1 and person_id = $2
       and unread > 0`,
    [practiceId, personId],
  );
  return row?.unread ?? 0;
}
