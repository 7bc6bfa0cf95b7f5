import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { freePort } from '../../scripts/testing/free-port.ts';
import { ROOT } from '../../scripts/testing/files.ts';
import { listen, type Listener } from '../../server/node/listener.ts';
import { openBrowser, type TestBrowser } from '../e2e/helpers/browser.ts';
import { Portal } from '../e2e/helpers/portal.ts';
import { startStranger, type Stranger } from '../e2e/helpers/stranger.ts';
import { assertNoViolations, watchViolations } from '../e2e/helpers/violations.ts';
import { PORTALS } from '../helpers/world.ts';
import { installed } from './helpers/installed.ts';
import { WordPress, type WordPressUser } from './helpers/wordpress.ts';

const SOURCE = join(ROOT, 'demo', 'examples', 'wordpress', 'entrenous');
const MAYA = 'Dr. Maya Rivera';
const NAME = `Jo "O'Hara" <b>&amp;</b> \u05d9\u05d5\u05d9\u05d5 </script>`;
const JO: WordPressUser = { ID: 7, display_name: NAME, roles: ['subscriber'] };
const KEY = PORTALS[0]?.apiKey ?? '';

/** The plugin's PHP, run by PHP, at a real backend. */
describe('the WordPress plugin', () => {
  const { folder, root } = installed();
  const plugin = join(folder, 'wp-content', 'plugins', 'entrenous');
  let port: number;
  let stranger: Stranger;
  let wordpress: WordPress;
  let browser: TestBrowser;
  let listener: Listener;

  before(async () => {
    port = await freePort();
    await cp(SOURCE, plugin, { recursive: true });
    await cp(join(root, 'dist'), join(plugin, 'script'), { recursive: true });
    stranger = await startStranger({ origins: [`http://localhost:${port}`] });
    wordpress = await WordPress.start(plugin, {
      ENTRENOUS_BACKEND: stranger.backends[0],
      ENTRENOUS_PRACTICE: 'alder',
      ENTRENOUS_API_KEY: KEY,
    });
    browser = await openBrowser();
    // The site, at which everybody is Jo.
    const site = new Hono()
      .get('/', async (c) => c.html((await wordpress.page(JO)).text))
      .get('/wp-admin/admin-ajax.php', async (c) => {
        const { status, headers, text } = await wordpress.ajax(c.req.query('action') ?? '', JO);
        return new Response(text, {
          status,
          headers: { 'Content-Type': headers['content-type']?.[0] ?? '' },
        });
      })
      .get('/favicon.ico', (c) => c.body(null, 204))
      .get('/wp-content/*', serveStatic({ root: folder }));
    listener = await listen((request) => site.fetch(request), { host: '127.0.0.1', port });
  });

  after(async () => {
    await browser?.close();
    await listener?.close();
    wordpress?.[Symbol.dispose]();
    await stranger?.stop();
  });

  const elementsOf = (html: string) => [...html.matchAll(/<(messages-\w+)([^>]*)><\/\1>/g)];
  const tokenOf = (text: string) => (JSON.parse(text) as { token: string }).token;

  it('puts the elements into a page, each with its two addresses, and the script once', async () => {
    const { text, status } = await wordpress.page(JO);
    assert.equal(status, 200);
    const attributes = ` backend="${stranger.backends[0]}" token-url="/wp-admin/admin-ajax.php?action=entrenous_token"`;
    assert.deepEqual(
      elementsOf(text).map(([, tag, more]) => [tag, more]),
      [
        ['messages-button', attributes],
        ['messages-inbox', attributes],
      ],
    );
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    const scripts = [...text.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, src]) => src);
    assert.deepEqual(scripts, [`/wp-content/plugins/entrenous/script/entrenous.js?ver=${version}`]);
    assert.ok((await readFile(join(plugin, 'entrenous.php'), 'utf8')).includes(`* Version: ${version}\n`));
    assert.ok(!text.includes(KEY) && !text.includes('Hara'), 'neither the key nor who looks');
  });

  for (const [address, seen] of [
    [
      'https://messages.example/"><script>alert(1)</script>',
      'https://messages.example/scriptalert(1)/script',
    ],
    [`https://messages.example/' onclick='alert(1)`, 'https://messages.example/&#039;onclick=&#039;alert(1)'],
    ['https://messages.example/?a=1&b=2', 'https://messages.example/?a=1&#038;b=2'],
    ['javascript:alert(1)//', ''],
    ['https://messages.example/{token-url}', 'https://messages.example/token-url'],
  ] as const) {
    it(`writes the address ${address} into an attribute that it cannot leave`, async () => {
      const { text } = await wordpress.page(JO, { ENTRENOUS_BACKEND: address });
      const attributes = ` backend="${seen}" token-url="/wp-admin/admin-ajax.php?action=entrenous_token"`;
      assert.deepEqual(
        elementsOf(text).map(([, , more]) => more),
        [attributes, attributes],
      );
      assert.equal(text.match(/<script/g)?.length, 1, 'only the module');
    });
  }

  it('shows nothing and gives nothing to whoever is not logged in', async () => {
    const { text } = await wordpress.page();
    assert.deepEqual(elementsOf(text), []);
    assert.ok(!text.includes('<script'));
    const { status, text: body } = await wordpress.ajax('entrenous_token');
    assert.deepEqual([status, body], [400, '0']);
  });

  it('answers the person who is logged in with a token of theirs: name and all, as a client', async () => {
    const { status, headers, text } = await wordpress.ajax('entrenous_token', JO);
    assert.equal(status, 200);
    assert.match(headers['content-type']?.[0] ?? '', /^application\/json/);
    assert.match(headers['cache-control']?.[0] ?? '', /no-store/);
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['token']);
    const { body } = await stranger.worlds[0].with(tokenOf(text)).call('GET', '/v1/me');
    assert.deepEqual(body.person, { id: 'wp-7', name: NAME, kind: 'client', admin: false });
  });

  it('goes by what the site says who somebody is, and by who they are now', async () => {
    const sam = { ID: 8, display_name: 'Sam', roles: ['therapist'] };
    const me = async (user: WordPressUser) =>
      (
        await stranger.worlds[0]
          .with(tokenOf((await wordpress.ajax('entrenous_token', user)).text))
          .call('GET', '/v1/me')
      ).body.person;
    assert.deepEqual(await me(sam), { id: 'wp-8', name: 'Sam', kind: 'practitioner', admin: false });
    assert.deepEqual(await me({ ...sam, display_name: 'Sam O.' }), {
      ...{ id: 'wp-8', name: 'Sam O.', kind: 'practitioner', admin: false },
    });
  });

  for (const [what, constants] of Object.entries<Record<string, string>>({
    'a key that the backend does not know': { ENTRENOUS_API_KEY: 'x'.repeat(40) },
    'a practice of another portal': { ENTRENOUS_PRACTICE: 'cedar' },
    'a practice that would lead elsewhere': { ENTRENOUS_PRACTICE: '../practices/alder' },
    'a backend that does not answer': { ENTRENOUS_BACKEND: 'http://127.0.0.1:1' },
  })) {
    it(`gives no token with ${what}, and says no more`, async () => {
      const { status, text } = await wordpress.ajax('entrenous_token', JO, constants);
      assert.deepEqual([status, text], [502, '[]']);
    });
  }

  it('is what two people write to each other with, in a browser', async () => {
    const context = await browser.newPerson();
    const { errors } = await watchViolations(context);
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`);
    const portal = Portal.of(page);
    await portal.startConversation('maya', MAYA);
    await portal.send('from WordPress');
    const own = portal.log.locator('[part~="own-message"]').filter({ hasText: 'from WordPress' });
    await own.getByText(/^(Sent|Delivered|Read)$/).waitFor();
    const maya = await stranger.worlds[0].person('maya');
    const [conversation] = await maya.conversations();
    assert.equal(conversation?.with.name, NAME);
    assert.equal((await maya.messages(conversation.id)).at(-1)?.text, 'from WordPress');
    await assertNoViolations(stranger, page);
    assert.deepEqual(errors, []);
  });
});
