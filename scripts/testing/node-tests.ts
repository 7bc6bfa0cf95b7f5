import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { endLater } from './ending.ts';
import { ROOT } from './files.ts';
import { describeError, printOutput, report, type TestOutcome } from './report.ts';

export interface NodeTestOptions {
  /** How many files run at the same time, each in its own process. */
  concurrency?: number;
  /** The longest that one file may take, in milliseconds. */
  timeout?: number;
}

const PRELOAD = new URL('./end-with-runner.ts', import.meta.url).href;

/** Runs test files of node:test, each in its own process with this one's loader and environment, and reports them as they end. */
export async function runNodeTests(files: readonly string[], options: NodeTestOptions = {}): Promise<void> {
  const { concurrency = Math.min(4, cpus().length), timeout = 300_000 } = options;
  // The test runner of Node 20 hands its own arguments on, and takes no others.
  if (!process.execArgv.includes(PRELOAD)) process.execArgv.push('--import', PRELOAD);
  const waiting = [...files];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await runFile(file, timeout);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function runFile(file: string, timeout: number): Promise<void> {
  const path = join(ROOT, file);
  const started = performance.now();
  const tests: TestOutcome[] = [];
  let output = '';
  const controller = new AbortController();
  const end = endLater(() => controller.abort());
  const names: string[] = [];

  const events = run({ files: [path], concurrency: 1, timeout, signal: controller.signal });
  for await (const event of events as AsyncIterable<TestEvent>) {
    switch (event.type) {
      case 'test:start':
        names.length = event.data.nesting;
        names.push(event.data.name);
        break;
      case 'test:pass':
      case 'test:fail': {
        const { name, nesting, details } = event.data;
        const error = event.type === 'test:fail' ? event.data.details.error : undefined;
        // A suite says nothing that its tests have not said, nor does a test that failed by its subtests.
        if (error === undefined ? details.type === 'suite' : !isOwnFailure(error)) break;
        const isFile = nesting === 0 && (name === path || name === file);
        if (isFile && error === undefined) break;
        const skipped = event.data.skip !== undefined || event.data.todo !== undefined;
        const failure = skipped ? 'It was skipped.' : error && describeError(error.cause ?? error);
        tests.push({
          name: isFile ? 'the file itself' : [...names.slice(0, nesting), name].join(' › '),
          passed: failure === undefined,
          duration: details.duration_ms,
          ...(failure === undefined ? {} : { failure }),
        });
        break;
      }
      case 'test:stdout':
      case 'test:stderr':
        output += event.data.message;
        break;
      default:
        // Progress and coverage, for other reports than ours.
        break;
    }
  }
  await end();

  if (tests.length === 0)
    tests.push({ name: 'has tests', passed: false, failure: 'No test ran in this file.' });
  report({ name: file, tests, duration: performance.now() - started });
  if (tests.some((test) => !test.passed)) printOutput(output);
}

/** Whether a suite or test failed by itself (in a hook, say), and not through one of its tests. */
function isOwnFailure(error: Error): boolean {
  return (error as Error & { failureType?: string }).failureType !== 'subtestsFailed';
}
