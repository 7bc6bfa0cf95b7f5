import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';
import type { Launcher } from './launcher.ts';

export const SUPERUSER = 'postgres';

/**
 * Makes an empty cluster. It comes into being under another name and is renamed when it is complete, so a cluster
 * that is there is whole, also when an earlier start was killed.
 *
 * @throws {StartupError} with what `initdb` said
 */
export async function initialize(
  cluster: string,
  password: string,
  binaries: Binaries,
  launcher: Launcher,
): Promise<void> {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const pgdata = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  mkdirSync(pgdata, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of [draft, pgdata, passwordFile]) launcher.own(path);

  const initdb = launcher.spawn(binaries.initdb, [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8: the same order on every machine and no locale to install.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ]);
  const endWithUs = () => initdb.kill();
  process.once('exit', endWithUs);
  const errors = initdb.stderr ? text(initdb.stderr) : Promise.resolve('');
  initdb.stdout?.resume();
  try {
    const [code] = (await once(initdb, 'close')) as [number | null];
    if (code !== 0) throw new Error((await errors).trim());
  } catch (error) {
    // It said why it failed, or it could not even be started.
    throw new StartupError(
      `The embedded PostgreSQL could not make its database: ${(error as Error).message}`,
    );
  } finally {
    process.off('exit', endWithUs);
  }
  renameSync(pgdata, cluster);
  rmSync(draft, { recursive: true, force: true });
}
