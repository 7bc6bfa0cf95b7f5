import type { Database, KeyEncryptionKeys, LogEntry } from '../ports.ts';
import { postgresDatabase } from '../store/adapters/postgres.ts';
import { localKeys } from '../vault/local-keys.ts';
import type { Config } from './config.ts';
import { type DataFolder, prepareDataFolder } from './data-folder.ts';
import { hasCluster, startEmbeddedPostgres } from './embedded-postgres/index.ts';
import { lockFolder } from './folder-lock.ts';
import { loadKek } from './kek.ts';
import type { OnStop } from './run-process.ts';
import { StartupError } from './startup-error.ts';

/** Everything that the server keeps: where it is written, and the keys that open it. */
export interface Storage {
  folder: DataFolder;
  database: Database;
  keys: KeyEncryptionKeys;
  /** Resolves with a sentence when the database has ended by itself, and the server cannot go on. */
  failed: Promise<string>;
}

/**
 * Opens the data folder, the keys and the database, embedded or the operator's own.
 *
 * @param onStop takes what has to be closed at the end, in the order in which it was opened
 * @throws {StartupError} when any of it cannot be used
 */
export async function openStorage(
  config: Config,
  log: (entry: LogEntry) => void,
  onStop: OnStop,
): Promise<Storage> {
  const folder = prepareDataFolder(config.dataFolder);
  if (config.databaseUrl !== undefined) {
    const keys = localKeys(loadKek(config.kek, true));
    const database = postgresDatabase({ connectionString: config.databaseUrl });
    onStop(() => database.close());
    await requireConnection(database);
    return { folder, database, keys, failed: new Promise(() => {}) };
  }

  const lock = lockFolder(folder.path);
  onStop(() => lock.release());
  const keys = localKeys(loadKek(config.kek, hasCluster(folder.path)));
  const postgres = await startEmbeddedPostgres({
    folder: folder.path,
    keysFolder: folder.keys,
    onMessage: (message) => log({ level: 'warn', event: 'postgres.message', message }),
  });
  onStop(() => postgres.stop());
  const database = postgresDatabase({ ...postgres.connection });
  onStop(() => database.close());
  return { folder, database, keys, failed: postgres.failed };
}

async function requireConnection(database: Database): Promise<void> {
  try {
    await database.query('select 1');
  } catch (error) {
    // The driver's message names host, user or database, never the password.
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new StartupError(`The database of DATABASE_URL cannot be reached: ${reason}`);
  }
}
