import { chmodSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

/** Lies in the data folder while a restore puts files there: after one that was killed they are leftovers, and may go. */
export const RESTORING = 'restoring';

/** Where everything that the server keeps on this machine lies. */
export interface DataFolder {
  /** Absolute, with symbolic links resolved. */
  path: string;
  /** Readable by us alone. To be backed up apart from the rest. */
  keys: string;
  /** Sealed files. To be backed up together with the database. */
  files: string;
}

/**
 * Makes the data folder if it is not there, and sees to it that others cannot look into it.
 *
 * @throws {StartupError} when it cannot be made or written
 */
export function prepareDataFolder(wanted: string): DataFolder {
  try {
    mkdirSync(wanted, { recursive: true });
    const path = realpathSync(wanted);
    const keys = join(path, 'keys');
    // PostgreSQL's account, when we are root, passes through this folder to its own.
    if (isOurs(path)) chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    chmodSync(keys, 0o700);
    const files = join(path, 'files');
    mkdirSync(files, { recursive: true, mode: 0o700 });
    chmodSync(files, 0o700);
    return { path, keys, files };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new StartupError(
      `The data folder ${wanted} cannot be used (${code}). Set ENTRENOUS_DATA to a folder that this user can write.`,
    );
  }
}

function isOurs(path: string): boolean {
  return statSync(path).uid === process.getuid?.();
}
