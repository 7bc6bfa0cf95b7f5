import type { Queryable } from '../ports.ts';

/** A file as stored: its key and what is known of it are sealed, its bytes lie in the file store. */
export interface AttachmentRow {
  attachmentId: string;
  uploaderId: string;
  wrappedKey: Uint8Array;
  details: Uint8Array;
  fileId: string;
  previewId: string | null;
  size: number;
  createdAt: Date;
  conversationId: string | null;
  messageId: string | null;
}

const COLUMNS = `attachment_id as "attachmentId", uploader_id as "uploaderId", wrapped_key as "wrappedKey", details,
  file_id as "fileId", preview_id as "previewId", size, created_at as "createdAt",
  conversation_id as "conversationId", message_id as "messageId"`;

export async function findAttachment(
  q: Queryable,
  practiceId: string,
  attachmentId: string,
): Promise<AttachmentRow | undefined> {
  const [row] = await q.query<AttachmentRow>(
    `select ${COLUMNS} from attachments where practice_id = $1 and attachment_id = $2`,
    [practiceId, attachmentId],
  );
  return row;
}

/** A practice's files in the order of their ids, after one. */
export function listFiles(
  q: Queryable,
  practiceId: string,
  after: string | undefined,
  limit: number,
): Promise<AttachmentRow[]> {
  return q.query<AttachmentRow>(
    `select ${COLUMNS} from attachments where practice_id = $1 and ($2::uuid is null or attachment_id > $2)
     order by attachment_id limit $3`,
    [practiceId, after ?? null, limit],
  );
}

/** The files of some messages, each message's in its order. */
export function findAttachmentsOf(
  q: Queryable,
  practiceId: string,
  messages: readonly { conversationId: string; messageId: string }[],
): Promise<AttachmentRow[]> {
  return q.query<AttachmentRow>(
    `select ${COLUMNS} from attachments a
     where practice_id = $1 and exists (
       select from unnest($2::uuid[], $3::uuid[]) as wanted(conversation_id, message_id)
       where a.conversation_id = wanted.conversation_id and a.message_id = wanted.message_id
     ) order by place`,
    [practiceId, messages.map((it) => it.conversationId), messages.map((it) => it.messageId)],
  );
}

/** @returns whether it was inserted; `false` if the id is taken */
export async function insertAttachment(
  tx: Queryable,
  practiceId: string,
  row: Omit<AttachmentRow, 'conversationId' | 'messageId'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into attachments
       (practice_id, attachment_id, uploader_id, wrapped_key, details, file_id, preview_id, size, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
    [
      practiceId,
      row.attachmentId,
      row.uploaderId,
      row.wrappedKey,
      row.details,
      row.fileId,
      row.previewId,
      row.size,
      row.createdAt.toISOString(),
    ],
  );
  return rows.length > 0;
}

/** How many files a person has uploaded and not sent, and their bytes. */
export async function countUnsent(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<{ files: number; bytes: number }> {
  const [row] = await q.query<{ files: number; bytes: number }>(
    `select count(*) as files, coalesce(sum(size), 0)::bigint as bytes from attachments
     where practice_id = $1 and uploader_id = $2 and message_id is null`,
    [practiceId, personId],
  );
  return { files: row?.files ?? 0, bytes: row?.bytes ?? 0 };
}

/**
 * Gives files to the message that carries them, in the order of their ids in the list.
 * @returns those that could be given: uploaded by this person and of no other message
 */
export function linkAttachments(
  tx: Queryable,
  practiceId: string,
  message: { conversationId: string; messageId: string; senderId: string },
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  return tx.query<AttachmentRow>(
    `update attachments set conversation_id = $2, message_id = $3, place = array_position($5::uuid[], attachment_id)
     where practice_id = $1 and uploader_id = $4 and message_id is null and attachment_id = any($5::uuid[])
     returning ${COLUMNS}`,
    [practiceId, message.conversationId, message.messageId, message.senderId, ids],
  );
}

/** Forgets the files of a message; their bytes are due to go at once, those of previews alone if a copy is kept. */
export async function removeAttachmentsOf(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  messageId: string,
  at: Date,
  bytes: 'all' | 'previews' = 'all',
): Promise<void> {
  await tx.query(
    `with gone as (
       delete from attachments where practice_id = $1 and conversation_id = $2 and message_id = $3
       returning practice_id, file_id, preview_id
     ) ${intoRemovals('$4', bytes)}`,
    [practiceId, conversationId, messageId, at.toISOString()],
  );
}

/** Forgets files that were uploaded before a time and never sent, in every practice. */
export async function removeForgotten(q: Queryable, before: Date, at: Date): Promise<void> {
  await q.query(
    `with gone as (
       delete from attachments where message_id is null and created_at < $1
       returning practice_id, file_id, preview_id
     ) ${intoRemovals('$2')}`,
    [before.toISOString(), at.toISOString()],
  );
}

function intoRemovals(at: '$2' | '$4', bytes: 'all' | 'previews' = 'all'): string {
  const ids = bytes === 'all' ? 'file_id, preview_id' : 'preview_id';
  return `insert into file_removals (practice_id, file_id, due_at)
    select practice_id, id, ${at}::timestamptz from gone, unnest(array[${ids}]) as id where id is not null
    on conflict (practice_id, file_id) do update set due_at = excluded.due_at`;
}
