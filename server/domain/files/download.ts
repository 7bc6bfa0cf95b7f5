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
 * it yet. Both ways of looking at it are written into the audit. When the message is deleted while the file is on its way, the body
 * breaks off.
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
  const key = await openFileKey(
    await deps.vault.practice(practiceId),
    practiceId,
    attachmentId,
    row.wrappedKey,
  );
  const fileId = part === 'file' ? row.fileId : row.previewId;
  const stored = fileId === null ? undefined : await deps.files.store.get(fileId);
  if (!stored) throw new Refusal('not-found');
  const opened = key.open(part, pieces(stored));
  try {
    // The first piece now, while a refusal can still be said in words.
    const first = await opened.next();
    await noteView(deps, me, {
      action: part === 'file' ? 'attachment.downloaded' : 'attachment.previewed',
      attachmentId,
      ...(row.conversationId !== null && { conversationId: row.conversationId }),
      ...(row.messageId !== null && { messageId: row.messageId }),
    });
    const body = streamOf(
      whileThere(first, opened, () => isThere(deps, me, attachmentId)),
      opened,
    );
    if (part === 'file') return { ...details, body };
    const { type = '', size = 0 } = details.preview ?? {};
    return { name: 'preview', type, size, body };
  } catch (error) {
    await opened.return(undefined);
    throw error;
  }
}

async function mayRead(deps: Deps, me: Actor, row: AttachmentRow): Promise<boolean> {
  if (row.conversationId === null) return row.uploaderId === me.personId;
  const view = await findConversation(deps.database, me.practiceId, me.personId, row.conversationId);
  return view !== undefined;
}

async function isThere(deps: Deps, { practiceId }: Actor, attachmentId: string): Promise<boolean> {
  return (await findAttachment(deps.database, practiceId, attachmentId)) !== undefined;
}

/**
 * The pieces, each for as long as the file is there: the bytes of an open file can be read on after it was removed, and those of a
 * message that is kept under seal stay where they are.
 */
async function* whileThere(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
  there: () => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  if (!first.done) yield first.value;
  for await (const piece of rest) {
    if (!(await there())) throw new Refusal('not-found');
    yield piece;
  }
}
