import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { endLater } from './ending.ts';
import { ROOT } from './files.ts';
import { addCounts, reportFailure } from './report.ts';

const CLOSING_LINE = /\n(\d+) passed, (\d+) failed\s*$/;

/**
 * Runs a suite in a process of its own, with what the others leave of the processor.
 * @returns waits for it, prints what it has reported, and counts its outcomes
 */
export function runInBackground(suite: string, filter: string): () => Promise<void> {
  const args = [...process.execArgv, join(ROOT, 'scripts', 'test.ts'), suite, '--filter', filter];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const end = endLater(() => child.kill());
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const closed = once(child, 'close');
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // A system that does not let us: then it takes its full share.
  }
  return async () => {
    await closed;
    await end();
    process.stdout.write(output.replace(CLOSING_LINE, ''));
    const [, passed, failed] = CLOSING_LINE.exec(output) ?? [];
    if (passed === undefined) reportFailure(`the ${suite} suite`, 'It did not come to its end.');
    else addCounts(Number(passed), Number(failed));
  };
}
