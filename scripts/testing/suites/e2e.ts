import { testFiles } from '../files.ts';
import { endLater } from '../ending.ts';
import { runNodeTests } from '../node-tests.ts';
import type { Suite } from './suite.ts';

/** Files that wait for minutes of a real clock, and do little while they wait. */
const WAITING = ['test/e2e/lock.e2e.ts', 'test/e2e/sign-in.e2e.ts'];

/**
 * The demo as `npm start` runs it, driven in Chromium by several people. One file at a time, because each starts its own demo and
 * browser and some measure a second; those that mostly wait run beside the others.
 */
export const e2e: Suite = {
  about: 'playwright-core on the demo',
  files: testFiles.e2e,
  async run(files) {
    const { fillDemo } = await import('../../../test/e2e/helpers/demo.ts');
    const remove = endLater(await fillDemo());
    const lanes = [WAITING, files.filter((file) => !WAITING.includes(file))];
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
