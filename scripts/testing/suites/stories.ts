import { buildStorybook } from '../../storybook.ts';
import { testFiles } from '../files.ts';
import { report } from '../report.ts';
import { storyRunner } from '../stories/runner.ts';
import type { Suite } from './suite.ts';

/** Every story of Storybook: it shows without an error, axe finds nothing, and it looks as its reference picture does. */
export const stories: Suite = {
  about: 'Storybook in Chromium: errors, axe, reference pictures',
  files: testFiles.stories,
  async run(files) {
    await buildStorybook();
    const runner = await storyRunner();
    try {
      for (const file of files) report(await runner.run(file));
    } finally {
      await runner.close();
    }
  },
};
