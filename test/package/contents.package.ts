import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { installed } from './helpers/installed.ts';

const run = promisify(execFile);

/** The largest that the tarball may be, in bytes. */
const LARGEST = 1_100_000;

describe('the packed package', () => {
  const { folder, root, packed } = installed();
  const paths = packed.files.map(({ path }) => path);

  it('has what is used and nothing else: no sources, tests, maps or demo', () => {
    const allowed =
      /^(?:(?:lib|dist|types|editors|themes)\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$|SECURITY\.md$)/;
    assert.deepEqual(
      paths.filter((path) => !allowed.test(path)),
      [],
    );
    assert.deepEqual(
      paths.filter((path) => /\.(?:map|tsx)$|(?<!\.d)\.ts$|\.test\.|\/test\/|\.env/.test(path)),
      [],
    );
    for (const path of [
      'dist/entrenous.js',
      'lib/src/index.js',
      'lib/server/index.js',
      'types/react.d.ts',
      'themes/calm.css',
    ])
      assert.ok(paths.includes(path), path);
  });

  it('is not larger than it should be', () => {
    assert.ok(packed.size < LARGEST, `${packed.size} bytes`);
  });

  it('publint has nothing to say', async () => {
    const { messages, pkg } = await publint({ pkgDir: root, strict: true, pack: false });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('types are found and right for whoever imports modules', async () => {
    const tarball = createPackageFromTarballData(
      new Uint8Array(await readFile(join(folder, packed.filename))),
    );
    const entries = ['.', './define', './protocol', './i18n', './server', './server/node'];
    const result = await checkPackage(tarball, {
      entrypoints: [...entries, './messages-button', './messages-button/define'],
    });
    assert.ok(result.types);
    // It is for modules only; those who require() get an error that says so.
    const forModules = result.problems.filter(
      (problem) => !('resolutionKind' in problem) || !/node10|cjs/.test(String(problem.resolutionKind)),
    );
    assert.deepEqual(
      forModules.filter(({ kind }) => kind !== 'CJSResolvesToESM' && kind !== 'NoResolution'),
      [],
    );
    assert.deepEqual(
      forModules.filter((problem) => problem.kind === 'NoResolution').map(({ entrypoint }) => entrypoint),
      [],
    );
  });

  it('every element can be had by itself, with and without its definition', async () => {
    const elements = (await readdir(join(root, 'lib/src/elements'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    assert.ok(elements.includes('messages-inbox'));
    for (const name of elements) {
      await resolves(`entrenous/${name}`, `lib/src/elements/${name}/${name}.js`);
      await resolves(`entrenous/${name}/define`, `lib/src/elements/${name}/${name}.define.js`);
    }
  });

  it('what has no side effects can be imported on a server, too, and the backend runs from there', async () => {
    const script = `
      const names = ['', '/messages-inbox', '/messaging-features', '/protocol', '/i18n', '/server', '/server/node'];
      for (const name of names) await import('entrenous' + name);
      const { createBackend } = await import('entrenous/server');
      process.stdout.write(typeof createBackend);`;
    const { stdout } = await node(['--input-type=module', '-e', script]);
    assert.equal(stdout, 'function');
  });

  it('the command says what it can do, and refuses what it cannot', async () => {
    const command = join(root, 'lib/server/node/cli.js');
    assert.match((await node([command, 'help'])).stdout, /entrenous serve/);
    await assert.rejects(node([command, 'dance']), /entrenous serve/);
    await assert.rejects(node([command, 'serve']), /ENTRENOUS_API_KEY is not set/);
  });

  async function resolves(name: string, path: string): Promise<void> {
    const script = `process.stdout.write(import.meta.resolve(${JSON.stringify(name)}))`;
    const { stdout } = await node(['--input-type=module', '-e', script]);
    assert.ok(stdout.endsWith(path), `${name}: ${stdout}`);
    assert.ok(paths.includes(path), path);
  }

  function node(args: string[]) {
    const { ENTRENOUS_API_KEY: _key, NODE_OPTIONS: _options, ...env } = process.env;
    return run(process.execPath, args, { cwd: folder, env });
  }
});
