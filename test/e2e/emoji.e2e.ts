import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';

describe('M6: emoji', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let ana: Portal;
  const asked: string[] = [];

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    const context = await browser.newPerson();
    await context.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { violations: seen });
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    });
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    ana = await Portal.open(context, demo.url, 'ana');
    await ana.openConversation('Dr. Maya Rivera');
  });

  after(async () => {
    // Pages that ask third parties for anything fail here.
    await browser?.close();
    await demo?.stop();
  });

  const button = () => ana.inbox.getByRole('button', { name: 'Insert emoji' });
  const panel = () => ana.inbox.getByRole('dialog', { name: 'Insert emoji' });
  const emoji = (native: string) => panel().getByRole('button', { name: native, exact: true }).first();
  const caret = () => ana.messageBox.evaluate((box: HTMLTextAreaElement) => box.selectionStart);
  const focused = () =>
    ana.messageBox.evaluate((box) => (box.getRootNode() as ShadowRoot).activeElement === box);
  const chunks = () => asked.filter((path) => path.startsWith('/chunks/'));

  it('are not loaded before they are wanted', () => {
    assert.ok(!chunks().some((path) => /emoji|native|module/.test(path)), chunks().join(' '));
  });

  it('go to the caret in the middle of the text, and the focus and the caret are behind them', async () => {
    await ana.messageBox.fill('hello world');
    await ana.messageBox.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(5, 5));
    await button().click();
    await emoji('😀').click();
    assert.equal(await ana.messageBox.inputValue(), 'hello😀 world');
    assert.equal(await caret(), 7);
    assert.ok(await focused());
    await ana.page.keyboard.type('!');
    assert.equal(await ana.messageBox.inputValue(), 'hello😀! world');
  });

  it('can be undone', async () => {
    await ana.messageBox.fill('');
    await ana.messageBox.pressSequentially('ab');
    await button().click();
    await emoji('😀').click();
    await ana.page.keyboard.press('Control+z');
    assert.equal(await ana.messageBox.inputValue(), 'ab');
  });

  it('are found by a word with the keyboard alone', async () => {
    await ana.messageBox.fill('');
    await button().focus();
    await ana.page.keyboard.press('Enter');
    await emoji('😀').waitFor();
    await ana.page.keyboard.type('rocket');
    await emoji('🚀').waitFor();
    await ana.page.keyboard.press('Enter');
    assert.equal(await ana.messageBox.inputValue(), '🚀');
    assert.ok(await focused());
  });

  it('Escape closes them, changes nothing, and gives the focus and the caret back', async () => {
    await ana.messageBox.fill('hello world');
    await ana.messageBox.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(3, 3));
    await button().click();
    await emoji('😀').waitFor();
    await ana.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    assert.equal(await ana.messageBox.inputValue(), 'hello world');
    assert.equal(await caret(), 3);
    assert.ok(await focused());
  });

  it('say so when they cannot be loaded, and can be tried again', async () => {
    const context = await browser.newPerson();
    const jonas = await Portal.open(context, demo.url, 'jonas');
    await jonas.openConversation('Dr. Maya Rivera');
    await context.route('**/chunks/**', (route) => route.abort());
    await jonas.inbox.getByRole('button', { name: 'Insert emoji' }).click();
    const again = jonas.inbox.getByRole('dialog').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await context.close();
  });

  it('violate no content security policy and leave nothing in the browser', async () => {
    const { violations, kept } = await ana.page.evaluate(() => ({
      violations: (window as unknown as { violations: string[] }).violations,
      kept: Object.keys(localStorage),
    }));
    assert.deepEqual(violations, []);
    assert.deepEqual(kept, []);
  });
});
