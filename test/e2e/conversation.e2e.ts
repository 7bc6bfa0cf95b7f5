import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

/** What must happen within a second for a person on the other side. The clock runs in the page that watches. */
const WITHIN = 1000;

describe('two people in two browsers', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let maya: Portal;
  let ana: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    ana = await Portal.open(await browser.newPerson(), demo.url, 'ana');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('a message arrives on the other side within a second, without reload', async () => {
    await ana.openConversation('Dr. Maya Rivera');
    await maya.openConversation('Ana Lindqvist');
    const arrived = maya.message('Could we move to Thursday?').waitFor({ timeout: WITHIN });
    await ana.send('Could we move to Thursday?');
    await arrived;
    await maya.send('Of course. 10:30 as usual?');
    await ana.message('Of course. 10:30 as usual?').waitFor({ timeout: WITHIN });
  });

  it('the sender sees Sent, Delivered and Read as they become true', async () => {
    await maya.page.bringToFront();
    await ana.send('One more thing.');
    await ana.log.getByText('Read', { exact: true }).last().waitFor();
  });

  it('the red badge and the left panel follow in every open tab', async () => {
    const context = await browser.newPerson();
    const inbox = await Portal.open(context, demo.url, 'jonas');
    const home = await Portal.open(context, demo.url, 'jonas', { path: '/portal/home' });
    await eventually(async () => assert.equal(await inbox.badge(), await home.badge()));
    const first = await home.badge();

    await maya.openConversation('Jonas Weber');
    await maya.send('How did the week go?');
    await eventually(async () => {
      assert.equal(await home.badge(), first + 1);
      assert.equal(await inbox.badge(), first + 1);
    }, WITHIN);
    await inbox
      .conversation('Dr. Maya Rivera')
      .getByText('How did the week go?')
      .waitFor({ timeout: WITHIN });

    await inbox.page.bringToFront();
    await inbox.openConversation('Dr. Maya Rivera');
    await eventually(async () => {
      const left = await inbox.badge();
      assert.ok(left <= first, `${left} unread`);
      assert.equal(await home.badge(), left);
    });
    await context.close();
  });

  it('a new conversation begins with a search for a person and is in the left panel at once', async () => {
    const context = await browser.newPerson();
    const sam = await Portal.open(context, demo.url, 'sam');
    await sam.startConversation('lena', 'Dr. Lena Brandt');
    await sam.conversation('Dr. Lena Brandt').waitFor();
    await sam.send('May I ask you about supervision?');
    await sam.conversation('Dr. Lena Brandt').getByText('May I ask you about supervision?').waitFor();

    const lena = await Portal.open(await browser.newPerson(), demo.url, 'lena');
    await lena.conversation('Sam Okafor').getByText('May I ask you about supervision?').waitFor();
    await lena.page.context().close();
    await context.close();
  });

  it('a client finds practitioners, and no other client', async () => {
    await ana.inbox.getByRole('button', { name: 'New message' }).click();
    const picker = ana.inbox.locator('recipient-picker');
    await picker.getByRole('option').filter({ hasText: 'Sam Okafor' }).waitFor();
    await picker.getByRole('combobox').fill('jonas');
    await picker.getByText('Nobody found').waitFor();
    assert.equal(await picker.getByRole('option').count(), 0);
    await picker.getByRole('combobox').press('Escape');
    await ana.conversations.first().waitFor();
  });

  it('the search bar finds a conversation by name', async () => {
    const search = maya.inbox.getByRole('searchbox', { name: 'Search conversations' });
    await search.fill('الهاشمي');
    await maya.inbox.locator('conversation-list').getByText('نور الهاشمي').first().waitFor();
    await search.fill('');
    await maya.conversation('Ana Lindqvist').waitFor();
  });

  it('the sender deletes a message after a question; both sides see the tombstone', async () => {
    await maya.openConversation('Ana Lindqvist');
    await ana.openConversation('Dr. Maya Rivera');
    await ana.send('I should not have written this.');
    await maya.message('I should not have written this.').waitFor();

    const item = ana.log.locator('[part~="message"]').filter({ hasText: 'I should not have written this.' });
    await item.hover();
    await item.getByRole('button', { name: 'Message options' }).click();
    await ana.inbox.getByRole('menuitem', { name: 'Delete message' }).click();
    const dialog = ana.inbox.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await item.count(), 1, 'Cancel deletes nothing');

    await item.hover();
    await item.getByRole('button', { name: 'Message options' }).click();
    await ana.inbox.getByRole('menuitem', { name: 'Delete message' }).click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    for (const side of [ana, maya]) {
      await side.log.getByText('Message deleted').last().waitFor({ timeout: WITHIN });
      await eventually(async () =>
        assert.equal(await side.inbox.getByText('I should not have written this.').count(), 0),
      );
    }
  });

  it('nobody is offered to delete what somebody else wrote', async () => {
    const theirs = maya.log.locator('[part~="message"]').filter({ hasText: 'Could we move to Thursday?' });
    await theirs.hover();
    assert.equal(await theirs.getByRole('button', { name: 'Message options' }).count(), 0);
  });

  it('two practices with the same person ids never meet', async () => {
    const context = await browser.newPerson();
    const other = await Portal.open(context, demo.url, 'maya', { practice: 'harbor' });
    await other.inbox.locator('conversation-list').waitFor();
    await other.inbox.getByRole('button', { name: 'New message' }).click();
    await other.inbox.locator('recipient-picker').getByRole('option').first().waitFor();
    assert.equal(await other.inbox.getByText('Ana Lindqvist').count(), 0);
    await context.close();
  });

  it('switching Secure Messaging off reaches open pages within a second, and on again brings everything back', async () => {
    const token = await demo.token('maya');
    const put = (secureMessaging: boolean): Promise<Response> =>
      fetch(`${demo.url}/v1/practice/features`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ secureMessaging }),
      });
    assert.equal((await put(false)).status, 200);
    for (const side of [ana, maya]) {
      await side.inbox.getByText('Secure Messaging is switched off').first().waitFor({ timeout: WITHIN });
      assert.equal(await side.inbox.getByText('Could we move to Thursday?').count(), 0);
    }
    assert.equal((await put(true)).status, 200);
    for (const side of [ana, maya]) await side.conversations.first().waitFor();
  });
});
