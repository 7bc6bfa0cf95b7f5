import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConversationsAnswer, Me, MessagesAnswer, SearchAnswer } from '../../../src/protocol/index.ts';
import { encodeCursor } from '../../../server/domain/cursor.ts';
import type { Queryable } from '../../../server/ports.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { seedConversations } from '../../helpers/many-conversations.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld, expectStatus, TEST_KEYS } from '../../helpers/world.ts';

const MANY = 10_000;
const UNREAD = 7;
/** Rows that one statement may read, whatever there is: of a page of a hundred, a few tables. */
const ROWS = 1_000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

describe('somebody with ten thousand conversations', async () => {
  const database = (await freshDatabase()).connect();
  const asked: [sql: string, params: readonly unknown[]][] = [];
  /** Notes each statement with its values. */
  const noted = (q: Queryable): Queryable => ({
    query: (sql, params = []) => {
      asked.push([sql, params]);
      return q.query(sql, params);
    },
  });

  const world = await createWorld(watched(database, noted, noted));
  const sam = await world.person('sam');
  // Sealing a text takes a while; those in between have none.
  const text = (i: number) => (i < 500 || i >= MANY - 500 ? `Message ${i}` : undefined);
  const newest = new Date(world.now().getTime() - 60_000);
  const listed = await seedConversations(database, localKeys(TEST_KEYS), {
    practiceId: 'alder',
    personId: 'sam',
    count: MANY,
    unread: UNREAD,
    name: (i) => (i === MANY - 1 ? 'Zacharias Oldest' : `Client ${i}`),
    text,
    newest,
  });

  /** The statements of an act, but those of the work beside it, and what each of them reads. */
  async function readBy(
    act: () => Promise<unknown>,
  ): Promise<{ sql: string; rows: number; scanned: string[] }[]> {
    asked.length = 0;
    await act();
    const statements = asked.filter(([sql]) => !/pg_notify|from absences where (told|not)/.test(sql));
    const found = [];
    for (const [sql, params] of statements) {
      // Reading is measured; of a change, which cannot be made again, only the way to the rows is looked at.
      const reads = /^\s*select/i.test(sql) && !/for (no key )?update/i.test(sql);
      const [row] = await database
        .within({ practice: 'alder' })
        .query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `explain (format json${reads ? ', analyze' : ''}) ${sql}`,
          params,
        );
      const nodes = flatten(row!['QUERY PLAN'][0].Plan);
      const scans = nodes.filter((node) => node['Node Type'].endsWith('Scan'));
      const rows = scans.reduce((sum, node) => {
        const each = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0);
        return sum + each * (node['Actual Loops'] ?? 0);
      }, 0);
      const scanned = scans.flatMap((node) =>
        node['Node Type'] === 'Seq Scan' && LONG.has(node['Relation Name'] ?? '')
          ? node['Relation Name']!
          : [],
      );
      found.push({ sql, rows, scanned });
    }
    return found;
  }

  const LONG = new Set(['people', 'conversations', 'conversation_keys', 'participants', 'messages']);

  function flatten(plan: Plan): Plan[] {
    return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
  }

  const page = async (cursor?: string, limit = 100) => {
    const query = `limit=${limit}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    return expectStatus(await sam.call<ConversationsAnswer>('GET', `/v1/conversations?${query}`), 200).body;
  };
  const unread = async () => (await sam.call<Me>('GET', '/v1/me')).body.unread;
  /** The cursor of a page that ends with this place of the list. */
  const after = (place: number) => {
    const { at, conversationId: id } = listed[place]!;
    return encodeCursor({ at, id });
  };
  const oldest = listed.at(-1)!.conversationId;

  it('pages through them, newest first, each once', async () => {
    // Opening all of them would take seconds: two pages in a row at the beginning, in the middle and at the end.
    for (const start of [0, MANY / 2, MANY - 150]) {
      const first = await page(start === 0 ? undefined : after(start - 1));
      assert.equal(first.next, after(start + 99));
      const second = await page(first.next);
      const shown = [...first.conversations, ...second.conversations];
      const places = listed.slice(start, start + 200);
      assert.deepEqual(
        shown.map(({ id, last }) => [id, last?.text]),
        places.map(({ conversationId }, i) => [conversationId, text(start + i)]),
      );
      assert.equal(second.next, start + 200 < MANY ? after(start + 199) : undefined);
    }
  });

  it('finds the oldest by name', async () => {
    asked.length = 0;
    const { body } = await sam.call<SearchAnswer>('POST', '/v1/search', { q: 'zach old' });
    // Names and texts are sealed, so that all are opened; but not one by one.
    assert.ok(asked.length < MANY / 20, `${asked.length} statements`);
    assert.deepEqual(
      body.hits.map(({ conversation, match }) => [conversation.id, match]),
      [[oldest, 'name']],
    );
  });

  it('counts what is unread, also after reading', async () => {
    assert.equal(await unread(), UNREAD);
    const [first] = (await page(undefined, 1)).conversations;
    expectStatus(await sam.call('PUT', `/v1/conversations/${first?.id}/read`, { seq: 1 }), 204);
    assert.equal(await unread(), UNREAD - 1);
  });

  it('no request of reading and writing reads more for it', async () => {
    const path = `/v1/conversations/${oldest}`;
    const stream = await sam.events();
    await stream.next();
    const acts: Record<string, () => Promise<unknown>> = {
      'the first page': () => page(),
      'a page in the middle': () => page(after(MANY / 2)),
      'who I am, with the badge': () => unread(),
      'the messages of one': () => sam.call<MessagesAnswer>('GET', `${path}/messages`),
      'a mark': () => sam.call('PUT', `${path}/read`, { seq: 1 }),
      'a message, and what the stream says of it': async () => {
        await sam.send(oldest, 'Still there?');
        await stream.until(({ type }) => type === 'unread');
      },
      'the list after it': async () => assert.equal((await page()).conversations[0]?.id, oldest),
    };
    for (const [what, act] of Object.entries(acts)) {
      const statements = await readBy(act);
      assert.ok(statements.length > 0, what);
      for (const { sql, rows, scanned } of statements) {
        assert.ok(
          rows <= ROWS && scanned.length === 0,
          `${what} reads ${rows} rows, all of ${scanned.join()}: ${sql}`,
        );
      }
    }
    await stream.close();
  });
});
