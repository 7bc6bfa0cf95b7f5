import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../startup-error.ts';
import type { Account } from './account.ts';

/** Starts PostgreSQL's programs under the account that suits them. */
export interface Launcher {
  spawn(program: string, args: readonly string[]): ChildProcess;
  /** Hands a file or folder to that account. */
  own(path: string): void;
}

/**
 * PostgreSQL must not run as root, but what it needs may lie below a folder that only root may enter (a home, a
 * `mktemp -d`). Then its processes keep one capability of root's, the one to pass through folders; it is the least
 * that works, and PostgreSQL itself goes on being an ordinary account.
 *
 * @param needed programs that the account must be able to run, and folders that it must be able to enter
 * @throws {StartupError} when it cannot reach them, naming the folder to open up
 */
export function createLauncher(account: Account | undefined, needed: readonly string[]): Launcher {
  if (!account) return { spawn: (program, args) => start(program, args, {}), own: () => {} };
  const own = (path: string) => chownSync(path, account.uid, account.gid);
  if (needed.every((path) => reaches([], account, path))) {
    return { spawn: (program, args) => start(program, args, account), own };
  }
  const capability = passingCapability();
  const prefix = capability ? withCapability(account, capability) : undefined;
  if (prefix && needed.every((path) => reaches(prefix, undefined, path))) {
    const [setpriv = 'setpriv', ...options] = prefix;
    return { spawn: (program, args) => start(setpriv, [...options, program, ...args], {}), own };
  }
  throw closed(account, needed);
}

function start(program: string, args: readonly string[], as: Partial<Account>): ChildProcess {
  return spawn(program, args, {
    ...as,
    // The folder we were started in may be closed to the account.
    cwd: process.platform === 'win32' ? undefined : '/',
    // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop PostgreSQL when it is time.
    detached: process.platform !== 'win32',
    // Nothing of ours (PGDATA, PGHOST, keys) leaks into it; messages stay in a language that we can read.
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Whether a process with this account (or behind this prefix) may really run or enter a path: asked by trying. */
function reaches(prefix: readonly string[], account: Account | undefined, path: string): boolean {
  const [program = '', ...args] = [...prefix, '/bin/sh', '-c', 'test -x "$1"', 'sh', path];
  return spawnSync(program, args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Linux capability numbers (capabilities(7)). */
const DAC_OVERRIDE = 1n;
const DAC_READ_SEARCH = 2n;
const SETPCAP = 8n;

/** The weakest capability that passes through closed folders and that we may hand on; `undefined` if none. */
function passingCapability(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync('/proc/self/status', 'utf8');
  const set = (name: string) =>
    BigInt(`0x${new RegExp(`^${name}:\\s*([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0'}`);
  const usable = set('CapEff') & set('CapBnd');
  const has = (capability: bigint) => (usable & (1n << capability)) !== 0n;
  if (!has(SETPCAP)) return undefined;
  if (has(DAC_READ_SEARCH)) return 'dac_read_search';
  return has(DAC_OVERRIDE) ? 'dac_override' : undefined;
}

function withCapability({ uid, gid }: Account, capability: string): string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    // Without it access(2), by which PostgreSQL's programs find each other, leaves capabilities out of account.
    '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
    '--',
  ];
}

function closed(account: Account, needed: readonly string[]): StartupError {
  const path = needed.flatMap(ancestors).find((folder) => !reaches([], account, folder)) ?? needed[0];
  return new StartupError(
    `PostgreSQL does not run as root, and the account it runs under (uid ${account.uid}) cannot enter ${path}. ` +
      `Open that folder (chmod o+x), start Entrenous as an ordinary user, or set ENTRENOUS_DATA to a folder that ` +
      'this account can enter.',
  );
}

/** The folders above a path, from the root down, and the path itself. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}
