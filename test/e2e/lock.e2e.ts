import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

/** Seconds of idle time in these tests: the warning comes at half of it. */
const IDLE = 8;

describe('the automatic lock', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let context: BrowserContext;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    context = await browser.newPerson();
    // What the compiler adds to functions that are run in the page.
    await context.addInitScript('globalThis.__name = (named) => named');
    const apiKey = (await readFile(join(demo.data, 'keys', 'demo-portal-key'), 'utf8')).trim();
    await demo.call(apiKey, 'PUT', '/v1/practices/riverside', {
      name: 'Riverside Counseling',
      idleMinutes: IDLE / 60,
    });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const heading = (portal: Portal) => portal.inbox.getByText('Locked for your privacy');
  const unlock = (portal: Portal) => portal.inbox.getByRole('button', { name: 'Unlock' });
  const warning = (portal: Portal) => portal.page.getByRole('alertdialog', { name: 'Are you still there?' });
  /** Everything that stands in the page, shadow roots included. */
  const everything = (portal: Portal): Promise<string> =>
    portal.page.evaluate(() => {
      const parts: string[] = [];
      const walk = (root: Document | ShadowRoot | Element): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) {
            parts.push(element.shadowRoot.innerHTML, element.shadowRoot.textContent ?? '');
            walk(element.shadowRoot);
          }
          if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)
            parts.push(element.value);
        }
      };
      walk(document);
      return parts.join('\n');
    });

  it('warns before, by a question that the keyboard answers', async () => {
    const maya = await Portal.open(context, demo.url, 'maya');
    await maya.openConversation('Ana Lindqvist');
    await maya.messageBox.focus();
    await warning(maya).waitFor();
    await warning(maya)
      .getByText(/^Locks in 0:0\d$/)
      .waitFor();
    await maya.page.keyboard.press('Enter');
    await warning(maya).waitFor({ state: 'detached' });
    const focused = await maya.messageBox.evaluate(
      (box) => (box.getRootNode() as ShadowRoot).activeElement === box,
    );
    assert.ok(focused, 'the focus is where it was');
    await maya.page.close();
  });

  it('blanks all tabs, refuses the old token, and unlocking brings everything back', async () => {
    const tokens: string[] = [];
    context.on('request', (request) => {
      const token = request.headers()['authorization']?.slice('Bearer '.length);
      if (token !== undefined && !tokens.includes(token)) tokens.push(token);
    });
    const first = await Portal.open(context, demo.url, 'maya');
    const second = await Portal.open(context, demo.url, 'maya');
    for (const tab of [first, second]) await tab.openConversation('Ana Lindqvist');
    await first.send('CANARY-SENT');
    for (const tab of [first, second]) await tab.message('CANARY-SENT').waitFor();
    await first.messageBox.pressSequentially('CANARY-DRAFT');
    assert.match(await everything(first), /CANARY-SENT[^]*CANARY-DRAFT/);
    const opened = [...tokens];

    for (const tab of [first, second]) {
      await heading(tab).waitFor({ timeout: 3 * IDLE * 1000 });
      assert.doesNotMatch(await everything(tab), /CANARY|Lindqvist|Okafor/);
      assert.equal(await tab.badge(), 0);
    }
    assert.deepEqual(tokens, opened, 'no token was asked for meanwhile');
    // The clock of the server began at the last report, no later than the page's.
    await eventually(async () => {
      for (const token of opened) {
        const answer = await fetch(`${demo.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
        assert.equal(((await answer.json()) as { code?: string }).code, 'locked');
      }
    });

    await unlock(first).click();
    await first.message('CANARY-SENT').waitFor();
    await eventually(async () => assert.equal(await first.messageBox.inputValue(), 'CANARY-DRAFT'));
    // Who is back in one tab is back in all.
    await second.message('CANARY-SENT').waitFor();
    assert.ok(tokens.length > opened.length);
    await first.page.close();
    await second.page.close();
  });

  it('works without a network, and unlocks when there is one', async () => {
    const sam = await Portal.open(context, demo.url, 'sam');
    await sam.openConversation('Dr. Maya Rivera');
    await context.setOffline(true);
    await heading(sam).waitFor({ timeout: 3 * IDLE * 1000 });
    assert.doesNotMatch(await everything(sam), /Rivera/);
    await context.setOffline(false);
    await unlock(sam).click();
    await sam.texts.first().waitFor();
    await sam.page.close();
  });

  it('stays open while a person is there, though they only read', async () => {
    const lena = await Portal.open(context, demo.url, 'lena');
    await lena.conversations.first().waitFor();
    const end = Date.now() + 2 * IDLE * 1000;
    await eventually(
      async () => {
        await lena.page.mouse.move(Date.now() % 200, 300);
        assert.equal(await heading(lena).count(), 0);
        assert.ok(Date.now() > end);
      },
      3 * IDLE * 1000,
    );
    assert.equal(await heading(lena).count(), 0);
    await lena.page.close();
  });
});
