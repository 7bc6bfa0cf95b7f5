import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createBrowser, lonelyTab } from './helpers/browser.ts';
import { createScene, eventually, ready, texts, when, type Page } from './helpers/scene.ts';

const { world, page } = await createScene();

const streams = (me: Page) => me.requests.filter((request) => request === 'GET /v1/events').length;

/** A tab that shows a conversation. */
async function showing(me: Page, conversationId: string): Promise<Page> {
  me.mount(me.session.$unread);
  me.mount(me.session.$conversations);
  me.mount(me.session.thread(conversationId).$state);
  await ready(me.session.thread(conversationId));
  await when(me.session.$connection, (state) => state === 'live');
  return me;
}

describe('the tabs of a browser', () => {
  it('share one stream, and each shows every message', async () => {
    const browser = createBrowser();
    const maya = await world.person('maya');
    const { id } = await maya.open('ana');
    await maya.send(id, 'm1');
    const tabs: Page[] = [];
    for (let index = 0; index < 3; index++) tabs.push(await showing(page('ana', { tab: browser.tab() }), id));
    assert.deepEqual(tabs.map(streams), [1, 0, 0]);
    for (let index = 2; index <= 6; index++) await maya.send(id, `m${index}`);
    for (const tab of tabs) {
      const state = await ready(tab.session.thread(id), ({ messages }) => messages.length === 6);
      assert.deepEqual(texts(state), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
      await when(tab.session.$unread, (unread) => unread === 6);
    }
    // Read in one tab, gone from the badge of all.
    tabs[2]!.session.thread(id).markRead(6);
    for (const tab of tabs) await when(tab.session.$unread, (unread) => unread === 0);
    const delivering = tabs.filter((tab) => tab.requests.some((request) => request.endsWith('/delivered')));
    assert.deepEqual(delivering, [tabs[0]], 'only the leader acknowledges');
    tabs.forEach((tab) => tab.close());
  });

  it('hand the stream over when the tab that holds it closes, without a gap', async () => {
    const browser = createBrowser();
    const maya = await world.person('maya');
    const { id } = await maya.open('jonas');
    await maya.send(id, 'm1');
    const first = await showing(page('jonas', { tab: browser.tab() }), id);
    const second = await showing(page('jonas', { tab: browser.tab() }), id);
    const third = await showing(page('jonas', { tab: browser.tab() }), id);
    await maya.send(id, 'm2');
    // The last event of the change: both stand behind it.
    for (const tab of [second, third]) await when(tab.session.$unread, (unread) => unread === 2);
    const before = third.requests.length;
    first.close();
    await maya.send(id, 'm3');
    for (const tab of [second, third]) {
      assert.deepEqual(texts(await ready(tab.session.thread(id), ({ messages }) => messages.length === 3)), [
        'm1',
        'm2',
        'm3',
      ]);
    }
    assert.deepEqual([streams(second), streams(third)], [1, 0]);
    assert.equal(third.requests.length, before, 'who has missed nothing reads nothing');
    second.close();
    third.close();
  });

  it('read everything again when they have missed something', async () => {
    const browser = createBrowser();
    const sam = await world.person('sam');
    const { id } = await sam.open('ana');
    await sam.send(id, 'm1');
    const leader = await showing(page('ana', { tab: browser.tab() }), id);
    let deaf = false;
    let missed = 0;
    const plain = browser.tab();
    const follower = await showing(
      page('ana', {
        tab: {
          ...plain,
          channel(name) {
            const channel = plain.channel!(name);
            return {
              post: (message) => channel.post(message),
              onMessage: (heard) =>
                channel.onMessage((message) => {
                  if (deaf) missed++;
                  else heard(message);
                }),
              close: () => channel.close(),
            };
          },
        },
      }),
      id,
    );
    deaf = true;
    await sam.send(id, 'm2');
    await ready(leader.session.thread(id), ({ messages }) => messages.length === 2);
    // One change is three events.
    await eventually(() => missed >= 3, 'the follower misses a change');
    deaf = false;
    await sam.send(id, 'm3');
    const state = await ready(follower.session.thread(id), ({ messages }) => messages.length === 3);
    assert.deepEqual(texts(state), ['m1', 'm2', 'm3']);
    assert.equal(streams(follower), 0);
    leader.close();
    follower.close();
  });

  it('never mix people, practices or backends', async () => {
    const browser = createBrowser();
    const names = new Set<string>();
    const tab = () => {
      const plain = browser.tab();
      return { ...plain, channel: (name: string) => (names.add(name), plain.channel!(name)) };
    };
    const pages = [
      page('sam', { tab: tab() }),
      page('lena', { tab: tab() }),
      page('sam', { tab: tab(), practiceId: 'birch' }),
      page('sam', { tab: tab(), backend: 'https://other.example' }),
    ];
    for (const me of pages) {
      me.mount(me.session.$unread);
      await when(me.session.$connection, (state) => state === 'live');
    }
    // Each has one for the stream and one for the automatic lock.
    assert.equal(names.size, 8);
    assert.deepEqual(pages.map(streams), [1, 1, 1, 1]);
    pages.forEach((me) => me.close());
  });

  it('each have a stream where the browser has no locks', async () => {
    for (const me of [page('lena', { tab: lonelyTab() }), page('lena', { tab: lonelyTab() })]) {
      me.mount(me.session.$unread);
      await when(me.session.$connection, (state) => state === 'live');
      assert.equal(streams(me), 1);
      me.close();
    }
  });

  it('have a stream of their own where locks are refused', async () => {
    const plain = createBrowser().tab();
    const me = page('lena', {
      tab: { ...plain, lock: () => Promise.reject(new DOMException('not here', 'SecurityError')) },
    });
    me.mount(me.session.$unread);
    await when(me.session.$connection, (state) => state === 'live');
    assert.equal(streams(me), 1);
    me.close();
  });

  it('take the stream from a tab that no longer answers', async () => {
    const browser = createBrowser();
    const sam = await world.person('sam');
    const { id } = await sam.open('jonas');
    await sam.send(id, 'm1');
    const frozen = await showing(page('jonas', { tab: browser.tab() }), id);
    const other = await showing(page('jonas', { tab: browser.tab() }), id);
    frozen.tab.freeze();
    frozen.network(false);
    await sam.send(id, 'm2');
    // The person looks at the other tab: it asks the leader, and hears nothing.
    other.tab.setVisible(false);
    other.tab.setVisible(true);
    await ready(other.session.thread(id), ({ messages }) => messages.length === 2);
    assert.equal(streams(other), 1);
    frozen.close();
    other.close();
  });

  it('keep nothing readable anywhere', async () => {
    let touched = 0;
    const touch = () => {
      touched++;
      return undefined;
    };
    const trap = new Proxy({}, { get: touch, set: () => touch() === undefined });
    Object.assign(globalThis, { localStorage: trap, sessionStorage: trap, indexedDB: trap });
    try {
      const me = page('ana');
      me.mount(me.session.$conversations);
      await when(me.session.$conversations, ({ status }) => status === 'ready');
      const [conversation] = me.session.$conversations.get().items;
      me.session.thread(conversation!.id).setDraft('a draft');
      me.session.thread(conversation!.id).send('a message');
      await me.session.flushed();
      assert.equal(touched, 0);
      me.close();
    } finally {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Reflect.deleteProperty(globalThis, name);
    }
  });
});
