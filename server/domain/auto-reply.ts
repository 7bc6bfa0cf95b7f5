import type { Queryable } from '../ports.ts';
import { findAbsence, findReply, putReply, type AbsenceRow } from '../store/absences.ts';
import { insertMessage, lastWritten, type MessageRow } from '../store/messages.ts';
import { appendEvents } from '../store/person-events.ts';
import type { SealingKey } from '../vault/keys.ts';
import { openAbsence } from './absences.ts';
import type { Audit } from './audit/record.ts';
import type { Ground } from './change.ts';
import { messagePlace } from './views.ts';

/** Milliseconds for which somebody who has written counts as being in the conversation, absent or not. */
const LIVE_MS = 15 * 60_000;

const HOUR_MS = 3_600_000;

/** The keys that an automatic reply needs, read before the transaction. */
export interface ReplyKeys {
  /** Opens the setting's text. */
  practice: SealingKey;
  /** Seals the reply. */
  conversation: SealingKey;
}

/**
 * Answers a message that has just been accepted, if it is a client's and its addressee is out of office (M10). Part of the
 * message's transaction and under its locks, so that two quick messages get one reply, and no setting changes meanwhile.
 * The reply reads nothing for the member: their read mark and badge stay as the message has left them.
 */
export async function replyAutomatically(
  tx: Queryable,
  practiceId: string,
  { me: sender, other: member }: Ground,
  message: MessageRow,
  keys: ReplyKeys,
  audit: Audit,
  now: Date,
): Promise<void> {
  const { conversationId } = message;
  // By the column, never by the text. Staff get none, so two absent practitioners never answer each other.
  if (message.origin !== 'person' || sender.kind !== 'client' || member.kind !== 'practitioner') return;
  const absence = await findAbsence(tx, practiceId, member.personId, now);
  if (!absence) return;
  const wrote = await lastWritten(tx, practiceId, conversationId, member.personId);
  if (wrote && now.getTime() - wrote.getTime() < LIVE_MS) return;
  if (isAnswered(absence, await findReply(tx, practiceId, conversationId, absence), now)) return;

  const row = {
    conversationId,
    messageId: crypto.randomUUID(),
    seq: message.seq + 1,
    senderId: member.personId,
    origin: 'auto' as const,
    sentAt: message.sentAt,
    deletedAt: null,
    files: 0,
  };
  const text = await openAbsence(keys.practice, practiceId, absence);
  const body = await keys.conversation.seal(messagePlace(practiceId, row), text);
  await putReply(tx, practiceId, conversationId, absence, now);
  await insertMessage(tx, practiceId, { ...row, body }, sender.personId);
  const told = [sender.personId, member.personId].map((personId) => ({ personId, conversationId }));
  await appendEvents(tx, practiceId, told, { kind: 'message.created', messageId: row.messageId }, now);
  // In the member's name, and from nowhere: the address is the sender's.
  const by = { kind: 'person', id: member.personId } as const;
  await audit(tx, now, { action: 'message.auto-sent', conversationId, messageId: row.messageId }, by);
}

/** Whether this revision of the setting has answered here recently enough. */
function isAnswered({ everyHours }: AbsenceRow, repliedAt: Date | undefined, now: Date): boolean {
  if (!repliedAt) return false;
  return everyHours === 0 || now.getTime() - repliedAt.getTime() < everyHours * HOUR_MS;
}
