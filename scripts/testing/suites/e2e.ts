import { testFiles } from '../files.ts';
import { runNodeTests } from '../node-tests.ts';
import type { Suite } from './suite.ts';

/** The demo as `npm start` runs it, driven in Chromium by several people. One file at a time: each starts its own demo. */
export const e2e: Suite = {
  about: 'playwright-core on the demo',
  files: testFiles.e2e,
  run: (files) => runNodeTests(files, { concurrency: 1, timeout: 480_000 }),
};
