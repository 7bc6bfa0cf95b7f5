import type { Database, FileStore, KeyEncryptionKeys } from '../../ports.ts';
import { SchemaTooNewError, SchemaTooOldError } from '../../store/migrate.ts';
import { wrappedKeys } from '../../store/keys.ts';
import { BackupError } from '../../domain/backup/head.ts';
import { PurgeError } from '../../domain/purge/deps.ts';
import { VaultError } from '../../vault/errors.ts';
import { localKeys } from '../../vault/local-keys.ts';
import { Vault } from '../../vault/vault.ts';
import type { Config } from '../config.ts';
import { loadConfig } from '../environment.ts';
import { prepareDataFolder, type DataFolder } from '../data-folder.ts';
import { joinEmbeddedPostgres } from '../embedded-postgres/index.ts';
import { folderFiles } from '../folder-files.ts';
import { loadKek } from '../kek.ts';
import { logProblems } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import { openStorage, ownerDatabase } from '../storage.ts';

/** What an operator's command works on. */
export interface Workplace {
  folder: DataFolder;
  database: Database;
  keys: KeyEncryptionKeys;
  vault: Vault;
  files: FileStore;
}

/** Where a command writes to. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Standard output and error. */
export const STANDARD: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/**
 * Runs an operator's command on the data that the environment names, whether a server is running on it or not: an embedded
 * database that is running is joined, one that is not is started for as long as the command takes.
 * @returns the exit code: what `work` says, or 1 with one line when it cannot be done
 */
export async function runCommand(
  work: (place: Workplace, output: Output, config: Config) => Promise<number>,
  env: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = STANDARD,
): Promise<number> {
  const closers: (() => void | Promise<void>)[] = [];
  try {
    const { config, mistakes } = loadConfig(env, process.cwd());
    if (mistakes) throw new StartupError(mistakes.join('\n'));
    return await work(await open(config, (close) => void closers.push(close)), output, config);
  } catch (error) {
    const known = [
      StartupError,
      VaultError,
      BackupError,
      PurgeError,
      SchemaTooNewError,
      SchemaTooOldError,
    ].some((kind) => error instanceof kind);
    output.err(`${error instanceof Error ? (known ? error.message : error.stack) : String(error)}\n`);
    return 1;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function open(config: Config, onStop: (close: () => void | Promise<void>) => void): Promise<Workplace> {
  const folder = prepareDataFolder(config.dataFolder);
  const embedded = config.databaseUrl === undefined && config.applicationUrl === undefined;
  const running = embedded && joinEmbeddedPostgres(folder.path, folder.keys);
  let storage: { database: Database; keys: KeyEncryptionKeys };
  if (running) {
    const keys = localKeys(loadKek(config.kek, true));
    storage = { keys, database: ownerDatabase(running) };
    onStop(() => storage.database.close());
  } else {
    if (config.databaseUrl === undefined && config.applicationUrl !== undefined) {
      throw new StartupError('A command works as the owner of the tables: set DATABASE_URL, too.');
    }
    const { keys, owner, database } = await openStorage(config, logProblems, onStop);
    storage = { keys, database: owner ?? database };
  }
  const { database, keys } = storage;
  return {
    folder,
    database,
    keys,
    vault: new Vault(keys, wrappedKeys(database)),
    files: await folderFiles(folder.files),
  };
}

/** Shows how far a long work is: one line that is written over on a terminal, and a line now and then elsewhere. */
export function progress(output: Output, what: string): (done: number) => void {
  let next = 0;
  return function show(done) {
    const now = Date.now();
    if (now < next) return;
    next = now + (process.stderr.isTTY ? 200 : 10_000);
    output.err(process.stderr.isTTY ? `\r${what}: ${done} ` : `${what}: ${done}\n`);
  };
}
