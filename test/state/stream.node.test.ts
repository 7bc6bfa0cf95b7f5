import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Conversation, Me, Message } from '../../src/protocol/index.ts';
import { createScene, eventually, ready, texts, when, type Page } from './helpers/scene.ts';

const { world, page } = await createScene();

/** Asserts that a page shows what a fresh reading gives: snapshot + events = a fresh snapshot. */
async function assertLaw(me: Page, personId: string, conversationId: string): Promise<void> {
  const person = await world.person(personId);
  const fresh = {
    conversations: await person.conversations(),
    messages: await person.messages(conversationId),
    unread: (await person.call<Me>('GET', '/v1/me')).body.unread,
  };
  const shown = () => {
    const state = me.session.thread(conversationId).$state.get();
    return {
      conversations: me.session.$conversations.get().items as Conversation[],
      messages: (state.status === 'ready' ? state.messages : []) as Message[],
      unread: me.session.$unread.get(),
    };
  };
  const same = () => JSON.stringify(shown()) === JSON.stringify(fresh);
  await eventually(same, 'the page shows what is').catch(() => assert.deepEqual(shown(), fresh));
}

async function watching(personId: string, conversationId: string): Promise<Page> {
  const me = page(personId);
  me.mount(me.session.$unread);
  me.mount(me.session.$conversations);
  me.mount(me.session.thread(conversationId).$state);
  await when(me.session.$connection, (state) => state === 'live');
  await ready(me.session.thread(conversationId));
  return me;
}

/** Ends the stream of a page after every so many frames, and lets none of the rest through. */
function cutAfter(me: Page, frames: () => number): { opened: () => number } {
  let opened = 0;
  me.intercept(async (request, next) => {
    const response = await next(request);
    if (!request.url.endsWith('/events')) return response;
    opened++;
    let left = frames();
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    const reader = response.body!.getReader();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const whole = decoder.decode(value, { stream: true });
        const parts = whole.split('\n\n');
        const kept = parts.slice(0, left).map((part) => `${part}\n\n`);
        left -= parts.length - 1;
        if (left > 0) return controller.enqueue(value);
        controller.enqueue(encoder.encode(kept.join('')));
        void reader.cancel();
        controller.error(new TypeError('terminated'));
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(body, response);
  });
  return { opened: () => opened };
}

describe('the event stream', () => {
  it('is resumed wherever it breaks, in the middle of a change too, and nothing is lost or doubled', async () => {
    const sender = await world.person('maya');
    const { id } = await sender.open('ana');
    await sender.send(id, 'm0');
    const me = await watching('ana', id);
    let turn = 0;
    const stream = cutAfter(me, () => 1 + (turn++ % 7));
    me.cut();
    const heard: string[] = [];
    me.session.onIncoming((_, { text }) => heard.push(text));
    const wanted = ['m0'];
    for (let index = 1; index <= 25; index++) {
      const message = await sender.send(id, `m${index}`);
      wanted.push(index % 5 === 0 ? '' : `m${index}`);
      if (index % 5 === 0) await sender.call('DELETE', `/v1/conversations/${id}/messages/${message.id}`);
    }
    const thread = me.session.thread(id);
    await ready(thread, (state) => JSON.stringify(texts(state)) === JSON.stringify(wanted));
    await assertLaw(me, 'ana', id);
    assert.ok(stream.opened() > 5, `${stream.opened()} connections`);
    assert.equal(new Set(heard).size, heard.length, 'nothing is announced twice');
    me.close();
  });

  it('reads everything again after a reset, deletions and older pages included, and keeps the place', async () => {
    const sam = await world.person('sam');
    const { id } = await sam.open('jonas');
    const sent: Message[] = [];
    for (let index = 1; index <= 90; index++) sent.push(await sam.send(id, `m${index}`));
    const me = await watching('jonas', id);
    await me.session.thread(id).loadOlder();
    assert.equal((await ready(me.session.thread(id))).messages.length, 90);
    me.network(false);
    await when(me.session.$connection, (state) => state === 'offline');
    for (let index = 91; index <= 160; index++) await sam.send(id, `m${index}`);
    await sam.call('DELETE', `/v1/conversations/${id}/messages/${sent[2]!.id}`);
    // The page forgets where it was, as if its cursor had become too old.
    me.intercept((request, next) => {
      if (!request.url.endsWith('/events')) return next(request);
      const headers = new Headers(request.headers);
      headers.set('last-event-id', '999999999');
      return next(new Request(request, { headers }));
    });
    me.network(true);
    const state = await ready(me.session.thread(id), ({ messages }) => messages.at(-1)?.seq === 160);
    assert.equal(state.messages[0]?.seq, 1, 'the older page is still there');
    assert.equal(state.messages.length, 160);
    assert.ok(state.messages[2]?.deletedAt, 'and right');
    await eventually(() => me.session.$unread.get() === 159, 'the badge is right');
    me.close();
  });

  it('holds the law for every act', async () => {
    const lena = page('lena');
    const maya = page('maya');
    const { id } = await lena.session.openConversation('maya');
    await (await world.person('lena')).send(id, 'zero');
    for (const me of [lena, maya]) {
      me.mount(me.session.$unread);
      me.mount(me.session.$conversations);
      me.mount(me.session.thread(id).$state);
      await when(me.session.$connection, (state) => state === 'live');
      await ready(me.session.thread(id));
    }
    const check = async () => {
      await assertLaw(lena, 'lena', id);
      await assertLaw(maya, 'maya', id);
    };
    const theirs = maya.session.thread(id);
    lena.session.thread(id).send('one');
    lena.session.thread(id).send('two');
    await ready(theirs, ({ messages }) => messages.length === 3);
    await check();
    theirs.markRead(2);
    await ready(lena.session.thread(id), ({ receipts }) => receipts.read === 2);
    await check();
    const { messages } = await ready(theirs);
    await lena.session.thread(id).deleteMessage(messages[2]!.id);
    await ready(theirs, (state) => state.messages[2]?.deletedAt !== undefined);
    await check();
    await maya.session.openConversation('sam');
    await check();
    theirs.send('three');
    await ready(lena.session.thread(id), (state) => state.messages.length === 4);
    await check();
    lena.close();
    maya.close();
  });

  it('says how the connection is, and returns at once when the network does', async () => {
    const me = page('sam');
    me.mount(me.session.$unread);
    await when(me.session.$connection, (state) => state === 'live');
    me.network(false);
    await when(me.session.$connection, (state) => state === 'offline');
    me.network(true);
    await when(me.session.$connection, (state) => state === 'live');
    me.close();
  });

  it('does not wait for the silence of a connection that the network has left behind', async () => {
    const me = page('sam');
    me.mount(me.session.$unread);
    await when(me.session.$connection, (state) => state === 'live');
    // The browser notices; the open connection does not.
    me.tab.setOnline(false);
    me.tab.setOnline(true);
    await eventually(
      () => me.requests.filter((request) => request.endsWith('/events')).length >= 2,
      'a new stream',
    );
    await when(me.session.$connection, (state) => state === 'live');
    me.close();
  });

  it('tries again and again while the server cannot be reached, and then shows everything', async () => {
    const me = page('sam');
    let broken = true;
    me.intercept((request, next) => {
      if (broken) throw new TypeError('Failed to fetch');
      return next(request);
    });
    me.mount(me.session.$conversations);
    await when(me.session.$connection, (state) => state === 'offline');
    assert.deepEqual((await when(me.session.$conversations, ({ status }) => status === 'failed')).failure, {
      code: 'network',
    });
    broken = false;
    me.tab.setVisible(false);
    me.tab.setVisible(true);
    await when(me.session.$conversations, ({ status, items }) => status === 'ready' && items.length > 0);
    await when(me.session.$me, ({ status }) => status === 'ready');
    me.close();
  });

  it('opens the stream once, and reads each thing once, to show an inbox', async () => {
    const me = page('ana');
    me.mount(me.session.$unread);
    me.mount(me.session.$conversations);
    await when(me.session.$connection, (state) => state === 'live');
    await when(me.session.$conversations, ({ status }) => status === 'ready');
    const reads = me.requests.filter((request) => request.startsWith('GET'));
    assert.deepEqual(reads, ['GET /v1/me', 'GET /v1/events', 'GET /v1/me', 'GET /v1/conversations']);
    me.close();
  });
});
