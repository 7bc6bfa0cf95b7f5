import { testFiles } from '../files.ts';
import { endLater } from '../ending.ts';
import { runNodeTests } from '../node-tests.ts';
import type { Suite } from './suite.ts';

/** The demo as `npm start` runs it, driven in Chromium by several people. One file at a time: each starts its own demo. */
export const e2e: Suite = {
  about: 'playwright-core on the demo',
  files: testFiles.e2e,
  async run(files) {
    const { fillDemo } = await import('../../../test/e2e/helpers/demo.ts');
    const remove = endLater(await fillDemo());
    try {
      await runNodeTests(files, { concurrency: 2, timeout: 480_000 });
    } finally {
      await remove();
    }
  },
};
