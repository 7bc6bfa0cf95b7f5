import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { APPLICATION_ROLE, startEmbeddedPostgres } from '../../server/node/embedded-postgres/index.ts';
import { readSecrets } from '../../server/node/embedded-postgres/secrets.ts';
import type { Database } from '../../server/ports.ts';
import { postgresDatabase } from '../../server/store/adapters/postgres.ts';

/** A PostgreSQL for tests. */
export interface TestPostgres {
  /** Of the superuser, to make databases with. */
  url: string;
  /** The folder of the cluster's files. */
  folder: string;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own in a temporary folder, which is gone after {@link TestPostgres.stop}: the way the product does,
 * so also as root and from a checkout that only root may enter. Unlike the product it does not wait for the disk.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const parent = mkdtempSync(join(tmpdir(), 'entrenous-test-'));
  // PostgreSQL's account must get through; the cluster itself is closed to everybody else.
  chmodSync(parent, 0o755);
  const keysFolder = join(parent, 'keys');
  mkdirSync(keysFolder, { mode: 0o700 });
  const start = (): ReturnType<typeof startEmbeddedPostgres> =>
    startEmbeddedPostgres({ folder: parent, keysFolder });

  const first = await start();
  const { superuser } = readSecrets(join(keysFolder, 'database.json'));
  const { host, port } = first.connections.owner;
  // A socket's folder stands in the place of a host, its slashes escaped.
  const url = `postgres://postgres:${superuser}@${encodeURIComponent(host)}:${port}/postgres`;
  await administer(url, 'alter role postgres set synchronous_commit = off');
  await administer(url, 'alter system set max_connections = 200');
  await first.stop();
  const postgres = await start();
  return {
    url,
    folder: join(parent, 'postgres'),
    async stop() {
      await postgres.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

let own: Promise<TestPostgres> | undefined;

const closings: (() => Promise<void>)[] = [];

/** Remembers what to close when a test file is over, before its database goes. */
export function closeLater(close: () => Promise<void>): void {
  closings.push(close);
}

/** The URL of the cluster that the runner has started, or else of one for this file alone. */
async function clusterUrl(): Promise<string> {
  const running = process.env.TEST_DATABASE_URL;
  if (running !== undefined) return running;
  own ??= startPostgres();
  return (await own).url;
}

/** A fresh database of one test file. */
export interface TestDatabase {
  url: string;
  /**
   * The same database, as another server process would have it: what it does within a scope it does under the application's role;
   * what a test looks at or changes itself, as superuser.
   */
  connect(max?: number, config?: pg.PoolConfig): Database;
  /** The cluster's files, for whoever looks what lies on the disk. */
  clusterFolder(): Promise<string>;
}

/** Makes a fresh database; it goes after the file's last test. Call it at the top of a test file. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = await clusterUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name}`);
  await administer(server, ROLE);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const pools: Database[] = [];
  after(async () => {
    await Promise.all(closings.splice(0).map((close) => close()));
    await Promise.all(pools.map((pool) => pool.close()));
    await administer(server, `drop database ${name} with (force)`);
    await (await own)?.stop();
    own = undefined;
  });
  return {
    url,
    connect(max = 20, config = {}) {
      const database = asApplication({ connectionString: url, max, ...config });
      pools.push(database);
      return database;
    },
    async clusterFolder() {
      const [row] = await administer(server, 'show data_directory');
      return row?.data_directory as string;
    },
  };
}

/** The role that the embedded PostgreSQL has already; roles are the cluster's, and several test files may come at once. */
const ROLE = `do $$ begin create role ${APPLICATION_ROLE};
  exception when duplicate_object or unique_violation then null; end $$`;

/** A database whose scopes are the application's role's. */
export function asApplication(config: pg.PoolConfig): Database {
  const owner = postgresDatabase(config, { applicationRole: APPLICATION_ROLE });
  const application = postgresDatabase({ ...config, options: `-c role=${APPLICATION_ROLE}` });
  return {
    ...owner,
    within: application.within,
    close: async () => void (await Promise.all([owner.close(), application.close()])),
  };
}

async function administer(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
