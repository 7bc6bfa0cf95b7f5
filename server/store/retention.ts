import type { Queryable } from '../ports.ts';
import { isHeld } from './legal-holds.ts';

/** The copy of a deleted message: `body` is sealed under the practice's retention key. */
export interface RetainedMessageRow {
  conversationId: string;
  messageId: string;
  body: Uint8Array;
  keepUntil: Date;
}

/** A file of a {@link RetainedMessageRow}: its key and what is known of it are sealed under the retention key too. */
export interface RetainedFileRow {
  attachmentId: string;
  uploaderId: string;
  place: number;
  wrappedKey: Uint8Array;
  details: Uint8Array;
  fileId: string;
}

/** Keeps a copy in the transaction that deletes the message. */
export async function insertRetained(
  tx: Queryable,
  practiceId: string,
  { conversationId, messageId, body, keepUntil }: RetainedMessageRow,
  files: readonly RetainedFileRow[],
): Promise<void> {
  await tx.query(
    `insert into retained_messages (practice_id, conversation_id, message_id, body, keep_until)
     values ($1, $2, $3, $4, $5)`,
    [practiceId, conversationId, messageId, body, keepUntil.toISOString()],
  );
  for (const file of files) {
    await tx.query(
      `insert into retained_files
         (practice_id, conversation_id, message_id, attachment_id, uploader_id, place, wrapped_key, details, file_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        practiceId,
        conversationId,
        messageId,
        file.attachmentId,
        file.uploaderId,
        file.place,
        file.wrappedKey,
        file.details,
        file.fileId,
      ],
    );
  }
}

/** A copy whose time is not over, or that is held, and its files in their order. */
export async function findRetained(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  messageId: string,
  now: Date,
): Promise<{ message: RetainedMessageRow; files: RetainedFileRow[] } | undefined> {
  const ids = [practiceId, conversationId, messageId];
  const [message] = await q.query<RetainedMessageRow>(
    `select conversation_id as "conversationId", message_id as "messageId", body, keep_until as "keepUntil"
     from retained_messages
     where practice_id = $1 and conversation_id = $2 and message_id = $3
       and (keep_until > $4 or ${isHeld('$1', '$2::uuid')})`,
    [...ids, now.toISOString()],
  );
  if (!message) return undefined;
  const files = await q.query<RetainedFileRow>(
    `select attachment_id as "attachmentId", uploader_id as "uploaderId", place, wrapped_key as "wrappedKey", details,
       file_id as "fileId"
     from retained_files where practice_id = $1 and conversation_id = $2 and message_id = $3 order by place`,
    ids,
  );
  return { message, files };
}

/**
 * Forgets the copies whose time is over and that nobody holds, of every practice, and has the bytes of their files go. One statement: it happens
 * whole or not at all.
 * @returns how many there were
 */
export async function removeExpiredCopies(q: Queryable, now: Date): Promise<number> {
  const [row] = await q.query<{ copies: number }>(
    `with gone as (
       delete from retained_messages m where keep_until <= $1 and not ${isHeld('m.practice_id', 'm.conversation_id')}
       returning practice_id, conversation_id, message_id
     ), files as (
       delete from retained_files f using gone g
       where f.practice_id = g.practice_id and f.conversation_id = g.conversation_id and f.message_id = g.message_id
       returning f.practice_id, f.file_id
     ), bytes as (
       insert into file_removals (practice_id, file_id, due_at)
       select practice_id, file_id, $1::timestamptz from files
       on conflict (practice_id, file_id) do update set due_at = excluded.due_at
     )
     select count(*) as copies from gone`,
    [now.toISOString()],
  );
  return Number(row?.copies ?? 0);
}
