import { styleText } from 'node:util';

/** One test, whatever ran it. */
export interface TestOutcome {
  /** What is tested, from the outside in: `conversation-list › moves a conversation up`. */
  name: string;
  passed: boolean;
  /** How long it took, in milliseconds. */
  duration?: number;
  /** Why it failed: what a developer needs to see, in full. */
  failure?: string;
}

/** The outcomes that belong together: those of one file, or one check. */
export interface GroupOutcome {
  /** The file's path or the check's name. */
  name: string;
  tests: readonly TestOutcome[];
  /** How long the group took, in milliseconds. */
  duration?: number;
}

const counts = { passed: 0, failed: 0 };
let openSuites = 0;

/** Prints a suite's heading. */
export function suiteStarted(name: string, about: string): void {
  openSuites++;
  print(`\n${paint('bold', name)} ${paint('dim', about)}`);
}

/** Closes a suite that {@link suiteStarted} opened. */
export function suiteEnded(): void {
  openSuites--;
}

/** Adds a group's outcomes to the counts and prints them: one line, and every failure in full. */
export function report({ name, tests, duration }: GroupOutcome): void {
  const failed = tests.filter((test) => !test.passed);
  counts.passed += tests.length - failed.length;
  counts.failed += failed.length;
  const mark = failed.length === 0 ? paint('green', '✓') : paint('red', '✗');
  const amount =
    tests.length === 1 && tests[0]?.name === name
      ? ''
      : `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;
  const bad = failed.length > 0 && amount !== '' ? `${failed.length} failed` : '';
  const time = duration === undefined ? '' : formatDuration(duration);
  print(`  ${mark} ${name} ${paint('dim', [amount, bad, time].filter(Boolean).join(', '))}`);
  for (const test of failed) {
    if (test.name !== name) print(`      ${paint('red', '✗')} ${test.name}`);
    if (test.failure) print(indent(test.failure.trimEnd(), 8));
  }
}

/** Reports something that went wrong outside of any test, as one failed test. */
export function reportFailure(name: string, failure: string): void {
  report({ name, tests: [{ name, passed: false, failure }] });
}

/** Adds the outcomes of tests that another process has reported. */
export function addCounts(passed: number, failed: number): void {
  counts.passed += passed;
  counts.failed += failed;
}

/** How many tests there were so far. */
export function counted(): Readonly<typeof counts> {
  return { ...counts };
}

/** Prints a note that counts for nothing. */
export function note(text: string): void {
  print(`  ${paint('dim', text)}`);
}

/** Prints lines of a process under the group that is running. */
export function printOutput(text: string): void {
  if (text.trim() !== '') print(indent(text.trimEnd(), 4));
}

/**
 * The closing line. Printed when the process exits, whatever ended it, so that it is always the last one: a suite that was
 * cut short counts as a failed test.
 */
export function closeReportAtExit(): void {
  process.once('exit', (code) => {
    if (openSuites > 0) {
      counts.failed++;
      print(`  ${paint('red', '✗')} the run was cut short`);
    }
    if (code === 0 && counts.failed > 0) process.exitCode = 1;
    print(`\n${counts.passed} passed, ${counts.failed} failed`);
  });
}

/** A stack or message as people read it, without the frames of Node and its test runner. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  const frames = stack.split('\n').filter((line) => !/^\s+at .*\bnode:/.test(line));
  const cause = error.cause === undefined ? '' : `\ncaused by ${describeError(error.cause)}`;
  return frames.join('\n') + cause;
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(format, text) : text;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
