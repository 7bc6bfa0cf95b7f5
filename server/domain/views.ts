import { excerpt, type Attachment, type Conversation, type Message } from '../../src/protocol/index.ts';
import type { ConversationView } from '../store/conversations.ts';
import type { MessageRow } from '../store/messages.ts';
import type { SealingKey } from '../vault/keys.ts';
import type { Place } from '../vault/place.ts';
import { awayOf, withAway } from './absences.ts';
import type { Deps } from './deps.ts';
import { attachmentsOf } from './files/details.ts';
import { openPerson } from './people.ts';

/** Where a message's text is sealed: bound to its place, sender and time. */
export function messagePlace(practiceId: string, message: Omit<MessageRow, 'body'>): Place {
  return {
    table: 'messages',
    field: 'body',
    practiceId,
    conversationId: message.conversationId,
    row: message.messageId,
    seq: message.seq,
    senderId: message.senderId,
    time: message.sentAt,
  };
}

/** The text of a stored message; empty for a tombstone. */
export async function openText(key: SealingKey, practiceId: string, row: MessageRow): Promise<string> {
  return row.body === null ? '' : key.open(messagePlace(practiceId, row), row.body);
}

/** A message as its participants see it. */
export async function openMessage(
  key: SealingKey,
  practiceId: string,
  row: MessageRow,
  attachments: Attachment[],
): Promise<Message> {
  return toMessage(row, await openText(key, practiceId, row), attachments);
}

/** A stored message with its opened text and files. */
export function toMessage(row: MessageRow, text: string, attachments: Attachment[]): Message {
  const message: Message = {
    id: row.messageId,
    seq: row.seq,
    senderId: row.senderId,
    text,
    attachments,
    sentAt: row.sentAt.toISOString(),
    origin: row.origin,
  };
  if (row.deletedAt !== null) message.deletedAt = row.deletedAt.toISOString();
  return message;
}

/** What it takes to open what is stored, and to know who is away. */
type Openers = Pick<Deps, 'vault' | 'database' | 'now'>;

/** Conversations as one participant sees them, in the order given. */
export async function openConversations(
  deps: Openers,
  practiceId: string,
  rows: readonly ConversationView[],
): Promise<Conversation[]> {
  const written = rows.filter((row) => row.last).map((row) => row.conversationId);
  const keys = await deps.vault.conversations(practiceId, written);
  const lasts = rows.flatMap(({ last }) => last ?? []);
  const filesOf = await attachmentsOf(deps, practiceId, lasts);
  const practitioners = rows.filter((row) => row.otherKind === 'practitioner').map((row) => row.otherId);
  const away = await awayOf(deps, practiceId, practitioners);
  return Promise.all(
    rows.map(async (row) => {
      const key = keys.get(row.conversationId);
      const last = row.last && key ? await openMessage(key, practiceId, row.last, filesOf(row.last)) : null;
      const { otherId: personId, otherKind: kind, otherName: name } = row;
      return {
        id: row.conversationId,
        with: withAway(await openPerson(deps.vault, practiceId, { personId, kind, name }), away),
        last: last && { ...last, text: excerpt(last.text) },
        unread: row.unread,
        updatedAt: row.updatedAt.toISOString(),
        seq: row.lastSeq,
        read: row.readSeq,
        receipts: { delivered: row.otherDelivered, read: row.otherRead },
      };
    }),
  );
}

/** One conversation as one participant sees it. */
export async function openConversation(
  deps: Openers,
  practiceId: string,
  row: ConversationView,
): Promise<Conversation> {
  const [conversation] = await openConversations(deps, practiceId, [row]);
  if (!conversation) throw new Error('A conversation was lost on the way.');
  return conversation;
}
