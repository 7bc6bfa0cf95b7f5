import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/testing/free-port.ts';
import { ROOT } from '../../scripts/testing/files.ts';
import { link } from '../../scripts/testing/packed.ts';
import { openBrowser, type TestBrowser } from '../e2e/helpers/browser.ts';
import { Portal } from '../e2e/helpers/portal.ts';
import { startStranger, strictPolicy, type Stranger } from '../e2e/helpers/stranger.ts';
import { assertNoViolations, watchViolations } from '../e2e/helpers/violations.ts';
import { PORTALS } from '../helpers/world.ts';
import { installed } from './helpers/installed.ts';

const run = promisify(execFile);
const MAYA = 'Dr. Maya Rivera';
const TWO_NAMES = 'lit-html dompurify';

describe('the examples, built with the packed package', () => {
  const { folder, root } = installed();
  const require = createRequire(import.meta.url);
  let port: number;
  let stranger: Stranger;
  let browser: TestBrowser;

  before(async () => {
    port = await freePort();
    stranger = await startStranger({ origins: [`http://localhost:${port}`] });
    browser = await openBrowser();
    link(folder, [
      'react',
      'react-dom',
      '@types/react',
      '@types/react-dom',
      'vue',
      '@vitejs/plugin-vue',
      'vite',
    ]);
    await cp(join(ROOT, 'demo', 'examples'), join(folder, 'examples'), { recursive: true });
  });

  after(async () => {
    await browser?.close();
    await stranger?.stop();
  });

  /** Opens a page as Ana, writes to Maya, and sees that it has arrived. */
  async function writes(url: string, text: string): Promise<Portal> {
    const context = await browser.newPerson();
    const { errors } = await watchViolations(context);
    const page = await context.newPage();
    await page.goto(url);
    const portal = Portal.of(page);
    await portal.startConversation('maya', MAYA);
    await portal.send(text);
    // A bubble is there before the message has arrived.
    const own = portal.log.locator('[part~="own-message"]').filter({ hasText: text });
    await own.getByText(/^(Sent|Delivered|Read)$/).waitFor();
    const maya = await stranger.worlds[0].person('maya');
    const [conversation] = await maya.conversations();
    assert.equal((await maya.messages(conversation?.id ?? '')).at(-1)?.text, text);
    await assertNoViolations(stranger, page);
    assert.deepEqual(errors, []);
    return portal;
  }

  it('plain HTML, with the script beside the page', async () => {
    const example = join(folder, 'examples', 'plain');
    await cp(join(root, 'dist'), join(example, 'entrenous'), { recursive: true });
    const html = await readFile(join(example, 'index.html'), 'utf8');
    const page = html.replace('https://messages.example', stranger.backends[0]);
    assert.notEqual(page, html);
    const url = stranger.site(example, { 'index.html': page }, strictPolicy(stranger, TWO_NAMES));
    await writes(url, 'from a plain page');
  });

  for (const [framework, start] of [
    ['react', 'main.tsx'],
    ['vue', 'main.ts'],
  ] as const) {
    it(`${framework}, whose own code hears what is sent`, async () => {
      const example = join(folder, 'examples', framework);
      const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
      await run(process.execPath, [vite, 'build', '--logLevel', 'error'], {
        cwd: example,
        env: { ...process.env, NODE_OPTIONS: '', VITE_MESSAGES_BACKEND: stranger.backends[0] },
      });
      assert.ok((await readdir(join(example, 'dist', 'assets'))).length > 3, start);
      const url = stranger.site(join(example, 'dist'), {}, strictPolicy(stranger, `${TWO_NAMES} vue`));
      const portal = await writes(url, `from ${framework}`);
      await portal.page.getByText('Sent from here: 1').waitFor();
    });
  }

  it('React’s page has the types that it uses', async () => {
    const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
    const args = [compiler, '-p', join(folder, 'examples', 'react'), '--pretty', 'false'];
    const { stdout } = await run(process.execPath, args).catch((error: { stdout: string }) => error);
    assert.equal(stdout, '');
  });

  it('a page that a Node server renders, with its own token route', async () => {
    const server = spawn(process.execPath, ['server.js'], {
      cwd: join(folder, 'examples', 'server-rendered'),
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        MESSAGES_BACKEND: stranger.backends[0],
        MESSAGES_PRACTICE: 'alder',
        ENTRENOUS_API_KEY: PORTALS[0]?.apiKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => server.kill());
    try {
      const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
      assert.equal(line, `http://localhost:${port}`);
      const html = await (await fetch(line)).text();
      assert.ok(!html.includes(PORTALS[0]?.apiKey ?? ''), 'the key stays on the server');
      assert.equal((await fetch(`${line}/entrenous/../server.js`)).status, 404);
      assert.equal((await fetch(`${line}/entrenous/%2e%2e/package.json`)).status, 404);
      await writes(line, 'from a server-rendered page');
    } finally {
      server.kill();
      await once(server, 'exit');
    }
  });

  it('WordPress: what the plugin’s templates become in a page', async () => {
    const plugin = join(folder, 'examples', 'wordpress', 'entrenous');
    await cp(join(root, 'dist'), join(plugin, 'script'), { recursive: true });
    const template = async (name: string) =>
      (await readFile(join(plugin, 'templates', `${name}.html`), 'utf8'))
        .replace('{backend}', stranger.backends[0])
        .replace('{token-url}', 'messages-token?action=entrenous_token');
    // How WordPress prints a script module: with the version that the plugin gives it.
    const page = `<!doctype html><title>Practice</title>${await template('messages-button')}${await template('messages-inbox')}
      <script type="module" src="script/entrenous.js?ver=0.1.0" id="entrenous-js-module"></script>`;
    await writes(stranger.site(plugin, { 'index.html': page }), 'from WordPress');
  });

  it('WordPress: the plugin gives tokens to nobody who is not logged in, and its version is the package’s', async () => {
    const php = await readFile(join(folder, 'examples/wordpress/entrenous/entrenous.php'), 'utf8');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.match(php, /add_action\( 'wp_ajax_entrenous_token', 'entrenous_answer_token' \)/);
    assert.doesNotMatch(php, /add_action\( 'wp_ajax_nopriv_|'permission_callback'|register_rest_route/);
    assert.match(php, /wp_enqueue_script_module\(\s*'entrenous',\s*plugins_url\( 'script\/entrenous\.js'/);
    assert.ok(php.includes(`* Version: ${version}\n`));
    assert.ok(php.includes(`ENTRENOUS_VERSION = '${version}'`));
  });
});
