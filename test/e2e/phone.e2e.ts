import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import { paths, type Conversation } from '../../src/protocol/index.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

const phone = (width: number): BrowserContextOptions => ({
  viewport: { width, height: 844 },
  hasTouch: true,
  isMobile: true,
});

/** Within how many milliseconds of its acceptance by the server a message shows in the badge. */
const WITHIN = 1000;

// How fast the rest is stands in conversation.e2e.ts; here, that everything can be done by touch.
describe('on a phone, with a finger', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let ana: Portal;
  let maya: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    ana = await Portal.open(await browser.newPerson(phone(390)), demo.url, 'ana');
    maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await maya.openConversation('Ana Lindqvist');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('M3, M4, M8: the list fills the page, a tap opens a conversation, Back returns to the list', async () => {
    await ana.conversation('Dr. Maya Rivera').tap();
    await ana.messageBox.waitFor();
    await ana.conversations.first().waitFor({ state: 'hidden' });
    await ana.inbox.getByRole('button', { name: 'Back' }).tap();
    await ana.conversation('Dr. Maya Rivera').waitFor();
    const before = await ana.badge();
    await maya.send('Are you on the bus?');
    await ana.conversation('Dr. Maya Rivera').getByText('Are you on the bus?').waitFor();
    await eventually(async () => assert.equal(await ana.badge(), before + 1));
  });

  it('M3: the badge shows a message within a second of its acceptance, each time', async () => {
    const token = await demo.token('maya');
    const { id } = await demo.call<Conversation>(token, 'POST', paths.conversations(), { personId: 'ana' });
    for (let i = 0; i < 3; i++) {
      const wanted = (await ana.badge()) + 1;
      const seen = await ana.page.locator('messages-button').evaluateHandle((button, number) => {
        const at = new Promise<number>((resolve) => {
          new MutationObserver(() => {
            const badge = button.shadowRoot?.querySelector('[part~="badge"]');
            if (badge?.textContent?.trim() === String(number)) resolve(Date.now());
          }).observe(button.shadowRoot!, { subtree: true, childList: true, characterData: true });
        });
        return { at };
      }, wanted);
      const message = { id: randomUUID(), text: `On your way? ${i}`, attachments: [] };
      await demo.call(token, 'POST', paths.messages(id), message);
      // The same clock as the page's: both are on this machine.
      const accepted = Date.now();
      const took = (await seen.evaluate(({ at }) => at)) - accepted;
      assert.ok(took < WITHIN, `${took} ms`);
    }
  });

  it('M6, M7: Return makes a line, the arrow sends, and the other side has it', async () => {
    await ana.conversation('Dr. Maya Rivera').tap();
    await ana.messageBox.tap();
    await ana.page.keyboard.type('Yes,');
    await ana.page.keyboard.press('Enter');
    await ana.page.keyboard.type('nearly there.');
    const arrived = maya.message('nearly there.').waitFor();
    await ana.sendButton.tap();
    await arrived;
    assert.equal(await maya.texts.last().textContent(), 'Yes,\nnearly there.');
    await maya.conversation('Ana Lindqvist').getByText('nearly there.').waitFor();
  });

  it('M12: the three dots need no hovering, and the message is gone on both sides', async () => {
    const item = ana.log.locator('[part~="message"]').filter({ hasText: 'nearly there.' });
    await item.getByRole('button', { name: 'Message options' }).tap();
    await ana.inbox.getByRole('menuitem', { name: 'Delete message' }).tap();
    await ana.inbox.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).tap();
    for (const side of [ana, maya]) {
      await side.log.getByText('Message deleted').last().waitFor();
      await eventually(async () => assert.equal(await side.inbox.getByText('nearly there.').count(), 0));
    }
  });

  it('M5: New message, search, tap a name, write', async () => {
    await ana.inbox.getByRole('button', { name: 'Back' }).tap();
    await ana.inbox.getByRole('button', { name: 'New message' }).tap();
    const picker = ana.inbox.locator('recipient-picker');
    await picker.getByRole('combobox').fill('okafor');
    await picker.getByRole('option').filter({ hasText: 'Sam Okafor' }).tap();
    await ana.messageBox.fill('Is there room in the group?');
    await ana.sendButton.tap();
    await ana.message('Is there room in the group?').waitFor();
  });

  it('a message of 5,000 characters without a space makes no page wider than the screen', async () => {
    const word = 'Donaudampfschifffahrt'.repeat(239).slice(0, 5000);
    await maya.send(word);
    await maya.message('Donaudampfschifffahrt').waitFor();
    for (const width of [320, 390, 1280]) {
      const context = await browser.newPerson(
        width < 600 ? phone(width) : { viewport: { width, height: 800 } },
      );
      const reader = await Portal.open(context, demo.url, 'ana');
      const fits = async (where: string) => {
        const { inside, room } = await reader.page.evaluate(() => ({
          inside: document.documentElement.scrollWidth,
          room: document.documentElement.clientWidth,
        }));
        assert.ok(inside <= room, `${where} at ${width} px: ${inside} in ${room}`);
      };
      await reader.conversation('Dr. Maya Rivera').getByText('Donaudampf').waitFor();
      await fits('the list');
      const row = await reader
        .conversation('Dr. Maya Rivera')
        .evaluate((e) => e.scrollWidth <= e.clientWidth);
      assert.ok(row, `the row at ${width} px`);
      await reader.openConversation('Dr. Maya Rivera');
      await reader.message('Donaudampf').waitFor();
      await fits('the conversation');
      const log = await reader.log.evaluate((e) => e.scrollWidth <= e.clientWidth);
      assert.ok(log, `the log at ${width} px`);
      await context.close();
    }
  });

  it('M9: a word is searched for, and a tap on what was found opens its place', async () => {
    await ana.inbox.getByRole('button', { name: 'Back' }).tap();
    const box = ana.inbox.getByRole('searchbox', { name: 'Search conversations' });
    await box.tap();
    await box.fill('notebook i never dared');
    const found = ana.conversations
      .filter({ has: ana.page.locator('mark', { hasText: 'notebook' }) })
      .first();
    await found.tap();
    await ana.log.locator('.found').filter({ hasText: 'notebook I never dared to use' }).waitFor();
    await ana.inbox.getByRole('button', { name: 'Jump to latest' }).tap();
    await ana.message('Donaudampf').waitFor();
    await ana.inbox.getByRole('button', { name: 'Back' }).tap();
    // What was found is still there, for the next of it.
    await found.waitFor();
    await ana.inbox.getByRole('button', { name: 'Clear search' }).tap();
    await ana.conversation('Sam Okafor').waitFor();
  });

  it('M10, M11: the gear, a reply for a time, and the end of it', async () => {
    const sam = await Portal.open(await browser.newPerson(phone(390)), demo.url, 'sam');
    await sam.inbox.getByRole('button', { name: 'Out-of-office settings' }).tap();
    const form = sam.inbox.locator('ooo-settings');
    await form.getByRole('textbox', { name: 'Auto-reply message' }).fill('Back on Monday.');
    await form.getByLabel('Start', { exact: true }).fill('2026-01-05T09:00');
    await form.getByLabel('End', { exact: true }).fill('2099-01-05T09:00');
    await form.getByRole('button', { name: 'Configure Settings' }).tap();
    await form.getByText('Your settings are saved.').first().waitFor();
    await form.getByRole('button', { name: 'Back' }).tap();
    await ana.conversation('Sam Okafor').getByText('Away').waitFor();
    await ana.conversation('Sam Okafor').tap();
    await ana.inbox.locator('message-composer').getByText('Back on Monday.').waitFor();
    await sam.inbox.locator('[part~="absence"]').getByRole('button', { name: 'End now' }).tap();
    await ana.inbox.locator('message-composer').getByText('is away until').waitFor({ state: 'detached' });
    await sam.page.context().close();
  });

  it('M14: Secure Messaging is switched off and on again, after a question', async () => {
    const context = await browser.newPerson(phone(390));
    const settings = await Portal.open(context, demo.url, 'maya', { path: '/portal/settings' });
    const control = settings.page.getByRole('switch', { name: 'Secure Messaging' });
    await control.tap();
    await settings.page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).tap();
    await ana.inbox.getByText('Secure Messaging is switched off').first().waitFor();
    assert.equal(await ana.texts.count(), 0);
    await control.tap();
    await ana.messageBox.waitFor();
    await context.close();
  });
});
