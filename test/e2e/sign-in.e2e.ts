import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { eventually } from './helpers/eventually.ts';
import { kept } from './helpers/kept.ts';
import { Portal } from './helpers/portal.ts';

const EMAIL = 'ana@example.com';

/** The practice's website, spoken to as a client would. */
class Website {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  static async open(context: BrowserContext, url: string): Promise<Website> {
    const page = await context.newPage();
    await page.goto(`${url}/website`);
    return new Website(page, url);
  }

  get email(): Locator {
    return this.page.getByRole('textbox', { name: 'E-mail address' });
  }

  get code(): Locator {
    return this.page.getByRole('textbox', { name: 'Code' });
  }

  get messageBox(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get notices(): Locator {
    return this.page.getByRole('switch', { name: 'E-mail me when I have an unread message' });
  }

  async ask(email: string): Promise<void> {
    await this.email.fill(email);
    await this.button('Send code').click();
    await this.code.waitFor();
  }

  /** Signs in with the code that stands newest in the mailbox. */
  async signIn(): Promise<void> {
    const mails = await mailsTo(this.url, EMAIL);
    await this.ask(EMAIL);
    // A mail waits for the desk's next look when something else was under way.
    await eventually(async () => assert.ok((await mailsTo(this.url, EMAIL)).length > mails.length), 60_000);
    const mailbox = await this.page.context().newPage();
    await mailbox.goto(`${this.url}/demo/mailbox`);
    const code = /Your code: (\d{6})/.exec(await mailbox.locator('.mail').first().innerText())?.[1] ?? '';
    await mailbox.close();
    // As it is pasted from some mail programs.
    await this.code.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await this.code.press('Enter');
    await this.button('Sign out').waitFor();
  }

  async openConversation(name: string): Promise<void> {
    const row = this.page.locator('conversation-list [part~="conversation"]').filter({ hasText: name });
    await row.first().click();
    await this.messageBox.waitFor();
  }

  text(text: string): Locator {
    return this.page.getByRole('log').locator('[part~="message-text"]').filter({ hasText: text });
  }
}

/** The mails to an address as the mailbox page shows them, newest first. */
async function mailsTo(url: string, email: string): Promise<string[]> {
  const page = await (await fetch(`${url}/demo/mailbox`)).text();
  return page.split('<li class="mail">').filter((mail) => mail.includes(`to ${email}`));
}

const noticesIn = (mails: readonly string[]) =>
  mails.filter((mail) => mail.includes('You have a new message'));

describe('a website without a log-in', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let portal: (settings: object) => Promise<void>;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    const apiKey = (await readFile(join(demo.data, 'keys', 'demo-portal-key'), 'utf8')).trim();
    portal = async (settings) => {
      await demo.call(apiKey, 'PUT', '/v1/practices/riverside', {
        name: 'Riverside Counseling',
        ...settings,
      });
    };
    // Three seconds: the notice comes with the next look after that.
    await portal({ noticeMinutes: 0.05 });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('a client signs in by a code from the mailbox, writes, is answered, and stays through a reload', async () => {
    const context = await browser.newPerson();
    // What the compiler adds to functions that are run in the page.
    await context.addInitScript('globalThis.__name = (named) => named');
    const ana = await Website.open(context, demo.url);
    const addresses: string[] = [];
    context.on('request', (request) => addresses.push(request.url()));
    await ana.signIn();
    await ana.openConversation('Dr. Maya Rivera');
    await ana.messageBox.fill('Written on the website');
    await ana.button('Send').click();
    await ana.text('Written on the website').waitFor();

    const maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await maya.openConversation('Ana Lindqvist');
    await maya.message('Written on the website').waitFor();
    await maya.send('Answered in the portal');
    await ana.text('Answered in the portal').waitFor();

    // Sent is no longer kept; what is typed then is, before the page goes.
    await eventually(async () => assert.equal(await kept(ana.page), 0));
    await ana.messageBox.fill('Not sent yet');
    await eventually(async () => assert.equal(await kept(ana.page), 1));
    await ana.page.reload();
    await ana.button('Sign out').waitFor();
    await ana.openConversation('Dr. Maya Rivera');
    await eventually(async () => assert.equal(await ana.messageBox.inputValue(), 'Not sent yet'));
    const said = (url: string) => decodeURIComponent(new URL(url).pathname + new URL(url).search);
    assert.ok(addresses.every((url) => !/example\.com|session|Written/.test(said(url))));
    await context.close();
    await maya.page.context().close();
  });

  it('a notice comes when a message stays unread, one for several, and none when it is switched off', async () => {
    const context = await browser.newPerson();
    const ana = await Website.open(context, demo.url);
    await ana.signIn();
    await ana.notices.waitFor();
    assert.equal(await ana.notices.getAttribute('aria-checked'), 'true');
    await ana.openConversation('Dr. Maya Rivera');
    await ana.page.goto('about:blank');

    const before = noticesIn(await mailsTo(demo.url, EMAIL)).length;
    const maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await maya.openConversation('Ana Lindqvist');
    await maya.send('A first secret');
    await maya.send('A second secret');
    await eventually(
      async () => assert.equal(noticesIn(await mailsTo(demo.url, EMAIL)).length, before + 1),
      60_000,
    );
    const [notice = ''] = noticesIn(await mailsTo(demo.url, EMAIL));
    assert.match(notice, /From: Riverside Counseling/);
    assert.doesNotMatch(notice, /secret|Maya|Rivera|Lindqvist/);

    await ana.page.goto(`${demo.url}/website`);
    await ana.notices.click();
    await eventually(async () => assert.equal(await ana.notices.getAttribute('aria-checked'), 'false'));
    await ana.openConversation('Dr. Maya Rivera');
    await ana.text('A second secret').waitFor();
    await ana.page.goto('about:blank');
    await maya.send('A third secret');
    // Jonas gets one for what was sent after it: whoever looks has looked at Ana's, too.
    await maya.openConversation('Jonas Weber');
    await maya.send('For Jonas');
    const jonas = noticesIn(await mailsTo(demo.url, 'jonas@example.com')).length;
    await eventually(
      async () => assert.ok(noticesIn(await mailsTo(demo.url, 'jonas@example.com')).length > jonas),
      60_000,
    );
    assert.equal(noticesIn(await mailsTo(demo.url, EMAIL)).length, before + 1);
    await context.close();
    await maya.page.context().close();
  });

  it('an unknown address looks the same, and gets no mail', async () => {
    const ana = await Website.open(await browser.newPerson(), demo.url);
    const looks: string[] = [];
    for (const email of ['nobody@example.com', EMAIL]) {
      await ana.ask(email);
      const form = await ana.page.locator('messages-sign-in [part~="form"]').innerText();
      looks.push(form.replace(email, '…').replace(/0:\d\d/, '0:30'));
      await ana.button('Use another address').click();
    }
    assert.equal(looks[0], looks[1]);
    assert.deepEqual(await mailsTo(demo.url, 'nobody@example.com'), []);
    await ana.page.context().close();
  });

  it('signing out everywhere ends the other device within five seconds', async () => {
    const here = await Website.open(await browser.newPerson(), demo.url);
    const there = await Website.open(await browser.newPerson(), demo.url);
    await here.signIn();
    await there.signIn();
    await there.openConversation('Dr. Maya Rivera');
    await there.text('Written on the website').first().waitFor();
    await here.button('Sign out everywhere').click();
    await there.email.waitFor({ timeout: 5_000 });
    await here.email.waitFor();
    await there.page.getByText('You were signed out.').first().waitFor();
    assert.equal(await there.text('Written on the website').count(), 0);
    await here.page.context().close();
    await there.page.context().close();
  });
});
