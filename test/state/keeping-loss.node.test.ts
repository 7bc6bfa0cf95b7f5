import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { memoryRecords, type RecordStore } from '../../src/state/records.ts';
import { createBrowser } from './helpers/browser.ts';
import { crash, watchedRecords, writingIn } from './helpers/keeping.ts';
import { createScene, eventually, ready, texts, when } from './helpers/scene.ts';

const scene = await createScene();
const { world, page } = scene;
const writing = writingIn(scene);

describe('what is written is at no moment kept nowhere', () => {
  it('messages that wait behind one that hangs are kept too', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('maya', 'lena', browser);
    first.me.intercept((request, next) =>
      request.method === 'POST' ? new Promise<never>(() => {}) : next(request),
    );
    for (const text of ['under way', 'behind it', 'behind both']) first.thread.send(text);
    await eventually(async () => (await records.count()) === 3, 'all three are kept');
    crash(first.me);

    const second = await writing('maya', 'lena', browser);
    const state = await ready(second.thread, ({ messages }) => messages.length === 3);
    assert.deepEqual(texts(state), ['under way', 'behind it', 'behind both']);
    second.me.close();
  });

  it('a message is kept before its draft goes: at no moment is there neither', async () => {
    const records = memoryRecords();
    const there = new Set<string>();
    const counts: number[] = [];
    const watched: RecordStore = {
      ...records,
      async put(record, durability) {
        await records.put(record, durability);
        counts.push(there.add(record.id).size);
      },
      async remove(id) {
        await records.remove(id);
        there.delete(id);
        counts.push(there.size);
      },
    };
    const { me, thread } = await writing('maya', 'sam', createBrowser(watched));
    thread.setDraft('precious');
    me.tab.setVisible(false);
    await eventually(() => there.size === 1, 'the draft is kept');
    me.network(false);
    counts.length = 0;
    thread.send('precious');
    await eventually(() => counts.length >= 2, 'the message is kept, the draft is gone');
    assert.ok(!counts.includes(0), `kept: ${counts.join(', ')}`);
    me.close();
  });

  it('a draft outlives what another tab sends in the same conversation', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const [one, other] = [await writing('lena', 'ana', browser), await writing('lena', 'ana', browser)];
    one.thread.setDraft('a long letter, half written');
    await eventually(async () => (await records.count()) === 1, 'the draft is kept');
    other.thread.send('back in a minute');
    await ready(one.thread, ({ messages }) => messages.length === 1);
    // What the other tab sent is kept no longer, and the draft all the time.
    await eventually(async () => (await records.count()) === 1, 'only the draft is kept');
    assert.equal(one.thread.$draft.get(), 'a long letter, half written');
    for (const { me } of [one, other]) crash(me);
    const again = await writing('lena', 'ana', browser);
    await when(again.thread.$draft, (text) => text === 'a long letter, half written');
    again.me.close();
  });

  it('what an ended Session is still writing is there for the next one in the same page', async () => {
    const records = memoryRecords();
    let written = (): void => {};
    const slow = new Promise<void>((resolve) => (written = resolve));
    const first = await writing('sam', 'jonas', {
      tab: () => ({
        ...createBrowser().tab(),
        records: {
          ...records,
          async put(record, durability) {
            await slow;
            await records.put(record, durability);
          },
        },
      }),
    });
    first.thread.setDraft('written with the last breath');
    first.me.close();

    const browser = createBrowser(records);
    const me = page('sam', { tab: browser.tab() });
    const thread = me.session.thread(first.thread.conversationId);
    me.mount(thread.$state);
    await eventually(() => me.requests.some((request) => request.endsWith('/storage-key')), 'it has the key');
    await ready(thread);
    written();
    await when(thread.$draft, (text) => text === 'written with the last breath');
    me.close();
  });

  it('what was written while no storage key could be had is kept once there is one', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const me = page('lena', { tab: browser.tab() });
    let broken = true;
    me.intercept(async (request, next) => {
      const { pathname } = new URL(request.url);
      if (broken && pathname.endsWith('/storage-key')) return new Response(null, { status: 500 });
      if (request.method === 'POST') throw new TypeError('Failed to fetch');
      return next(request);
    });
    const { id } = await (await world.person('lena')).open('maya');
    const thread = me.session.thread(id);
    me.mount(thread.$state);
    await when(me.session.$connection, (state) => state === 'live');
    thread.send('not sent');
    thread.setDraft('not finished');
    await eventually(
      () => me.requests.filter((request) => request.endsWith('/storage-key')).length >= 3,
      'the key was refused',
    );
    assert.equal(await records.count(), 0);
    broken = false;
    await eventually(async () => (await records.count()) === 2, 'message and draft are kept');
    me.close();
  });
});
