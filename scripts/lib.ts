import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT, filesBelow } from './testing/files.ts';

/** The modules of the npm package. */
export const LIB = join(ROOT, 'lib');
/** Written last: whether the folder is whole, and how old it is. */
const MARK = join(LIB, 'custom-elements.json');

/** Compiles `src/`, `server/` and `conformance/` into `lib/` if it is missing or older than what it is made of. */
export function ensureLib(): void {
  const built = statSync(MARK, { throwIfNoEntry: false });
  const sources = [
    ...[...filesBelow('src'), ...filesBelow('server'), ...filesBelow('conformance')],
    ...['tsconfig.json', 'tsconfig.lib.json', 'package-lock.json', 'custom-elements.json', 'scripts/lib.ts'],
  ];
  if (built && sources.every((file) => statSync(join(ROOT, file)).mtimeMs < built.mtimeMs)) return;
  rmSync(LIB, { recursive: true, force: true });
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.lib.json', '--pretty', 'false'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const file of filesBelow('lib')) useOwnExtension(join(ROOT, file));
  writeFileSync(MARK, manifest());
}

/**
 * The compiler rewrites most relative imports of `.ts` files itself. It leaves those of declarations, which then name files that
 * are not there, and dynamic ones inside a class with decorators.
 */
function useOwnExtension(path: string): void {
  const text = readFileSync(path, 'utf8');
  const rewritten = text.replace(/(\b(?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"\n]+)\.ts(?=['"])/g, '$1.js');
  if (rewritten !== text) writeFileSync(path, rewritten);
}

/** The description of the elements, with the paths that the package has. */
function manifest(): string {
  const text = readFileSync(join(ROOT, 'custom-elements.json'), 'utf8');
  const described = text.replace(/"((?:src)\/[^"]+)\.ts"/g, '"lib/$1.js"');
  for (const [, path = ''] of described.matchAll(/"path": "([^"]+)"/g)) {
    if (!existsSync(join(ROOT, path))) throw new Error(`custom-elements.json: ${path} is not built.`);
  }
  return described;
}
