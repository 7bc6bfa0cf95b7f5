import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConversationsAnswer, Me } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

describe('conversations', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const maya = await world.person('maya');
  const ana = await world.person('ana');

  it('are in the list of whoever opened them, and of the other once there is a message', async () => {
    const opened = await maya.open('ana');
    assert.deepEqual(
      (await maya.conversations()).map((it) => it.id),
      [opened.id],
    );
    assert.deepEqual(await ana.conversations(), []);
    assert.equal((await ana.open('maya')).id, opened.id);
    assert.deepEqual(
      (await ana.conversations()).map((it) => it.id),
      [opened.id],
    );
    const jonas = await world.person('jonas');
    const theirs = await maya.open('jonas');
    assert.deepEqual(await jonas.conversations(), []);
    await maya.send(theirs.id, 'hello');
    assert.deepEqual(
      (await jonas.conversations()).map((it) => it.unread),
      [1],
    );
  });

  it('are sorted by their newest message, in pages that fit together', async () => {
    for (const id of ['sam', 'lena', 'ana']) await maya.send((await maya.open(id)).id, `to ${id}`);
    const all = await maya.conversations();
    assert.deepEqual(
      all.map((it) => it.with.id),
      ['ana', 'lena', 'sam', 'jonas'],
    );
    const pages: string[] = [];
    let cursor = '';
    do {
      const { body } = await maya.call<ConversationsAnswer>('GET', `/v1/conversations?limit=1${cursor}`);
      pages.push(...body.conversations.map((it) => it.id));
      cursor = body.next === undefined ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    assert.deepEqual(
      pages,
      all.map((it) => it.id),
    );
  });

  it('show an excerpt of the newest message that never cuts a character', async () => {
    const { id } = await maya.open('ana');
    await maya.send(id, '😀'.repeat(300));
    const [first] = await maya.conversations();
    assert.equal(first?.last?.text, '😀'.repeat(160));
  });

  it('count what is unread, over all of them, until it was read; marks never go back or too far', async () => {
    const { id } = await maya.open('ana');
    const { seq } = await maya.send(id, 'count me');
    const mine = async () => (await ana.conversations()).find((it) => it.id === id)!;
    const total = async () => (await ana.call<Me>('GET', '/v1/me')).body.unread;
    const unread = (await mine()).unread;
    assert.equal(await total(), unread);
    const mark = (kind: string, to: number) =>
      ana.call('PUT', `/v1/conversations/${id}/${kind}`, { seq: to });
    await mark('delivered', seq - 1);
    assert.deepEqual((await maya.open('ana')).receipts, { delivered: seq - 1, read: 0 });
    await mark('read', seq - 1);
    assert.equal((await mine()).unread, 1);
    await mark('read', 1);
    assert.equal((await mine()).read, seq - 1);
    await mark('read', 1_000_000);
    assert.equal((await mine()).read, seq);
    assert.equal(await total(), 0);
    await mark('delivered', 2);
    assert.deepEqual((await maya.open('ana')).receipts, { delivered: seq, read: seq });
  });

  it('carry the new name of a person who was renamed', async () => {
    await world.put('alder', 'sam', { name: 'Sam Okafor-Lind', kind: 'practitioner' });
    const names = (await maya.conversations()).map((it) => it.with.name);
    assert.ok(names.includes('Sam Okafor-Lind'));
  });
});
