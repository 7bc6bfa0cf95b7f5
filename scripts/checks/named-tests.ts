import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../testing/files.ts';
import type { Check } from './check.ts';
import { missingTests } from './limits.ts';

/** Pages that prove what they say by naming tests. */
const PAGES = ['docs/hipaa.md', 'docs/threat-model.md'];

/** A safeguard whose proof is gone is none: each test that a page names is there. */
export const namedTests: Check = {
  name: 'tests that the documents name are there',
  run: () =>
    PAGES.flatMap((page) =>
      readFileSync(join(ROOT, page), 'utf8')
        .split('\n')
        .flatMap((line, i) => missingTests(line).map((it) => `${page}:${i + 1}: ${it}`)),
    ),
};
