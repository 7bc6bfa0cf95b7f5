import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';
import { startStranger, strictPolicy, type Stranger } from './helpers/stranger.ts';
import { assertNoViolations, assertViolation, watchViolations } from './helpers/violations.ts';

const MAYA = 'Dr. Maya Rivera';
const ANA = 'Ana Lindqvist';

/** What the policies differ in: the names of Trusted Types' policies that the page allows. Each has a practice of its own. */
const POLICIES = [
  { allows: 'any name', names: undefined, practice: 'alder' },
  { allows: 'two names', names: 'lit-html dompurify', practice: 'birch' },
];

describe('one script tag and two tags, under a strict policy', () => {
  let stranger: Stranger;
  let browser: TestBrowser;

  before(async () => {
    stranger = await startStranger();
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await stranger?.stop();
  });

  for (const { allows, names, practice } of POLICIES) {
    describe(`Trusted Types with ${allows}`, () => {
      let maya: Portal;
      let ana: Portal;
      const errors: string[][] = [];

      before(async () => {
        const path = publish('messages-inbox');
        maya = await open('maya', path);
        ana = await open('ana', path);
      });

      /** A page with the button and one other element. */
      function publish(element: string): string {
        const at = `backend="${stranger.backends[0]}" token-url="/token/0/${practice}/{as}"`;
        return stranger.publish({
          policy: strictPolicy(stranger, names),
          head: '<script type="module" src="/entrenous.js"></script>',
          body: `<messages-button ${at}></messages-button><${element} ${at}></${element}>`,
        });
      }

      async function open(as: string, at: string): Promise<Portal> {
        const context = await browser.newPerson();
        errors.push((await watchViolations(context)).errors);
        return Portal.open(context, stranger.url, as, { path: at });
      }

      it('people write to each other, and the badge counts', async () => {
        await maya.startConversation('ana', ANA);
        await maya.send('How was your week?');
        await ana.conversation(MAYA).waitFor();
        assert.equal(await ana.badge(), 1);
        await ana.openConversation(MAYA);
        await ana.message('How was your week?').waitFor();
        await ana.send('Better, thank you.');
        await maya.message('Better, thank you.').waitFor();
      });

      it('a picture is attached, and shown to the other', async () => {
        const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#5a8f7b' } })
          .png()
          .toBuffer();
        const dialog = ana.page.waitForEvent('filechooser');
        await ana.inbox.getByRole('button', { name: 'Attach a file', exact: true }).click();
        await (await dialog).setFiles([{ name: 'garden.png', mimeType: 'image/png', buffer }]);
        await ana.inbox.locator('[part~="file"][data-status="ready"]').waitFor();
        await ana.send('My garden.');
        const picture = maya.log.getByRole('button', { name: 'Open picture garden.png' });
        await picture.locator('img[data-state="shown"]').waitFor();
      });

      it('an emoji is picked', async () => {
        await ana.messageBox.fill('');
        await ana.inbox.getByRole('button', { name: 'Insert emoji' }).click();
        const panel = ana.inbox.getByRole('dialog', { name: 'Insert emoji' });
        await panel.getByRole('button', { name: '😀', exact: true }).first().click();
        assert.equal(await ana.messageBox.inputValue(), '😀');
        await ana.sendButton.click();
        await maya.message('😀').waitFor();
      });

      it('the practice’s guidelines are written, cleaned and shown', async () => {
        const settings = await open('maya', publish('messaging-features'));
        const editor = settings.page.getByRole('textbox', { name: 'Practice guidelines' });
        await editor.fill('<p>We answer within <b>two days</b>.</p>');
        await settings.page.getByRole('group', { name: 'Preview' }).getByText('two days').waitFor();
        await settings.page.getByRole('button', { name: 'Save guidelines' }).click();
        await ana.inbox.locator('[part~="practice-notice"] b').getByText('two days').waitFor();
        await assertNoViolations(stranger, settings.page);
      });

      it('a message is deleted', async () => {
        await ana.send('Not meant for you.');
        const item = ana.log.locator('[part~="message"]').filter({ hasText: 'Not meant for you.' });
        await item.hover();
        await item.getByRole('button', { name: 'Message options' }).click();
        await ana.inbox.getByRole('menuitem', { name: 'Delete message' }).click();
        await ana.inbox.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
        await maya.log.getByText('Message deleted').waitFor();
      });

      it('a word is searched for, and its message opened', async () => {
        await maya.inbox.getByRole('searchbox', { name: 'Search conversations' }).fill('garden');
        const hit = maya.conversations.filter({ has: maya.page.locator('mark', { hasText: 'garden' }) });
        await hit.first().click();
        await maya.message('My garden.').waitFor();
        await maya.inbox.getByRole('searchbox', { name: 'Search conversations' }).fill('');
      });

      it('an out-of-office reply is set, and answers', async () => {
        await maya.inbox.getByRole('button', { name: 'Out-of-office settings' }).click();
        const form = maya.inbox.locator('ooo-settings');
        await form.getByRole('checkbox', { name: MAYA }).check();
        await form.getByRole('textbox', { name: 'Auto-reply message' }).fill('I am hiking.');
        await form.getByLabel('Start', { exact: true }).fill('2026-01-05T09:00');
        await form.getByLabel('End', { exact: true }).fill('2099-01-05T09:00');
        await form.getByRole('button', { name: 'Configure Settings' }).click();
        await maya.inbox.getByText('You are out of office until').waitFor();
        await ana.inbox.locator('message-composer').getByText('I am hiking.').waitFor();
      });

      it('nothing of all this violates the policy, and no error is left uncaught', async () => {
        await assertNoViolations(stranger, maya.page, ana.page);
        assert.deepEqual(errors.flat(), []);
      });

      it('(and a violation would be seen)', async () => {
        await ana.page.evaluate(() => {
          const style = document.createElement('style');
          style.textContent = 'p { color: red }';
          document.body.append(style);
        });
        await assertViolation(stranger, ana.page, 'style-src');
      });
    });
  }
});
