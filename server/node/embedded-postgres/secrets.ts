import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writePrivateFile } from '../private-file.ts';
import { StartupError } from '../startup-error.ts';

/** The passwords of the embedded PostgreSQL, so that nobody else on the machine reaches the data. */
export interface Secrets {
  /** Of PostgreSQL's superuser, used only to set things up. */
  superuser: string;
  /** Of the role that owns the tables. */
  server: string;
  /** Of the role that the server works under. */
  application: string;
}

/** Makes the passwords and keeps them in a file that only we can read. */
export function createSecrets(file: string): Secrets {
  return write(file, { superuser: password(), server: password(), application: password() });
}

/** Reads the passwords, and adds what an older release has not made. @throws {StartupError} */
export function completeSecrets(file: string): Secrets {
  const secrets = readSecrets(file);
  return secrets.application === '' ? write(file, { ...secrets, application: password() }) : secrets;
}

function write(file: string, secrets: Secrets): Secrets {
  writePrivateFile(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** The passwords; one that an older release has not made is empty. @throws {StartupError} when the file is missing or damaged */
export function readSecrets(file: string): Secrets {
  try {
    const { superuser, server, application } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
    if (typeof superuser === 'string' && typeof server === 'string') {
      return { superuser, server, application: typeof application === 'string' ? application : '' };
    }
  } catch {
    // Not there, not readable or not JSON: all the same to whoever has to put the file back.
  }
  throw new StartupError(
    `The database's passwords cannot be read from ${file}. Put the file back from a backup of the keys folder.`,
  );
}

/** 256 bits, in letters that need no quoting anywhere. */
function password(): string {
  return randomBytes(32).toString('base64url');
}
