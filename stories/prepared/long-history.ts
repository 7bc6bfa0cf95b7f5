import type { PGlite } from '@electric-sql/pglite';
import { mayaAna } from '../../demo/seed/conversations/maya-ana.ts';
import { createBackend } from '../../server/app.ts';
import { messagePlace } from '../../server/domain/views.ts';
import { pgliteDatabase } from '../../server/store/adapters/pglite.ts';
import { wrappedKeys } from '../../server/store/keys.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import { Vault } from '../../server/vault/vault.ts';
import { paths, type Conversation, type TokenAnswer } from '../../src/protocol/index.ts';
import { kek } from './kek.ts';
import { LONG } from './long.ts';
import { PEOPLE } from './people.ts';

const PORTAL_KEY = 'key-of-the-portal-of-the-stories';
const START = Date.parse('2025-02-03T08:00:00Z');
/** On one day, so many messages, so far apart. */
const A_DAY = 50;
const APART = 17_000;
const DAY = 24 * 60 * 60_000;

/**
 * Writes {@link LONG}. The practice, its people and the last message come through the protocol; the messages before it are sealed
 * as the backend seals them and put into the table at once, because sending each would take half a minute.
 */
export async function writeLongHistory(pglite: PGlite): Promise<void> {
  const database = pgliteDatabase(pglite);
  const keys = localKeys({ current: 'page', keys: { page: kek } });
  const backend = await createBackend({
    database,
    keys,
    portals: [{ id: 'portal', apiKey: PORTAL_KEY }],
    now: () => new Date(sentAt(LONG.messages)),
  });
  const call = async <T>(token: string, method: string, path: string, body?: unknown): Promise<T> => {
    const response = await backend.fetch(
      new Request(`https://stories.test${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };

  const { practice, from, to, messages } = LONG;
  await call(PORTAL_KEY, 'PUT', paths.practice(practice), { name: 'Riverside Practice' });
  for (const id of [from, to]) await call(PORTAL_KEY, 'PUT', paths.person(practice, id), PEOPLE[id]);
  const token = async (id: string) =>
    (await call<TokenAnswer>(PORTAL_KEY, 'POST', paths.personTokens(practice, id))).token;
  const tokens = new Map([
    [from as string, await token(from)],
    [to as string, await token(to)],
  ]);
  const as = <T>(person: string, method: string, path: string, body?: unknown) =>
    call<T>(tokens.get(person) ?? '', method, path, body);

  const { id } = await as<Conversation>(from, 'POST', paths.conversations(), { personId: to });
  const key = await new Vault(keys, wrappedKeys(database)).conversation(practice, id);
  const rows = [];
  for (let seq = 1; seq < messages; seq++) {
    const [senderId, text] = line(seq);
    const place = {
      conversationId: id,
      messageId: crypto.randomUUID(),
      seq,
      senderId,
      origin: 'person' as const,
      sentAt: new Date(sentAt(seq)),
      deletedAt: null,
      files: 0,
    };
    rows.push({ ...place, body: await key.seal(messagePlace(practice, place), text) });
  }
  await database.query(
    `insert into messages (practice_id, conversation_id, seq, message_id, sender_id, origin, body, sent_at, files)
     select $1, $2, seq, message_id, sender_id, 'person', decode(body, 'base64'), sent_at, 0
     from json_to_recordset($3::json) as row (seq integer, message_id uuid, sender_id text, body text, sent_at timestamptz)`,
    [
      practice,
      id,
      JSON.stringify(
        rows.map(({ seq, messageId, senderId, body, sentAt }) => ({
          seq,
          message_id: messageId,
          sender_id: senderId,
          body: Buffer.from(body).toString('base64'),
          sent_at: sentAt.toISOString(),
        })),
      ),
    ],
  );
  await database.query(
    `update conversations set last_seq = $3, updated_at = $4 where practice_id = $1 and conversation_id = $2`,
    [practice, id, messages - 1, new Date(sentAt(messages - 1)).toISOString()],
  );

  const [sender, text] = line(messages);
  await as(sender, 'POST', paths.messages(id), { id: crypto.randomUUID(), text, attachments: [] });
  for (const person of [from, to]) {
    await as(person, 'PUT', paths.delivered(id), { seq: messages });
    await as(person, 'PUT', paths.read(id), { seq: messages });
  }
  await backend.close();
}

function sentAt(seq: number): number {
  return START + Math.floor(seq / A_DAY) * DAY + (seq % A_DAY) * APART;
}

const lines = mayaAna.exchanges.flatMap((exchange) => exchange.lines);

/** Who wrote the message, and what: the conversation of the demo, over and over. */
function line(seq: number): readonly [sender: string, text: string] {
  const [sender, text] = lines[seq % lines.length] ?? [LONG.from, ''];
  return [sender, text];
}
