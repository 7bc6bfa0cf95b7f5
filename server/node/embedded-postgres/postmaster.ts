import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandOf, ended, isRunning } from '../processes.ts';
import { StartupError } from '../startup-error.ts';

/** The prefix of socket folders that are made outside the data folder. */
export const SOCKET_FOLDER_PREFIX = 'entrenous-';

/** Milliseconds for a fast shutdown (open transactions are rolled back), and then for an immediate one. */
const FAST_SHUTDOWN_MS = 10_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * Ends the PostgreSQL that a killed server left behind. We hold the data folder's lock, so whatever runs on the
 * cluster belongs to nobody alive. It is stopped rather than adopted: its output goes to a pipe that is gone, and a
 * fast shutdown and a start take a fraction of a second.
 *
 * @throws {StartupError} when it does not end
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const left = read(file);
  if (!left) return;
  if (isRunning(left.pid)) {
    if (isPostgresOf(left.pid, cluster)) await stop(left.pid);
    // The id now belongs to some other program; PostgreSQL would take that one for itself and refuse to start.
    else rmSync(file, { force: true });
  }
  if (dirname(left.socketFolder) === tmpdir() && left.socketFolder.includes(SOCKET_FOLDER_PREFIX)) {
    rmSync(left.socketFolder, { recursive: true, force: true });
  }
}

/** Where the PostgreSQL listens that runs on a cluster; `undefined` when none does. */
export function findRunning(cluster: string): { host: string; port: number } | undefined {
  const left = read(join(cluster, 'postmaster.pid'));
  if (!left || !isRunning(left.pid) || !isPostgresOf(left.pid, cluster)) return undefined;
  return { host: left.socketFolder || '127.0.0.1', port: left.port };
}

/** Process id (line 1), port (line 4) and socket folder (line 5) of the file that a running PostgreSQL keeps in its cluster. */
function read(file: string): { pid: number; port: number; socketFolder: string } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return Number.isInteger(pid) && pid > 0
    ? { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '' }
    : undefined;
}

function isPostgresOf(pid: number, cluster: string): boolean {
  const command = commandOf(pid);
  // Where the system does not tell (Windows), believe the file.
  return command === undefined || (command.includes('postgres') && command.includes(cluster));
}

async function stop(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await ended(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await ended(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new StartupError(
    `A PostgreSQL left behind by a killed server (process ${pid}) does not stop. End it first.`,
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw error;
    throw new StartupError(
      `A PostgreSQL left behind by a killed server (process ${pid}) belongs to another user. End it first.`,
    );
  }
}
