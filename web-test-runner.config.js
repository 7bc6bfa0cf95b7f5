import { fileURLToPath } from 'node:url';
import { chromiumLauncher } from './scripts/testing/browsers/chromium.ts';
import { viteForTestRunner } from './scripts/testing/vite-middleware.js';

/** Browser tests: `npm run test:elements`; with a report of what they reach: `npm run coverage`. */
const root = fileURLToPath(new URL('.', import.meta.url));

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  ...(await viteForTestRunner(root)),
  rootDir: root,
  files: ['test/**/*.test.ts', '!test/**/*.node.test.ts'],
  // One after the other: of two tabs only one is in front, and the other renders no frames for its tests to wait for.
  // Each file starts a database of 400 MB in its page, too.
  concurrency: 1,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 20_000, forbidOnly: true, forbidPending: true } },
  browsers: [await chromiumLauncher()],
  coverageConfig: {
    include: ['src/**/*.ts'],
    reportDir: 'coverage',
    reporters: ['lcov', 'text-summary'],
  },
  staticLogging: true,
};
