import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartupError } from '../startup-error.ts';

/** An account of the operating system. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * The account that PostgreSQL has to run under: it refuses to run as root.
 *
 * @param cluster the folder of the database; if it is there, its owner goes on owning it
 * @returns `undefined` when PostgreSQL can run under our own account
 * @throws {StartupError} when we are root and there is no other account to use
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account) return account;
  throw new StartupError(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor a user "nobody". ' +
      'Start Entrenous as an ordinary user, or set DATABASE_URL.',
  );
}

function lookUp(user: string): Account | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // `id` fails for a user that does not exist.
    return undefined;
  }
}
