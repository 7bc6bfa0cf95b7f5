import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createScene, eventually, ready, texts, when, type Page } from './helpers/scene.ts';

const { world, page } = await createScene();

/** A fresh page of a person in a loaded thread with somebody. */
async function writing(
  personId: string,
  withId: string,
): Promise<{ me: Page; thread: ReturnType<Page['session']['thread']> }> {
  const me = page(personId);
  const { id } = await (await world.person(personId)).open(withId);
  const thread = me.session.thread(id);
  me.mount(thread.$state);
  await ready(thread);
  await when(me.session.$connection, (state) => state === 'live');
  return { me, thread };
}

describe('the outbox', () => {
  it('neither loses nor doubles a message whose answer was lost after the server had it', async () => {
    const { me, thread } = await writing('maya', 'ana');
    const ids: string[] = [];
    let lost = 0;
    me.intercept(async (request, next) => {
      if (request.method !== 'POST' || !request.url.endsWith('/messages')) return next(request);
      ids.push(((await request.clone().json()) as { id: string }).id);
      const response = await next(request);
      if (++lost > 2) return response;
      await response.body?.cancel();
      throw new TypeError('Failed to fetch');
    });
    const counts: number[] = [];
    const stop = thread.$state.subscribe((state) => {
      if (state.status === 'ready') counts.push(texts(state).length);
    });
    thread.send('only once');
    const done = await ready(thread, (state) => state.messages.length === 1 && state.outgoing.length === 0);
    assert.deepEqual(texts(done), ['only once']);
    assert.equal(new Set(ids).size, 1);
    stop();
    // Never two bubbles, and none that vanishes in between.
    assert.ok(
      counts.slice(counts.indexOf(1)).every((count) => count === 1),
      counts.join(),
    );
    const server = await (await world.person('ana')).messages(thread.conversationId);
    assert.equal(server.length, 1);
    me.close();
  });

  it('shows one bubble when the message comes by the stream before the answer', async () => {
    const { me, thread } = await writing('maya', 'sam');
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    me.intercept(async (request, next) => {
      const response = await next(request);
      if (request.method === 'POST') await held;
      return response;
    });
    thread.send('hello');
    const state = await ready(thread, ({ messages }) => messages.length === 1);
    assert.deepEqual(texts(state), ['hello']);
    answer();
    thread.send('again');
    assert.deepEqual(texts(await ready(thread, ({ messages }) => messages.length === 2)), ['hello', 'again']);
    me.close();
  });

  it('keeps the order of a conversation', async () => {
    const { me, thread } = await writing('maya', 'lena');
    const wanted = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    for (const text of wanted) thread.send(text);
    const state = await ready(
      thread,
      ({ messages, outgoing }) => messages.length === 12 && outgoing.length === 0,
    );
    assert.deepEqual(texts(state), wanted);
    me.close();
  });

  it('sends by itself what was written without a network, under the same ids', async () => {
    const { me, thread } = await writing('sam', 'ana');
    me.network(false);
    thread.send('one');
    thread.send('two');
    const failed = await ready(thread, ({ outgoing }) => outgoing.every(({ status }) => status === 'failed'));
    assert.deepEqual(
      failed.outgoing.map(({ failure }) => failure?.code),
      ['network', 'network'],
    );
    const ids = failed.outgoing.map(({ id }) => id);
    me.network(true);
    const sent = await ready(thread, ({ messages }) => messages.length === 2);
    assert.deepEqual(
      sent.messages.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(texts(sent), ['one', 'two']);
    me.close();
  });

  it('shows a refusal at once, keeps the text, and gives it back', async () => {
    const { me, thread } = await writing('sam', 'jonas');
    await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client', active: false });
    thread.send('are you there?');
    const { outgoing } = await ready(thread, (state) => state.outgoing[0]?.status === 'failed');
    assert.deepEqual(outgoing[0]?.failure, { code: 'recipient-inactive' });
    const posts = me.requests.filter((request) => request.startsWith('POST')).length;
    await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client' });
    thread.send('hello again');
    await ready(thread, (state) => state.messages.length === 1);
    assert.equal(
      me.requests.filter((request) => request.startsWith('POST')).length,
      posts + 1,
      'not tried by itself',
    );
    thread.retry(outgoing[0].id);
    const retried = await ready(thread, (state) => state.messages.length === 2);
    assert.equal(retried.messages[1]?.id, outgoing[0]?.id);
    assert.equal(thread.discard(outgoing[0].id), undefined);
    me.close();
  });

  it('gives a failed text back to go on writing', async () => {
    const { me, thread } = await writing('sam', 'lena');
    me.network(false);
    thread.send('half a thought');
    const { outgoing } = await ready(thread, (state) => state.outgoing[0]?.status === 'failed');
    assert.equal(thread.discard(outgoing[0]!.id), 'half a thought');
    assert.deepEqual((await ready(thread)).outgoing, []);
    me.close();
  });

  it('refuses blank and over-long text and keeps the draft', async () => {
    const { me, thread } = await writing('lena', 'ana');
    for (const text of ['', ' \n\t', '\u3000', 'x'.repeat(5001), '👩'.repeat(5001)]) {
      thread.setDraft(text);
      thread.send(text);
      assert.equal(thread.$draft.get(), text);
    }
    thread.send('👩'.repeat(5000));
    const { messages } = await ready(thread, (state) => state.messages.length === 1);
    assert.equal(messages[0]?.text, '👩'.repeat(5000));
    assert.equal(me.requests.filter((request) => request.startsWith('POST')).length, 1);
    me.close();
  });

  it('sends half a surrogate pair as the replacement character', async () => {
    const { me, thread } = await writing('lena', 'maya');
    thread.send('\ufeffa\ud83d b');
    const { messages } = await ready(thread, (state) =>
      state.messages.some(({ text }) => text.endsWith(' b')),
    );
    assert.equal(messages.at(-1)?.text, '\ufeffa\ufffd b');
    me.close();
  });

  it('goes on sending when nobody looks any more', async () => {
    const { me, thread } = await writing('lena', 'jonas');
    const { id } = { id: thread.conversationId };
    thread.send('on my way');
    await me.session.flushed();
    const jonas = await world.person('jonas');
    await eventually(async () => (await jonas.messages(id)).length === 1, 'the message arrived');
    me.close();
  });
});
