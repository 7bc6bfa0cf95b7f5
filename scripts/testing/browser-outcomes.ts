import type { TestResult, TestSession, TestSuiteResult } from '@web/test-runner';
import type { TestOutcome } from './report.ts';

/** What @web/test-runner found in one file, as our outcomes. A skipped test, a missing file and an empty file are failures. */
export function browserOutcomes(session: TestSession): TestOutcome[] {
  const tests = session.testResults === undefined ? [] : flatten(session.testResults, []);
  for (const error of session.errors) {
    tests.push({ name: 'the file itself', passed: false, failure: describe(error) });
  }
  for (const url of session.request404s) {
    tests.push({ name: 'finds every file it asks for', passed: false, failure: `404: ${url}` });
  }
  if (tests.length === 0) {
    tests.push({ name: 'has tests', passed: false, failure: 'No test ran in this file.' });
  }
  return tests;
}

/** What the page wrote to its console, for the developer of a test that failed. */
export function browserLogs(session: TestSession): string {
  return session.logs
    .map((entry) => entry.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '))
    .join('\n');
}

function flatten(suite: TestSuiteResult, above: readonly string[]): TestOutcome[] {
  const path = suite.name === '' ? above : [...above, suite.name];
  return [
    ...suite.tests.map((test) => outcome(test, path)),
    ...suite.suites.flatMap((inner) => flatten(inner, path)),
  ];
}

function outcome(
  { name, passed, skipped, duration, error }: TestResult,
  path: readonly string[],
): TestOutcome {
  const failure = skipped ? 'It was skipped.' : error && describe(error);
  return {
    name: [...path, name].join(' › '),
    passed: passed && !skipped,
    ...(duration === undefined ? {} : { duration }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function describe({ message, name, stack, expected, actual }: NonNullable<TestResult['error']>): string {
  const heading = name !== undefined && !message.startsWith(name) ? `${name}: ${message}` : message;
  const values = expected === undefined ? [] : [`expected: ${expected}`, `actual:   ${actual}`];
  // Some browsers' stacks begin with the message.
  const frames = stack?.replace(heading, '').replace(message, '').trim();
  return [heading, ...values, ...(frames ? [frames] : [])]
    .join('\n')
    .replaceAll(/\?wtr-session-id=[\w-]+/g, '');
}
