import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type * as Entry from '../../src/script.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { startDemo, type Demo } from './helpers/demo.ts';

describe('languages', () => {
  let demo: Demo;
  let browser: TestBrowser;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
  });
  after(async () => {
    // Pages that ask third parties for anything fail here.
    await browser?.close();
    await demo?.stop();
  });

  const chunks = (asked: readonly string[], tag: string) =>
    asked.filter((path) => new RegExp(`^/chunks/${tag}-`).test(path));

  async function open(lang: string): Promise<{ page: Page; asked: string[] }> {
    const asked: string[] = [];
    const context = await browser.newPerson();
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await context.newPage();
    await page.goto(`${demo.url}/portal?as=maya&lang=${lang}`);
    return { page, asked };
  }

  it('come from our own files, each once, and only the one that is spoken', async () => {
    const { page, asked } = await open('fr');
    const inbox = page.locator('messages-inbox');
    await inbox.getByRole('button', { name: 'Nouveau message' }).waitFor();
    await inbox.getByRole('searchbox', { name: 'Rechercher une conversation' }).waitFor();
    assert.equal(chunks(asked, 'fr').length, 1);
    for (const other of ['ar', 'de', 'es', 'zh']) assert.deepEqual(chunks(asked, other), []);
    // Another one is fetched when the page turns to it, without a reload.
    await page.evaluate(() => (document.documentElement.lang = 'es'));
    await inbox.getByRole('button', { name: 'Mensaje nuevo' }).waitFor();
    await page.context().close();
  });

  it('of English fetch nothing', async () => {
    const { page, asked } = await open('en');
    await page.locator('messages-inbox').getByRole('button', { name: 'New message' }).waitFor();
    for (const tag of ['ar', 'de', 'es', 'fr', 'zh']) assert.deepEqual(chunks(asked, tag), []);
    await page.context().close();
  });

  it('are English while they cannot be had, and come when they can', async () => {
    const context = await browser.newPerson();
    await context.route('**/chunks/de-*.js', (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${demo.url}/portal?as=maya&lang=de`);
    const inbox = page.locator('messages-inbox');
    await inbox.getByRole('button', { name: 'New message' }).waitFor();
    await context.unroute('**/chunks/de-*.js');
    await inbox.getByRole('button', { name: 'Neue Nachricht' }).waitFor();
    await context.close();
  });

  it('give way to the words of a page that uses the script tag', async () => {
    const { page } = await open('en');
    const inbox = page.locator('messages-inbox');
    await inbox.getByRole('button', { name: 'New message' }).waitFor();
    await page.evaluate(async (address) => {
      const { overrideWords } = (await import(address)) as Pick<typeof Entry, 'overrideWords'>;
      overrideWords({ newMessage: 'Write to us' });
    }, '/entrenous.js');
    await inbox.getByRole('button', { name: 'Write to us' }).waitFor();
    await page.context().close();
  });

  it('are chosen in the portal’s header, and turn the emoji too', async () => {
    const { page } = await open('en');
    await page.getByLabel('Language').click();
    await page.getByRole('link', { name: 'العربية' }).click();
    const inbox = page.locator('messages-inbox');
    await inbox.getByText('Ana Lindqvist').first().click();
    await inbox.getByRole('button', { name: 'إدراج رمز تعبيري' }).click();
    await inbox.getByRole('dialog').getByPlaceholder('البحث').waitFor();
    await page.context().close();
  });
});
