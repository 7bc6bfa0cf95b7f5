import { fileURLToPath } from 'node:url';
import { chromeLauncher } from '@web/test-runner-chrome';
import { viteForTestRunner } from './scripts/testing/vite-middleware.js';
import { chromiumArguments, findChromium } from './test/helpers/chromium.ts';

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
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: await findChromium(), args: chromiumArguments() },
      // A window that the desktop does not show has no focus events, and its frames come late.
      async createPage({ context }) {
        const page = await context.newPage();
        const devTools = await page.createCDPSession();
        await devTools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
    }),
  ],
  coverageConfig: {
    include: ['src/**/*.ts'],
    reportDir: 'coverage',
    reporters: ['lcov', 'text-summary'],
  },
  staticLogging: true,
};
