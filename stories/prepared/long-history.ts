import type { PGlite } from '@electric-sql/pglite';
import { createBackend } from '../../server/app.ts';
import { pgliteDatabase } from '../../server/store/adapters/pglite.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import { paths } from '../../src/protocol/index.ts';
import { mayaAna } from '../../demo/seed/conversations/maya-ana.ts';
import { kek } from './kek.ts';
import { LONG } from './long.ts';
import { PEOPLE } from './people.ts';

const PORTAL_KEY = 'key-of-the-portal-of-the-stories';
const START = Date.parse('2025-02-03T08:00:00Z');
/** On one day, so many messages, so far apart: a token is good for a quarter of an hour. */
const A_DAY = 50;
const APART = 17_000;
const DAY = 24 * 60 * 60_000;

/** Writes {@link LONG} through the protocol, each message at its time. */
export async function writeLongHistory(pglite: PGlite): Promise<void> {
  let now = START;
  const backend = await createBackend({
    database: pgliteDatabase(pglite),
    keys: localKeys({ current: 'page', keys: { page: kek } }),
    portals: [{ id: 'portal', apiKey: PORTAL_KEY }],
    now: () => new Date(now),
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

  const { practice, from, to } = LONG;
  await call(PORTAL_KEY, 'PUT', paths.practice(practice), { name: 'Riverside Practice' });
  for (const id of [from, to]) await call(PORTAL_KEY, 'PUT', paths.person(practice, id), PEOPLE[id]);

  const token = async (id: string) =>
    (await call<{ token: string }>(PORTAL_KEY, 'POST', paths.personTokens(practice, id))).token;
  let tokens: Record<string, string> = { [from]: await token(from), [to]: await token(to) };
  const { id } = await call<{ id: string }>(tokens[from]!, 'POST', paths.conversations(), { personId: to });
  const lines = mayaAna.exchanges.flatMap((exchange) => exchange.lines);
  for (let i = 0; i < LONG.messages; i++) {
    now = START + Math.floor(i / A_DAY) * DAY + (i % A_DAY) * APART;
    if (i % A_DAY === 0) tokens = { [from]: await token(from), [to]: await token(to) };
    const [sender, text] = lines[i % lines.length] ?? [from, ''];
    await call(tokens[sender]!, 'POST', paths.messages(id), {
      id: crypto.randomUUID(),
      text,
      attachments: [],
    });
  }
  for (const person of [from, to]) {
    await call(tokens[person]!, 'PUT', paths.delivered(id), { seq: LONG.messages });
    await call(tokens[person]!, 'PUT', paths.read(id), { seq: LONG.messages });
  }
  await backend.close();
}
