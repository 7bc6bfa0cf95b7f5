import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, startOf } from './processes.ts';
import { StartupError } from './startup-error.ts';

interface Owner {
  pid: number;
  /** From {@link startOf}: tells a process from a later one with the same id. */
  start: string | null;
}

/** Holds a data folder for this process. */
export interface FolderLock {
  release(): void;
}

const FILE = 'server.lock';

/**
 * Takes a data folder for this process, so that no second server works on it. The lock of a process that has ended
 * without releasing it is taken over.
 *
 * @throws {StartupError} when another server that is alive holds the folder
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, FILE);
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? null } satisfies Owner);
  const draft = join(folder, `${FILE}.${randomUUID()}`);
  // Written first and then linked, so that the lock is never seen half written.
  writeFileSync(draft, mine, { mode: 0o644, flush: true });
  try {
    while (!tryLink(draft, file)) clearStale(folder, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release() {
      if (readLock(file) === mine) rmSync(file, { force: true });
    },
  };
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Puts aside the lock of a process that has ended. */
function clearStale(folder: string, file: string): void {
  const held = readLock(file);
  if (held === undefined) return;
  const owner = parse(held);
  if (owner && isAlive(owner)) throw inUse(folder, owner.pid);
  const aside = join(folder, `${FILE}.${randomUUID()}`);
  try {
    renameSync(file, aside);
  } catch (error) {
    // Another starting server was faster; look again at what it left.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // If what was moved is not what was judged, another starting server took the lock in between: give it back.
  if (readLock(aside) !== held) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): Owner | undefined {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    return typeof value?.pid === 'number' ? { pid: value.pid, start: value.start ?? null } : undefined;
  } catch {
    // Written by a hand or cut off by a full disk: nobody's lock.
    return undefined;
  }
}

function isAlive({ pid, start }: Owner): boolean {
  if (!isRunning(pid)) return false;
  const now = startOf(pid);
  // Where the system tells when a process started, another start is another process under the same id.
  return process.platform === 'win32' || (now !== undefined && now === start);
}

function inUse(folder: string, pid: number): StartupError {
  return new StartupError(
    `Another Entrenous server (process ${pid}) is using the data folder ${folder}. ` +
      'Stop it first, or give this one a folder of its own with ENTRENOUS_DATA.',
  );
}
