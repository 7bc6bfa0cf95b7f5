import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { naughtyStrings } from '../helpers/corpora.ts';
import { NOTICE_LENGTH, paths, type Conversation } from '../../src/protocol/index.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';

/** What must happen within a second in everybody's open pages. */
const WITHIN = 1000;

describe('M14 and M15: Account Settings › Portal › Features', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let maya: Portal;
  let ana: Portal;
  let settings: Portal;

  const secureMessaging = () => settings.page.getByRole('switch', { name: 'Secure Messaging' });
  const off = (portal: Portal) => portal.inbox.getByText('Secure Messaging is switched off').first();

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    const mayas = await browser.newPerson();
    maya = await Portal.open(mayas, demo.url, 'maya');
    settings = await Portal.open(mayas, demo.url, 'maya', { path: '/portal/settings' });
    ana = await Portal.open(await browser.newPerson(), demo.url, 'ana');
    await ana.openConversation('Dr. Maya Rivera');
    await maya.openConversation('Ana Lindqvist');
    await secureMessaging().waitFor();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('who is no administrator sees how it is set, and the server refuses', async () => {
    for (const as of ['sam', 'ana']) {
      const context = await browser.newPerson();
      const theirs = await Portal.open(context, demo.url, as, { path: '/portal/settings' });
      await theirs.page.getByText('Only administrators can change this.').waitFor();
      await theirs.page.locator('messaging-features').getByText('On', { exact: true }).waitFor();
      assert.equal(await theirs.page.getByRole('switch').count(), 0);
      await context.close();
      const token = await demo.token(as);
      await assert.rejects(
        demo.call(token, 'PUT', paths.features(), { secureMessaging: false }),
        /403.*forbidden/,
      );
    }
  });

  it('switching off is asked about first, and Cancel changes nothing', async () => {
    await secureMessaging().click();
    await settings.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await secureMessaging().getAttribute('aria-checked'), 'true');
  });

  it('switched off, every open page says so within a second, and the server neither reads nor sends', async () => {
    const token = await demo.token('ana');
    const { id } = await demo.call<Conversation>(token, 'POST', paths.conversations(), { personId: 'maya' });
    await secureMessaging().click();
    const told = [maya, ana].map((portal) => off(portal).waitFor({ timeout: WITHIN }));
    await settings.page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await Promise.all(told);
    assert.equal(await secureMessaging().getAttribute('aria-checked'), 'false');
    assert.equal(await ana.texts.count(), 0);
    assert.equal(await ana.badge(), 0);
    const refused = /403.*messaging-off/;
    await assert.rejects(demo.call(token, 'GET', paths.messages(id)), refused);
    await assert.rejects(
      demo.call(token, 'POST', paths.messages(id), { id: randomUUID(), text: 'x' }),
      refused,
    );
    await assert.rejects(demo.call(token, 'POST', paths.search(), { q: 'thursday' }), refused);
  });

  it('switched on again, everything is there again', async () => {
    await secureMessaging().click();
    await ana.messageBox.waitFor();
    await maya.messageBox.waitFor();
    await ana.send('Good that it is back.');
    await maya.message('Good that it is back.').waitFor();
  });

  it("the practice's guidelines reach everybody who writes, cleaned, and stay reachable when put aside", async () => {
    const editor = settings.page.getByRole('textbox', { name: 'Practice guidelines' });
    await editor.fill('<p>We answer within <b>two days</b>.</p><script>window.ran = true</script>');
    await settings.page.getByRole('group', { name: 'Preview' }).getByText('two days').waitFor();
    const arrived = ana.inbox.getByText('We answer within').waitFor({ timeout: WITHIN });
    await settings.page.getByRole('button', { name: 'Save guidelines' }).click();
    await arrived;
    assert.equal(await ana.inbox.locator('[part~="practice-notice"] b').textContent(), 'two days');
    assert.equal(await ana.page.evaluate(() => 'ran' in window), false);

    await ana.inbox.getByRole('button', { name: 'Close guidelines' }).click();
    await ana.inbox.getByText('We answer within').waitFor({ state: 'hidden' });
    const again = await Portal.open(await browser.newPerson(), demo.url, 'ana');
    await again.openConversation('Dr. Maya Rivera');
    const button = again.inbox.getByRole('button', { name: 'Guidelines', exact: true });
    await button.waitFor();
    assert.equal(await again.inbox.getByText('We answer within').count(), 0);
    await button.click();
    await again.inbox.getByText('We answer within').waitFor();
  });

  it('nothing but harmless formatting passes into the page, whatever is written', async () => {
    const payloads = [
      '<img src=x onerror="window.ran=1">',
      '<svg/onload=window.ran=1><svg><script>window.ran=1</script></svg>',
      '<a href="javascript:window.ran=1">a</a><a href="jAvAs&#x09;cript:window.ran=1">b</a><a href="data:text/html,x">c</a>',
      '<iframe srcdoc="<script>parent.ran=1</script>"></iframe><object data="x"></object><embed src="x">',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=1&gt;">',
      '<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1>',
      '<noscript><p title="</noscript><img src=x onerror=window.ran=1>">',
      '<p style="position:fixed;inset:0" onclick="window.ran=1" id=x name=y class=z>p</p><style>*{display:none}</style>',
      '<input autofocus onfocus=window.ran=1><details open ontoggle=window.ran=1><video><source onerror=window.ran=1>',
      '<base href="//evil.example/"><meta http-equiv=refresh content="0;url=//evil.example"><link rel=stylesheet href=//evil.example>',
      '<template><script>window.ran=1</script></template><messages-inbox backend="//evil.example"></messages-inbox>',
      ...naughtyStrings(),
    ];
    const batches: string[] = [''];
    for (const payload of payloads) {
      if ((batches.at(-1) + payload).length > NOTICE_LENGTH - 100) batches.push('');
      batches.push(`${batches.pop()}${payload}\n`);
    }
    // Some swallow all that follows, so each of the first ones also stands alone.
    const texts = [...payloads.slice(0, 11), ...batches];
    const editor = settings.page.getByRole('textbox', { name: 'Practice guidelines' });
    const preview = settings.page.getByRole('group', { name: 'Preview' });
    settings.page.on('dialog', () => assert.fail('a script ran'));
    for (const [i, text] of texts.entries()) {
      await editor.fill(`<h4>number ${i}</h4>${text}`);
      await preview.getByText(`number ${i}`, { exact: true }).waitFor();
      const found = await preview.locator('.formatted').evaluate((shown) =>
        Array.from(shown.querySelectorAll('*'), (element) => ({
          tag: element.localName,
          attributes: element.getAttributeNames().sort().join(' '),
          href: element.getAttribute('href'),
        })),
      );
      for (const { tag, attributes, href } of found) {
        assert.match(tag, /^(?:p|br|b|strong|i|em|u|ul|ol|li|a|h3|h4|blockquote)$/);
        assert.match(attributes, tag === 'a' ? /^(?:|href referrerpolicy rel target)$/ : /^$/);
        if (href !== null) assert.match(href, /^(?:https?:\/\/|mailto:)/);
      }
      assert.equal(await settings.page.evaluate(() => 'ran' in window), false);
    }
  });
});
