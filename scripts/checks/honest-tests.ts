import type { Check } from './check.ts';
import { linesMatching, ourSources } from './sources.ts';

const SKIPPED =
  /\b(?:describe|it|test|suite|context)\.(?:only|skip|todo)\b|\b(?:xit|xdescribe|fit|fdescribe)\(|\.retries\(/;
const SLEEP =
  /\baTimeout\(|\bwaitForTimeout\(|\bsleep\(|timers\/promises|new Promise.*setTimeout|setTimeout\(\s*(?:resolve|done|r)\b/;

/** A test that is skipped proves nothing, and one that sleeps proves little and takes long. */
export const honestTests: Check = {
  name: 'tests neither skip, nor single out, nor sleep',
  run: () =>
    ourSources((path) => path.startsWith('test/') && path.endsWith('.ts')).flatMap((source) => [
      ...linesMatching(source, SKIPPED, 'every test runs, always'),
      ...(mayPoll(source.path) ? [] : linesMatching(source, SLEEP, 'wait for what happens, not for a time')),
    ]),
};

/**
 * What another process does, or a store that only says what it is, gives no event: helpers look again, for a bounded time. What makes
 * faults makes delays, too.
 */
function mayPoll(path: string): boolean {
  return path.includes('/helpers/') || (path.startsWith('test/faults/') && !path.endsWith('.test.ts'));
}
