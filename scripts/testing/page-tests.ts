import { createRequire } from 'node:module';
import { relative } from 'node:path';
import {
  TestRunner,
  type BrowserLauncher,
  type Logger,
  type TestRunnerConfig,
  type TestRunnerCoreConfig,
} from '@web/test-runner';
import {
  emulateMediaPlugin,
  sendKeysPlugin,
  sendMousePlugin,
  setViewportPlugin,
} from '@web/test-runner-commands/plugins';
import { preparePgliteDump } from '../pglite-dump.ts';
import { browserLogs, browserOutcomes } from './browser-outcomes.ts';
import { accessibilityTree } from './browsers/accessibility.ts';
import { viewportByWebDriver } from './browsers/webdriver.ts';
import { endLater } from './ending.ts';
import { ROOT } from './files.ts';
import { freePort } from './free-port.ts';
import { printOutput, report } from './report.ts';

/**
 * Runs test files that belong into a page, and reports them.
 * @param browsers where; the Chromium of the configuration when left out
 */
export async function runPageTests(
  files: readonly string[],
  browsers?: readonly BrowserLauncher[],
): Promise<void> {
  await preparePgliteDump();
  const runner = new TestRunner(await configure(files, browsers));
  const stop = endLater(() => runner.stop());
  const stopped = new Promise<void>((resolve) => runner.on('stopped', () => resolve()));
  let finished = false;
  runner.on('finished', () => {
    finished = true;
    void stop();
  });
  runner.sessions.on('session-status-updated', (session) => {
    if (session.status !== 'FINISHED') return;
    const tests = browserOutcomes(session);
    const duration = tests.reduce((sum, test) => sum + (test.duration ?? 0), 0);
    const file = relative(ROOT, session.testFile);
    report({ name: browsers === undefined ? file : `${session.browser.name}: ${file}`, tests, duration });
    if (tests.some((test) => !test.passed)) printOutput(browserLogs(session));
  });
  await runner.start();
  await stopped;
  if (!finished) throw new Error('@web/test-runner could not run.');
}

const CONFIG = new URL('../../web-test-runner.config.js', import.meta.url).href;

/** The configuration of the `wtr` command, and what that command would add to it. */
async function configure(
  files: readonly string[],
  browsers: readonly BrowserLauncher[] | undefined,
): Promise<TestRunnerCoreConfig> {
  const { default: config } = (await import(CONFIG)) as { default: TestRunnerConfig };
  return {
    rootDir: ROOT,
    concurrency: 1,
    testsStartTimeout: 60_000,
    testsFinishTimeout: 300_000,
    browsers: [],
    protocol: 'http:',
    hostname: 'localhost',
    port: await freePort(),
    watch: false,
    concurrentBrowsers: 1,
    browserStartTimeout: 60_000,
    browserLogs: true,
    reporters: [],
    logger: quietLogger,
    coverageConfig: {},
    ...config,
    ...(browsers === undefined ? {} : { browsers: [...browsers] }),
    testFramework: {
      path: createRequire(import.meta.url).resolve('@web/test-runner-mocha/dist/autorun.js'),
      ...config.testFramework,
    },
    plugins: [
      viewportByWebDriver(),
      setViewportPlugin(),
      emulateMediaPlugin(),
      sendKeysPlugin(),
      sendMousePlugin(),
      accessibilityTree(),
      ...(config.plugins ?? []),
    ],
    files: [...files],
  };
}

/** Errors are reported with their sessions; the rest is for watching interactively. */
const quietLogger: Logger = {
  log: () => undefined,
  debug: () => undefined,
  warn: () => undefined,
  error: (...messages) => printOutput(messages.map(String).join(' ')),
  group: () => undefined,
  groupEnd: () => undefined,
  logSyntaxError: ({ message, filePath, line }) => printOutput(`${filePath}:${line}: ${message}`),
};
