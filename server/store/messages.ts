import type { Queryable } from '../ports.ts';

/** A message as stored: `body` is sealed, and `null` once deleted. */
export interface MessageRow {
  conversationId: string;
  messageId: string;
  seq: number;
  senderId: string;
  origin: 'person' | 'auto';
  body: Uint8Array | null;
  /** How many files it has. */
  files: number;
  sentAt: Date;
  deletedAt: Date | null;
}

/** The columns of a {@link MessageRow} but the conversation's id, of a table called `m`. */
export const MESSAGE_COLUMNS = `m.message_id as "messageId", m.seq, m.sender_id as "senderId", m.origin, m.body, m.files,
  m.sent_at as "sentAt", m.deleted_at as "deletedAt"`;

const SELECT = `select m.conversation_id as "conversationId", ${MESSAGE_COLUMNS} from messages m`;

export async function findMessage(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const [row] = await q.query<MessageRow>(
    `${SELECT} where m.practice_id = $1 and m.conversation_id = $2 and m.message_id = $3`,
    [practiceId, conversationId, messageId],
  );
  return row;
}

/** Messages of several conversations by their ids. */
export function findMessages(
  q: Queryable,
  practiceId: string,
  ids: readonly { conversationId: string; messageId: string }[],
): Promise<MessageRow[]> {
  return q.query<MessageRow>(
    `${SELECT} join unnest($2::uuid[], $3::uuid[]) as wanted(conversation_id, message_id)
       on m.conversation_id = wanted.conversation_id and m.message_id = wanted.message_id
     where m.practice_id = $1`,
    [practiceId, ids.map((id) => id.conversationId), ids.map((id) => id.messageId)],
  );
}

/** The messages from one seq to another, both included, in order. */
export function listMessages(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  from: number,
  to: number,
): Promise<MessageRow[]> {
  return q.query<MessageRow>(
    `${SELECT} where m.practice_id = $1 and m.conversation_id = $2 and m.seq between $3 and $4 order by m.seq`,
    [practiceId, conversationId, from, to],
  );
}

/** The newest messages up to a seq that still have a body, newest first. */
export function listNewestWithBody(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  upTo: number,
  limit: number,
): Promise<MessageRow[]> {
  return q.query<MessageRow>(
    `${SELECT} where m.practice_id = $1 and m.conversation_id = $2 and m.seq <= $3 and m.body is not null
     order by m.seq desc limit $4`,
    [practiceId, conversationId, upTo, limit],
  );
}

/** The newest messages with a body of each of these conversations, each newest first. */
export async function listNewestOfEach(
  q: Queryable,
  practiceId: string,
  conversationIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, MessageRow[]>> {
  const rows = await q.query<MessageRow>(
    `select wanted.id as "conversationId", ${MESSAGE_COLUMNS} from unnest($2::uuid[]) as wanted(id)
       cross join lateral (
         select * from messages
         where practice_id = $1 and conversation_id = wanted.id and body is not null order by seq desc limit $3
       ) m
     order by m.seq desc`,
    [practiceId, conversationIds, limit],
  );
  const found = new Map(conversationIds.map((id): [string, MessageRow[]] => [id, []]));
  for (const row of rows) found.get(row.conversationId)?.push(row);
  return found;
}

/**
 * Adds a message at the end of its conversation and counts it as unread for the recipient. The caller holds the conversation's
 * lock and has taken `seq` under it.
 */
export async function insertMessage(
  tx: Queryable,
  practiceId: string,
  message: MessageRow & { body: Uint8Array },
  recipientId: string,
): Promise<void> {
  await tx.query(
    `with message as (
       insert into messages (practice_id, conversation_id, seq, message_id, sender_id, origin, body, sent_at, files)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $10)
     ), conversation as (
       update conversations set last_seq = $3, updated_at = $8 where practice_id = $1 and conversation_id = $2
     )
     update participants set updated_at = $8, unread = unread + case when person_id = $9 then 1 else 0 end
     where practice_id = $1 and conversation_id = $2`,
    [
      practiceId,
      message.conversationId,
      message.seq,
      message.messageId,
      message.senderId,
      message.origin,
      message.body,
      message.sentAt.toISOString(),
      recipientId,
      message.files,
    ],
  );
}

/** Erases a message's text and leaves its tombstone; no longer counts it for whoever has not read it. */
export async function eraseMessage(
  tx: Queryable,
  practiceId: string,
  message: MessageRow,
  at: Date,
): Promise<void> {
  await tx.query(
    `with message as (
       update messages set body = null, files = 0, deleted_at = $4 where practice_id = $1 and conversation_id = $2 and seq = $3
     )
     update participants set unread = unread - 1
     where practice_id = $1 and conversation_id = $2 and person_id <> $5 and read_seq < $3`,
    [practiceId, message.conversationId, message.seq, at.toISOString(), message.senderId],
  );
}

/** When this participant last wrote here themselves, deleted since or not; nothing automatic counts. */
export async function lastWritten(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  personId: string,
): Promise<Date | undefined> {
  const [row] = await q.query<{ sentAt: Date }>(
    `select sent_at as "sentAt" from messages
     where practice_id = $1 and conversation_id = $2 and sender_id = $3 and origin = 'person'
     order by seq desc limit 1`,
    [practiceId, conversationId, personId],
  );
  return row?.sentAt;
}
