import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Conversation, ConversationsAnswer, Message } from '../../../src/protocol/index.ts';
import { openEvents, type EventReader } from '../../helpers/event-reader.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { endServer, startServer, type ServerProcess } from './helpers/server-process.ts';

const PROCESSES = 3;
const CLIENTS = 6;
/** Messages that everybody sends to everybody's practitioner, in all. */
const MESSAGES = 120;

describe('several server processes on one database, one of them killed', async () => {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-several-'));
  const apiKey = randomBytes(32).toString('hex');
  const settings = {
    DATABASE_URL: fresh.url,
    ENTRENOUS_KEK: `k1:${randomBytes(32).toString('base64')}`,
    ENTRENOUS_API_KEY: apiKey,
    ENTRENOUS_DATA: join(folder, 'data'),
  };
  const servers: ServerProcess[] = [];
  /** Of those that live, another one each time. */
  let turn = 0;
  const alive = () => servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  const anyUrl = () => {
    const some = alive();
    return some[turn++ % some.length]!.url;
  };

  const call = async <T>(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    url = anyUrl(),
  ): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  /** As a page does: the same request again, elsewhere, until it is answered. */
  const insist = async <T>(token: string, method: string, path: string, body?: unknown): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await call<T>(token, method, path, body);
      } catch (error) {
        if (error instanceof assert.AssertionError || tries > 20) throw error;
      }
    }
  };
  const tokenOf = async (id: string) =>
    (await insist<{ token: string }>(apiKey, 'POST', `/v1/practices/alder/people/${id}/tokens`)).token;

  before(async () => {
    // At the same moment: one of them makes the schema, the others wait for it.
    servers.push(...(await Promise.all(Array.from({ length: PROCESSES }, () => startServer(settings)))));
    await call(apiKey, 'PUT', '/v1/practices/alder', { name: 'Alder' });
    await call(apiKey, 'PUT', '/v1/practices/alder/people/maya', { name: 'Maya', kind: 'practitioner' });
    for (let i = 0; i < CLIENTS; i++) {
      await call(apiKey, 'PUT', `/v1/practices/alder/people/c${i}`, { name: `Client ${i}`, kind: 'client' });
    }
  });
  after(async () => {
    await Promise.all(servers.map((server) => endServer(server, 'SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  it('every acknowledged message reaches every device once and in order, and all end with the same state', async () => {
    const maya = await tokenOf('maya');
    const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => tokenOf(`c${i}`)));
    const conversations = await Promise.all(
      clients.map((token) => insist<Conversation>(token, 'POST', '/v1/conversations', { personId: 'maya' })),
    );

    /** A device on one server; resumes on another when that goes, as a page does. */
    const device = (first: number) => {
      const seqs = new Map<string, number[]>();
      const ids = new Set<string>();
      let total = 0;
      let resumed = 0;
      let done = () => {};
      const complete = new Promise<void>((resolve) => (done = resolve));
      let begin = () => {};
      const begun = new Promise<void>((resolve) => (begin = resolve));
      let stream: EventReader | undefined;
      const run = (async () => {
        let cursor: string | undefined;
        let url = servers[first]!.url;
        while (total < MESSAGES) {
          try {
            const at = url;
            stream = await openEvents((init) => fetch(`${at}/v1/events`, init), maya, cursor);
            for (let event = await stream.next(); event; event = await stream.next()) {
              begin();
              if (event.id !== undefined) cursor = event.id;
              if (event.type !== 'message.created') continue;
              const { conversationId, message } = event.data;
              if (ids.has(message.id)) continue;
              ids.add(message.id);
              seqs.set(conversationId, [...(seqs.get(conversationId) ?? []), message.seq]);
              if (++total === MESSAGES) break;
            }
          } catch {
            // Its server is gone.
          }
          if (total < MESSAGES) {
            resumed++;
            url = anyUrl();
          }
        }
        await stream?.close();
        done();
      })();
      return { begun, complete, run, seqs, ids, resumed: () => resumed };
    };
    const devices = servers.map((_, i) => device(i));
    // A stream without a cursor tells what happens from its first event on.
    await Promise.all(devices.map(({ begun }) => begun));

    const acknowledged = new Set<string>();
    let killed: Promise<unknown> | undefined;
    await Promise.all(
      clients.map(async (token, i) => {
        for (let n = 0; n < MESSAGES / CLIENTS; n++) {
          const id = randomUUID();
          const path = `/v1/conversations/${conversations[i]!.id}/messages`;
          const message = await insist<Message>(token, 'POST', path, { id, text: `${i}/${n}` });
          assert.equal(message.id, id);
          acknowledged.add(id);
          // In the middle of everything, the one that most is under way in.
          if (acknowledged.size >= MESSAGES / 2) killed ??= endServer(servers[1]!, 'SIGKILL');
        }
      }),
    );
    await killed;
    await Promise.all(devices.map(({ complete }) => complete));

    assert.equal(acknowledged.size, MESSAGES);
    for (const { ids, seqs, run } of devices) {
      await run;
      assert.deepEqual([...ids].sort(), [...acknowledged].sort());
      for (const received of seqs.values()) {
        assert.deepEqual(
          received,
          Array.from({ length: MESSAGES / CLIENTS }, (_, n) => n + 1),
        );
      }
    }
    assert.ok(devices[1]!.resumed() > 0, 'the device of the killed server went elsewhere');

    const states = await Promise.all(
      alive().map(({ url }) => call<ConversationsAnswer>(maya, 'GET', '/v1/conversations', undefined, url)),
    );
    assert.equal(states.length, PROCESSES - 1);
    assert.deepEqual(states[0], states[1]);
    assert.deepEqual(
      states[0]!.conversations.map(({ unread }) => unread),
      Array.from({ length: CLIENTS }, () => MESSAGES / CLIENTS),
    );
  });

  it('who is made inactive through one of them is refused by the others at once, and their stream ends', async () => {
    const [one, other] = alive();
    const token = await tokenOf('c0');
    const stream = await openEvents((init) => fetch(`${other!.url}/v1/events`, init), token);
    await stream.next();
    const person = { name: 'Client 0', kind: 'client', active: false };
    await call(apiKey, 'PUT', '/v1/practices/alder/people/c0', person, one!.url);
    const revoked = performance.now();
    const answer = await fetch(`${other!.url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 401);
    while (await stream.next());
    assert.ok(performance.now() - revoked < 5_000, 'within five seconds');
  });

  it('go in good order: what is under way is answered, streams end, and nothing is logged but codes', async () => {
    const [one] = alive();
    const maya = await tokenOf('maya');
    const stream = await openEvents((init) => fetch(`${one!.url}/v1/events`, init), maya);
    await stream.next();
    const { conversations } = await call<ConversationsAnswer>(maya, 'GET', '/v1/conversations');
    const path = `/v1/conversations/${conversations[0]!.id}/messages`;
    const sending = Array.from({ length: 10 }, (_, i) =>
      call<Message>(maya, 'POST', path, { id: randomUUID(), text: `last words ${i}` }, one!.url).catch(
        // Refused or not connected: either is honest. A broken answer would be a message nobody knows of.
        () => undefined,
      ),
    );
    await Promise.race(sending);
    assert.equal(await endServer(one!, 'SIGTERM'), 0);
    const answered = (await Promise.all(sending)).filter((message) => message !== undefined);
    assert.ok(answered.length > 0);
    while (await stream.next());
    const stored = await call<{ messages: Message[] }>(maya, 'GET', `${path}?limit=100`);
    const ids = new Set(stored.messages.map((message) => message.id));
    for (const { id } of answered) assert.ok(ids.has(id));
    for (const server of servers) {
      assert.ok(!/last words|Maya|Client \d/.test(JSON.stringify(server.log)));
    }
  });
});
