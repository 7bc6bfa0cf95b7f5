import { startTestRunner } from '@web/test-runner';
import type { Reporter, TestResult, TestRunnerConfig, TestSession, TestSuiteResult } from '@web/test-runner';
import { relative } from 'node:path';
import { endLater } from '../ending.ts';
import { ROOT, testFiles } from '../files.ts';
import { printOutput, report, type TestOutcome } from '../report.ts';
import type { Suite } from './suite.ts';

/** Everything that runs in a page: the elements, the Session, and the real backend beneath them on PGlite. */
export const elements: Suite = {
  about: '@web/test-runner in Chromium',
  files: testFiles.elements,
  async run(files) {
    const { preparePgliteDump } = await import('../../pglite-dump.ts');
    await preparePgliteDump();
    const config = await import('../../../web-test-runner.config.js');
    const runner = await startTestRunner({
      config: { ...(config.default as TestRunnerConfig), files: [...files], reporters: [reporter()] },
      readCliArgs: false,
      readFileConfig: false,
      autoExitProcess: false,
    });
    // It has already said why, and is about to exit.
    if (runner === undefined) throw new Error('@web/test-runner could not start.');
    const stopped = new Promise<void>((resolve) => runner.on('stopped', () => resolve()));
    const stop = endLater(() => runner.stop());
    await stopped;
    await stop();
  },
};

/** Reports each file once, when it is done. */
function reporter(): Reporter {
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) {
        const tests = outcomes(session);
        const duration = tests.reduce((sum, test) => sum + (test.duration ?? 0), 0);
        report({ name: relative(ROOT, testFile), tests, duration });
        if (tests.some((test) => !test.passed)) printLogs(session);
      }
    },
  };
}

function outcomes(session: TestSession): TestOutcome[] {
  const tests = session.testResults === undefined ? [] : flatten(session.testResults, []);
  for (const error of session.errors)
    tests.push({ name: 'the file itself', passed: false, failure: text(error) });
  for (const url of session.request404s) {
    tests.push({ name: 'finds every file it asks for', passed: false, failure: `404: ${url}` });
  }
  if (tests.length === 0)
    tests.push({ name: 'has tests', passed: false, failure: 'No test ran in this file.' });
  return tests;
}

function flatten(suite: TestSuiteResult, above: readonly string[]): TestOutcome[] {
  const path = suite.name === '' ? above : [...above, suite.name];
  return [
    ...suite.tests.map((test) => ({
      name: [...path, test.name].join(' › '),
      passed: test.passed && !test.skipped,
      ...(test.duration === undefined ? {} : { duration: test.duration }),
      ...(test.skipped ? { failure: 'skipped' } : test.error ? { failure: text(test.error) } : {}),
    })),
    ...suite.suites.flatMap((inner) => flatten(inner, path)),
  ];
}

function text({ message, name, stack, expected, actual }: NonNullable<TestResult['error']>): string {
  const heading = name && !message.startsWith(name) ? `${name}: ${message}` : message;
  const values = expected === undefined ? [] : [`expected: ${expected}`, `actual:   ${actual}`];
  const frames = stack === undefined || stack.includes(message) ? [] : [stack];
  return [stack?.includes(message) ? stack : heading, ...values, ...frames].join('\n');
}

function printLogs(session: TestSession): void {
  for (const entry of session.logs) printOutput(entry.map(String).join(' '));
}
