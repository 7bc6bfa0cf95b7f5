import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { memoryRecords } from '../../src/state/records.ts';
import { createBrowser, lonelyTab } from './helpers/browser.ts';
import { crash, watchedRecords, writingIn } from './helpers/keeping.ts';
import { createScene, eventually, ready, texts, when, type Page } from './helpers/scene.ts';

const scene = await createScene();
const { world, page } = scene;
const writing = writingIn(scene);

const posts = (me: Page) =>
  me.requests.filter((request) => request.endsWith('/messages') && request.startsWith('POST'));

describe('what a page keeps', () => {
  it('a draft is there again after a reload, and gone after it was sent', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('maya', 'ana', browser);
    first.thread.setDraft('h');
    first.thread.setDraft('half a thought');
    await eventually(() => records.written.length === 1, 'the draft was written');
    crash(first.me);

    const second = await writing('maya', 'ana', browser);
    await when(second.thread.$draft, (text) => text === 'half a thought');
    second.thread.send('half a thought, finished');
    await ready(second.thread, ({ messages }) => messages.length === 1);
    await eventually(async () => (await records.count()) === 0, 'nothing is kept any more');
    second.me.close();
  });

  it('messages written without a network are sent once, in order, under their ids, after a reload', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('sam', 'ana', browser);
    first.me.network(false);
    for (const text of ['one', 'two', 'three']) first.thread.send(text);
    await eventually(async () => (await records.count()) === 3, 'all are kept');
    const ids = first.thread.$state.get();
    assert.ok(ids.status === 'ready');
    crash(first.me);

    const second = await writing('sam', 'ana', browser);
    const state = await ready(second.thread, ({ messages }) => messages.length === 3);
    assert.deepEqual(texts(state), ['one', 'two', 'three']);
    assert.deepEqual(
      state.messages.map(({ id }) => id),
      ids.outgoing.map(({ id }) => id),
    );
    await eventually(async () => (await records.count()) === 0, 'nothing is kept any more');
    second.me.close();
  });

  it('a message whose answer was lost with the page is not doubled', async () => {
    const browser = createBrowser(memoryRecords());
    const first = await writing('sam', 'jonas', browser);
    const taken = new Promise<void>((resolve) => {
      first.me.intercept(async (request, next) => {
        if (request.method !== 'POST') return next(request);
        await next(request);
        resolve();
        return new Promise<never>(() => {});
      });
    });
    first.thread.send('only once');
    await taken;
    crash(first.me);
    const second = await writing('sam', 'jonas', browser);
    const state = await ready(
      second.thread,
      ({ messages, outgoing }) => messages.length === 1 && outgoing.length === 0,
    );
    assert.deepEqual(texts(state), ['only once']);
    second.me.close();
  });

  it('a refused message is shown as not sent after a reload, and only Retry sends it', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('lena', 'jonas', browser);
    await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client', active: false });
    first.thread.send('are you there?');
    await ready(first.thread, ({ outgoing }) => outgoing[0]?.status === 'failed');
    // Once before the try, once with its outcome.
    await eventually(() => records.written.length >= 2, 'the refusal was kept');
    crash(first.me);
    await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client' });

    const second = await writing('lena', 'jonas', browser);
    const { outgoing } = await ready(second.thread, (state) => state.outgoing.length === 1);
    assert.deepEqual([outgoing[0]?.status, outgoing[0]?.failure], ['failed', { code: 'recipient-inactive' }]);
    assert.equal(posts(second.me).length, 0);
    second.thread.retry(outgoing[0]!.id);
    await ready(second.thread, ({ messages }) => messages.length === 1);
    second.me.close();
  });

  it('a message that is taken back is kept no longer', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const { me, thread } = await writing('lena', 'sam', browser);
    me.network(false);
    thread.send('half a thought');
    const { outgoing } = await ready(thread, (state) => state.outgoing[0]?.status === 'failed');
    assert.equal(await records.count(), 1);
    thread.discard(outgoing[0]!.id);
    await eventually(async () => (await records.count()) === 0, 'nothing is kept any more');
    me.close();
  });

  it('a message is sent by the tab that wrote it, and by another one as soon as that tab is gone', async () => {
    const browser = createBrowser(memoryRecords());
    const writer = await writing('maya', 'sam', browser);
    let cut = true;
    writer.me.intercept(async (request, next) => {
      if (cut && request.method === 'POST') throw new TypeError('Failed to fetch');
      return next(request);
    });
    writer.thread.send('from the first tab');
    await ready(writer.thread, ({ outgoing }) => outgoing[0]?.status === 'failed');

    const others = [await writing('maya', 'sam', browser), await writing('maya', 'sam', browser)];
    assert.deepEqual(
      others.map(({ me, thread }) => [posts(me).length, thread.$state.get().status]),
      [
        [0, 'ready'],
        [0, 'ready'],
      ],
    );
    crash(writer.me);
    cut = false;
    for (const { thread } of others)
      assert.deepEqual(texts(await ready(thread, ({ messages }) => messages.length === 1)), [
        'from the first tab',
      ]);
    assert.equal(others.flatMap(({ me }) => posts(me)).length, 1, 'by one of them');
    others.forEach(({ me }) => me.close());
  });

  it('works in a browser without locks', async () => {
    const records = memoryRecords();
    const first = await writing('ana', 'lena', { tab: () => ({ ...lonelyTab(), records }) });
    first.me.network(false);
    first.thread.send('no locks');
    await ready(first.thread, ({ outgoing }) => outgoing[0]?.status === 'failed');
    crash(first.me);
    const second = await writing('ana', 'lena', { tab: () => ({ ...lonelyTab(), records }) });
    await ready(second.thread, ({ messages }) => messages.length === 1);
    second.me.close();
  });

  it('sends also when the browser keeps nothing', async () => {
    const refused = async () => Promise.reject(new Error('no room'));
    const records = { ...memoryRecords(), put: refused, of: refused };
    const { me, thread } = await writing('ana', 'maya', createBrowser(records));
    const before = (await ready(thread)).messages.length;
    thread.send('all the same');
    await ready(thread, ({ messages }) => messages.length === before + 1);
    me.close();
  });
});

describe('what lies in the browser', () => {
  /** A canary as text, in every form in which text is stored. */
  const forms = (canary: string): Buffer[] =>
    [
      Buffer.from(canary),
      Buffer.from(canary, 'utf16le'),
      ...[0, 1, 2].map((shift) => {
        const encoded = Buffer.from(' '.repeat(shift) + canary).toString('base64');
        return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -4));
      }),
    ].filter((form) => form.length > 0);

  it('tells neither text, nor names, nor ids, nor the token, nor the key', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const { me, thread } = await writing('ana', 'sam', browser);
    me.network(false);
    thread.setDraft('CANARY-DRAFT-äöü');
    thread.send('CANARY-MESSAGE');
    await ready(thread, ({ outgoing }) => outgoing[0]?.status === 'failed');
    me.tab.setVisible(false);
    await eventually(() => records.written.length >= 3, 'all is written');
    const person = await world.person('ana');
    const { key } = (await person.call<{ key: string }>('GET', '/v1/me/storage-key')).body;
    const dump = Buffer.concat(
      records.written.map((record) =>
        Buffer.concat([
          Buffer.from(JSON.stringify({ ...record, iv: undefined, sealed: undefined })),
          record.iv,
          record.sealed,
        ]),
      ),
    );
    const canaries = [
      'CANARY-DRAFT',
      'CANARY-MESSAGE',
      'Lindqvist',
      'Okafor',
      'alder',
      thread.conversationId,
    ];
    for (const canary of canaries)
      for (const form of forms(canary)) assert.equal(dump.indexOf(form), -1, canary);
    for (const secret of [key, person.token]) assert.equal(dump.indexOf(secret), -1);
    assert.equal(dump.indexOf(Buffer.from(key, 'base64url')), -1);
    crash(me);
  });

  it('belongs to one person at one practice: nobody else opens it, and nobody else removes it', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const ana = await writing('ana', 'sam', browser);
    ana.thread.setDraft('mine');
    await eventually(async () => (await records.count()) === 1, 'the draft is kept');
    crash(ana.me);
    const lena = await writing('lena', 'sam', browser);
    const elsewhere = page('ana', { tab: browser.tab(), practiceId: 'birch' });
    elsewhere.mount(elsewhere.session.$unread);
    await when(elsewhere.session.$connection, (state) => state === 'live');
    assert.equal(lena.me.session.thread(ana.thread.conversationId).$draft.get(), '');
    assert.equal(elsewhere.session.thread(ana.thread.conversationId).$draft.get(), '');
    lena.me.close();
    elsewhere.close();
    const again = await writing('ana', 'sam', browser);
    await when(again.thread.$draft, (text) => text === 'mine');
    again.me.close();
  });

  it('does not open in another record’s place', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('ana', 'maya', browser);
    const { id: other } = await (await world.person('ana')).open('lena');
    first.thread.setDraft('for Maya only');
    first.me.session.thread(other).setDraft('for Lena only');
    await eventually(async () => (await records.count()) === 2, 'both are kept');
    crash(first.me);
    const [one, two] = await records.of(records.written[0]!.owner);
    await records.put({ ...one!, sealed: two!.sealed, iv: two!.iv }, 'strict');
    const again = await writing('ana', 'maya', browser);
    const drafts = () => [again.thread.$draft.get(), again.me.session.thread(other).$draft.get()];
    await eventually(() => drafts().filter(Boolean).length === 1, 'the one that was left alone opens');
    again.me.close();
  });

  it('goes after thirty days, whoever it belonged to', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const ana = await writing('ana', 'jonas', browser).catch(() => writing('ana', 'sam', browser));
    ana.thread.setDraft('forgotten');
    await eventually(async () => (await records.count()) === 1, 'the draft is kept');
    crash(ana.me);
    const later = Date.now() + 31 * 24 * 60 * 60 * 1000;
    const sam = await writing('sam', 'maya', browser, { now: () => later });
    await eventually(async () => (await records.count()) === 0, 'nothing is kept any more');
    sam.me.close();
  });

  it('outlives the automatic lock, and comes back when it is unlocked', async () => {
    let time = Date.now();
    const records = watchedRecords();
    const browser = createBrowser(records);
    const { me, thread } = await writing('jonas', 'maya', browser, { now: () => time });
    thread.setDraft('unfinished');
    await eventually(async () => (await records.count()) === 1, 'the draft is kept');
    time += 15 * 60_000 + 1;
    me.tab.setVisible(false);
    assert.equal(me.session.$presence.get().status, 'locked');
    assert.equal(thread.$draft.get(), '');
    me.tab.setVisible(true);
    await me.session.reconnect();
    await when(thread.$draft, (text) => text === 'unfinished');
    me.close();
  });
});
