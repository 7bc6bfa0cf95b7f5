import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { TestRunner, type Logger, type TestRunnerConfig, type TestRunnerCoreConfig } from '@web/test-runner';
import {
  emulateMediaPlugin,
  sendKeysPlugin,
  sendMousePlugin,
  setViewportPlugin,
} from '@web/test-runner-commands/plugins';
import { preparePgliteDump } from '../../pglite-dump.ts';
import { browserLogs, browserOutcomes } from '../browser-outcomes.ts';
import { endLater } from '../ending.ts';
import { ROOT, testFiles } from '../files.ts';
import { freePort } from '../free-port.ts';
import { printOutput, report } from '../report.ts';
import type { Suite } from './suite.ts';

/** Everything that runs in a page: the elements, the Session, and the real backend beneath them on PGlite. */
export const elements: Suite = {
  about: '@web/test-runner in Chromium',
  files: testFiles.elements,
  async run(files) {
    await preparePgliteDump();
    const runner = new TestRunner(await configure(files));
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
      report({ name: relative(ROOT, session.testFile), tests, duration });
      if (tests.some((test) => !test.passed)) printOutput(browserLogs(session));
    });
    await runner.start();
    await stopped;
    if (!finished) throw new Error('@web/test-runner could not run.');
  },
};

const CONFIG = new URL('../../../web-test-runner.config.js', import.meta.url).href;

/** The configuration of the `wtr` command, and what that command would add to it. */
async function configure(files: readonly string[]): Promise<TestRunnerCoreConfig> {
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
    testFramework: {
      path: createRequire(import.meta.url).resolve('@web/test-runner-mocha/dist/autorun.js'),
      ...config.testFramework,
    },
    plugins: [
      setViewportPlugin(),
      emulateMediaPlugin(),
      sendKeysPlugin(),
      sendMousePlugin(),
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
