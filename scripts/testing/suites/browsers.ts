import { ENGINES } from '../browsers/engines.ts';
import { testFiles } from '../files.ts';
import { runPageTests } from '../page-tests.ts';
import { note } from '../report.ts';
import type { Suite } from './suite.ts';

/**
 * The tests of the elements suite in Chromium, Firefox and WebKit, where they are installed. `BROWSERS=firefox,webkit` chooses.
 */
export const browsers: Suite = {
  about: '@web/test-runner in three engines',
  onRequest: true,
  // What only Chromium lets a test look at is looked at there.
  files: () => testFiles.elements().filter((file) => !file.endsWith('.chromium.test.ts')),
  async run(files) {
    const asked = process.env.BROWSERS?.split(',').map((name) => name.trim().toLowerCase());
    const wanted = ENGINES.filter(({ name }) => asked?.includes(name.toLowerCase()) ?? true);
    if (wanted.length === 0)
      throw new Error(`BROWSERS names none of ${ENGINES.map(({ name }) => name).join(', ')}.`);
    const launchers = [];
    for (const { name, launcher, install } of wanted) {
      const found = await launcher();
      if (found !== undefined) launchers.push(found);
      else note(`${name} is not installed, so nothing is run in it. To install it: ${install}`);
    }
    if (launchers.length > 0) await runPageTests(files, launchers);
  },
};
