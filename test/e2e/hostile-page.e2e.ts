import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';
import { startStranger, strictPolicy, type Stranger } from './helpers/stranger.ts';

const ANA = 'Ana Lindqvist';

/** What a page's own styles have on everything, by rules of its own or by inheritance. */
const INHERITED = [
  'font: italic small-caps 900 60px/3 cursive',
  'font-feature-settings: "smcp"',
  'color: hotpink',
  'letter-spacing: 9px',
  'word-spacing: 30px',
  'text-align: right',
  'text-indent: 50px',
  'text-transform: uppercase',
  'text-shadow: 4px 4px red',
  'text-emphasis: circle',
  'white-space: pre',
  'word-break: break-all',
  'overflow-wrap: anywhere',
  'hyphens: none',
  'line-break: anywhere',
  'tab-size: 40',
  'quotes: none',
  'list-style: square inside',
  'cursor: wait',
  'caret-color: red',
  'accent-color: red',
  'image-rendering: pixelated',
  'scrollbar-color: red blue',
  '-webkit-text-fill-color: orange',
  '-webkit-text-stroke: 2px green',
  '-webkit-text-security: disc',
  'fill: red',
  'fill-opacity: 0.1',
  'stroke: red',
  'stroke-width: 9px',
  'stroke-dasharray: 1',
  'stroke-linecap: square',
];

/** Of all pages here. The button has the colour of the bar that it stands in, unless the page says another. */
const OWN = 'body { margin: 0 } :root { --messages-button-color: #123456 } ';

const HOSTILE: Record<string, string> = {
  'takes everything away from every element': '* { all: unset !important }',
  'hides and moves everything by its name':
    'button, dialog, input, textarea, svg, ul, li, p, h2, h3, div, span, slot { display: none !important; position: fixed !important; float: right !important; margin: 90px !important; opacity: 0 !important }',
  'has inherited properties on its body': `html { font-size: 60px } body { ${INHERITED.join('; ')} }`,
  'has inherited properties on every element, importantly': `* { ${INHERITED.map((one) => `${one} !important`).join('; ')} }`,
  'makes its root small': 'html { font-size: 62.5% } body { font-size: 1rem }',
};

describe('a page’s own styles do not change the elements', () => {
  let stranger: Stranger;
  let browser: TestBrowser;
  let context: BrowserContext;
  let plain: Record<string, string>;

  before(async () => {
    stranger = await startStranger();
    browser = await openBrowser();
    context = await browser.newPerson({ reducedMotion: 'reduce', viewport: { width: 1100, height: 800 } });
    const maya = await stranger.worlds[0].person('maya');
    const { id } = await maya.open('ana');
    await maya.send(id, 'How was your week? https://example.com');
    const page = await open(OWN);
    plain = await look(page);
    assert.ok(Object.keys(plain).length > 100, 'there is something to compare');
    await page.close();
  });

  after(async () => {
    await browser?.close();
    await stranger?.stop();
  });

  async function open(css: string): Promise<Page> {
    const at = `backend="${stranger.backends[0]}" token-url="/token/0/alder/maya"`;
    const path = stranger.publish({
      policy: strictPolicy(stranger),
      head: `<link rel="stylesheet" href="${stranger.put('text/css', css)}"><script type="module" src="/entrenous.js"></script>`,
      body: `<messages-inbox ${at}></messages-inbox><messaging-features ${at}></messaging-features><messages-button ${at}></messages-button>`,
    });
    const page = await context.newPage();
    await page.goto(stranger.url + path);
    const portal = Portal.of(page);
    await portal.openConversation(ANA);
    await portal.message('How was your week?').waitFor();
    await page.locator('messaging-features').getByRole('switch').waitFor();
    return page;
  }

  for (const [does, css] of Object.entries(HOSTILE)) {
    it(`where it ${does}`, async () => {
      const page = await open(OWN + css);
      const seen = await look(page);
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${does}.png` });
      const changed = Object.keys({ ...plain, ...seen })
        .filter((one) => plain[one] !== seen[one])
        .map((one) => `${one}: ${plain[one]} → ${seen[one]}`);
      assert.deepEqual(changed.slice(0, 40), []);
      await page.close();
    });
  }

  it('and the page can still size, move and hide them', async () => {
    const page = await open(
      'messages-inbox { height: 500px; width: 800px; margin: 10px } messages-button { display: none }',
    );
    const box = await page.locator('messages-inbox').boundingBox();
    assert.deepEqual([box?.width, box?.height], [800, 500]);
    assert.equal(await page.locator('messages-button').isVisible(), false);
    await page.close();
  });
});

/** Every computed property of everything inside our elements, under where it stands, and the sizes of the elements. */
async function look(page: Page): Promise<Record<string, string>> {
  // The focus and the pointer are in no place that matters.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(() => {
    const found: Record<string, string> = {};
    const roots: [path: string, root: ShadowRoot][] = [];
    for (const host of document.body.children) {
      if (host.shadowRoot === null) continue;
      const { width, height } = host.getBoundingClientRect();
      found[`${host.localName} size`] = `${width} × ${height}`;
      roots.push([host.localName, host.shadowRoot]);
    }
    for (const [path, root] of roots) {
      for (const [i, element] of [...root.querySelectorAll('*')].entries()) {
        const name = `${path} > ${element.localName}.${element.getAttribute('class')}#${i}`;
        const style = getComputedStyle(element);
        for (const property of style) {
          // The language is the page's, and so is how far down an element stands, from where what is hidden is measured.
          const place = property === '-webkit-locale' || /^(?:top|bottom|inset-block)/.test(property);
          if (!place) found[`${name} ${property}`] = style.getPropertyValue(property);
        }
        if (element.shadowRoot) roots.push([name, element.shadowRoot]);
      }
    }
    return found;
  });
}
