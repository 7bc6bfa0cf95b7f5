import { messagePlace } from '../../server/domain/views.ts';
import { personPlace } from '../../server/domain/people.ts';
import type { Database, KeyEncryptionKeys, Queryable } from '../../server/ports.ts';
import { wrappedKeys } from '../../server/store/keys.ts';
import { Vault } from '../../server/vault/vault.ts';

/** Rows of one statement. */
const CHUNK = 2500;

export interface ManyConversations {
  practiceId: string;
  /** Whose list becomes long. */
  personId: string;
  count: number;
  /** How many of them, from the newest on, have an unread message. */
  unread: number;
  /** The name of each client. */
  name: (i: number) => string;
  /** What each client has written; `undefined`: nothing, the conversation was only opened. */
  text: (i: number) => string | undefined;
  /** When the newest was written; each one after it a minute earlier. */
  newest: Date;
}

/** Where a conversation stands in the list. */
export interface ListedPlace {
  conversationId: string;
  at: string;
}

/**
 * Gives somebody many conversations, each with a client of its own who has written at most one message, as if each had come through the
 * protocol: sealed by the vault at the places where the backend looks, in a handful of statements.
 * @returns them in the order of the list
 */
export async function seedConversations(
  database: Database,
  keys: KeyEncryptionKeys,
  many: ManyConversations,
): Promise<ListedPlace[]> {
  const listed: ListedPlace[] = [];
  const vault = new Vault(keys, wrappedKeys(database));
  for (let from = 0; from < many.count; from += CHUNK) {
    const length = Math.min(CHUNK, many.count - from);
    const rows = await Promise.all(Array.from({ length }, (_, i) => makeRow(vault, many, from + i)));
    await database.transaction((tx) => insertConversations(tx, many, rows));
    await insertMessages(database, many, await sealMessages(vault, many, rows));
    for (const { conversationId, sentAt } of rows) listed.push({ conversationId, at: sentAt.toISOString() });
  }
  // What autovacuum does in time: without numbers of rows there are no sensible plans.
  await database.execute('analyze');
  return listed;
}

type Row = Awaited<ReturnType<typeof makeRow>>;

async function makeRow(vault: Vault, many: ManyConversations, i: number) {
  const { practiceId } = many;
  const senderId = `client-${String(i).padStart(6, '0')}`;
  const conversationId = crypto.randomUUID();
  const sentAt = new Date(many.newest.getTime() - i * 60_000);
  const practice = await vault.practice(practiceId);
  const name = await practice.seal(personPlace(practiceId, senderId, 'name'), many.name(i));
  const { wrapped } = await vault.newConversation(practiceId, conversationId);
  const unread = i < many.unread ? 1 : 0;
  return { senderId, conversationId, sentAt, name, wrapped, unread, text: many.text(i) };
}

async function sealMessages(vault: Vault, { practiceId }: ManyConversations, rows: readonly Row[]) {
  const written = rows.flatMap((row) => (row.text === undefined ? [] : [{ ...row, text: row.text }]));
  const keys = await vault.conversations(
    practiceId,
    written.map(({ conversationId }) => conversationId),
  );
  return Promise.all(
    written.map(async ({ text, conversationId, senderId, sentAt }) => {
      const message = { conversationId, messageId: crypto.randomUUID(), seq: 1, senderId, sentAt } as const;
      const place = messagePlace(practiceId, { ...message, origin: 'person', files: 0, deletedAt: null });
      const body = await keys.get(conversationId)!.seal(place, text);
      return { ...message, body };
    }),
  );
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function insertConversations(
  tx: Queryable,
  { practiceId, personId }: ManyConversations,
  rows: readonly Row[],
): Promise<void> {
  const people = rows.map(({ senderId }) => senderId);
  const ids = rows.map(({ conversationId }) => conversationId);
  const times = rows.map(({ sentAt }) => sentAt.toISOString());
  const seqs = rows.map(({ text }) => (text === undefined ? 0 : 1));
  await tx.query(
    `insert into people (practice_id, person_id, kind, admin, active, name, created_at)
     select $1, person, 'client', false, true, decode(name, 'hex'), at
     from unnest($2::text[], $3::text[], $4::timestamptz[]) as t(person, name, at)`,
    [practiceId, people, rows.map(({ name }) => hex(name)), times],
  );
  await tx.query(
    `insert into conversations (practice_id, conversation_id, low_person, high_person, last_seq, updated_at)
     select $1, id, least(person collate "C", $2::text), greatest(person collate "C", $2::text), seq, at
     from unnest($3::text[], $4::uuid[], $5::timestamptz[], $6::integer[]) as t(person, id, at, seq)`,
    [practiceId, personId, people, ids, times, seqs],
  );
  await tx.query(
    `insert into conversation_keys (practice_id, conversation_id, version, wrapped)
     select $1, id, 1, decode(wrapped, 'hex') from unnest($2::uuid[], $3::text[]) as t(id, wrapped)`,
    [practiceId, ids, rows.map(({ wrapped }) => hex(wrapped))],
  );
  await tx.query(
    `insert into participants
       (practice_id, conversation_id, person_id, opened, read_seq, delivered_seq, unread, updated_at)
     select $1, id, person, true, 0, 0, 0, at from unnest($3::text[], $4::uuid[], $5::timestamptz[]) as t(person, id, at)
     union all
     select $1, id, $2, true, seq - unread, seq, unread, at
     from unnest($4::uuid[], $5::timestamptz[], $6::integer[], $7::integer[]) as t(id, at, unread, seq)`,
    [practiceId, personId, people, ids, times, rows.map(({ unread }) => unread), seqs],
  );
}

async function insertMessages(
  database: Database,
  { practiceId }: ManyConversations,
  messages: Awaited<ReturnType<typeof sealMessages>>,
): Promise<void> {
  await database.query(
    `insert into messages (practice_id, conversation_id, seq, message_id, sender_id, origin, body, sent_at, files)
     select $1, id, 1, message, person, 'person', decode(body, 'hex'), at, 0
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as t(id, message, person, body, at)`,
    [
      practiceId,
      messages.map(({ conversationId }) => conversationId),
      messages.map(({ messageId }) => messageId),
      messages.map(({ senderId }) => senderId),
      messages.map(({ body }) => hex(body)),
      messages.map(({ sentAt }) => sentAt.toISOString()),
    ],
  );
}
