import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { eventually } from './helpers/eventually.ts';
import { kept } from './helpers/kept.ts';
import { Portal } from './helpers/portal.ts';

/** Everything that a page can leave behind in its browser, as text in which bytes stand as they are. */
function leftBehind(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [document.title, location.href, JSON.stringify(history.state), document.cookie];
    for (const storage of [localStorage, sessionStorage])
      for (let i = 0; i < storage.length; i++) parts.push(storage.key(i)!, storage.getItem(storage.key(i)!)!);
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) parts.push(request.url);
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB'));
      });
    const flatten = (value: unknown): string => {
      if (value instanceof Uint8Array) return String.fromCharCode(...value);
      if (typeof value === 'object' && value !== null)
        return Object.entries(value)
          .map(([key, inner]) => `${key} ${flatten(inner)}`)
          .join('\n');
      return String(value);
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const all = await done(database.transaction(store).objectStore(store).getAll());
        parts.push(name!, store, ...all.map(flatten));
      }
      database.close();
    }
    return parts.join('\n');
  });
}

describe('what I have written and not sent', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let context: BrowserContext;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    context = await browser.newPerson();
    // What the compiler adds to functions that are run in the page.
    await context.addInitScript('globalThis.__name = (named) => named');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('a draft survives changing the conversation, and a reload', async () => {
    const ana = await Portal.open(context, demo.url, 'ana');
    await ana.openConversation('Dr. Maya Rivera');
    await ana.messageBox.pressSequentially('CANARY-DRAFT half a thought');
    await ana.openConversation('Sam Okafor');
    assert.equal(await ana.messageBox.inputValue(), '');
    await ana.openConversation('Dr. Maya Rivera');
    assert.equal(await ana.messageBox.inputValue(), 'CANARY-DRAFT half a thought');
    await ana.page.reload();
    await ana.openConversation('Dr. Maya Rivera');
    await eventually(async () =>
      assert.equal(await ana.messageBox.inputValue(), 'CANARY-DRAFT half a thought'),
    );
    await ana.openConversation('Sam Okafor');
    assert.equal(await ana.messageBox.inputValue(), '');
    await ana.page.close();
  });

  it('the last letter is there after a reload, however soon that comes', async () => {
    const ana = await Portal.open(context, demo.url, 'ana');
    await ana.openConversation('Sam Okafor');
    await ana.messageBox.pressSequentially('CANARY-LETTER ');
    let typed = 'CANARY-LETTER ';
    const reloads = {
      byThePerson: async (letter: string) => {
        await ana.page.keyboard.press(letter);
        await ana.page.reload();
      },
      // In the same task: before anything that takes time has happened.
      byThePage: async (letter: string) => {
        const loaded = ana.page.waitForEvent('load');
        await ana.messageBox.evaluate((_box, text) => {
          document.execCommand('insertText', false, text);
          location.reload();
        }, letter);
        await loaded;
      },
    };
    for (const [i, reload] of Array.from({ length: 3 }, () => Object.values(reloads))
      .flat()
      .entries()) {
      const letter = String.fromCharCode(97 + i);
      await ana.messageBox.focus();
      await ana.page.keyboard.press('Control+End');
      await reload(letter);
      typed += letter;
      await ana.openConversation('Sam Okafor');
      await eventually(async () => assert.equal(await ana.messageBox.inputValue(), typed));
    }
    await ana.messageBox.fill('');
    await ana.page.close();
  });

  it('a message written offline is kept when the page ends, and sent once when there is a network again', async () => {
    const ana = await Portal.open(context, demo.url, 'ana');
    await ana.openConversation('Sam Okafor');
    const before = await kept(ana.page);
    await context.setOffline(true);
    await ana.send('CANARY-OFFLINE first');
    await ana.send('CANARY-OFFLINE second');
    await ana.inbox.getByText('You are offline. 2 messages are kept and sent when you are back.').waitFor();
    await eventually(async () => assert.equal(await kept(ana.page), before + 2));
    await ana.page.close();
    await context.setOffline(false);

    const again = await Portal.open(context, demo.url, 'ana');
    await again.openConversation('Sam Okafor');
    const own = again.log.locator('[part~="own-message"]').filter({ hasText: 'CANARY-OFFLINE second' });
    await own.getByText(/^(Sent|Delivered|Read)$/).waitFor();
    await eventually(async () => assert.equal(await kept(again.page), before));
    const token = await demo.token('sam');
    const texts = (await demo.newestMessages(token, 'Ana Lindqvist')).map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => text.startsWith('CANARY-OFFLINE')),
      ['CANARY-OFFLINE first', 'CANARY-OFFLINE second'],
    );
    await again.page.close();
  });

  it('nothing of it can be read in the browser, in any form', async () => {
    const ana = await Portal.open(context, demo.url, 'ana');
    await ana.openConversation('Dr. Maya Rivera');
    const token = await demo.token('ana');
    const { key } = await demo.call<{ key: string }>(token, 'GET', '/v1/me/storage-key');
    await context.setOffline(true);
    await ana.send('CANARY-UNSENT');
    await ana.messageBox.pressSequentially('CANARY-TYPED');
    await eventually(async () => assert.ok((await kept(ana.page)) >= 2));
    const left = await leftBehind(ana.page);
    await context.setOffline(false);
    const secrets = ['CANARY', 'Lindqvist', 'Rivera', 'Okafor', 'ent_', key];
    for (const secret of secrets) {
      const forms = [
        secret,
        Buffer.from(secret, 'utf16le').toString('latin1'),
        ...[0, 1, 2].map((shift) =>
          Buffer.from(' '.repeat(shift) + secret)
            .toString('base64')
            .slice(shift === 0 ? 0 : 4, -4),
        ),
      ];
      for (const form of forms.filter((it) => it.length > 3)) assert.ok(!left.includes(form), secret);
    }
    assert.ok(!left.includes(Buffer.from(key, 'base64url').toString('latin1')));
    await ana.page.close();
  });

  it('another person in the same browser sees nothing of it', async () => {
    const lucia = await Portal.open(context, demo.url, 'lucia');
    await lucia.conversations.first().click();
    await lucia.messageBox.waitFor();
    assert.equal(await lucia.messageBox.inputValue(), '');
    assert.equal(await lucia.texts.filter({ hasText: 'CANARY' }).count(), 0);
    await lucia.page.close();
  });
});
