import { findAttachmentsOf } from '../store/attachments.ts';
import type { Queryable } from '../ports.ts';
import type { MessageRow } from '../store/messages.ts';
import type { PracticeRow } from '../store/practices.ts';
import { insertRetained, type RetainedFileRow } from '../store/retention.ts';
import { rewrapFileKey } from '../vault/files.ts';
import type { PracticeKey, SealingKey } from '../vault/keys.ts';
import type { Place } from '../vault/place.ts';
import type { Deps } from './deps.ts';
import { detailsPlace } from './files/details.ts';
import { openText } from './views.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Where the copy of a message is sealed: bound to the place, sender and time that the message had. */
export function retainedPlace(practiceId: string, message: Omit<MessageRow, 'body'>): Place {
  return {
    table: 'retained_messages',
    field: 'body',
    practiceId,
    conversationId: message.conversationId,
    row: message.messageId,
    seq: message.seq,
    senderId: message.senderId,
    time: message.sentAt,
  };
}

/** Where a file's key or details are sealed with the copy: bound to the message, and to the place among its files. */
export function retainedFilePlace(
  practiceId: string,
  { conversationId, messageId }: Pick<MessageRow, 'conversationId' | 'messageId'>,
  { attachmentId, uploaderId, place }: Pick<RetainedFileRow, 'attachmentId' | 'uploaderId' | 'place'>,
  field: 'wrapped_key' | 'details',
): Place {
  const row = `${messageId}/${attachmentId}`;
  return {
    table: 'retained_files',
    field,
    practiceId,
    conversationId,
    row,
    seq: place,
    senderId: uploaderId,
  };
}

/** The keys that making a copy needs, read before the transaction. */
export interface CopyKeys {
  conversation: SealingKey;
  practice: PracticeKey;
  retention: SealingKey;
}

/** The keys for a copy, where the practice keeps some, or the conversation is held. */
export async function copyKeys(
  deps: Deps,
  { practiceId, deletePolicy }: Pick<PracticeRow, 'practiceId' | 'deletePolicy'>,
  conversationId: string,
  held: boolean,
): Promise<CopyKeys | undefined> {
  if (deletePolicy !== 'seal' && !held) return undefined;
  return {
    conversation: await deps.vault.conversation(practiceId, conversationId),
    practice: await deps.vault.practice(practiceId),
    retention: await deps.vault.retention(practiceId),
  };
}

/**
 * Seals a copy of a message that is being deleted, in the transaction that deletes it. How long it is kept is decided here, once:
 * no later change of the practice's policy makes it shorter or longer. Files keep their bytes, whose key is sealed anew; previews
 * are not kept.
 */
export async function sealCopy(
  tx: Queryable,
  practiceId: string,
  message: MessageRow,
  keys: CopyKeys,
  retentionDays: number,
  now: Date,
): Promise<void> {
  const { conversationId, messageId } = message;
  const { retention } = keys;
  const text = await openText(keys.conversation, practiceId, message);
  const files: RetainedFileRow[] = [];
  const attachments = message.files > 0 ? await findAttachmentsOf(tx, practiceId, [message]) : [];
  for (const [index, row] of attachments.entries()) {
    const { attachmentId, uploaderId, fileId } = row;
    const ids = { attachmentId, uploaderId, place: index + 1 };
    const placeOf = (field: 'wrapped_key' | 'details') => retainedFilePlace(practiceId, message, ids, field);
    const under = { key: retention, place: placeOf('wrapped_key') };
    const details = await keys.practice.open(detailsPlace(practiceId, row), row.details);
    files.push({
      ...ids,
      wrappedKey: await rewrapFileKey(keys.practice, practiceId, attachmentId, row.wrappedKey, under),
      details: await retention.seal(placeOf('details'), details),
      fileId,
    });
  }
  const body = await retention.seal(retainedPlace(practiceId, message), text);
  const keepUntil = new Date(now.getTime() + retentionDays * DAY_MS);
  await insertRetained(tx, practiceId, { conversationId, messageId, body, keepUntil }, files);
}
