import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Conversation, OutOfOffice, paths } from '../../src/protocol/index.ts';
import { at } from '../clock.ts';
import { callBackend, type Fetch, type PortalApi, uploadFile } from '../portal-api.ts';
import { practices } from '../practices.ts';
import type { SignIn } from '../sign-in.ts';
import { absences, type SeedAbsence } from './absences.ts';
import { conversations } from './conversations/index.ts';
import { plan, type PlannedMessage, type SeedConversation } from './history.ts';

/** Milliseconds after which somebody regrets a message. */
const REGRET_MS = 50_000;

/** How the history reaches the backend. */
export interface SeedAccess {
  fetch: Fetch;
  portal: PortalApi;
  signIn: SignIn;
}

/**
 * Fills in the demo's history as its people would have: through the protocol, each with tokens of their own, at the
 * time at which they wrote. Every message has the same id at every try, so a try that was cut off is completed by the
 * next and nothing is doubled.
 *
 * @param firstStart the moment from which the history counts back
 */
export async function seed(access: SeedAccess, firstStart: Date): Promise<void> {
  for (const practice of practices) await access.portal.putPractice(practice);
  await Promise.all(conversations.map((conversation) => write(access, conversation, firstStart)));
  // After the history, in which nobody was away.
  for (const absence of absences) await setAbsence(access, absence, firstStart);
}

async function setAbsence(access: SeedAccess, absence: SeedAbsence, firstStart: Date): Promise<void> {
  const { practice, personId, message, days } = absence;
  const call = signedIn(access, practice);
  const known = await call(firstStart, personId, 'GET', paths.outOfOffice());
  if (v.parse(OutOfOffice, known).settings.length > 0) return;
  const inDays = (count: number): string => {
    const day = new Date(firstStart);
    day.setDate(day.getDate() + count);
    day.setHours(8, 0, 0, 0);
    return day.toISOString();
  };
  await call(firstStart, personId, 'PUT', paths.outOfOffice(), {
    memberIds: [personId],
    message,
    start: inDays(-days.before),
    end: inDays(days.after),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

async function write(access: SeedAccess, conversation: SeedConversation, firstStart: Date): Promise<void> {
  const { practice, between } = conversation;
  const messages = plan(conversation, firstStart);
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return;

  const call = signedIn(access, practice);
  const opened = await call(first.at, first.senderId, 'POST', paths.conversations(), {
    personId: between.find((id) => id !== first.senderId),
  });
  const { id: conversationId } = v.parse(Conversation, opened);

  for (const [index, message] of messages.entries()) {
    const id = uuidOf(practice, ...between, index);
    const { senderId, text } = message;
    const attachments: string[] = [];
    for (const file of message.files) {
      const fileId = uuidOf(id, file.name);
      // Now, not then: what was uploaded weeks ago and not sent is collected.
      await uploadFile(
        access.fetch,
        await access.signIn(practice, senderId),
        fileId,
        file.name,
        await file.make(),
      );
      attachments.push(fileId);
    }
    await call(message.at, senderId, 'POST', paths.messages(conversationId), { id, text, attachments });
    if (message.deleted) {
      await call(later(message), senderId, 'DELETE', paths.message(conversationId, id));
    }
  }

  const seq = messages.length;
  for (const personId of between) {
    const read = seq - (conversation.unread?.[personId] ?? 0);
    await call(last.at, personId, 'PUT', paths.delivered(conversationId), { seq });
    await call(last.at, personId, 'PUT', paths.read(conversationId), { seq: read });
  }
}

type Call = (
  moment: Date,
  personId: string,
  method: string,
  path: string,
  body?: unknown,
) => Promise<unknown>;

/** Calls the backend as people of a practice, at a moment of the past. */
function signedIn({ fetch, signIn }: SeedAccess, practice: string): Call {
  return async (moment, personId, method, path, body) => {
    // A token for each call: weeks lie between two of them, and a token that nobody has used for so long is locked.
    const token = await signIn(practice, personId);
    return at(moment, () => callBackend(fetch, token, method, path, body));
  };
}

function later(message: PlannedMessage): Date {
  return new Date(message.at.getTime() + REGRET_MS);
}

/** The id of something of the history: a UUID (version 8, RFC 9562) made from its place. */
function uuidOf(...place: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(place.join('/')).digest();
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x80;
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
