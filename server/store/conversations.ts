import type { PersonKind } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';
import { MESSAGE_COLUMNS, type MessageRow } from './messages.ts';

/** A conversation as one participant sees it; the names and the last message are sealed. */
export interface ConversationRow {
  conversationId: string;
  lastSeq: number;
  updatedAt: Date;
  readSeq: number;
  unread: number;
  otherId: string;
  otherKind: PersonKind;
  otherName: Uint8Array;
  otherRead: number;
  otherDelivered: number;
}

/** With its newest message, where there is one. */
export type ConversationView = ConversationRow & { last: MessageRow | undefined };

const VIEW = `select c.conversation_id as "conversationId", c.last_seq as "lastSeq", c.updated_at as "updatedAt",
    me.read_seq as "readSeq", me.unread, o.person_id as "otherId", o.read_seq as "otherRead",
    o.delivered_seq as "otherDelivered", p.kind as "otherKind", p.name as "otherName", ${MESSAGE_COLUMNS}
  from participants me
    join conversations c on c.practice_id = me.practice_id and c.conversation_id = me.conversation_id
    join participants o on o.practice_id = me.practice_id and o.conversation_id = me.conversation_id
      and o.person_id <> me.person_id
    join people p on p.practice_id = o.practice_id and p.person_id = o.person_id
    left join messages m on m.practice_id = c.practice_id and m.conversation_id = c.conversation_id
      and m.seq = c.last_seq
  where me.practice_id = $1 and me.person_id = $2`;

function toView(row: ConversationRow & MessageRow): ConversationView {
  return { ...row, last: row.lastSeq === 0 ? undefined : row };
}

/** A place in the list of conversations: what stands before it is newer. */
export interface ListPosition {
  updatedAt: Date;
  conversationId: string;
}

/** My listed conversations, newest first: those with a message and those that I opened myself. */
export async function listConversations(
  q: Queryable,
  practiceId: string,
  personId: string,
  limit: number,
  after?: ListPosition,
): Promise<ConversationView[]> {
  const listed = `${VIEW} and (c.last_seq > 0 or me.opened)`;
  const order = `order by me.updated_at desc, me.conversation_id limit $3`;
  // Where a page begins must be a place in the index: a condition that also holds without one would read everything before it.
  const rows = after
    ? await q.query<ConversationRow & MessageRow>(
        `${listed} and me.updated_at <= $4 and (me.updated_at < $4 or me.conversation_id > $5::uuid) ${order}`,
        [practiceId, personId, limit, after.updatedAt.toISOString(), after.conversationId],
      )
    : await q.query<ConversationRow & MessageRow>(`${listed} ${order}`, [practiceId, personId, limit]);
  return rows.map(toView);
}

/** Those of these conversations in which I take part. */
export async function findConversations(
  q: Queryable,
  practiceId: string,
  personId: string,
  conversationIds: readonly string[],
): Promise<ConversationView[]> {
  const rows = await q.query<ConversationRow & MessageRow>(
    `${VIEW} and me.conversation_id = any($3::uuid[])`,
    [practiceId, personId, conversationIds],
  );
  return rows.map(toView);
}

/** The conversation, if this person takes part in it. */
export async function findConversation(
  q: Queryable,
  practiceId: string,
  personId: string,
  conversationId: string,
): Promise<ConversationView | undefined> {
  return (await findConversations(q, practiceId, personId, [conversationId]))[0];
}

/** The two people of a pair in the order in which they are stored. */
function ordered(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a];
}

export async function findPair(
  q: Queryable,
  practiceId: string,
  a: string,
  b: string,
): Promise<string | undefined> {
  const [row] = await q.query<{ id: string }>(
    `select conversation_id as id from conversations
     where practice_id = $1 and low_person = $2 and high_person = $3`,
    [practiceId, ...ordered(a, b)],
  );
  return row?.id;
}

/**
 * Makes the conversation of a pair. Whoever comes second waits until the first has committed.
 * @returns whether it was inserted; `false` if the pair has one already
 */
export async function insertConversation(
  tx: Queryable,
  conversation: { practiceId: string; conversationId: string; openerId: string; otherId: string; at: Date },
): Promise<boolean> {
  const { practiceId, conversationId, openerId, otherId } = conversation;
  const rows = await tx.query(
    `insert into conversations (practice_id, conversation_id, low_person, high_person, updated_at)
     values ($1, $2, $3, $4, $5) on conflict (practice_id, low_person, high_person) do nothing returning 1`,
    [practiceId, conversationId, ...ordered(openerId, otherId), conversation.at.toISOString()],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into participants (practice_id, conversation_id, person_id, opened, updated_at)
     values ($1, $2, $3, true, $5), ($1, $2, $4, false, $5)`,
    [practiceId, conversationId, openerId, otherId, conversation.at.toISOString()],
  );
  return true;
}

/** Locks the conversation until the transaction ends: numbers, marks and counts in it change only under this lock. */
export async function lockConversation(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
): Promise<{ lastSeq: number; updatedAt: Date } | undefined> {
  const [row] = await tx.query<{ lastSeq: number; updatedAt: Date }>(
    `select last_seq as "lastSeq", updated_at as "updatedAt" from conversations
     where practice_id = $1 and conversation_id = $2 for no key update`,
    [practiceId, conversationId],
  );
  return row;
}

/** Whom this person has conversations with that the other one sees in a list. */
export function listPartners(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<{ personId: string; conversationId: string }[]> {
  return q.query(
    `select o.person_id as "personId", o.conversation_id as "conversationId"
     from participants me
       join participants o on o.practice_id = me.practice_id and o.conversation_id = me.conversation_id
         and o.person_id <> me.person_id
       join conversations c on c.practice_id = me.practice_id and c.conversation_id = me.conversation_id
     where me.practice_id = $1 and me.person_id = $2 and (c.last_seq > 0 or o.opened)
     order by o.person_id`,
    [practiceId, personId],
  );
}
