import { buildStorybook } from '../../storybook.ts';
import { testFiles } from '../files.ts';
import { report } from '../report.ts';
import { playStories } from '../stories/runner.ts';
import type { Suite } from './suite.ts';

/** Every story of Storybook: it shows without an error, axe finds nothing, and it looks as its reference picture does. */
export const stories: Suite = {
  about: 'Storybook in Chromium: errors, axe, reference pictures',
  onRequest: true,
  files: testFiles.stories,
  async run(files) {
    await buildStorybook();
    for (const outcome of await playStories(files)) report(outcome);
  },
};
