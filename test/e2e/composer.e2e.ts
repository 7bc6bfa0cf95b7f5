import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';

describe('writing', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let ana: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    ana = await Portal.open(await browser.newPerson(), demo.url, 'ana');
    await ana.openConversation('Dr. Maya Rivera');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('Return makes a line, Shift+Return sends', async () => {
    await ana.messageBox.pressSequentially('first');
    await ana.messageBox.press('Enter');
    await ana.messageBox.pressSequentially('second');
    assert.equal(await ana.messageBox.inputValue(), 'first\nsecond');
    await ana.messageBox.press('Shift+Enter');
    await ana.message('first').waitFor();
    assert.equal(await ana.texts.last().textContent(), 'first\nsecond');
    assert.equal(await ana.messageBox.inputValue(), '');
  });

  it('nothing is sent while an input method composes', async () => {
    const before = await ana.texts.count();
    const cdp = await ana.page.context().newCDPSession(ana.page);
    await ana.messageBox.focus();
    await cdp.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    // What Chromium sends for a key that the input method takes: keyCode 229 with isComposing.
    await cdp.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
      modifiers: 8,
    });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', modifiers: 8 });
    assert.equal(await ana.messageBox.inputValue(), 'にほん');
    await cdp.send('Input.insertText', { text: '日本' });
    assert.equal(await ana.messageBox.inputValue(), '日本');
    assert.equal(await ana.texts.count(), before);
    await ana.messageBox.press('Shift+Enter');
    await ana.message('日本').waitFor();
  });

  it('blank text is not sent, and text over the limit is kept, counted and not sent', async () => {
    const before = await ana.texts.count();
    await ana.messageBox.fill('  \n ');
    await ana.messageBox.press('Shift+Enter');
    const tooLong = 'ä'.repeat(5003);
    await ana.messageBox.fill(tooLong);
    await ana.messageBox.press('Shift+Enter');
    await ana.inbox.getByText('3 characters too long').first().waitFor();
    assert.equal(await ana.messageBox.inputValue(), tooLong);
    assert.equal(await ana.texts.count(), before);
    await ana.messageBox.fill('');
  });

  it('a draft stays with its conversation', async () => {
    await ana.messageBox.fill('half a thought');
    await ana.openConversation('Sam Okafor');
    assert.equal(await ana.messageBox.inputValue(), '');
    await ana.openConversation('Dr. Maya Rivera');
    assert.equal(await ana.messageBox.inputValue(), 'half a thought');
    await ana.messageBox.fill('');
  });

  it('what cannot be sent stays with Retry, and is sent once when the way is free', async () => {
    let cut = true;
    const lost = new Promise<void>((resolve) => {
      void ana.page.route('**/v1/conversations/*/messages', async (route) => {
        if (!cut || route.request().method() !== 'POST') return route.continue();
        // The worst case: the server has taken the message, the answer is lost.
        await route.fetch();
        await route.abort('connectionreset');
        resolve();
      });
    });
    await ana.send('Is this sent once?');
    await lost;
    cut = false;
    const sent = ana.log.locator('[part~="own-message"]').filter({ hasText: 'Is this sent once?' });
    const retry = ana.log.getByRole('button', { name: 'Retry' });
    await sent
      .getByText(/^(Sent|Delivered|Read)$/)
      .or(retry)
      .first()
      .waitFor();
    // At once or not at all: the page tries again by itself, and the button goes.
    await retry.evaluateAll((buttons) => (buttons[0] as HTMLElement | undefined)?.click());
    await sent
      .getByText(/^(Sent|Delivered|Read)$/)
      .first()
      .waitFor();
    await ana.message('Is this sent once?').waitFor();
    assert.equal(await ana.texts.filter({ hasText: 'Is this sent once?' }).count(), 1);
    await ana.page.unroute('**/v1/conversations/*/messages');

    const token = await demo.token('ana');
    const messages = await demo.newestMessages(token, 'Dr. Maya Rivera');
    assert.equal(messages.filter((message) => message.text === 'Is this sent once?').length, 1);
  });

  it('by keyboard alone: choose a conversation, write, send, delete', async () => {
    const context = await browser.newPerson();
    const sam = await Portal.open(context, demo.url, 'sam');
    await sam.conversations.first().waitFor();
    const focusedIn = (selector: string): Promise<boolean> =>
      sam.page.evaluate((inside) => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) {
          if (active.matches(inside)) return true;
          active = active.shadowRoot.activeElement;
        }
        return active?.matches(inside) ?? false;
      }, selector);
    const tabTo = async (reached: () => Promise<boolean>): Promise<void> => {
      for (let presses = 0; presses < 40; presses++) {
        await sam.page.keyboard.press('Tab');
        if (await reached()) return;
      }
      assert.fail('not reached by Tab');
    };
    await tabTo(() => focusedIn('[role="listbox"]'));
    await sam.page.keyboard.press('ArrowDown');
    await sam.page.keyboard.press('Enter');
    await sam.messageBox.waitFor();
    if (!(await focusedIn('textarea'))) await tabTo(() => focusedIn('textarea'));
    await sam.page.keyboard.type('Typed without a mouse.');
    await sam.page.keyboard.press('Shift+Enter');
    await sam.message('Typed without a mouse.').waitFor();
    assert.ok(await focusedIn('textarea'), 'the focus stays in the box after sending');

    const own = sam.log.locator('[part~="message"]').filter({ hasText: 'Typed without a mouse.' });
    await own.getByRole('button', { name: 'Message options' }).focus();
    await sam.page.keyboard.press('Enter');
    await sam.inbox.getByRole('menuitem', { name: 'Delete message' }).waitFor();
    await sam.page.keyboard.press('Enter');
    await sam.inbox.getByRole('dialog').waitFor();
    await tabTo(async () =>
      sam.inbox.getByRole('button', { name: 'Delete', exact: true }).evaluate((b) => b.matches(':focus')),
    );
    await sam.page.keyboard.press('Enter');
    await sam.log.getByText('Message deleted').last().waitFor();
    await context.close();
  });
});
