import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { UNSENT_BYTES } from '../../../server/domain/files/upload.ts';
import { messagePlace } from '../../../server/domain/views.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import type { ConversationsAnswer, SearchAnswer } from '../../../src/protocol/index.ts';
import { pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

/** Limits whose rules have no tests of their own elsewhere; `docs/limits.md` has them all. Each: what still goes, and one more. */
describe('limits', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const portal = world.portal();
  const [maya, ana] = [await world.person('maya'), await world.person('ana')];

  it('names of people and practices: 200 characters, an emoji being one', async () => {
    for (const [path, body] of [
      ['/v1/practices/alder/people/long', { kind: 'client' }],
      ['/v1/practices/long-name', {}],
    ] as const) {
      const put = (name: string) => portal.call('PUT', path, { ...body, name });
      refused(await put('😀'.repeat(201)), 'invalid');
      assert.equal((await put('😀'.repeat(200))).status, 201);
    }
  });

  it('origins of a practice: 50', async () => {
    const put = (count: number) =>
      portal.call('PUT', '/v1/practices/birch', {
        name: 'Birch',
        allowedOrigins: Array.from({ length: count }, (_none, i) => `https://site-${i}.example`),
      });
    refused(await put(51), 'invalid');
    assert.equal((await put(50)).status, 200);
  });

  it('what is searched for: 200 characters, of conversations and of people', async () => {
    for (const path of ['/v1/search', '/v1/people/search']) {
      refused(await maya.call('POST', path, { q: '😀'.repeat(201) }), 'invalid');
      assert.equal((await maya.call('POST', path, { q: '😀'.repeat(200) })).status, 200);
    }
  });

  it('a body with guidelines: 256 KB', async () => {
    const put = (length: number) =>
      maya.call('PUT', '/v1/practice/notice', { html: 'kept', more: 'x'.repeat(length) });
    const around = JSON.stringify({ html: 'kept', more: '' }).length;
    refused(await put(256 * 1024 - around + 1), 'too-large');
    assert.equal((await put(256 * 1024 - around)).status, 200);
  });

  it('bytes that a person has uploaded and not sent: 500 MB', async () => {
    const one = await upload(world, maya, randomUUID(), 'a.pdf', pdf(1000));
    assert.equal(one.status, 201);
    const sized = (size: number) =>
      database.query(`update attachments set size = $2 where attachment_id = $1`, [one.body.id, size]);
    await sized(UNSENT_BYTES - 999);
    const answer = await upload(world, maya, randomUUID(), 'b.pdf', pdf(1000));
    assert.deepEqual([answer.status, answer.body.code], [429, 'too-many-requests']);
    await sized(UNSENT_BYTES - 1000);
    assert.equal((await upload(world, maya, randomUUID(), 'c.pdf', pdf(1000))).status, 201);
  });

  it('uploads of a person at the same time: 6, and those of others are their own', async () => {
    const open: ReadableStreamDefaultController<Uint8Array>[] = [];
    const begun: Promise<unknown>[] = [];
    for (let i = 0; i < 6; i++) {
      // Asked for its first piece: the upload is under way, and stays so until we end it.
      const asked = new Promise<void>((resolve) => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull(controller) {
              if (open.includes(controller)) return;
              open.push(controller);
              controller.enqueue(pdf());
              resolve();
            },
          },
          { highWaterMark: 0 },
        );
        begun.push(upload(world, ana, randomUUID(), 'slow.pdf', body));
      });
      await asked;
    }
    const seventh = await upload(world, ana, randomUUID(), 'g.pdf', pdf());
    assert.deepEqual([seventh.status, seventh.body.code], [429, 'too-many-requests']);
    const lena = await world.person('lena');
    assert.equal((await upload(world, lena, randomUUID(), 'h.pdf', pdf())).status, 201);
    for (const controller of open) controller.close();
    await Promise.all(begun);
    assert.equal((await upload(world, ana, randomUUID(), 'i.pdf', pdf())).status, 201);
  });

  it('members and hours of an out-of-office setting: 500 members, a year of hours', async () => {
    const put = (more: object) =>
      maya.call('PUT', '/v1/out-of-office', {
        memberIds: ['maya'],
        message: 'I am away.',
        start: '2030-01-01T00:00:00.000Z',
        end: null,
        timeZone: 'Europe/Berlin',
        ...more,
      });
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `nobody-${i}`);
    refused(await put({ memberIds: ids(501) }), 'invalid');
    refused(await put({ memberIds: [] }), 'invalid');
    refused(await put({ memberIds: ids(500) }), 'not-found');
    for (const everyHours of [-1, 0.5, 24 * 366 + 1]) refused(await put({ everyHours }), 'invalid');
    refused(await put({ message: 'x'.repeat(5001) }), 'text-too-long');
    assert.equal((await put({ everyHours: 24 * 366, message: 'x'.repeat(5000) })).status, 200);
  });

  it('the life of a token: 15 minutes', async () => {
    const sam = await world.person('sam');
    world.advance(15 * 60_000 - 5_000);
    assert.equal((await sam.call('GET', '/v1/conversations')).status, 200);
    world.advance(5_000);
    refused(await sam.call('GET', '/v1/conversations'), 'token-expired');
  });

  it('the length of a token: 8,192 characters, before anything is worked out', async () => {
    refused(await world.with('x'.repeat(8193)).call('GET', '/v1/me'), 'unauthenticated');
    refused(await world.with('x'.repeat(8192)).call('GET', '/v1/me'), 'unauthenticated');
  });

  it('the length of an e-mail address: 254 characters', async () => {
    const put = (length: number) =>
      portal.call('PUT', '/v1/practices/alder/people/mail', {
        name: 'Mail',
        kind: 'client',
        email: `${'a'.repeat(60)}@${'b.'.repeat((length - 64) / 2)}org`,
      });
    assert.equal((await put(254)).status, 201);
    refused(await put(256), 'invalid');
  });

  it('pages of a list: 50 when nobody says, 100 at most', async () => {
    const birch = await world.person('maya', 'birch');
    for (let i = 0; i < 101; i++) {
      await world.put('birch', `client-${i}`, { name: `Client ${i}`, kind: 'client' });
      await birch.open(`client-${i}`);
    }
    const list = async (query: string) =>
      (await birch.call<ConversationsAnswer>('GET', `/v1/conversations${query}`)).body.conversations.length;
    assert.deepEqual([await list(''), await list('?limit=100'), await list('?limit=1')], [50, 100, 1]);
    refused(await birch.call('GET', '/v1/conversations?limit=101'), 'invalid');
  });

  it('the text of the last message in a list: 160 characters', async () => {
    const lena = await world.person('lena');
    const { id } = await lena.open('sam');
    await lena.send(id, '😀'.repeat(161));
    assert.equal((await lena.conversations())[0]?.last?.text, '😀'.repeat(160));
    assert.equal((await lena.messages(id))[0]?.text, '😀'.repeat(161));
  });

  it('messages that one answer of a search opens: 20,000; the next answer goes on where it stopped', async () => {
    const cedar = await world.person('maya', 'cedar');
    const { id } = await cedar.open('ana');
    const needle = await cedar.send(id, 'a needle at the very beginning');
    await fill(id, 20_100);
    const search = async (cursor?: string) =>
      (await cedar.call<SearchAnswer>('POST', '/v1/search', { q: 'needle', cursor })).body;
    const first = await search();
    assert.deepEqual(first.hits, []);
    assert.ok(first.next);
    const second = await search(first.next);
    assert.deepEqual(
      second.hits.map((hit) => hit.messageId),
      [needle.id],
    );
    assert.equal(second.next, undefined);
  });

  /** Puts messages of Maya's behind the first one: sealed as if they had been sent, and faster. */
  async function fill(conversationId: string, count: number): Promise<void> {
    const vault = new Vault(localKeys(TEST_KEYS), wrappedKeys(database));
    const key = await vault.conversation('cedar', conversationId);
    const sentAt = world.now();
    const rows = await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const seq = i + 2;
        const ids = { conversationId, messageId: randomUUID(), seq, senderId: 'maya' };
        const row = { ...ids, origin: 'person' as const, sentAt, deletedAt: null, files: 0 };
        return {
          ...ids,
          body: await key.seal(messagePlace('cedar', row), `Größe und Höhe des Heus, ${seq}`),
        };
      }),
    );
    await database.query(
      `insert into messages (practice_id, conversation_id, seq, message_id, sender_id, origin, body, sent_at)
       select 'cedar', $1, seq, id, 'maya', 'person', body, $2
       from unnest($3::int[], $4::uuid[], $5::bytea[]) as row(seq, id, body)`,
      [
        conversationId,
        sentAt.toISOString(),
        rows.map((row) => row.seq),
        rows.map((row) => row.messageId),
        rows.map((row) => Buffer.from(row.body)),
      ],
    );
    await database.query(`update conversations set last_seq = $2 where conversation_id = $1`, [
      conversationId,
      count + 1,
    ]);
  }
});
