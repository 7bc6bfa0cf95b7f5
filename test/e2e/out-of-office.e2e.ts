import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

/** What must happen within a second for a person on the other side. */
const WITHIN = 1000;

describe('out-of-office (M10, M11)', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let sam: Portal;
  let ana: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    sam = await Portal.open(await browser.newPerson({ timezoneId: 'Europe/Berlin' }), demo.url, 'sam');
    ana = await Portal.open(await browser.newPerson({ timezoneId: 'America/New_York' }), demo.url, 'ana');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const gear = (portal: Portal): Locator =>
    portal.inbox.getByRole('button', { name: 'Out-of-office settings' });
  const settings = (portal: Portal): Locator => portal.inbox.locator('ooo-settings');
  const automatic = (portal: Portal): Locator => portal.log.getByText('Automatic reply', { exact: true });

  async function configure(portal: Portal, message: string): Promise<void> {
    const form = settings(portal);
    await form.getByRole('textbox', { name: 'Auto-reply message' }).fill(message);
    await form.getByLabel('Start', { exact: true }).fill('2026-01-05T09:00');
    await form.getByLabel('End', { exact: true }).fill('2099-01-05T09:00');
    await form.getByRole('button', { name: 'Configure Settings' }).click();
  }

  it('M10, M11: a practitioner opens the gear and sets their own reply; nobody else is offered', async () => {
    await gear(sam).click();
    const members = settings(sam).getByRole('group', { name: 'Members' });
    await members.getByText('Sam Okafor').waitFor();
    assert.equal(await members.getByRole('checkbox').count(), 0);
    await configure(sam, 'I am hiking. Back soon.');
    await settings(sam).getByText('Your settings are saved.').first().waitFor();
    await sam.inbox.getByText('You are out of office until').waitFor();
    await settings(sam).getByRole('button', { name: 'Back' }).click();
    await sam.conversations.first().waitFor();
  });

  it('M10: the client sees the notice before writing, and who is away in the list', async () => {
    await ana.conversation('Sam Okafor').getByText('Away').waitFor();
    await ana.openConversation('Sam Okafor');
    await ana.inbox.locator('message-composer').getByText('is away until').waitFor();
    await ana.inbox.locator('message-composer').getByText('I am hiking. Back soon.').waitFor();
    assert.equal(await gear(ana).count(), 0, 'a client has no settings');
  });

  it('M10: the client’s message is answered automatically once, and labelled so; the member’s badge stays', async () => {
    const before = await automatic(ana).count();
    const badge = await sam.badge();
    await ana.send('May I bring a friend on Saturday?');
    await ana.message('I am hiking. Back soon.').waitFor({ timeout: WITHIN });
    await eventually(async () => assert.equal(await automatic(ana).count(), before + 1));
    await eventually(async () => assert.equal(await sam.badge(), badge + 1));
    await ana.send('And her dog?');
    await ana.message('And her dog?').waitFor();
    await sam.conversation('Ana Lindqvist').getByText('And her dog?').waitFor({ timeout: WITHIN });
    assert.equal(await automatic(ana).count(), before + 1);
  });

  it('M10: End now takes the banner and the client’s notice away within a second', async () => {
    const banner = sam.inbox.locator('[part~="absence"]');
    await banner.getByRole('button', { name: 'End now' }).click();
    await banner.waitFor({ state: 'detached', timeout: WITHIN });
    await ana.inbox
      .locator('message-composer')
      .getByText('is away until')
      .waitFor({ state: 'detached', timeout: WITHIN });
    const answered = await automatic(ana).count();
    await ana.send('Welcome back!');
    await sam.conversation('Ana Lindqvist').getByText('Welcome back!').waitFor();
    assert.equal(await automatic(ana).count(), answered);
  });

  it('M11: an administrator sets it for several members with one form', async () => {
    const maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await gear(maya).click();
    const members = settings(maya).getByRole('group', { name: 'Members' });
    await members.getByRole('checkbox', { name: 'Sam Okafor' }).check();
    await members.getByRole('checkbox', { name: 'Dr. Maya Rivera' }).check();
    await configure(maya, 'The practice is closed this week.');
    await settings(maya).getByText('Your settings are saved.').first().waitFor();
    await maya.inbox.getByText('You are out of office until').waitFor();
    await sam.inbox.getByText('You are out of office until').waitFor({ timeout: WITHIN });
    await maya.page.context().close();
  });

  it('M11: the server refuses everybody else who sets it for another member', async () => {
    for (const [as, status] of [
      ['sam', 403],
      ['ana', 403],
    ] as const) {
      const answer = await fetch(`${demo.url}/v1/out-of-office`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${await demo.token(as)}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          memberIds: ['maya'],
          message: 'Not mine to say.',
          start: '2026-01-05T09:00:00.000Z',
          end: null,
          timeZone: 'UTC',
        }),
      });
      assert.equal(answer.status, status);
      assert.equal(((await answer.json()) as { code: string }).code, 'forbidden');
    }
  });

  it('M10: two absent practitioners never answer each other', async () => {
    const maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await maya.openConversation('Sam Okafor');
    await maya.send('Are you away as well?');
    await sam.openConversation('Dr. Maya Rivera');
    await sam.message('Are you away as well?').waitFor();
    await sam.send('I am.');
    await maya.message('I am.').waitFor();
    assert.equal(await automatic(maya).count(), 0);
    await maya.page.context().close();
  });
});
