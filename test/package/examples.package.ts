import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
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
      'svelte',
      '@sveltejs/vite-plugin-svelte',
      'svelte-check',
      'solid-js',
      'vite-plugin-solid',
      'typescript',
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

  /** With the policy that a page of each has: what a framework does itself, it needs a name for. */
  const FRAMEWORKS: Record<string, (stranger: Stranger) => string> = {
    react: (stranger) => strictPolicy(stranger, TWO_NAMES),
    vue: (stranger) => strictPolicy(stranger, `${TWO_NAMES} vue`),
    svelte: (stranger) => strictPolicy(stranger, `${TWO_NAMES} svelte-trusted-html`),
    // It makes its templates by innerHTML, and knows of no trusted types.
    solid: (stranger) => strictPolicy(stranger).replace("; require-trusted-types-for 'script'", ''),
  };

  for (const [framework, policy] of Object.entries(FRAMEWORKS)) {
    it(`${framework}, whose own code hears what is sent`, async () => {
      const example = join(folder, 'examples', framework);
      const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
      await run(process.execPath, [vite, 'build', '--logLevel', 'error'], {
        cwd: example,
        env: { ...process.env, NODE_OPTIONS: '', VITE_MESSAGES_BACKEND: stranger.backends[0] },
      });
      assert.ok((await readdir(join(example, 'dist', 'assets'))).length > 3);
      const url = stranger.site(join(example, 'dist'), {}, policy(stranger));
      const portal = await writes(url, `from ${framework}`);
      await portal.page.getByText('Sent from here: 1').waitFor();
    });
  }

  it('the pages in React, Solid and Svelte have the types that they use, and are held to them', async () => {
    const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
    const checker = join(dirname(require.resolve('svelte-check/package.json')), 'bin', 'svelte-check');
    const check = (args: string[]) => run(process.execPath, args).catch((error: { stdout: string }) => error);
    const typescript = (framework: string) =>
      check([compiler, '-p', join(folder, 'examples', framework), '--pretty', 'false']);
    const example = join(folder, 'examples', 'svelte');
    // The same page once more, but for a field that the event has not: one run says what is found in both.
    const page = await readFile(join(example, 'App.svelte'), 'utf8');
    await writeFile(join(example, 'Wrong.svelte'), page.replace('() => sent++', '(event) => event.text'));

    const [react, solid, svelte] = await Promise.all([
      typescript('react'),
      typescript('solid'),
      check([checker, '--workspace', example, '--output', 'machine', '--fail-on-warnings']),
    ]);
    assert.equal(react.stdout, '');
    assert.equal(solid.stdout, '');
    const [found, ...more] = svelte.stdout.split('\n').filter((line) => / (?:ERROR|WARNING) /.test(line));
    assert.match(
      found ?? svelte.stdout,
      /"Wrong\.svelte" .*Property 'text' does not exist on type 'SentEvent'/,
    );
    assert.deepEqual(more, []);
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
});
