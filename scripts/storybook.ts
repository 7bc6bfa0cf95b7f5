import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareStoriesDump } from './pglite-dump.ts';
import { ROOT } from './testing/files.ts';

/** Where the built Storybook is: a folder that any web server can serve. */
export const STORYBOOK = join(ROOT, 'dist', 'storybook');

/** Builds Storybook into {@link STORYBOOK}. @throws with its output when it cannot be built */
export async function buildStorybook(): Promise<void> {
  const output: Buffer[] = [];
  const code = await run('build', ['--output-dir', STORYBOOK], (chunk) => output.push(chunk));
  if (code !== 0) throw new Error(`Storybook could not be built.\n${Buffer.concat(output).toString()}`);
}

/** Runs Storybook's command on a database that is prepared. */
async function run(
  command: 'dev' | 'build',
  args: readonly string[],
  quietly?: (chunk: Buffer) => void,
): Promise<number> {
  await prepareStoriesDump();
  const folder = dirname(createRequire(import.meta.url).resolve('storybook/package.json'));
  const child = spawn(
    process.execPath,
    [join(folder, 'dist', 'bin', 'dispatcher.js'), command, '--disable-telemetry', ...args],
    {
      cwd: ROOT,
      stdio: quietly ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
    },
  );
  if (quietly) for (const stream of [child.stdout, child.stderr]) stream?.on('data', quietly);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** `npm run storybook` for designers, `npm run build-storybook` for a server. What stands behind the command is handed on. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [command = 'dev', ...args] = process.argv.slice(2);
  process.exitCode =
    command === 'build'
      ? await run('build', ['--output-dir', STORYBOOK, ...args])
      : await run('dev', ['--no-version-updates', '--port', '6006', ...args]);
}
