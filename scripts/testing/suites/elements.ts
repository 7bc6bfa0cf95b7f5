import { testFiles } from '../files.ts';
import { runPageTests } from '../page-tests.ts';
import type { Suite } from './suite.ts';

/** Everything that runs in a page: the elements, the Session, and the real backend beneath them on PGlite. */
export const elements: Suite = {
  about: '@web/test-runner in Chromium',
  files: testFiles.elements,
  run: (files) => runPageTests(files),
};
