import type {
  BackendEvent,
  Conversation,
  Me,
  Message,
  OutOfOfficeSetting,
} from '../../src/protocol/index.ts';
import type { PersonCaller } from './world.ts';

/** What a person sees: their conversations with all messages, and their unread number. */
export interface Snapshot {
  secureMessaging: boolean;
  notice: string | null;
  noticeRevision: number;
  noticeDismissed: number;
  /** Missing where there are no notices by e-mail. */
  emailNotices: boolean | undefined;
  unread: number;
  conversations: Conversation[];
  messages: Record<string, Message[]>;
  /** The out-of-office settings that they may change, by member; their names are not followed. */
  absences: Record<string, Omit<OutOfOfficeSetting, 'member'>[]>;
}

/** Reads everything anew. */
export async function takeSnapshot(person: PersonCaller): Promise<Snapshot> {
  const { unread, practice, noticeDismissed, emailNotices } = (await person.call<Me>('GET', '/v1/me')).body;
  const { secureMessaging, notice, noticeRevision } = practice;
  const known = { secureMessaging, notice, noticeRevision, noticeDismissed, emailNotices };
  const empty: Snapshot = { ...known, unread, conversations: [], messages: {}, absences: {} };
  if (!secureMessaging) return empty;
  const conversations = await person.conversations();
  const messages: Record<string, Message[]> = {};
  for (const { id } of conversations) messages[id] = await person.messages(id);
  const { body } = await person.call<{ settings?: OutOfOfficeSetting[] }>('GET', '/v1/out-of-office');
  const absences: Snapshot['absences'] = {};
  for (const { member, ...setting } of body.settings ?? []) (absences[member.id] ??= []).push(setting);
  return { ...empty, conversations, messages, absences };
}

/**
 * The smallest client there can be: a snapshot to which events are applied. It knows nothing but what the events say.
 * @param reread reads everything anew, as `reset` demands
 */
export async function applyEvent(
  snapshot: Snapshot,
  event: BackendEvent,
  me: string,
  reread: () => Promise<Snapshot>,
): Promise<Snapshot> {
  switch (event.type) {
    case 'reset':
      return reread();
    case 'features.changed':
      return event.data.secureMessaging
        ? { ...snapshot, secureMessaging: true }
        : { ...snapshot, secureMessaging: false, unread: 0, conversations: [], messages: {}, absences: {} };
    case 'notice.changed':
      return { ...snapshot, ...event.data };
    case 'notice.dismissed':
      return { ...snapshot, ...event.data };
    case 'email-notices.changed':
      return { ...snapshot, emailNotices: event.data.email };
    case 'out-of-office.changed': {
      const { [event.data.member.id]: _, ...others } = snapshot.absences;
      const settings = event.data.settings.map(({ member: _member, ...setting }) => setting);
      return {
        ...snapshot,
        absences: settings.length === 0 ? others : { ...others, [event.data.member.id]: settings },
      };
    }
    case 'unread':
      return { ...snapshot, unread: event.data.unread };
    case 'message.created':
    case 'message.deleted': {
      const { conversationId, message } = event.data;
      const others = (snapshot.messages[conversationId] ?? []).filter((it) => it.id !== message.id);
      const messages = [...others, message].sort((a, b) => a.seq - b.seq);
      return { ...snapshot, messages: { ...snapshot.messages, [conversationId]: messages } };
    }
    case 'conversation.updated': {
      const { conversation } = event.data;
      const others = snapshot.conversations.filter((it) => it.id !== conversation.id);
      return {
        ...snapshot,
        conversations: [...others, conversation].sort(
          (a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id),
        ),
        messages: { [conversation.id]: [], ...snapshot.messages },
      };
    }
    case 'conversation.read':
    case 'conversation.delivered': {
      const { conversationId, personId, seq } = event.data;
      const conversations = snapshot.conversations.map((it) => {
        if (it.id !== conversationId) return it;
        if (personId === me) return { ...it, read: seq };
        const delivered = Math.max(it.receipts.delivered, seq);
        const read = event.type === 'conversation.read' ? seq : it.receipts.read;
        return { ...it, receipts: { delivered, read } };
      });
      return { ...snapshot, conversations };
    }
  }
}
