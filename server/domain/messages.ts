import {
  DEFAULT_LIMITS,
  type Message,
  type MessagesAnswer,
  type SendRequest,
} from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';
import { linkAttachments } from '../store/attachments.ts';
import { findMessage, insertMessage, listMessages, type MessageRow } from '../store/messages.ts';
import { appendEvents } from '../store/person-events.ts';
import { auditOf, noteView, type Audit } from './audit/record.ts';
import { replyAutomatically, type ReplyKeys } from './auto-reply.ts';
import { lockGround } from './change.ts';
import { myConversation } from './conversations.ts';
import type { Actor, Deps } from './deps.ts';
import { attachmentsOf } from './files/details.ts';
import { invalid, Refusal } from './refusal.ts';
import { checkText } from './text.ts';
import { messagePlace, openMessage } from './views.ts';

/** Which messages: at most `limit`, before, after or around a seq; the newest if none is given. */
export interface Window {
  limit: number;
  before?: number;
  after?: number;
  around?: number;
}

/** A gapless run of a conversation's messages. */
export async function readMessages(
  deps: Deps,
  me: Actor,
  conversationId: string,
  window: Window,
): Promise<MessagesAnswer> {
  const view = await myConversation(deps, me, conversationId);
  const [from, to] = seqsOf(window, view.lastSeq);
  const key = await deps.vault.conversation(me.practiceId, conversationId);
  const rows = await listMessages(deps.database, me.practiceId, conversationId, from, to);
  const filesOf = await attachmentsOf(deps, me.practiceId, rows);
  const messages = await Promise.all(rows.map((row) => openMessage(key, me.practiceId, row, filesOf(row))));
  const [first, last] = [messages[0], messages.at(-1)];
  await noteView(deps, me, {
    action: 'messages.viewed',
    conversationId,
    count: messages.length,
    ...(first && last && { fromSeq: first.seq, toSeq: last.seq }),
  });
  return {
    messages,
    hasOlder: from > 1 && view.lastSeq > 0,
    hasNewer: to < view.lastSeq,
    seq: view.lastSeq,
    read: view.readSeq,
    receipts: { delivered: view.otherDelivered, read: view.otherRead },
  };
}

/** The first and last seq of a window, both included. Seqs have no gaps, so this is arithmetic. */
export function seqsOf({ limit, before, after, around }: Window, last: number): [number, number] {
  if (before !== undefined) {
    const to = Math.min(before - 1, last);
    return [Math.max(1, to - limit + 1), to];
  }
  if (after !== undefined) {
    const from = Math.min(after, last) + 1;
    return [from, Math.min(from + limit - 1, last)];
  }
  if (around !== undefined) {
    const start = Math.max(1, Math.min(around, last) - Math.floor(limit / 2));
    const to = Math.min(start + limit - 1, last);
    return [Math.max(1, to - limit + 1), to];
  }
  return [Math.max(1, last - limit + 1), last];
}

/**
 * Takes a message. The client made its id: the same id again, by the same sender, answers the first message whatever the rest of
 * the request says, so a client that did not hear the answer may simply repeat.
 * @throws {Refusal} `not-found`, `id-conflict`, `text-empty`, `text-too-long`, `too-many-files`, `file-missing`, `invalid`,
 *   `recipient-inactive`, `messaging-off`
 */
export async function sendMessage(
  deps: Deps,
  me: Actor,
  conversationId: string,
  request: SendRequest,
): Promise<{ message: Message; created: boolean }> {
  const view = await myConversation(deps, me, conversationId);
  const { practiceId } = me;
  // Before the transaction: reading a key takes a connection of its own.
  const key = await deps.vault.conversation(practiceId, conversationId);
  const open = async (row: MessageRow): Promise<Message> =>
    openMessage(key, practiceId, row, (await attachmentsOf(deps, practiceId, [row]))(row));
  const known = await firstMessage(deps.database, me, conversationId, request.id);
  if (known) return { message: await open(known), created: false };

  const { attachments = [] } = request;
  if (attachments.length > DEFAULT_LIMITS.files) throw new Refusal('too-many-files');
  if (new Set(attachments).size < attachments.length) throw invalid('attachments', 'unique');
  checkText(request.text, attachments.length > 0);
  const keys = { conversation: key, practice: await deps.vault.practice(practiceId) };
  const audit = await auditOf(deps, me);

  const sent = await deps.database.transaction((tx) =>
    accept(deps, tx, me, view.otherId, keys, audit, conversationId, request),
  );
  if (sent.created) deps.hub.grown(practiceId, [me.personId, view.otherId]);
  return { message: await open(sent.row), created: sent.created };
}

async function accept(
  deps: Deps,
  tx: Queryable,
  me: Actor,
  otherId: string,
  keys: ReplyKeys,
  audit: Audit,
  conversationId: string,
  request: SendRequest,
): Promise<{ row: MessageRow; created: boolean }> {
  const { practiceId, personId } = me;
  const ground = await lockGround(tx, me, conversationId, otherId);
  // Again, now under the lock: a parallel duplicate may have been first.
  const known = await firstMessage(tx, me, conversationId, request.id);
  if (known) return { row: known, created: false };
  if (!ground.other.active) throw new Refusal('recipient-inactive');

  const now = deps.now();
  const row = {
    conversationId,
    messageId: request.id,
    seq: ground.lastSeq + 1,
    senderId: personId,
    origin: 'person' as const,
    // A clock that was set back must not put a message before the one it answers.
    sentAt: now > ground.updatedAt ? now : ground.updatedAt,
    deletedAt: null,
    files: request.attachments?.length ?? 0,
  };
  const body = await keys.conversation.seal(messagePlace(practiceId, row), request.text);
  await insertMessage(tx, practiceId, { ...row, body }, otherId);
  if (request.attachments && row.files > 0) {
    const linked = await linkAttachments(tx, practiceId, row, request.attachments);
    if (linked.length < row.files) throw new Refusal('file-missing');
  }
  const told = [personId, otherId].map((id) => ({ personId: id, conversationId }));
  await appendEvents(tx, practiceId, told, { kind: 'message.created', messageId: request.id }, now);
  await replyAutomatically(tx, practiceId, ground, { ...row, body }, keys, audit, now);
  await audit(tx, now, { action: 'message.sent', conversationId, messageId: request.id });
  return { row: { ...row, body }, created: true };
}

/** The message that this sender has sent under this id. @throws {Refusal} `id-conflict` when the id is the other's */
async function firstMessage(
  q: Queryable,
  me: Actor,
  conversationId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const row = await findMessage(q, me.practiceId, conversationId, messageId);
  if (row && row.senderId !== me.personId) throw new Refusal('id-conflict');
  return row;
}
