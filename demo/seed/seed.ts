import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Conversation, MessagesAnswer, paths } from '../../src/protocol/index.ts';
import { at } from '../clock.ts';
import { callBackend, type Fetch, PortalApi } from '../portal-api.ts';
import { practices } from '../practices.ts';
import { conversations } from './conversations/index.ts';
import { plan, type PlannedMessage, type SeedConversation } from './history.ts';

/** Milliseconds after which somebody regrets a message. */
const REGRET_MS = 50_000;

/**
 * Fills in the demo's history as its people would have: through the protocol, each with a token of their own, at the
 * time at which they wrote. Every message has the same id at every try, so a try that was cut off is completed by the
 * next and nothing is doubled.
 *
 * @param firstStart the moment from which the history counts back
 */
export async function seed(fetch: Fetch, apiKey: string, firstStart: Date): Promise<void> {
  const portal = new PortalApi(fetch, apiKey);
  for (const practice of practices) await portal.putPractice(practice);
  await Promise.all(conversations.map((conversation) => write(fetch, portal, conversation, firstStart)));
}

async function write(
  fetch: Fetch,
  portal: PortalApi,
  conversation: SeedConversation,
  firstStart: Date,
): Promise<void> {
  const { practice, between } = conversation;
  const messages = plan(conversation, firstStart);
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return;

  const call = signedIn(fetch, portal, practice);
  const opened = await call(first.at, first.senderId, 'POST', paths.conversations(), {
    personId: between.find((id) => id !== first.senderId),
  });
  const { id: conversationId } = v.parse(Conversation, opened);

  for (const [index, message] of messages.entries()) {
    const id = messageId(practice, between, index);
    const { senderId, text } = message;
    await call(message.at, senderId, 'POST', paths.messages(conversationId), { id, text });
    if (message.deleted) {
      await call(later(message), senderId, 'DELETE', paths.message(conversationId, id));
    }
  }

  for (const personId of between) {
    const page = await call(last.at, personId, 'GET', `${paths.messages(conversationId)}?limit=1`);
    const { seq } = v.parse(MessagesAnswer, page);
    const read = seq - (conversation.unread?.[personId] ?? 0);
    await call(last.at, personId, 'PUT', paths.delivered(conversationId), { seq });
    if (read > 0) await call(last.at, personId, 'PUT', paths.read(conversationId), { seq: read });
  }
}

type Call = (
  moment: Date,
  personId: string,
  method: string,
  path: string,
  body?: unknown,
) => Promise<unknown>;

/** Calls the backend as people of a practice, with tokens that are good at the moment of the call. */
function signedIn(fetch: Fetch, portal: PortalApi, practice: string): Call {
  const tokens = new Map<string, { token: string; expiresAt: string }>();
  return (moment, personId, method, path, body) =>
    at(moment, async () => {
      let known = tokens.get(personId);
      if (!known || Date.parse(known.expiresAt) <= moment.getTime()) {
        known = await portal.token(practice, personId);
        tokens.set(personId, known);
      }
      return callBackend(fetch, known.token, method, path, body);
    });
}

function later(message: PlannedMessage): Date {
  return new Date(message.at.getTime() + REGRET_MS);
}

/** The id of a message of the history: a UUID (version 8, RFC 9562) made from its place. */
function messageId(practice: string, between: readonly string[], index: number): string {
  const digest = createHash('sha256')
    .update([practice, ...between, index].join('/'))
    .digest();
  digest[6] = (digest.readUInt8(6) & 0x0f) | 0x80;
  digest[8] = (digest.readUInt8(8) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
