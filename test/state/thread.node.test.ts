import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createScene, eventually, ready, texts, when, type Page } from './helpers/scene.ts';
import type { ReadyThread, Thread } from '../../src/state/types.ts';

const { world, page } = await createScene();
const seqs = (state: ReadyThread) => state.messages.map(({ seq }) => seq);

function assertGapless(state: ReadyThread): void {
  seqs(state).forEach((seq, index, all) => assert.equal(seq, all[0]! + index, 'the run has no gap'));
}

/** A conversation with this many messages from `from`. */
async function conversation(from: string, to: string, count: number): Promise<string> {
  const writer = await world.person(from);
  const { id } = await writer.open(to);
  for (let index = 1; index <= count; index++) await writer.send(id, `m${index}`);
  return id;
}

async function reading(
  personId: string,
  id: string,
): Promise<{ me: Page; thread: Thread; state: ReadyThread }> {
  const me = page(personId);
  const thread = me.session.thread(id);
  me.mount(thread.$state);
  const state = await ready(thread);
  await when(me.session.$connection, (connection) => connection === 'live');
  return { me, thread, state };
}

describe('a thread', () => {
  it('is loaded from its newest end, and page by page upwards', async () => {
    const id = await conversation('maya', 'ana', 120);
    const { me, thread, state } = await reading('ana', id);
    assert.deepEqual(
      [seqs(state)[0], seqs(state).at(-1), state.hasOlder, state.hasNewer],
      [71, 120, true, false],
    );
    const both = [thread.loadOlder(), thread.loadOlder()];
    assert.equal((await ready(thread)).loadingOlder, true);
    await Promise.all(both);
    assert.equal(
      me.requests.filter((request) => request.endsWith('/messages')).length,
      2,
      'one request for one page',
    );
    await thread.loadOlder();
    await thread.loadOlder();
    const whole = await ready(thread);
    assert.equal(whole.messages.length, 120);
    assert.equal(whole.hasOlder, false);
    assert.equal(whole.loadingOlder, false);
    assertGapless(whole);
    me.close();
  });

  for (const moment of ['is loaded', 'is read anew', 'loads older messages'] as const) {
    it(`has nothing of another conversation that comes while it ${moment}`, async () => {
      const [one, another] = ['one', 'another'].map((which) => `${which}-${moment.replaceAll(' ', '-')}`);
      for (const client of [one!, another!])
        await world.put('alder', client, { name: 'A client', kind: 'client' });
      // More than one page where another is read.
      const count = moment === 'loads older messages' ? 60 : 3;
      const id = await conversation(one!, 'maya', count);
      const other = await conversation(another!, 'maya', 1);
      const me = page('maya');
      const thread = me.session.thread(id);
      me.mount(me.session.$conversations);
      await when(me.session.$connection, (connection) => connection === 'live');
      if (moment !== 'is loaded') {
        me.mount(thread.$state);
        await ready(thread);
      }
      // Its answer waits until something has come in the other one, in the place of the next here.
      let reached = (): void => {};
      const asked = new Promise<void>((resolve) => (reached = resolve));
      let answered = false;
      let pass = (): void => {};
      const passes = new Promise<void>((resolve) => (pass = resolve));
      me.intercept(async (request, next) => {
        const response = await next(request);
        if (request.method === 'GET' && request.url.includes(`${id}/messages`)) {
          reached();
          await passes;
          setImmediate(() => (answered = true));
        }
        return response;
      });
      if (moment === 'is loaded') me.mount(thread.$state);
      else if (moment === 'is read anew') void thread.reload();
      else void thread.loadOlder();
      await asked;
      const writer = await world.person(another!);
      for (let seq = 2; seq <= count + 1; seq++) await writer.send(other, 'CANARY of another client');
      await when(
        me.session.$conversations,
        ({ items }) => items.find((it) => it.id === other)?.seq === count + 1,
      );
      me.intercept(undefined);
      pass();
      await eventually(() => answered, 'its answer is taken in');
      const state = await ready(thread, ({ loadingOlder }) => !loadingOlder);
      assert.ok(
        state.messages.every(({ text }) => text.startsWith('m')),
        JSON.stringify(state.messages.at(-1)),
      );
      assert.equal(state.messages.at(-1)?.text, `m${count}`);
      me.close();
    });
  }

  it('keeps my message in its sight while what stands before it is not read yet', async () => {
    await world.put('alder', 'impatient', { name: 'A client', kind: 'client' });
    const id = await conversation('impatient', 'maya', 1);
    const { me, thread } = await reading('maya', id);
    // The event of what comes before is lost on its way: the answer to mine is the first to tell of it.
    let pass = (): void => {};
    const passes = new Promise<void>((resolve) => (pass = resolve));
    let held = (): void => {};
    const reads = new Promise<void>((resolve) => (held = resolve));
    me.intercept(async (request, next) => {
      if (request.method === 'POST') await (await world.person('impatient')).send(id, 'before mine');
      if (request.method === 'GET') {
        held();
        await passes;
      }
      return next(request);
    });
    me.cut();
    const seen: string[][] = [];
    thread.$state.listen((state) => state.status === 'ready' && seen.push(texts(state).slice(1)));
    thread.send('mine');
    await reads;
    await when(me.session.$waiting, (count) => count === 0);
    pass();
    await ready(thread, ({ messages }) => messages.length === 3);
    assert.ok(
      seen.every((all) => all.some((text) => /mine/.test(text) && !/before/.test(text))),
      JSON.stringify(seen),
    );
    assert.deepEqual(seen.at(-1), ['before mine', 'mine']);
    me.close();
  });

  it('shows my message once when its answer is lost and it is found by reading, and does not send it again', async () => {
    await world.put('alder', 'unlucky', { name: 'A client', kind: 'client' });
    const id = await conversation('unlucky', 'maya', 1);
    const { me, thread } = await reading('maya', id);
    let posts = 0;
    me.intercept(async (request, next) => {
      const response = await next(request);
      if (request.method !== 'POST') return response;
      posts++;
      await thread.reload();
      throw new TypeError('Failed to fetch');
    });
    const seen: string[][] = [];
    thread.$state.listen((state) => state.status === 'ready' && seen.push(texts(state)));
    thread.send('once');
    await ready(thread, ({ messages }) => messages.length === 2);
    await when(me.session.$waiting, (count) => count === 0);
    assert.ok(
      seen.every((all) => all.filter((text) => text.includes('once')).length <= 1),
      JSON.stringify(seen),
    );
    await thread.reload();
    assert.deepEqual(texts(await ready(thread)), ['m1', 'once']);
    assert.equal(posts, 1);
    me.close();
  });

  it('lets the far end go beyond 400 messages, and keeps new ones in order while old ones are read', async () => {
    const id = await conversation('maya', 'jonas', 470);
    const { me, thread } = await reading('jonas', id);
    for (let pages = 0; pages < 8; pages++) await thread.loadOlder();
    const old = await ready(thread);
    assert.equal(old.messages.length, 400);
    assert.equal(old.hasNewer, true);
    const maya = await world.person('maya');
    await maya.send(id, 'm471');
    await when(me.session.$unread, (unread) => unread === 471);
    const unchanged = await ready(thread);
    assert.equal(unchanged.messages.at(-1)?.seq, old.messages.at(-1)?.seq);
    await thread.loadOlder();
    assert.equal((await ready(thread)).messages[0]?.seq, 1);
    while ((await ready(thread)).hasNewer) await thread.loadNewer();
    const end = await ready(thread);
    assert.equal(end.messages.at(-1)?.text, 'm471');
    assert.equal(end.hasOlder, true);
    assertGapless(end);
    await maya.send(id, 'm472');
    assertGapless(await ready(thread, ({ messages }) => messages.at(-1)?.text === 'm472'));
    me.close();
  });

  it('jumps to the end when I write while reading old messages', async () => {
    const id = await conversation('sam', 'maya', 460);
    const { me, thread } = await reading('maya', id);
    for (let pages = 0; pages < 8; pages++) await thread.loadOlder();
    assert.equal((await ready(thread)).hasNewer, true);
    thread.send('mine');
    const end = await ready(thread, ({ messages }) => messages.at(-1)?.text === 'mine');
    assert.equal(end.hasNewer, false);
    assertGapless(end);
    me.close();
  });

  it('fetches what is missing when an event is not the next one', async () => {
    const id = await conversation('sam', 'lena', 3);
    const { me, thread } = await reading('lena', id);
    // The stream loses the events of three messages; the fourth shows the gap.
    me.intercept(async (request, next) => {
      if (!request.url.endsWith('/events')) return next(request);
      const response = await next(request);
      return withoutEvents(response, ['m4', 'm5', 'm6']);
    });
    me.cut();
    await when(me.session.$connection, (state) => state === 'live');
    const sam = await world.person('sam');
    for (const text of ['m4', 'm5', 'm6', 'm7']) await sam.send(id, text);
    const state = await ready(thread, ({ messages }) => messages.length === 7);
    assertGapless(state);
    assert.deepEqual(texts(state), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    me.close();
  });

  it('keeps a deletion that overtakes the page with the message', async () => {
    const id = await conversation('sam', 'ana', 60);
    const sam = await world.person('sam');
    const first = (
      await sam.call<{ messages: { id: string }[] }>(
        'GET',
        `/v1/conversations/${id}/messages?after=0&limit=1`,
      )
    ).body.messages[0]!;
    const { me, thread } = await reading('ana', id);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const answered = new Promise<void>((resolve) => {
      me.intercept(async (request, next) => {
        const response = await next(request);
        if (!request.url.includes('before=')) return response;
        resolve();
        await held;
        return response;
      });
    });
    const older = thread.loadOlder();
    await answered;
    await sam.call('DELETE', `/v1/conversations/${id}/messages/${first.id}`);
    await sam.send(id, 'later');
    await ready(thread, ({ messages }) => messages.at(-1)?.text === 'later');
    release();
    await older;
    const state = await ready(thread);
    assert.equal(state.messages[0]?.text, '');
    assert.ok(state.messages[0]?.deletedAt);
    me.close();
  });

  it('says when it does not exist or is not mine', async () => {
    const id = await conversation('maya', 'lena', 1);
    const me = page('sam');
    for (const unknown of [id, crypto.randomUUID()]) {
      const thread = me.session.thread(unknown);
      me.mount(thread.$state);
      const state = await when(thread.$state, ({ status }) => status !== 'loading');
      assert.deepEqual(state, { status: 'failed', failure: { code: 'not-found' } });
    }
    me.close();
  });

  it('keeps what was loaded when a page fails, and says so', async () => {
    const id = await conversation('maya', 'sam', 60);
    const { me, thread } = await reading('sam', id);
    me.intercept((request, next) =>
      request.url.includes('before=') ? Promise.resolve(new Response('', { status: 500 })) : next(request),
    );
    await thread.loadOlder();
    const failed = await ready(thread);
    assert.deepEqual(failed.pageFailure, { code: 'internal' });
    assert.ok(failed.messages.length >= 50);
    me.intercept(undefined);
    await thread.loadOlder();
    assert.equal((await ready(thread)).pageFailure, undefined);
    me.close();
  });

  it('refuses to delete what is not mine, and says why', async () => {
    const id = await conversation('lena', 'jonas', 1);
    const { me, thread, state } = await reading('jonas', id);
    await assert.rejects(thread.deleteMessage(state.messages[0]!.id), { failure: { code: 'not-sender' } });
    assert.equal((await ready(thread)).messages[0]?.text, 'm1');
    me.close();
  });

  it('says what I have read, the last of many, and never goes back', async () => {
    const id = await conversation('lena', 'maya', 30);
    const { me, thread } = await reading('maya', id);
    for (let seq = 1; seq <= 30; seq++) thread.markRead(seq);
    thread.markRead(3);
    await ready(thread, ({ read }) => read === 30);
    const puts = me.requests.filter((request) => request.startsWith('PUT') && request.endsWith('/read'));
    assert.ok(puts.length <= 2, `${puts.length}`);
    me.close();
  });
});

/** The stream without the changes that bring these texts; their ids are kept. */
function withoutEvents(response: Response, lost: readonly string[]): Response {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  const filter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const gone = lost.some((text) => frame.includes(`"text":"${text}"`));
        if (!gone) controller.enqueue(encoder.encode(`${frame}\n\n`));
      }
    },
  });
  return new Response(response.body?.pipeThrough(filter), response);
}
