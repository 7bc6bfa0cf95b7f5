import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createBrowser } from './helpers/browser.ts';
import { crash, watchedRecords, writingIn } from './helpers/keeping.ts';
import { createScene, eventually, ready, when } from './helpers/scene.ts';

const scene = await createScene();
const writing = writingIn(scene);

describe('two tabs of one person in one conversation', () => {
  it('write different things, and neither is lost when both are gone', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const [one, other] = [await writing('maya', 'ana', browser), await writing('maya', 'ana', browser)];
    one.thread.setDraft('About the plan');
    other.thread.setDraft('About the bill');
    one.thread.setDraft('About the plan:');
    await eventually(async () => (await records.count()) === 2, 'both are kept');
    assert.equal(one.thread.$draft.get(), 'About the plan:');
    assert.equal(other.thread.$draft.get(), 'About the bill');
    for (const { me } of [one, other]) crash(me);

    const again = await writing('maya', 'ana', browser);
    await when(
      again.thread.$draft,
      (text) => text.includes('About the plan:') && text.includes('About the bill'),
    );
    assert.equal(again.thread.$draft.get().split('\n').length, 2, 'each once');
    await eventually(async () => (await records.count()) === 1, 'they are one now');
    crash(again.me);
    const last = await writing('maya', 'ana', browser);
    await when(
      last.thread.$draft,
      (text) => text === again.thread.$draft.get() || text.split('\n').length === 2,
    );
    last.me.close();
  });

  it('leave each other’s drafts alone, and who comes later takes what a tab that is gone left', async () => {
    const records = watchedRecords();
    const browser = createBrowser(records);
    const one = await writing('sam', 'ana', browser);
    one.thread.setDraft('half a letter');
    await eventually(async () => (await records.count()) === 1, 'it is kept');
    const other = await writing('sam', 'ana', browser);
    other.thread.send('See you at two.');
    await ready(one.thread, ({ messages }) => messages.length === 1);
    assert.equal(one.thread.$draft.get(), 'half a letter');
    assert.equal(other.thread.$draft.get(), '');
    other.thread.setDraft('something else');
    await eventually(async () => (await records.count()) === 2, 'both are kept');
    crash(one.me);
    // Whichever looks first takes it over: a new one, or one that has come just before.
    const third = await writing('sam', 'ana', browser);
    const drafts = () => [other, third].map(({ thread }) => thread.$draft.get());
    await eventually(() => drafts().join().includes('half a letter'), 'it is there again');
    assert.ok(drafts()[0]?.includes('something else'));
    assert.equal(drafts().join().split('half a letter').length, 2, 'once');
    for (const { me } of [other, third]) me.close();
  });

  it('find their own again after the automatic lock', async () => {
    let time = Date.now();
    const browser = createBrowser(watchedRecords());
    const now = () => time;
    const tabs = [
      await writing('lena', 'ana', browser, { now }),
      await writing('lena', 'ana', browser, { now }),
    ];
    for (const [i, { thread }] of tabs.entries()) thread.setDraft(`text ${i}`);
    time += 15 * 60_000 + 1;
    for (const { me, thread } of tabs) {
      me.tab.setVisible(false);
      assert.equal(me.session.$presence.get().status, 'locked');
      assert.equal(thread.$draft.get(), '');
    }
    for (const { me } of tabs) {
      me.tab.setVisible(true);
      await me.session.reconnect();
    }
    for (const [i, { thread }] of tabs.entries()) await when(thread.$draft, (text) => text === `text ${i}`);
    for (const { me } of tabs) me.close();
  });

  it('a tab is not gone before its last words are written', async () => {
    const records = watchedRecords();
    let write = (): void => {};
    const gate: { held?: Promise<void> } = {};
    const browser = createBrowser({
      ...records,
      async put(record, durability) {
        await gate.held;
        await records.put(record, durability);
      },
    });
    const released: string[] = [];
    const watched = {
      tab() {
        const tab = browser.tab();
        const lock: NonNullable<typeof tab.lock> = (name, options, hold) =>
          tab.lock!(name, options, async (lost) => {
            await hold(lost);
            released.push(name);
          });
        return { ...tab, lock };
      },
    };
    const { me, thread } = await writing('lena', 'sam', watched);
    thread.setDraft('Dear');
    await eventually(async () => (await records.count()) === 1, 'it is kept');
    gate.held = new Promise((resolve) => (write = resolve));
    const before = records.written.length;
    thread.setDraft('Dear Sam');
    me.session.dispose();
    const drafts = () => released.some((name) => name.startsWith('entrenous/drafts'));
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    assert.ok(!drafts(), 'its lock is held while they are on their way');
    write();
    await eventually(drafts, 'it is gone');
    assert.ok(records.written.length > before);
    me.close();
  });

  it('what a tab wrote until it went is read anew by one that waited for it', async () => {
    const browser = createBrowser(watchedRecords());
    const one = await writing('jonas', 'sam', browser);
    one.thread.setDraft('Dear');
    const other = await writing('jonas', 'sam', browser);
    one.thread.setDraft('Dear Sam');
    one.me.session.dispose();
    await when(other.thread.$draft, (text) => text === 'Dear Sam');
    for (const { me } of [one, other]) me.close();
  });
});
