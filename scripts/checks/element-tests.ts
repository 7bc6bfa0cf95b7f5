import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT, filesBelow } from '../testing/files.ts';
import type { Check } from './check.ts';

/** Every element has a file of tests with its name. */
export const elementTests: Check = {
  name: 'every element has its tests',
  run() {
    const tested = new Set(filesBelow('test').map((path) => basename(path)));
    return readdirSync(join(ROOT, 'src/elements'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !tested.has(`${entry.name}.test.ts`))
      .map(({ name }) => `src/elements/${name}/: there is no test/elements/${name}.test.ts`);
  },
};
