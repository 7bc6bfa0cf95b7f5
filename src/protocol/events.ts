import * as v from 'valibot';
import { Conversation } from './conversations.ts';
import { Id, Seq, Uuid } from './ids.ts';
import { Message } from './messages.ts';
import { OutOfOfficeSetting } from './out-of-office.ts';
import { Person } from './people.ts';
import { NoticeDismissed, PracticeNotice } from './practice.ts';
import { EmailNotices } from './sign-in.ts';

/**
 * What `GET /events` carries: the SSE field `event` is the key, `data` is JSON of the schema.
 *
 * Each is the state as the API would return it to this person at the moment of sending, so applying an event twice
 * does no harm. The law that tests hold: *snapshot + events = a fresh snapshot*.
 *
 * One change may be told by several events; only the last of them carries an `id`, so a client that resumes in
 * between gets the whole change again.
 */
export const EVENTS = {
  /** Your cursor is unknown, too old, or you gave none: read everything again. Carries the cursor to go on from. */
  reset: v.object({}),
  'message.created': v.object({ conversationId: Uuid, message: Message }),
  /** `message` is the tombstone. */
  'message.deleted': v.object({ conversationId: Uuid, message: Message }),
  'conversation.updated': v.object({ conversation: Conversation }),
  /** `personId` (I, on another device, or the other participant) has read up to `seq`. */
  'conversation.read': v.object({ conversationId: Uuid, personId: Id, seq: Seq }),
  /** A device of the other participant has received everything up to `seq`. */
  'conversation.delivered': v.object({ conversationId: Uuid, personId: Id, seq: Seq }),
  /** My unread messages over all conversations. */
  unread: v.object({ unread: v.number() }),
  /** All settings of a member whose settings I may change: mine, or anybody's for an administrator. */
  'out-of-office.changed': v.object({ member: Person, settings: v.array(OutOfOfficeSetting) }),
  'features.changed': v.object({ secureMessaging: v.boolean() }),
  /** The practice's own guidelines are other ones, or gone. */
  'notice.changed': PracticeNotice,
  /** I have put a version of them aside, here or on another device. */
  'notice.dismissed': NoticeDismissed,
  /** I have switched notices by e-mail, here or on another device. */
  'email-notices.changed': EmailNotices,
} as const;

export type EventType = keyof typeof EVENTS;

/** An event as the page handles it. */
export type BackendEvent = {
  [T in EventType]: { type: T; data: v.InferOutput<(typeof EVENTS)[T]> };
}[EventType];

/** Milliseconds between two comments that keep a quiet stream open; a client may give up after three of them. */
export const HEARTBEAT_MS = 15_000;
