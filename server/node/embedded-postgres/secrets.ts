import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivateFile } from '../private-file.ts';
import { StartupError } from '../startup-error.ts';

/** The passwords of the embedded PostgreSQL, so that nobody else on the machine reaches the data. */
export interface Secrets {
  /** Of PostgreSQL's superuser, used only to set things up. */
  superuser: string;
  /** Of the role that owns the tables. */
  server: string;
}

/** Makes the passwords and keeps them in a file that only we can read. */
export function createSecrets(file: string): Secrets {
  const secrets = { superuser: password(), server: password() };
  writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** @throws {StartupError} when the file is missing or damaged */
export function readSecrets(file: string): Secrets {
  try {
    const { superuser, server } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
    if (typeof superuser === 'string' && typeof server === 'string') return { superuser, server };
  } catch {
    // Not there, not readable or not JSON: all the same to whoever has to put the file back.
  }
  throw new StartupError(
    `The database's passwords cannot be read from ${file}. Put the file back from a backup of the keys folder.`,
  );
}

/**
 * The password of the role that the server works under; made if it is not there. It lies in a file of its own, because older releases
 * have none.
 */
export function applicationPassword(file: string): string {
  if (!existsSync(file)) writePrivateFile(file, `${JSON.stringify({ application: password() }, null, 2)}\n`);
  try {
    const { application } = JSON.parse(readFileSync(file, 'utf8')) as { application?: unknown };
    if (typeof application === 'string') return application;
  } catch {
    // Not readable or not JSON: said below.
  }
  throw new StartupError(
    `The database's password cannot be read from ${file}. Remove it: a new one is made.`,
  );
}

/** 256 bits, in letters that need no quoting anywhere. */
function password(): string {
  return randomBytes(32).toString('base64url');
}
