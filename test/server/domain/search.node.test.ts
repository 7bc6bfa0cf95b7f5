import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { PeopleSearchAnswer, SearchAnswer } from '../../../src/protocol/index.ts';
import { pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

describe('searching', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const maya = await world.person('maya');
  const people = async (q: string) => {
    const { body } = await maya.call<PeopleSearchAnswer>('POST', '/v1/people/search', { q });
    return body.people.map((person) => person.id);
  };
  const search = async (q: string, cursor?: string) =>
    (await maya.call<SearchAnswer>('POST', '/v1/search', cursor === undefined ? { q } : { q, cursor })).body;

  it('for people goes by parts of words, without accents and case, and gives all of them for nothing', async () => {
    assert.deepEqual(await people(''), ['ana', 'lena', 'jonas', 'sam']);
    assert.deepEqual(await people('  '), ['ana', 'lena', 'jonas', 'sam']);
    assert.deepEqual(await people('LENA'), ['lena']);
    assert.deepEqual(await people('weber jo'), ['jonas']);
    assert.deepEqual(await people('ndqvi'), ['ana']);
    assert.deepEqual(await people('weber ana'), []);
  });

  it('for people leaves out who has left', async () => {
    await world.put('alder', 'sam', { name: 'Sam Okafor', kind: 'practitioner', active: false });
    assert.deepEqual(await people('sam'), []);
    await world.put('alder', 'sam', { name: 'Sam Okafor', kind: 'practitioner' });
  });

  it('for people gives everybody once, page by page', async () => {
    for (let i = 0; i < 120; i++)
      await world.put('birch', `client-${i}`, { name: `Client ${i}`, kind: 'client' });
    const birch = await world.person('maya', 'birch');
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const request = { q: 'client', ...(cursor === undefined ? {} : { cursor }) };
      const { body } = await birch.call<PeopleSearchAnswer>('POST', '/v1/people/search', request);
      found.push(...body.people.map((person) => person.name));
      cursor = body.next;
    } while (cursor !== undefined);
    assert.deepEqual(
      found,
      Array.from({ length: 120 }, (_, i) => `Client ${i}`),
    );
  });

  it('for conversations gives names first, then the newest message with every word', async () => {
    const withAna = await maya.open('ana');
    const withSam = await maya.open('sam');
    const withLena = await maya.open('lena');
    await maya.send(withSam.id, 'Ana asked about the Straße yesterday');
    await maya.send(withSam.id, 'something else');
    const newest = await maya.send(withSam.id, 'Is ANA on this STRASSE today?');
    await maya.send(withLena.id, 'nothing');
    const names = await search('ana');
    assert.deepEqual(
      names.hits.map((hit) => [hit.conversation.id, hit.match, hit.ranges]),
      [
        [withAna.id, 'name', [[0, 3]]],
        [withSam.id, 'message', [[3, 6]]],
      ],
    );
    const words = await search('strasse ana');
    assert.equal(words.hits.length, 1);
    const [hit] = words.hits;
    assert.equal(hit?.messageId, newest.id);
    assert.equal(hit?.seq, newest.seq);
    assert.deepEqual(
      hit?.ranges?.map(([from, to]) => hit.snippet?.slice(from, to)),
      ['ANA', 'STRASSE'],
    );
    assert.deepEqual(await search(' '), { hits: [] });
    assert.deepEqual(await search('zzz'), { hits: [] });
  });

  it('for conversations finds a place in one that its name has found already', async () => {
    const birch = await world.person('maya', 'birch');
    await world.put('birch', 'may', { name: 'Rose May', kind: 'client' });
    const { id } = await birch.open('may');
    const sent = await birch.send(id, 'See you in May.');
    await birch.send(id, 'Or later.');
    const { body } = await birch.call<SearchAnswer>('POST', '/v1/search', { q: 'may' });
    assert.deepEqual(
      body.hits.map((hit) => [hit.conversation.id, hit.match, hit.messageId]),
      [
        [id, 'name', undefined],
        [id, 'message', sent.id],
      ],
    );
  });

  it('for conversations wants all words in one message, wherever they stand in it', async () => {
    const { id } = await maya.open('jonas');
    await maya.send(id, 'the kettle is');
    await maya.send(id, 'on the stove');
    assert.deepEqual((await search('kettle stove')).hits, []);
    const both = await maya.send(id, 'On the stove: a kettle!');
    assert.equal((await search('kettle stove')).hits[0]?.messageId, both.id);
  });

  it('for conversations finds messages of either side by the names of their files too, until they are deleted', async () => {
    const jonas = await world.person('jonas');
    const { id } = await jonas.open('maya');
    const file = randomUUID();
    await upload(world, jonas, file, 'Überweisung März.pdf', pdf());
    const request = { id: randomUUID(), text: '  ', attachments: [file] };
    await jonas.call('POST', `/v1/conversations/${id}/messages`, request);
    for (const person of [maya, jonas]) {
      const found = await person.call<SearchAnswer>('POST', '/v1/search', { q: 'marz uberweisung' });
      const [hit] = found.body.hits;
      assert.deepEqual([hit?.messageId, hit?.snippet], [request.id, 'Überweisung März.pdf']);
      assert.deepEqual(hit?.ranges, [
        [0, 11],
        [12, 16],
      ]);
    }
    await jonas.call('DELETE', `/v1/conversations/${id}/messages/${request.id}`);
    assert.deepEqual((await search('uberweisung')).hits, []);
  });

  it('for conversations finds the oldest of many messages, and goes on page by page', async () => {
    const cedar = await world.person('maya', 'cedar');
    const ids: string[] = [];
    for (let i = 0; i < 40; i++) {
      await world.put('cedar', `client-${i}`, { name: `Client ${i}`, kind: 'client' });
      const { id } = await cedar.open(`client-${i}`);
      await cedar.send(id, i % 2 ? 'a needle in the hay' : 'a noodle');
      ids.push(id);
    }
    const long = ids[1]!;
    for (let i = 0; i < 450; i += 50) {
      await Promise.all(Array.from({ length: 50 }, () => cedar.send(long, 'hay')));
    }
    const all = await cedar.call<SearchAnswer>('POST', '/v1/search', { q: 'needle' });
    assert.equal(all.body.hits.length, 20);
    assert.equal(all.body.hits[0]?.conversation.id, long);
    assert.equal(all.body.hits[0]?.seq, 1);
    assert.equal(all.body.next, undefined);

    const found = new Set<string>();
    let cursor: string | undefined;
    let pages = 0;
    do {
      const request = { q: 'client', ...(cursor === undefined ? {} : { cursor }) };
      const { body } = await cedar.call<SearchAnswer>('POST', '/v1/search', request);
      for (const hit of body.hits) found.add(hit.conversation.id);
      cursor = body.next;
      pages++;
    } while (cursor !== undefined);
    assert.deepEqual([...found].sort(), ids.sort());
    assert.ok(pages > 1);
  });
});
