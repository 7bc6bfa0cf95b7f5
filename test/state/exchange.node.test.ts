import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createScene, ready, texts, when } from './helpers/scene.ts';

const { world, page } = await createScene();

describe('two people', () => {
  it('write to each other, live', async () => {
    const maya = page('maya');
    const ana = page('ana');
    maya.mount(maya.session.$conversations);
    ana.mount(ana.session.$unread);
    const { id } = await maya.session.openConversation('ana');
    await when(maya.session.$conversations, ({ items }) => items.some((item) => item.id === id));
    const hers = maya.session.thread(id);
    const theirs = ana.session.thread(id);
    await ready(hers);
    await when(ana.session.$connection, (state) => state === 'live');

    hers.setDraft('Good morning 👋');
    hers.send('Good morning 👋');
    assert.equal(hers.$draft.get(), '');
    await when(ana.session.$unread, (unread) => unread === 1);
    const read = await ready(theirs, (state) => state.messages.length === 1);
    assert.deepEqual(texts(read), ['Good morning 👋']);
    assert.equal(read.with.id, 'maya');

    theirs.markRead(1);
    await when(ana.session.$unread, (unread) => unread === 0);
    const seen = await ready(hers, (state) => state.receipts.read === 1);
    assert.deepEqual(texts(seen), ['Good morning 👋']);

    theirs.send('Hello');
    theirs.send('Here I am');
    const both = await ready(hers, (state) => state.messages.length === 3);
    assert.deepEqual(texts(both), ['Good morning 👋', 'Hello', 'Here I am']);
    await ready(theirs, (state) => state.outgoing.length === 0 && state.receipts.delivered === 3);

    await hers.deleteMessage(both.messages[0]!.id);
    const tombstone = await ready(theirs, (state) => state.messages[0]?.deletedAt !== undefined);
    assert.equal(tombstone.messages[0]?.text, '');
    assert.deepEqual(maya.errors, []);
    assert.deepEqual(ana.errors, []);
    maya.close();
    ana.close();
  });

  it('are told of what arrives, once', async () => {
    const sam = page('sam');
    const lena = await world.person('lena');
    const heard: string[] = [];
    sam.session.onIncoming((_, { text }) => heard.push(text));
    sam.mount(sam.session.$unread);
    await when(sam.session.$connection, (state) => state === 'live');
    const { id } = await lena.open('sam');
    await lena.send(id, 'one');
    await when(sam.session.$unread, (unread) => unread === 1);
    sam.cut();
    await lena.send(id, 'two');
    await when(sam.session.$unread, (unread) => unread === 2);
    assert.deepEqual(heard, ['one', 'two']);
    sam.close();
  });
});
