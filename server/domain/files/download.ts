import * as v from 'valibot';
import { Uuid } from '../../../src/protocol/index.ts';
import { findAttachment, type AttachmentRow } from '../../store/attachments.ts';
import { findConversation } from '../../store/conversations.ts';
import { openFileKey } from '../../vault/files.ts';
import { noteView } from '../audit/record.ts';
import type { Actor, Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { openDetails } from './details.ts';
import { pieces, streamOf } from './streams.ts';

/** A file on its way to somebody. */
export interface Download {
  name: string;
  type: string;
  size: number;
  body: ReadableStream<Uint8Array>;
}

/**
 * Opens a file for somebody who takes part in the conversation whose message carries it, or who has uploaded it and not sent
 * it yet. Both ways of looking at it are written into the audit.
 * @throws {Refusal} `not-found` for everybody and everything else
 */
export async function openDownload(
  deps: Deps,
  me: Actor,
  attachmentId: string,
  part: 'file' | 'preview',
): Promise<Download> {
  const { practiceId } = me;
  const row = v.is(Uuid, attachmentId)
    ? await findAttachment(deps.database, practiceId, attachmentId)
    : undefined;
  if (!row || !deps.files || !(await mayRead(deps, me, row))) throw new Refusal('not-found');

  const details = await openDetails(deps.vault, practiceId, row);
  const fileId = part === 'file' ? row.fileId : row.previewId;
  const stored = fileId === null ? undefined : await deps.files.store.get(fileId);
  if (!stored) throw new Refusal('not-found');
  const key = await openFileKey(
    await deps.vault.practice(practiceId),
    practiceId,
    attachmentId,
    row.wrappedKey,
  );
  const opened = key.open(part, pieces(stored));
  // The first piece now, while a refusal can still be said in words.
  const first = await opened.next();
  await noteView(deps, me, {
    action: part === 'file' ? 'attachment.downloaded' : 'attachment.previewed',
    attachmentId,
    ...(row.conversationId !== null && { conversationId: row.conversationId }),
    ...(row.messageId !== null && { messageId: row.messageId }),
  });
  if (part === 'preview') {
    const { type = '', size = 0 } = details.preview ?? {};
    return { name: 'preview', type, size, body: streamOf(withFirst(first, opened)) };
  }
  return { ...details, body: streamOf(withFirst(first, opened)) };
}

async function mayRead(deps: Deps, me: Actor, row: AttachmentRow): Promise<boolean> {
  if (row.conversationId === null) return row.uploaderId === me.personId;
  const view = await findConversation(deps.database, me.practiceId, me.personId, row.conversationId);
  return view !== undefined;
}

async function* withFirst(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
