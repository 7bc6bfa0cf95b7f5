import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createBrowser, type TestTab } from './helpers/browser.ts';
import { createScene, eventually, ready, when, type Page } from './helpers/scene.ts';

const MINUTE = 60_000;
const { world, page } = await createScene();

/** The clock of a machine, which sleeps and jumps as a test wants. */
function createClock(): { now: () => number; advance(milliseconds: number): void } {
  let time = Date.now();
  return { now: () => time, advance: (milliseconds) => (time += milliseconds) };
}

/** A page that shows a conversation, and counts how often it was asked for a token. */
async function reading(
  personId: string,
  withId: string,
  clock: ReturnType<typeof createClock>,
  tab?: TestTab,
) {
  const asked: unknown[] = [];
  const me = page(personId, {
    now: clock.now,
    ...(tab && { tab }),
    async getToken(refused) {
      asked.push(refused);
      return (await world.person(personId)).token;
    },
  });
  const { id } = await (await world.person(personId)).open(withId);
  const thread = me.session.thread(id);
  for (const $store of [me.session.$presence, me.session.$conversations, thread.$state, me.session.$unread])
    me.mount($store);
  await ready(thread);
  await when(me.session.$connection, (state) => state === 'live');
  return { me, thread, asked };
}

/** The clock is looked at, as it is every few seconds. */
const look = (me: Page) => {
  me.tab.setVisible(false);
  me.tab.setVisible(true);
};
const status = (me: Page) => me.session.$presence.get().status;

describe('the automatic lock of a page', () => {
  it('warns two minutes before, and blanks everything when the time is over, network or not', async () => {
    const clock = createClock();
    const { me, thread, asked } = await reading('maya', 'ana', clock);
    await (await world.person('ana')).send(thread.conversationId, 'CANARY-TEXT');
    await ready(thread, ({ messages }) => messages.length === 1);
    thread.setDraft('CANARY-DRAFT');
    const search = me.session.searchConversations();
    me.mount(search.$results);
    search.setQuery('Ana');
    await when(search.$results, ({ items }) => items.length > 0);
    const all = () =>
      JSON.stringify([
        me.session.$me.get(),
        me.session.$conversations.get(),
        thread.$state.get(),
        thread.$draft.get(),
        search.$query.get(),
        search.$results.get(),
        me.session.$unread.get(),
      ]);
    assert.match(all(), /CANARY-TEXT/);

    clock.advance(13 * MINUTE - 1000);
    look(me);
    assert.equal(status(me), 'open');
    clock.advance(1000);
    look(me);
    assert.equal(status(me), 'warning');
    me.network(false);
    clock.advance(2 * MINUTE + 1);
    look(me);
    assert.equal(status(me), 'locked');
    assert.doesNotMatch(all(), /CANARY|Ana Lindqvist|Rivera|"id"/);
    assert.deepEqual(me.session.$me.get(), { status: 'failed', failure: { code: 'locked' } });

    me.network(true);
    look(me);
    assert.equal(asked.length, 1, 'no token is asked for while it is locked');
    const before = me.requests.length;
    me.tab.input();
    look(me);
    assert.equal(me.requests.length, before, 'and nothing else');
    me.close();
  });

  it('closes the stream, and unlocking brings everything back with a new token', async () => {
    const clock = createClock();
    const { me, thread, asked } = await reading('maya', 'jonas', clock);
    await (await world.person('jonas')).send(thread.conversationId, 'before');
    await ready(thread, ({ messages }) => messages.length === 1);
    clock.advance(15 * MINUTE + 1);
    look(me);
    await (await world.person('jonas')).send(thread.conversationId, 'meanwhile');
    assert.equal(thread.$state.get().status, 'failed');
    await me.session.reconnect();
    const state = await ready(thread, ({ messages }) => messages.length === 2);
    assert.deepEqual(
      state.messages.map(({ text }) => text),
      ['before', 'meanwhile'],
    );
    assert.equal(status(me), 'open');
    assert.equal(asked.length, 2);
    me.close();
  });

  it('what the person does puts it off; moving the pointer does not answer the warning, staying does', async () => {
    const clock = createClock();
    const { me } = await reading('sam', 'ana', clock);
    for (let minute = 0; minute < 40; minute += 10) {
      clock.advance(10 * MINUTE);
      me.tab.input(minute % 20 === 0 ? 'act' : 'move');
    }
    assert.equal(status(me), 'open');
    clock.advance(14 * MINUTE);
    me.tab.input('move');
    assert.equal(status(me), 'warning');
    me.session.stay();
    assert.equal(status(me), 'open');
    clock.advance(14 * MINUTE);
    me.tab.input('act');
    assert.equal(status(me), 'open', 'who goes on working is there');
    clock.advance(16 * MINUTE);
    me.tab.input('act');
    assert.equal(status(me), 'locked', 'who comes back after the time has to unlock');
    me.close();
  });

  it('a message that arrives and a renewed token are no activity', async () => {
    const clock = createClock();
    const { me, thread } = await reading('sam', 'jonas', clock);
    clock.advance(10 * MINUTE);
    await (await world.person('jonas')).send(thread.conversationId, 'hello');
    await ready(thread, ({ messages }) => messages.length === 1);
    await me.session.thread(thread.conversationId).reload();
    clock.advance(5 * MINUTE + 1);
    look(me);
    assert.equal(status(me), 'locked');
    me.close();
  });

  it('tells the backend of activity, once a minute at most', async () => {
    const clock = createClock();
    const { me } = await reading('lena', 'ana', clock);
    const told = () => me.requests.filter((request) => request === 'POST /v1/me/activity').length;
    for (let second = 0; second < 150; second += 10) {
      clock.advance(10_000);
      me.tab.input();
      await eventually(() => told() === Math.floor((second + 10) / 60), 'it was told once a minute');
    }
    me.close();
  });

  it('what was done last is told too, though nobody does anything any more', async () => {
    const clock = createClock();
    const { me } = await reading('lena', 'jonas', clock);
    const said: unknown[] = [];
    me.intercept(async (request, next) => {
      if (request.url.endsWith('/activity')) said.push(await request.clone().json());
      return next(request);
    });
    clock.advance(59_000);
    me.tab.input();
    assert.deepEqual(said, []);
    clock.advance(30_000);
    look(me);
    await eventually(() => said.length === 1, 'it was told');
    assert.deepEqual(said, [{ secondsAgo: 30 }]);
    me.close();
  });

  it('tells the backend how long nobody was active when a token was renewed', async () => {
    const clock = createClock();
    const { me } = await reading('ana', 'sam', clock);
    const said: unknown[] = [];
    me.intercept(async (request, next) => {
      if (request.url.endsWith('/activity')) said.push(await request.clone().json());
      return next(request);
    });
    clock.advance(8 * MINUTE);
    // As after a refusal: the token alone is new.
    world.advance(15 * MINUTE);
    const search = me.session.searchPeople();
    me.mount(search.$results);
    await when(search.$results, (results) => results.status === 'ready');
    await eventually(() => said.length === 1, 'it was told');
    assert.deepEqual(said, [{ secondsAgo: 480 }]);
    me.close();
  });

  it('locks when the backend says so, though the page believes otherwise', async () => {
    const clock = createClock();
    const { me, thread } = await reading('jonas', 'lena', clock);
    me.intercept(async (request, next) =>
      request.method === 'POST'
        ? Response.json(
            { type: 'urn:entrenous:problem:locked', title: '', status: 401, code: 'locked' },
            { status: 401, headers: { 'content-type': 'application/problem+json' } },
          )
        : next(request),
    );
    thread.send('is anybody there?');
    await when(me.session.$presence, (presence) => presence.status === 'locked');
    me.close();
  });
});

describe('the automatic lock of several tabs', () => {
  it('counts what is done in any of them, locks all, and one unlocking unlocks all', async () => {
    const clock = createClock();
    const browser = createBrowser();
    const first = await reading('maya', 'sam', clock, browser.tab());
    const second = await reading('maya', 'sam', clock, browser.tab());
    clock.advance(10 * MINUTE);
    first.me.tab.input();
    clock.advance(10 * MINUTE);
    let heard = false;
    const stop = second.me.session.$presence.subscribe(({ status: now }) => (heard ||= now === 'locked'));
    // What the first tab did has arrived before the second looks at the clock.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    look(second.me);
    assert.equal(status(second.me), 'open');
    stop();
    assert.equal(heard, false);

    clock.advance(5 * MINUTE + 1);
    look(first.me);
    assert.equal(status(first.me), 'locked');
    await when(second.me.session.$presence, (presence) => presence.status === 'locked');
    assert.equal(second.asked.length, 1);

    await first.me.session.reconnect();
    await when(second.me.session.$presence, (presence) => presence.status === 'open');
    await ready(second.thread);
    assert.equal(second.asked.length, 2, 'each asks the page for a token of its own');
    first.me.close();
    second.me.close();
  });

  it('never counts what another person does', async () => {
    const clock = createClock();
    const browser = createBrowser();
    const maya = await reading('maya', 'lena', clock, browser.tab());
    const sam = await reading('sam', 'lena', clock, browser.tab());
    clock.advance(14 * MINUTE);
    sam.me.tab.input();
    clock.advance(2 * MINUTE);
    look(maya.me);
    look(sam.me);
    assert.deepEqual([status(maya.me), status(sam.me)], ['locked', 'open']);
    maya.me.close();
    sam.me.close();
  });
});
