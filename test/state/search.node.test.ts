import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { paths, type Person } from '../../src/protocol/index.ts';
import { createScene, when } from './helpers/scene.ts';

const { page, world } = await createScene();

describe('a search', () => {
  it('gives all people I may write to for a blank query, by name', async () => {
    const me = page('ana');
    const search = me.session.searchPeople();
    assert.deepEqual(me.requests, []);
    me.mount(search.$results);
    const { items } = await when(search.$results, ({ status }) => status === 'ready');
    assert.deepEqual(items.map(({ id }) => id).sort(), ['lena', 'maya', 'sam']);
    me.close();
  });

  it('shows the results of the latest query only, whatever the order of the answers', async () => {
    const me = page('maya');
    const held = new Map<string, () => void>();
    me.intercept(async (request, next) => {
      if (!request.url.endsWith('/people/search')) return next(request);
      const { q } = (await request.clone().json()) as { q: string };
      const response = await next(request);
      await new Promise<void>((resolve) => {
        held.set(q, resolve);
        asked.get(q)?.();
      });
      return response;
    });
    const asked = new Map<string, () => void>();
    const arrival = (q: string) => new Promise<void>((resolve) => asked.set(q, resolve));
    const search = me.session.searchPeople();
    me.mount(search.$results);
    await new Promise<void>((resolve) => asked.set('', resolve));
    const seen: string[][] = [];
    search.$results.listen(({ items }) => seen.push(items.map(({ id }) => id)));

    const first = arrival('jonas');
    search.setQuery('jonas');
    await first;
    const second = arrival('ana');
    search.setQuery('ana');
    await second;
    held.get('ana')?.();
    await when(search.$results, ({ status }) => status === 'ready');
    held.get('jonas')?.();
    held.get('')?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      search.$results.get().items.map(({ id }) => id),
      ['ana'],
    );
    assert.ok(!seen.some((ids) => ids.includes('jonas')));
    me.close();
  });

  it('finds conversations by name, and nothing for a blank query', async () => {
    const me = page('maya');
    const { id } = await me.session.openConversation('ana');
    const search = me.session.searchConversations();
    me.mount(search.$results);
    assert.deepEqual(search.$results.get(), { status: 'ready', items: [], more: false, loadingMore: false });
    search.setQuery('lindq');
    const { items } = await when(
      search.$results,
      ({ status, items: found }) => status === 'ready' && found.length > 0,
    );
    assert.equal(items[0]?.conversation.id, id);
    assert.equal(items[0]?.match, 'name');
    search.setQuery('  ');
    assert.deepEqual(search.$results.get().items, []);
    search.dispose();
    me.close();
  });

  it('says when it failed, and asks again for the same words', async () => {
    const me = page('sam');
    const search = me.session.searchPeople();
    me.network(false);
    me.mount(search.$results);
    const failed = await when(search.$results, ({ status }) => status === 'failed');
    assert.deepEqual(failed.failure, { code: 'network' });
    me.network(true);
    search.setQuery('');
    await when(search.$results, ({ status, items }) => status === 'ready' && items.length > 0);
    me.close();
  });

  it('asks only once for what is typed in one go', async () => {
    const me = page('sam');
    const search = me.session.searchPeople();
    for (const text of ['l', 'le', 'len', 'lena', 'lena ']) search.setQuery(text);
    me.mount(search.$results);
    await when(search.$results, ({ status }) => status === 'ready');
    assert.deepEqual(me.requests, ['POST /v1/people/search']);
    assert.equal(search.$query.get(), 'lena ');
    me.close();
  });

  it('of people learns at once who is away, and who is back', async () => {
    const me = page('ana');
    await me.session.openConversation('sam');
    me.mount(me.session.$unread);
    const search = me.session.searchPeople();
    me.mount(search.$results);
    await when(search.$results, ({ items }) => items.some(({ id }) => id === 'sam'));
    await when(me.session.$connection, (state) => state === 'live');
    const away = ({ items }: { items: readonly Person[] }) => items.find(({ id }) => id === 'sam')?.away;
    const sam = page('sam');
    await sam.session.saveOutOfOffice({
      memberIds: ['sam'],
      message: 'Back on Monday.',
      start: world.now().toISOString(),
      end: null,
      timeZone: 'UTC',
    });
    await when(search.$results, (results) => away(results)?.message === 'Back on Monday.');
    await sam.session.endOutOfOffice('sam');
    await when(search.$results, (results) => away(results) === undefined);
    me.close();
    sam.close();
  });

  it('does not show a message any longer that is deleted, and finds an older one in its stead', async () => {
    const me = page('maya');
    const { id } = await me.session.openConversation('jonas');
    const jonas = await world.person('jonas');
    await jonas.send(id, 'the older umbrella');
    const newer = await jonas.send(id, 'the newer umbrella');
    me.mount(me.session.$unread);
    const search = me.session.searchConversations();
    me.mount(search.$results);
    await when(me.session.$connection, (state) => state === 'live');
    search.setQuery('umbrella');
    await when(search.$results, ({ items }) => items[0]?.messageId === newer.id);
    const seen: (string | undefined)[] = [];
    search.$results.listen(({ items }) => seen.push(items[0]?.snippet));
    await jonas.call('DELETE', paths.message(id, newer.id));
    await when(search.$results, ({ items }) => items[0]?.snippet === 'the older umbrella');
    assert.deepEqual(seen, [undefined, 'the older umbrella']);
    me.close();
  });
});
