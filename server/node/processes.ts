import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id runs, also when it belongs to somebody else. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but not ours to signal. Anything else means that it is not there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process was started, as an opaque text. Together with its id it names one process for ever: ids are given
 * again after a while, and all of them after the machine has been restarted.
 *
 * @returns `undefined` when the process does not run, or when this system does not tell (Windows)
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStartOf(pid);
  if (process.platform === 'win32') return undefined;
  try {
    const args = ['-o', 'lstart=', '-p', String(pid)];
    return execFileSync('ps', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).trim();
  } catch {
    // `ps` fails when there is no such process.
    return undefined;
  }
}

function linuxStartOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything; count from behind it (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    // A zombie has ended; only its parent has not asked yet.
    return state === 'Z' || ticks === undefined ? undefined : `${boot}/${ticks}`;
  } catch {
    // The files of a process vanish with it.
    return undefined;
  }
}

/** The command line of a process; `undefined` when it does not run or when this system does not tell. */
export function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    // Gone in the meantime.
    return undefined;
  }
}

/** Waits until a process that is not our child has ended; for those there is no event. */
export async function ended(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(pid) && !isZombie(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function isZombie(pid: number): boolean {
  return process.platform === 'linux' && startOf(pid) === undefined;
}
