import { findMessage } from '../store/messages.ts';
import { findRetained, type RetainedFileRow } from '../store/retention.ts';
import { openRewrappedFileKey } from '../vault/files.ts';
import type { Deps, Files } from './deps.ts';
import { readDetails } from './files/details.ts';
import { pieces } from './files/streams.ts';
import { retainedFilePlace, retainedPlace } from './retention.ts';

/** A file of a deleted message. */
export interface RetainedFile {
  name: string;
  type: string;
  size: number;
  /** Its bytes; `undefined` where this process has no file store, or the bytes are lost. */
  open(): Promise<AsyncGenerator<Uint8Array> | undefined>;
}

/** What was said in a message that is deleted. */
export interface RetainedCopy {
  senderId: string;
  sentAt: Date;
  deletedAt: Date;
  keepUntil: Date;
  text: string;
  files: RetainedFile[];
}

/**
 * Opens the copy of a deleted message. Asks nobody for leave and writes no audit: both are for the command that calls it, and
 * there is none yet. No route may import this module, and `npm run check` sees to it.
 * @returns `undefined` when there is no copy, or its time is over
 */
export async function openRetainedCopy(
  deps: Pick<Deps, 'database' | 'vault' | 'now'> & { files: Pick<Files, 'store'> | undefined },
  practiceId: string,
  conversationId: string,
  messageId: string,
): Promise<RetainedCopy | undefined> {
  const message = await findMessage(deps.database, practiceId, conversationId, messageId);
  const kept = await findRetained(deps.database, practiceId, conversationId, messageId, deps.now());
  if (!message?.deletedAt || !kept) return undefined;

  const key = await deps.vault.retention(practiceId);
  const text = await key.open(retainedPlace(practiceId, message), kept.message.body);
  const openFile = async (row: RetainedFileRow): Promise<RetainedFile> => {
    const placeOf = (field: 'wrapped_key' | 'details') => retainedFilePlace(practiceId, message, row, field);
    const { name, type, size } = readDetails(await key.open(placeOf('details'), row.details));
    const under = { key, place: placeOf('wrapped_key') };
    const fileKey = await openRewrappedFileKey(under, practiceId, row.attachmentId, row.wrappedKey);
    return {
      name,
      type,
      size,
      async open() {
        const stored = await deps.files?.store.get(row.fileId);
        return stored && fileKey.open('file', pieces(stored));
      },
    };
  };
  return {
    senderId: message.senderId,
    sentAt: message.sentAt,
    deletedAt: message.deletedAt,
    keepUntil: kept.message.keepUntil,
    text,
    files: await Promise.all(kept.files.map(openFile)),
  };
}
