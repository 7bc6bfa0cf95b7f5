import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../../checks/check.ts';
import { directions } from '../../checks/directions.ts';
import { documented } from '../../checks/documented.ts';
import { elementTests } from '../../checks/element-tests.ts';
import { fileSizes } from '../../checks/file-sizes.ts';
import { honestTests } from '../../checks/honest-tests.ts';
import { limits } from '../../checks/limits.ts';
import { manifestIsCurrent } from '../../checks/manifest.ts';
import { namedTests } from '../../checks/named-tests.ts';
import { packages } from '../../checks/packages.ts';
import { places } from '../../checks/places.ts';
import { protocolIsCurrent } from '../../checks/protocol-page.ts';
import { endLater } from '../ending.ts';
import { ROOT } from '../files.ts';
import { describeError, report } from '../report.ts';
import type { Suite } from './suite.ts';

const FOLDERS = ['src', 'server', 'conformance', 'demo', 'stories', 'test', 'bench', 'scripts'];

const checks: readonly Check[] = [
  tool('prettier: formatting', 'prettier', ['--check', '--log-level=warn', '.']),
  tool('eslint: rules', 'eslint', ['.']),
  tool('tsc: types', 'typescript', ['-p', '.', '--pretty', 'false'], 'tsc'),
  tool(
    'dependency-cruiser: who imports whom',
    'dependency-cruiser',
    [
      ...['--config', '.dependency-cruiser.cjs'],
      ...FOLDERS.filter((folder) => existsSync(join(ROOT, folder))),
    ],
    'depcruise',
  ),
  manifestIsCurrent,
  protocolIsCurrent,
  documented,
  directions,
  elementTests,
  honestTests,
  limits,
  namedTests,
  packages,
  places,
  fileSizes,
];

/** What needs nothing to run: formatting, types, imports, descriptions, and our own rules. Each check counts as one test. */
export const check: Suite = {
  about: 'formatting, types, imports and our own rules',
  background: true,
  files: () => checks.map(({ name }) => name),
  async run(names) {
    const waiting = checks.filter(({ name }) => names.includes(name));
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await runCheck(next);
    };
    await Promise.all([worker(), worker()]);
  },
};

async function runCheck({ name, run }: Check): Promise<void> {
  const started = performance.now();
  const problems = await findProblems(run);
  const failure = problems.length === 0 ? {} : { failure: problems.join('\n') };
  const duration = performance.now() - started;
  report({ name, tests: [{ name, passed: problems.length === 0, duration, ...failure }], duration });
}

/** What a check finds; a check that breaks is itself a problem. */
async function findProblems(run: Check['run']): Promise<string[]> {
  try {
    return await run();
  } catch (error) {
    return [describeError(error)];
  }
}

/** A check that a package's command makes; what it says is what is wrong. */
function tool(name: string, packageName: string, args: readonly string[], command = packageName): Check {
  return {
    name,
    async run() {
      const child = spawn(process.execPath, [commandPath(packageName, command), ...args], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
      });
      const end = endLater(() => child.kill());
      let output = '';
      child.stdout.on('data', (data: Buffer) => (output += data.toString()));
      child.stderr.on('data', (data: Buffer) => (output += data.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      await end();
      return code === 0 ? [] : output.split('\n');
    },
  };
}

/** The file behind a package's command, which `exports` may hide from `resolve`. */
function commandPath(packageName: string, command: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  const manifest = folders.map((folder) => join(folder, packageName, 'package.json')).find(existsSync);
  if (manifest === undefined) throw new Error(`${packageName} is not installed: run npm ci.`);
  const { bin } = createRequire(import.meta.url)(manifest) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[command] ?? ''));
}
