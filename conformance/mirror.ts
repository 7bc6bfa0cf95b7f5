import { isDeepStrictEqual } from 'node:util';
import { OutOfOffice, paths, type Conversation, type Message } from '../src/protocol/index.ts';
import { answered, Broken } from './expect.ts';
import type { Ground, Person } from './ground.ts';
import type { Heard } from './wire.ts';

/** What a person sees. */
interface Snapshot {
  on: boolean;
  unread: number;
  notice: unknown[];
  dismissed: number;
  emailNotices: boolean | undefined;
  conversations: Record<string, Conversation>;
  messages: Record<string, Message[]>;
  absences: Record<string, unknown[]>;
}

async function take(person: Person): Promise<Snapshot> {
  const { unread, practice, noticeDismissed: dismissed, emailNotices, person: me } = await person.me();
  const on = practice.secureMessaging;
  const notice = [practice.notice, practice.noticeRevision];
  const snapshot: Snapshot = {
    on,
    unread,
    notice,
    dismissed,
    emailNotices,
    conversations: {},
    messages: {},
    absences: {},
  };
  if (!on) return snapshot;
  for (const conversation of await person.list()) {
    snapshot.conversations[conversation.id] = conversation;
    snapshot.messages[conversation.id] = (await person.window(conversation.id)).messages;
  }
  if (me.kind === 'practitioner') {
    const { settings } = answered(await person.call('GET', paths.outOfOffice()), OutOfOffice, 200);
    for (const setting of settings) (snapshot.absences[setting.member.id] ??= []).push(setting.id);
  }
  return snapshot;
}

/** The smallest client there can be: it knows nothing but what the events say. */
function apply(snapshot: Snapshot, event: Heard, me: string): void {
  switch (event.type) {
    case 'features.changed':
      snapshot.on = event.data.secureMessaging;
      if (!snapshot.on) Object.assign(snapshot, { unread: 0, conversations: {}, messages: {}, absences: {} });
      return;
    case 'notice.changed':
      snapshot.notice = [event.data.notice, event.data.noticeRevision];
      return;
    case 'notice.dismissed':
      snapshot.dismissed = event.data.noticeDismissed;
      return;
    case 'email-notices.changed':
      snapshot.emailNotices = event.data.email;
      return;
    case 'unread':
      snapshot.unread = event.data.unread;
      return;
    case 'out-of-office.changed': {
      const { member, settings } = event.data;
      if (settings.length === 0) Reflect.deleteProperty(snapshot.absences, member.id);
      else snapshot.absences[member.id] = settings.map(({ id }) => id);
      return;
    }
    case 'message.created':
    case 'message.deleted': {
      const { conversationId, message } = event.data;
      const others = (snapshot.messages[conversationId] ?? []).filter(({ id }) => id !== message.id);
      snapshot.messages[conversationId] = [...others, message].sort((a, b) => a.seq - b.seq);
      return;
    }
    case 'conversation.updated':
      snapshot.conversations[event.data.conversation.id] = event.data.conversation;
      snapshot.messages[event.data.conversation.id] ??= [];
      return;
    case 'conversation.read':
    case 'conversation.delivered': {
      const { conversationId, personId, seq } = event.data;
      const known = snapshot.conversations[conversationId];
      if (!known) return;
      const { receipts } = known;
      const delivered = Math.max(receipts.delivered, seq);
      const read = event.type === 'conversation.read' ? seq : receipts.read;
      snapshot.conversations[conversationId] =
        personId === me ? { ...known, read: seq } : { ...known, receipts: { delivered, read } };
      return;
    }
    case 'reset':
      return;
  }
}

/** Follows a person's events from a snapshot. */
export async function follow(ground: Ground, person: Person): Promise<{ agree(): Promise<void> }> {
  const ear = await ground.events(person);
  await ear.next('reset');
  const followed = await take(person);
  return {
    /** Applies events until they give what a fresh snapshot says. @throws {Broken} when they never do */
    async agree() {
      const fresh = await take(person);
      while (!isDeepStrictEqual(followed, fresh)) {
        try {
          apply(followed, await ear.next('the events of the change'), person.id);
        } catch (error) {
          if (!(error instanceof Broken)) throw error;
          const field = (Object.keys(fresh) as (keyof Snapshot)[]).find(
            (key) => !isDeepStrictEqual(followed[key], fresh[key]),
          );
          throw new Broken(
            `events that lead to ${String(field)}: ${JSON.stringify(field && fresh[field]).slice(0, 400)}`,
            `${JSON.stringify(field && followed[field]).slice(0, 400)} (${error.seen})`,
            'GET /v1/events',
          );
        }
      }
    },
  };
}
