import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ApiError } from '../../src/api/errors.ts';
import { createScene, eventually, ready, texts, when } from './helpers/scene.ts';

const { world, page } = await createScene();

describe('a Session', () => {
  it('asks for nothing before something is mounted, and stops a second after the last is not', async () => {
    const me = page('maya');
    const { session } = me;
    const thread = session.thread(crypto.randomUUID());
    const stores = [
      session.$me,
      session.$unread,
      session.$messagingOn,
      session.$connection,
      session.$conversations,
    ];
    assert.deepEqual(me.requests, []);
    const unmount = [...stores, thread.$state].map(($store) => me.mount($store));
    await when(session.$connection, (state) => state === 'live');
    unmount.forEach((stop) => stop());
    for (const $store of [...stores, thread.$state]) assert.equal($store.lc, 0);
    await eventually(() => session.$connection.value === 'connecting', 'the stream ends');
    const asked = me.requests.length;
    const sam = await world.person('sam');
    const { id } = await sam.open('maya');
    await sam.send(id, 'nobody hears it');
    assert.equal(me.requests.length, asked);
    // Taken up again where it was: by its cursor, without reading who I am once more.
    me.mount(session.$unread);
    await when(session.$unread, (unread) => unread === 1);
    assert.deepEqual(me.requests.slice(asked), ['GET /v1/events', `PUT /v1/conversations/${id}/delivered`]);
    me.close();
  });

  it('asks for another token once, however many calls were refused, and repeats them', async () => {
    const asked: (string | undefined)[] = [];
    const me = page('sam', {
      async getToken(refused) {
        asked.push(refused);
        return (await world.person('sam')).token;
      },
    });
    me.mount(me.session.$unread);
    await when(me.session.$connection, (state) => state === 'live');
    let old: string | null = null;
    me.intercept((request, next) => {
      const token = request.headers.get('authorization');
      old ??= token;
      return token === old ? Promise.resolve(new Response('', { status: 401 })) : next(request);
    });
    const [one, two, three] = await Promise.all(
      ['maya', 'lena', 'ana'].map((id) => me.session.openConversation(id)),
    );
    assert.deepEqual([one?.with.id, two?.with.id, three?.with.id], ['maya', 'lena', 'ana']);
    assert.equal(asked.length, 2);
    assert.equal(asked[1], old!.slice('Bearer '.length));
    me.close();
  });

  it('a token that is renewed while a message arrives leaves the badge right', async () => {
    const me = page('lena');
    me.mount(me.session.$unread);
    await when(me.session.$connection, (state) => state === 'live');
    const sam = await world.person('sam');
    const { id } = await sam.open('lena');
    let old: string | null = null;
    me.intercept(async (request, next) => {
      const token = request.headers.get('authorization');
      old ??= token;
      if (token === old) return new Response('', { status: 401 });
      const answer = await next(request);
      if (!request.url.endsWith('/v1/me')) return answer;
      // On its way, it is overtaken by the stream.
      await sam.send(id, 'quicker');
      await when(me.session.$unread, (unread) => unread === 1);
      return answer;
    });
    await me.session.openConversation('maya');
    assert.equal(me.session.$unread.get(), 1);
    me.close();
  });

  it('says when no token is taken, shows nothing any more, and recovers', async () => {
    const lena = await world.person('lena');
    const { id } = await lena.open('ana');
    await lena.send(id, 'private');
    let signedIn = true;
    const me = page('ana', {
      async getToken() {
        if (!signedIn) throw new Error('signed out');
        return (await world.person('ana')).token;
      },
    });
    const thread = me.session.thread(id);
    me.mount(me.session.$conversations);
    me.mount(thread.$state);
    await ready(thread);
    thread.setDraft('not sent yet');
    signedIn = false;
    me.intercept(() => Promise.resolve(new Response('', { status: 401 })));
    me.cut();
    await when(
      me.session.$me,
      (state) => state.status === 'failed' && state.failure.code === 'unauthenticated',
    );
    assert.equal(me.session.$conversations.get().items.length, 0);
    assert.equal(thread.$state.get().status, 'failed');
    await assert.rejects(me.session.openConversation('maya'), { failure: { code: 'unauthenticated' } });
    signedIn = true;
    me.intercept(undefined);
    await me.session.reconnect();
    assert.deepEqual(texts(await ready(thread)), ['private']);
    assert.equal(thread.$draft.get(), 'not sent yet');
    me.close();
  });

  it('forgets everything before it shows somebody else', async () => {
    const maya = await world.person('maya');
    const { id } = await maya.open('jonas');
    await maya.send(id, 'for Jonas only');
    let who = 'jonas';
    const me = page('jonas', { getToken: async () => (await world.person(who)).token });
    const thread = me.session.thread(id);
    me.mount(me.session.$conversations);
    me.mount(thread.$state);
    await ready(thread);
    thread.setDraft('mine');
    const leaks: string[] = [];
    const mixed = me.session.$me.listen((state) => {
      if (state.status !== 'ready' || state.value.person.id === 'jonas') return;
      leaks.push(JSON.stringify([me.session.$conversations.value, thread.$state.value, thread.$draft.value]));
    });
    who = 'ana';
    let old: string | null = null;
    me.intercept((request, next) => {
      const token = request.headers.get('authorization');
      old ??= token;
      return token === old ? Promise.resolve(new Response('', { status: 401 })) : next(request);
    });
    me.cut();
    await when(me.session.$me, (state) => state.status === 'ready' && state.value.person.id === 'ana');
    assert.equal(thread.$draft.get(), '');
    assert.ok(leaks.length > 0);
    assert.ok(
      leaks.every((leak) => !leak.includes('Jonas') && !leak.includes('mine')),
      leaks.join(),
    );
    const state = await when(thread.$state, ({ status }) => status === 'failed');
    assert.deepEqual(state, { status: 'failed', failure: { code: 'not-found' } });
    await when(me.session.$conversations, ({ status }) => status === 'ready');
    assert.ok(!me.session.$conversations.get().items.some((item) => item.id === id));
    mixed();
    me.close();
  });

  it('empties itself while messaging is off, and reads everything when it is on again', async () => {
    const admin = page('maya', { practiceId: 'birch' });
    const client = page('ana', { practiceId: 'birch' });
    const { id } = await admin.session.openConversation('ana');
    const thread = client.session.thread(id);
    client.mount(client.session.$conversations);
    client.mount(client.session.$unread);
    client.mount(thread.$state);
    admin.mount(admin.session.$messagingOn);
    await when(client.session.$connection, (state) => state === 'live');
    admin.session.thread(id).send('before');
    await ready(thread, ({ messages }) => messages.length === 1);

    await assert.rejects(client.session.setSecureMessaging(false), { failure: { code: 'forbidden' } });
    await admin.session.setSecureMessaging(false);
    assert.equal(admin.session.$messagingOn.get(), false);
    await when(client.session.$messagingOn, (on) => on === false);
    assert.equal(client.session.$unread.get(), 0);
    assert.deepEqual(client.session.$conversations.get().items, []);
    assert.deepEqual(thread.$state.get(), { status: 'failed', failure: { code: 'messaging-off' } });

    const late = page('ana', { practiceId: 'birch' });
    late.mount(late.session.$conversations);
    await when(late.session.$messagingOn, (on) => on === false);
    await when(late.session.$conversations, ({ failure }) => failure?.code === 'messaging-off');

    await admin.session.setSecureMessaging(true);
    for (const me of [client, late]) {
      await when(me.session.$messagingOn, (on) => on === true);
      await when(me.session.$conversations, ({ items }) => items.length === 1);
      me.mount(me.session.$unread);
      await when(me.session.$unread, (unread) => unread === 1);
    }
    assert.deepEqual(texts(await ready(thread)), ['before']);
    [admin, client, late].forEach((me) => me.close());
  });

  it('shows an opened conversation in the list at once', async () => {
    const me = page('lena');
    me.mount(me.session.$conversations);
    await when(me.session.$conversations, ({ status }) => status === 'ready');
    me.cut();
    const { id } = await me.session.openConversation('jonas');
    assert.equal(me.session.$conversations.get().items[0]?.id, id);
    me.close();
  });

  it('gives its failures as codes', async () => {
    const me = page('ana');
    for (const [personId, code] of [
      ['ana', 'recipient-self'],
      ['jonas', 'not-found'],
      ['nobody', 'not-found'],
    ] as const) {
      await assert.rejects(me.session.openConversation(personId), (error) => {
        assert.ok(error instanceof ApiError);
        assert.equal(error.message, error.failure.code);
        return error.failure.code === code;
      });
    }
    me.close();
  });

  it('has one thread for each conversation', () => {
    const me = page('ana');
    assert.equal(me.session.thread('a'), me.session.thread('a'));
    assert.notEqual(me.session.thread('a'), me.session.thread('b'));
    me.close();
  });
});

describe('the list of conversations', () => {
  it('is loaded page by page, newest first, and stays in order', async () => {
    const sam = await world.person('sam', 'birch');
    for (let index = 0; index < 60; index++) {
      await world.put('birch', `c${index}`, { name: `Client ${index}`, kind: 'client' });
      await sam.open(`c${index}`);
    }
    const me = page('sam', { practiceId: 'birch' });
    me.mount(me.session.$conversations);
    const first = await when(me.session.$conversations, ({ status }) => status === 'ready');
    assert.equal(first.items.length, 50);
    assert.equal(first.more, true);
    const hidden = await world.person('c3', 'birch');
    await hidden.send((await hidden.open('sam')).id, 'up I go');
    await when(me.session.$conversations, ({ items }) => items[0]?.with.id === 'c3');
    await me.session.loadMoreConversations();
    const all = me.session.$conversations.get();
    assert.equal(all.more, false);
    assert.deepEqual(
      all.items.map((item) => item.id),
      (await sam.conversations()).map((item) => item.id),
    );
    me.close();
  });
});
