import type { Database, KeyEncryptionKeys, LogEntry } from '../ports.ts';
import { postgresDatabase } from '../store/adapters/postgres.ts';
import { localKeys } from '../vault/local-keys.ts';
import { roleOf, type Config } from './config.ts';
import { type DataFolder, prepareDataFolder } from './data-folder.ts';
import {
  APPLICATION_ROLE,
  hasCluster,
  startEmbeddedPostgres,
  type ConnectionTarget,
} from './embedded-postgres/index.ts';
import { lockFolder } from './folder-lock.ts';
import { loadKek } from './kek.ts';
import type { OnStop } from './run-process.ts';
import { StartupError } from './startup-error.ts';

/** Everything that the server keeps: where it is written, and the keys that open it. */
export interface Storage {
  folder: DataFolder;
  /** For requests: under the application's role, where there is one. */
  database: Database;
  /** For the schema and for commands: the tables' owner. Missing where the operator gave only the application's role. */
  owner: Database | undefined;
  keys: KeyEncryptionKeys;
  /** Resolves with a sentence when the database has ended by itself, and the server cannot go on. */
  failed: Promise<string>;
}

/** Connections of a pool that is used at starts and by commands. */
const OWNER_CONNECTIONS = 4;

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
  const { databaseUrl, applicationUrl } = config;
  const open = async (url: string | undefined, variable: string, applicationRole?: string) => {
    if (url === undefined) return undefined;
    const database = postgresDatabase({ connectionString: url }, { applicationRole });
    onStop(() => database.close());
    await requireConnection(database, variable);
    return database;
  };
  if (databaseUrl !== undefined || applicationUrl !== undefined) {
    const keys = localKeys(loadKek(config.kek, true));
    const role = applicationUrl === undefined ? undefined : roleOf(applicationUrl);
    const owner = await open(databaseUrl, 'DATABASE_URL', role);
    const database = (await open(applicationUrl, 'ENTRENOUS_APP_DATABASE_URL')) ?? owner;
    if (!database) throw new TypeError('One of the two is set.');
    return { folder, database, owner, keys, failed: new Promise(() => {}) };
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
  const { connections, failed } = postgres;
  const owner = ownerDatabase(connections.owner);
  onStop(() => owner.close());
  const database = postgresDatabase({ ...connections.application });
  onStop(() => database.close());
  return { folder, database, owner, keys, failed };
}

/** The embedded database as the tables' owner. */
export function ownerDatabase(connection: ConnectionTarget): Database {
  const applicationRole = APPLICATION_ROLE;
  return postgresDatabase({ ...connection, max: OWNER_CONNECTIONS }, { applicationRole });
}

async function requireConnection(database: Database, variable: string): Promise<void> {
  try {
    await database.query('select 1');
  } catch (error) {
    // The driver's message names host, user or database, never the password.
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new StartupError(`The database of ${variable} cannot be reached: ${reason}`);
  }
}
