import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { analyze } from './checks/manifest.ts';
import { describe } from './descriptions/describe.ts';
import { ROOT } from './testing/files.ts';

/** Writes every description of the elements: `npm run analyze`. */
for (const [path, text] of describe(await analyze())) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
}
