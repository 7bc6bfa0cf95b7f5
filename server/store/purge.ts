import type { Queryable } from '../ports.ts';
import { isHeld } from './legal-holds.ts';

/** How much a purge would remove, or has removed. */
export interface Amount {
  conversations: number;
  messages: number;
  files: number;
}

const FREE = `not ${isHeld('c.practice_id', 'c.conversation_id')}`;

/** Conversations without a word since a time (all, without one) that nobody holds. */
export function listDueConversations(
  q: Queryable,
  practiceId: string,
  before: Date | undefined,
  limit: number,
): Promise<{ conversationId: string }[]> {
  return q.query(
    `select c.conversation_id as "conversationId" from conversations c
     where c.practice_id = $1 and ($2::timestamptz is null or c.updated_at < $2) and ${FREE}
     order by c.updated_at limit $3`,
    [practiceId, before?.toISOString() ?? null, limit],
  );
}

/** How much {@link listDueConversations} would find in all. */
export async function countDueConversations(
  q: Queryable,
  practiceId: string,
  before: Date | undefined,
): Promise<Amount & { held: number }> {
  const [row] = await q.query<Amount & { held: number }>(
    `with due as (
       select c.conversation_id, c.last_seq, ${FREE} as free from conversations c
       where c.practice_id = $1 and ($2::timestamptz is null or c.updated_at < $2)
     )
     select count(*) filter (where free)::int as conversations, coalesce(sum(last_seq) filter (where free), 0)::int as messages,
       (select count(*) from attachments a join due using (conversation_id) where a.practice_id = $1 and free)::int as files,
       count(*) filter (where not free)::int as held
     from due`,
    [practiceId, before?.toISOString() ?? null],
  );
  return row ?? { conversations: 0, messages: 0, files: 0, held: 0 };
}

/** A conversation under its lock, if it is still to go: nobody has written in it meanwhile, and nobody holds it. */
export async function lockDueConversation(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  before: Date | undefined,
): Promise<{ messages: number; people: string[] } | undefined> {
  const [row] = await tx.query<{ messages: number; low: string; high: string }>(
    `select c.last_seq as messages, c.low_person as low, c.high_person as high from conversations c
     where c.practice_id = $1 and c.conversation_id = $2 and ($3::timestamptz is null or c.updated_at < $3) and ${FREE}
     for update`,
    [practiceId, conversationId, before?.toISOString() ?? null],
  );
  return row && { messages: row.messages, people: [row.low, row.high] };
}

/** Takes away everything of a conversation, its key too; its files' bytes are due to go. @returns how many files there were */
export async function deleteConversation(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  at: Date,
): Promise<number> {
  const ids = [practiceId, conversationId];
  const [row] = await tx.query<{ files: number }>(
    `with gone as (
       delete from attachments where practice_id = $1 and conversation_id = $2 returning practice_id, file_id, preview_id
     ), copies as (
       delete from retained_files where practice_id = $1 and conversation_id = $2 returning practice_id, file_id
     ), bytes as (
       insert into file_removals (practice_id, file_id, due_at)
       select practice_id, id, $3::timestamptz from (
         select practice_id, file_id as id from gone union select practice_id, preview_id from gone
         union select practice_id, file_id from copies
       ) every where id is not null
       on conflict (practice_id, file_id) do update set due_at = excluded.due_at
     )
     select ((select count(*) from gone) + (select count(*) from copies))::int as files`,
    [...ids, at.toISOString()],
  );
  for (const table of [
    'retained_messages',
    'absence_replies',
    'messages',
    'participants',
    'conversation_keys',
    'conversations',
  ]) {
    await tx.query(`delete from ${table} where practice_id = $1 and conversation_id = $2`, ids);
  }
  return row?.files ?? 0;
}

/** Conversations that nobody holds with messages from before a time that still say something, or have files. */
export function listConversationsWithOld(
  q: Queryable,
  practiceId: string,
  what: 'messages' | 'files',
  before: Date,
  limit: number,
): Promise<{ conversationId: string }[]> {
  return q.query(
    `select c.conversation_id as "conversationId" from conversations c
     where c.practice_id = $1 and ${FREE} and exists (select from messages m where m.practice_id = c.practice_id
       and m.conversation_id = c.conversation_id and m.sent_at < $2 and ${OLD[what]})
     order by c.conversation_id limit $3`,
    [practiceId, before.toISOString(), limit],
  );
}

const OLD = { messages: 'm.body is not null', files: 'm.files > 0' } as const;

/** How many of these messages there are. */
export async function countOld(
  q: Queryable,
  practiceId: string,
  what: 'messages' | 'files',
  before: Date,
): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    `select ${what === 'files' ? 'coalesce(sum(m.files), 0)' : 'count(*)'}::int as n
     from messages m join conversations c on c.practice_id = m.practice_id and c.conversation_id = m.conversation_id
     where m.practice_id = $1 and m.sent_at < $2 and ${OLD[what]} and ${FREE}`,
    [practiceId, before.toISOString()],
  );
  return row?.n ?? 0;
}

/** The oldest of these messages of a conversation, in order. */
export function listOldMessages(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  what: 'messages' | 'files',
  before: Date,
  limit: number,
): Promise<{ messageId: string; seq: number; senderId: string; files: number }[]> {
  return tx.query(
    `select m.message_id as "messageId", m.seq, m.sender_id as "senderId", m.files from messages m
     where m.practice_id = $1 and m.conversation_id = $2 and m.sent_at < $3 and ${OLD[what]} order by m.seq limit $4`,
    [practiceId, conversationId, before.toISOString(), limit],
  );
}

/** The messages of a conversation no longer carry files. */
export async function forgetFilesOf(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  messageIds: readonly string[],
): Promise<void> {
  await tx.query(
    `update messages set files = 0 where practice_id = $1 and conversation_id = $2 and message_id = any($3::uuid[])`,
    [practiceId, conversationId, messageIds],
  );
}

/** Forgets what people were signed in with and is over. */
export async function removeExpiredTokens(q: Queryable, expiredBefore: Date): Promise<void> {
  await q.query(`delete from access_tokens where expires_at < $1`, [expiredBefore.toISOString()]);
  await q.query(`delete from token_activity where expires_at < $1`, [expiredBefore.toISOString()]);
}

/** Notes what has been removed, and every key-encryption key by which a backup from before may be sealed. */
export async function insertPurge(
  tx: Queryable,
  practiceId: string,
  purgeId: string,
  purge: { kind: 'conversations' | 'messages' | 'files' | 'practice'; count: number },
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into purges (practice_id, purge_id, at, kind, count, kek_versions)
     select $1, $2, $3, $4, $5, array_agg(kek_version order by kek_version) from vault_probes
     on conflict (practice_id, purge_id, kind) do update set at = excluded.at, count = purges.count + excluded.count,
       kek_versions = array(select distinct unnest(purges.kek_versions || excluded.kek_versions) order by 1)`,
    [practiceId, purgeId, at.toISOString(), purge.kind, purge.count],
  );
}

/** Key-encryption keys that are still in use and open backups with what was purged, and until when these were made. */
export function listPurgeKeys(q: Queryable): Promise<{ kekVersion: string; until: Date; purges: number }[]> {
  return q.query(
    `select v.kek_version as "kekVersion", max(p.at) as until, count(*)::int as purges
     from vault_probes v join purges p on v.kek_version = any(p.kek_versions)
     group by v.kek_version order by v.kek_version`,
  );
}
