import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { StartupError } from '../server/node/startup-error.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The folder of the script-tag bundle. */
export const bundleFolder = join(root, 'dist');

/** What the bundle is made of. */
const sources = ['src', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/**
 * Builds the script-tag bundle if it is missing or older than what it is made of.
 *
 * @throws {StartupError} with what is wrong in the sources
 */
export async function ensureBundle(): Promise<void> {
  const built = statSync(join(bundleFolder, 'entrenous.js'), { throwIfNoEntry: false });
  if (built && sources.every((source) => newest(join(root, source)) < built.mtimeMs)) return;
  mkdirSync(bundleFolder, { recursive: true });
  const draft = mkdtempSync(join(bundleFolder, '.build-'));
  try {
    // Loaded only when something is to be built: it takes longer than the rest of a start.
    const { build } = await import('vite');
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: draft, emptyOutDir: false },
    });
    publish(draft);
  } catch (error) {
    // The bundler colours its messages also where nobody sees colours.
    const reason = stripVTControlCharacters((error as Error).message);
    throw new StartupError(`The page's script could not be built: ${reason}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The latest change of a file, or of anything in a folder; removing a file changes its folder. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Moves a build into place file by file, the script itself last, so that a server that is using the folder, or another
 * one that is building too, never sees half a bundle.
 */
function publish(draft: string): void {
  const files = readdirSync(draft, { recursive: true, encoding: 'utf8' })
    .filter((file) => !statSync(join(draft, file)).isDirectory())
    .sort((a, b) => Number(a === 'entrenous.js') - Number(b === 'entrenous.js'));
  for (const file of files) {
    mkdirSync(dirname(join(bundleFolder, file)), { recursive: true });
    renameSync(join(draft, file), join(bundleFolder, file));
  }
}
