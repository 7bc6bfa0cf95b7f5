import { testFiles } from '../files.ts';
import { endLater } from '../ending.ts';
import { runNodeTests } from '../node-tests.ts';
import type { Suite } from './suite.ts';

/** Files that measure no second: two wait for minutes of a real clock, and others have much to compare. */
const BESIDE = ['lock', 'sign-in', 'real-input', 'script-tag-setup'].map((name) => `test/e2e/${name}.e2e.ts`);

/**
 * The demo as `npm start` runs it, driven in Chromium by several people. One file at a time, because each starts its own demo and
 * browser and some measure a second; those that measure none run beside the others.
 */
export const e2e: Suite = {
  about: 'playwright-core on the demo',
  files: testFiles.e2e,
  async run(files) {
    const { fillDemo } = await import('../../../test/e2e/helpers/demo.ts');
    const remove = endLater(await fillDemo());
    const lanes = [BESIDE, files.filter((file) => !BESIDE.includes(file))];
    try {
      await Promise.all(
        lanes.map((lane) =>
          runNodeTests(
            lane.filter((file) => files.includes(file)),
            { concurrency: 1, timeout: 480_000 },
          ),
        ),
      );
    } finally {
      await remove();
    }
  },
};
