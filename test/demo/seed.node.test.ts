import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { now } from '../../demo/clock.ts';
import { callBackend, type Fetch, PortalApi } from '../../demo/portal-api.ts';
import { practices } from '../../demo/practices.ts';
import { conversations } from '../../demo/seed/conversations/index.ts';
import { plan } from '../../demo/seed/history.ts';
import { seed } from '../../demo/seed/seed.ts';
import { ISSUER, signer } from '../../demo/sign-in.ts';
import { createBackend } from '../../server/app.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/node/embedded-postgres/index.ts';
import type { Backend, Database } from '../../server/ports.ts';
import { sharpCodec } from '../../server/node/images.ts';
import { memoryFiles } from '../../server/store/adapters/memory-files.ts';
import { postgresDatabase } from '../../server/store/adapters/postgres.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import {
  type ConversationsAnswer,
  DEFAULT_LIMITS,
  type MessagesAnswer,
  textLength,
} from '../../src/protocol/index.ts';

const API_KEY = 'k'.repeat(43);
const SECRET = new Uint8Array(32).fill(5);
const FIRST_START = new Date('2026-03-10T00:10:00');

describe('the history as it is written down', () => {
  for (const conversation of conversations) {
    const [one, other] = conversation.between;
    it(`of ${one} and ${other} at ${conversation.practice} can be sent as it stands`, () => {
      const people = practices.find(({ id }) => id === conversation.practice)?.people ?? [];
      const pair = conversation.between.map((id) => people.find((person) => person.id === id));
      assert.ok(pair.every((person) => person !== undefined));
      assert.ok(pair.some((person) => person?.kind === 'practitioner'));

      const messages = plan(conversation, FIRST_START);
      for (const [index, { senderId, text, at }] of messages.entries()) {
        assert.ok(conversation.between.includes(senderId));
        assert.ok(text.trim() !== '' && textLength(text) <= DEFAULT_LIMITS.textLength);
        assert.ok(at < FIRST_START, 'nothing comes from the future');
        assert.ok(index === 0 || at > (messages[index - 1]?.at ?? at), 'one after the other');
      }
      for (const [reader, unread] of Object.entries(conversation.unread ?? {})) {
        assert.ok(messages.slice(-unread).every(({ senderId }) => senderId !== reader));
      }
    });
  }
});

describe('seed', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let database: Database;
  let backend: Backend;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entrenous-seed-'));
    postgres = await startEmbeddedPostgres({ folder, keysFolder: folder });
    database = postgresDatabase({ ...postgres.connections.owner });
    const keys = localKeys({ current: 'v1', keys: { v1: new Uint8Array(32).fill(1) } });
    const jwt = { issuer: ISSUER, secret: SECRET };
    backend = await createBackend({
      database,
      keys,
      files: memoryFiles(),
      images: await sharpCodec(),
      portals: [{ id: 'demo', apiKey: API_KEY, jwt }],
      now,
    });
  });

  after(async () => {
    await backend.close();
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = (fetch: Fetch) =>
    seed({ fetch, portal: new PortalApi(fetch, API_KEY), signIn: signer(SECRET) }, FIRST_START);

  it('completes what was cut off, doubles nothing, and dates every message as planned', async () => {
    let requests = 0;
    const cutOff: Fetch = (request) => {
      requests += 1;
      // Each conversation is under way by then, and none of the long ones is complete.
      if (requests > 200) throw new Error('cut off');
      return backend.fetch(request);
    };
    await assert.rejects(fill(cutOff), /cut off/);
    await fill((request) => backend.fetch(request));

    const portal = new PortalApi((request) => backend.fetch(request), API_KEY);
    for (const { practice, between, ...conversation } of conversations) {
      const [personId, otherId] = between;
      const { token } = await portal.token(practice, personId);
      const call = (path: string) => callBackend((request) => backend.fetch(request), token, 'GET', path);
      const list = (await call('/v1/conversations?limit=100')) as ConversationsAnswer;
      const found = list.conversations.find((one) => one.with.id === otherId);
      assert.ok(found);
      assert.equal(found.unread, conversation.unread?.[personId] ?? 0);

      const planned = plan({ practice, between, ...conversation }, FIRST_START);
      const page = (await call(`/v1/conversations/${found.id}/messages?limit=100`)) as MessagesAnswer;
      assert.equal(page.seq, planned.length);
      assert.deepEqual(
        page.messages.map(({ senderId, text, sentAt, attachments }) => ({
          senderId,
          text,
          sentAt,
          files: attachments.map(({ name }) => name),
        })),
        planned.slice(-100).map(({ senderId, text, at, deleted, files }) => ({
          senderId,
          text: deleted ? '' : text,
          sentAt: at.toISOString(),
          files: files.map(({ name }) => name),
        })),
      );
    }
  });
});
