import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every file below a folder of the checkout, as paths from the root with slashes, in a stable order. */
export function filesBelow(folder: string): string[] {
  const start = join(ROOT, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).split(sep).join('/'))
    .sort();
}

/** The files of each suite that are tests: told apart by their names, see CONTRIBUTING. */
export const testFiles = {
  server: () =>
    filesBelow('test').filter((file) => file.endsWith('.node.test.ts') && !file.startsWith('test/e2e/')),
  elements: () =>
    filesBelow('test').filter((file) => file.endsWith('.test.ts') && !file.endsWith('.node.test.ts')),
  stories: () => filesBelow('stories').filter((file) => file.endsWith('.stories.ts')),
  package: () => filesBelow('test/package').filter((file) => file.endsWith('.package.ts')),
  e2e: () => filesBelow('test/e2e').filter((file) => file.endsWith('.e2e.ts')),
};
