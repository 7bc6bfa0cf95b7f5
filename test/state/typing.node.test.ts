import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createBrowser } from './helpers/browser.ts';
import { crash, watchedRecords, writingIn } from './helpers/keeping.ts';
import { createScene, eventually, when } from './helpers/scene.ts';

const scene = await createScene();
const { world, page } = scene;
const writing = writingIn(scene);

describe('what is being typed', () => {
  it('what is typed before the kept draft is there stays, and so does what was kept', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('maya', 'jonas', browser);
    first.thread.setDraft('old');
    await eventually(() => records.written.length === 1, 'the draft was written');
    crash(first.me);
    const me = page('maya', { tab: browser.tab() });
    const thread = me.session.thread(first.thread.conversationId);
    me.mount(thread.$state);
    thread.setDraft('new');
    await when(thread.$draft, (text) => text === 'old\nnew');
    await eventually(() => records.written.length === 2, 'both were written');
    crash(me);
    const again = await writing('maya', 'jonas', browser);
    await when(again.thread.$draft, (text) => text === 'old\nnew');
    again.me.close();
  });

  it('what is typed before the key has arrived is written when it arrives, without a further letter', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const { id } = await (await world.person('lena')).open('maya');
    const me = page('lena', { tab: browser.tab() });
    let release = (): void => {};
    const arrives = new Promise<void>((resolve) => (release = resolve));
    let asked = (): void => {};
    const wanted = new Promise<void>((resolve) => (asked = resolve));
    me.intercept(async (request, next) => {
      if (request.url.endsWith('/storage-key')) {
        asked();
        await arrives;
      }
      return next(request);
    });
    const thread = me.session.thread(id);
    thread.setDraft('before anybody is known');
    me.mount(thread.$state);
    await wanted;
    me.session.form('a form').set('before the key');
    assert.equal(records.written.length, 0);
    release();
    await eventually(() => records.written.length === 2, 'both were written');
    crash(me);
    const again = await writing('lena', 'maya', browser);
    await when(again.thread.$draft, (text) => text === 'before anybody is known');
    await when(again.me.session.form('a form').$text, (text) => text === 'before the key');
    again.me.close();
  });

  it('every letter is written at once, and what is typed during a slow writing together after it', async () => {
    const records = watchedRecords();
    let free = (): void => {};
    let slow: Promise<void> | undefined;
    const browser = createBrowser({
      ...records,
      async put(record, durability) {
        await records.put(record, durability);
        await slow;
      },
    });
    const { me, thread } = await writing('jonas', 'lena', browser);
    slow = new Promise((resolve) => (free = resolve));
    thread.setDraft('h');
    await eventually(() => records.written.length === 1, 'the first letter is on its way');
    for (const text of ['ha', 'hal', 'half']) thread.setDraft(text);
    slow = undefined;
    free();
    await eventually(() => records.written.length === 2, 'the rest follows');
    crash(me);
    const again = await writing('jonas', 'lena', browser);
    await when(again.thread.$draft, (text) => text === 'half');
    // Once more, under the name of the tab that has taken it over.
    await eventually(() => records.written.length >= 3, 'it was taken over');
    await eventually(async () => (await records.count()) === 1, 'it lies in one place');
    assert.equal(records.written.length, 3);
    again.me.close();
  });

  it('what stands in a form is there again after a reload, and gone when it was sent or discarded', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const first = await writing('maya', 'ana', browser);
    first.me.session.form('out-of-office').set('CANARY');
    first.me.session.form('guidelines').set('other');
    await eventually(async () => (await records.count()) === 2, 'both are kept');
    crash(first.me);
    const second = await writing('maya', 'ana', browser);
    const form = second.me.session.form('out-of-office');
    await when(form.$text, (text) => text === 'CANARY');
    assert.equal(second.me.session.form('guidelines').$text.get(), 'other');
    form.set('');
    second.me.session.form('guidelines').set('');
    await eventually(async () => (await records.count()) === 0, 'nothing is kept any more');
    crash(second.me);
    const lena = await writing('lena', 'ana', browser);
    assert.equal(lena.me.session.form('out-of-office').$text.get(), '');
    lena.me.close();
  });
});
