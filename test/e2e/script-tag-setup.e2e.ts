import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';
import { startStranger, strictPolicy, type Stranger, type StrangersPage } from './helpers/stranger.ts';
import { assertNoViolations, watchViolations } from './helpers/violations.ts';

const ANA = 'Ana Lindqvist';
const BUTTON = '<messages-button></messages-button>';
const INBOX = '<messages-inbox></messages-inbox>';

/** How many unread messages Maya has at each backend. */
const UNREAD = { first: 1, second: 2 };

describe('how a page says where its messages are', () => {
  let stranger: Stranger;
  let browser: TestBrowser;
  let context: BrowserContext;
  let errors: string[];

  before(async () => {
    stranger = await startStranger();
    browser = await openBrowser();
    context = await browser.newPerson();
    ({ errors } = await watchViolations(context));
    for (const [i, count] of Object.values(UNREAD).entries()) {
      const ana = await stranger.worlds[i as 0 | 1].person('ana');
      const { id } = await ana.open('maya');
      for (let n = 1; n <= count; n++) await ana.send(id, `number ${n}`);
    }
  });

  after(async () => {
    await browser?.close();
    await stranger?.stop();
  });

  /** Opens a page as Maya, under the policy that allows each name once. */
  async function open(page: StrangersPage): Promise<Page> {
    const opened = await context.newPage();
    const path = stranger.publish({ policy: strictPolicy(stranger, 'lit-html dompurify'), ...page });
    await opened.goto(`${stranger.url}${path}?as=maya`);
    return opened;
  }

  async function badges(page: Page, ...expected: number[]): Promise<void> {
    await eventually(async () =>
      assert.deepEqual(
        await page.locator('messages-button [part~="badge"]').allTextContents(),
        expected.map(String),
      ),
    );
  }

  /** Fails unless all was well, and closes the page. */
  async function wasWell(page: Page): Promise<void> {
    await assertNoViolations(stranger, page);
    assert.deepEqual(errors.splice(0), []);
    await page.close();
  }

  const tokenUrl = (backend: 0 | 1) => `/token/${backend}/alder/maya`;
  const data = (backend: 0 | 1 = 0) =>
    `data-backend="${stranger.backends[backend]}" data-token-url="${tokenUrl(backend)}"`;
  const attributes = (backend: 0 | 1) =>
    `backend="${stranger.backends[backend]}" token-url="${tokenUrl(backend)}"`;
  const script = (src: string, more = '') => `<script type="module" src="${src}" ${more}></script>`;

  describe('by the script tag’s own attributes, for the whole page', () => {
    const ways: Record<string, () => StrangersPage> = {
      'in the head': () => ({ head: script('/entrenous.js', data()), body: BUTTON + INBOX }),
      'async, before the page is there': () => ({
        head: script('/entrenous.js', `async ${data()}`),
        body: BUTTON + INBOX,
      }),
      'at the end, with a version in the address': () => ({
        body: BUTTON + INBOX + script('/entrenous.js?v=2026.1&x=%20#main', data()),
      }),
      'beside other scripts of the page': () => ({
        head: script(stranger.put('text/javascript', 'export {};'), 'data-backend="https://other.example"'),
        body: BUTTON + INBOX + script('/entrenous.js', data()),
      }),
      'where the address leads to another': () => ({
        head: script('/moved/entrenous.js', data()),
        body: BUTTON + INBOX,
      }),
      'twice, the same': () => ({
        head: script('/entrenous.js', data()).repeat(2),
        body: BUTTON + INBOX,
      }),
      'twice, with two versions': () => ({
        head: script('/entrenous.js?v=1', data()) + script('/entrenous.js?v=2'),
        body: BUTTON + INBOX,
      }),
      'in a second copy, from another folder': () => ({
        head: script('/entrenous.js') + script('/copy/entrenous.js', data()),
        body: BUTTON + INBOX,
      }),
      'in two copies that differ: the first counts, whole': () => ({
        head: script('/entrenous.js', data(0)) + script('/copy/entrenous.js', data(1)),
        body: BUTTON + INBOX,
      }),
    };

    for (const [way, page] of Object.entries(ways)) {
      it(way, async () => {
        const opened = await open(page());
        await badges(opened, UNREAD.first);
        await opened.locator('messages-inbox').getByText(ANA).first().waitFor();
        await wasWell(opened);
      });
    }
  });

  it('by code, before and after the elements are there, and anew', async () => {
    const setup = stranger.put(
      'text/javascript',
      `import { configure } from '/entrenous.js';
       window.use = (backend, tokenUrl) => configure({ backend, tokenUrl });
       await window.use('${stranger.backends[0]}', '${tokenUrl(0)}');`,
    );
    const page = await open({ head: script(setup), body: BUTTON });
    await badges(page, UNREAD.first);
    await page.evaluate(
      ([backend, url]) => (window as unknown as { use(...args: unknown[]): void }).use(backend, url),
      [stranger.backends[1], tokenUrl(1)],
    );
    await badges(page, UNREAD.second);
    await wasWell(page);
  });

  it('by a property that gives the token, set before the element is defined', async () => {
    const early = stranger.put(
      'text/javascript',
      `const button = document.querySelector('messages-button');
       button.backend = '${stranger.backends[0]}';
       button.max = 0;
       button.getToken = async () => (await (await fetch('${tokenUrl(0)}')).json()).token;`,
    );
    const page = await open({
      head: script('/entrenous.js', 'defer'),
      body: `${BUTTON}<script src="${early}"></script>`,
    });
    await eventually(async () =>
      assert.deepEqual(await page.locator('messages-button [part~="badge"]').allTextContents(), ['0+']),
    );
    await wasWell(page);
  });

  it('two backends stand side by side, and neither gets the other’s token', async () => {
    const asked: { url: string; token: string }[] = [];
    const given = new Map<string, string>();
    const page = await context.newPage();
    page.on('request', (request) => {
      const token = request.headers().authorization;
      if (token !== undefined) asked.push({ url: request.url(), token });
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/token/')) return;
      void response
        .json()
        .then(({ token }: { token: string }) => given.set(`Bearer ${token}`, pathname.split('/')[2] ?? ''));
    });
    const path = stranger.publish({
      policy: strictPolicy(stranger, 'lit-html dompurify'),
      head: script('/entrenous.js', data(0)),
      // The third names a backend for which the page has no token.
      body: `${BUTTON}<messages-button ${attributes(1)}></messages-button>
        <messages-provider ${attributes(1)}>${INBOX}</messages-provider>`,
    });
    await page.goto(`${stranger.url}${path}?as=maya`);
    await badges(page, UNREAD.first, UNREAD.second);
    await page.locator('messages-inbox').getByText('number 2').first().waitFor();
    for (const { url, token } of asked) {
      const backend = stranger.backends.findIndex((one) => url.startsWith(one));
      assert.equal(given.get(token), String(backend), url);
    }
    await wasWell(page);
  });

  it('a backend that an element names gets no token that the page has for another', async () => {
    const page = await open({
      head: script('/entrenous.js', data(0)),
      body: `${BUTTON}<messages-inbox backend="${stranger.backends[1]}"></messages-inbox>`,
    });
    await badges(page, UNREAD.first);
    await page.locator('messages-inbox').getByText('You are signed out').waitFor();
    await wasWell(page);
  });

  it('an element that is moved in the document keeps what was typed, and goes on', async () => {
    // Somebody else than Maya, whose unread messages the other tests count.
    const page = await open({
      head: script(
        '/entrenous.js',
        `data-backend="${stranger.backends[0]}" data-token-url="/token/0/alder/sam"`,
      ),
      body: `${BUTTON}<main>${INBOX}</main><aside></aside>`,
    });
    const portal = Portal.of(page);
    await portal.startConversation('ana', ANA);
    await portal.messageBox.fill('half a sentence');
    await page.evaluate(() =>
      document.querySelector('aside')?.append(document.querySelector('messages-inbox') ?? ''),
    );
    assert.equal(await portal.messageBox.inputValue(), 'half a sentence');
    await portal.send('half a sentence, and its end');
    await portal.message('and its end').waitFor();
    assert.equal(await page.locator('aside messages-inbox').count(), 1);
    await wasWell(page);
  });

  it('where the page has given a name away, ours takes another', async () => {
    const own = stranger.put(
      'text/javascript',
      `import { define } from '/entrenous.js';
       customElements.define('messages-button', class extends HTMLElement {});
       await define('messages-button', 'my-button');
       await define('messages-inbox', 'my-inbox');
       try { await define('no-element', 'my-element'); } catch (error) { document.title = error.name; }`,
    );
    const page = await open({
      head: script(own) + script('/entrenous.js', data(0)),
      body: `${BUTTON}<my-button></my-button><my-inbox></my-inbox>`,
    });
    await eventually(async () =>
      assert.equal(await page.locator('my-button [part~="badge"]').textContent(), String(UNREAD.first)),
    );
    await page.locator('my-inbox').getByText(ANA).first().waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('messages-button')?.shadowRoot), null);
    assert.equal(await page.title(), 'RangeError');
    await wasWell(page);
  });

  it('a page with the button alone loads nothing but what the button needs', async () => {
    const loaded: string[] = [];
    const page = await context.newPage();
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    const path = stranger.publish({
      policy: strictPolicy(stranger),
      head: script('/entrenous.js', data(0)),
      body: BUTTON,
    });
    await page.goto(`${stranger.url}${path}?as=maya`);
    await badges(page, UNREAD.first);
    const scripts = loaded.filter((one) => one.endsWith('.js')).map((one) => one.replace(/-[\w-]+\.js$/, ''));
    assert.deepEqual(scripts, ['/entrenous.js', '/chunks/core']);
    await page.locator('messages-button').getByRole('button', { name: 'Messages' }).click();
    await page.locator('messages-button').getByText(ANA).first().waitFor();
    await wasWell(page);
  });
});
