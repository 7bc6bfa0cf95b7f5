import pg from 'pg';
import type { Database, Queryable, Scope } from '../../ports.ts';
import { settingOf } from '../scope.ts';
import { ScopedQuery } from './postgres-scoped.ts';

/** PostgreSQL's number of the type `bigint`; the driver would hand it over as a string. */
const BIGINT = 20;

/** Milliseconds between two tries to hear again after the listening connection broke. */
const RELISTEN_MS = 1000;

/** Milliseconds to wait for a connection before saying that the database is not available. */
const CONNECT_MS = 10_000;

/**
 * Milliseconds after which PostgreSQL breaks off a statement, and a transaction in which nothing is asked any more: what hangs must
 * not hold connections and locks for ever. No statement of a request comes near.
 */
const STATEMENT_MS = 30_000;
const IDLE_TRANSACTION_MS = 120_000;

/** SQLSTATE "connection failure", for the driver's own errors, which have no code. */
const CONNECTION_FAILURE = '08006';

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    Number(oid) === BIGINT && format !== 'binary'
      ? Number
      : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};

/** How a pool is used, beside what the driver knows. */
export interface PostgresOptions {
  /** The role that servers work under, where this one is the tables' owner and another one serves. */
  applicationRole?: string | undefined;
}

/**
 * A PostgreSQL server's pool as the backend's database.
 * @param config the driver's: `{ connectionString }`, or `{ host, port, user, password, database }`, and `max` connections
 */
export function postgresDatabase(config: pg.PoolConfig, { applicationRole }: PostgresOptions = {}): Database {
  const settings: pg.PoolConfig = {
    max: 10,
    application_name: 'entrenous',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    ...config,
    types,
  };
  const pool = new pg.Pool(settings);
  // An idle connection that the server ends must not end the process: the pool opens another.
  pool.on('error', () => undefined);

  return {
    query: queryable(pool).query,
    transaction: (work) => transaction(pool, 'begin', work),

    within: (scope) => ({
      query: scopedQuery(pool, scope),
      // With parameters it would be two statements, and the database asked twice.
      transaction: (work) => transaction(pool, `begin; ${settingStatement(scope)}`, work),
    }),

    async execute(sql) {
      await pool.query(sql);
    },

    listen: (channel, heard) => listen(settings, channel, heard),

    close: () => pool.end(),
    applicationRole,
  };
}

/** Lends a connection; one that broke is not used again. */
async function lend<T>(
  pool: pg.Pool,
  use: (client: pg.PoolClient, breaks: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch(fail);
  let broken: Error | undefined;
  // A lent connection that breaks between two statements says so by an event; the next statement fails then.
  const lost = (error: Error) => (broken = error);
  client.on('error', lost);
  try {
    return await use(client, lost);
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return lend(pool, async (client, breaks) => {
    try {
      await client.query(begin).catch(fail);
      const result = await work(queryable(client));
      await client.query('commit').catch(fail);
      return result;
    } catch (error) {
      await client.query('rollback').catch(breaks);
      throw error;
    }
  });
}

function settingStatement(scope: Scope): string {
  const [name, value] = settingOf(scope);
  return `select set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`;
}

function scopedQuery(pool: pg.Pool, scope: Scope): Queryable['query'] {
  return async <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
    const result = await lend(
      pool,
      (client, breaks) =>
        new Promise<pg.QueryResult>((resolve, reject) => {
          const done = (error: Error | undefined, result: pg.QueryResult) => {
            if (!error) return resolve(result);
            // Whatever it was: a connection with which something went wrong is not worth keeping.
            breaks(error);
            reject(error);
          };
          client.query(new ScopedQuery(scope, { text: sql, types }, [...params], done));
        }),
    ).catch(fail);
    return result.rows as Row[];
  };
}

function queryable(runner: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
      const result = await runner.query(sql, params as unknown[] | undefined).catch(fail);
      return result.rows as Row[];
    },
  };
}

/** Gives the driver's word that the connection is gone a code, as every other error has one. */
function fail(error: Error & { code?: string }): never {
  if (!(error instanceof TypeError)) error.code ??= CONNECTION_FAILURE;
  throw error;
}

/** Listens on a connection of its own, because a pooled one is lent out; opens another when it breaks. */
async function listen(
  settings: pg.PoolConfig,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client(settings);
    next.on('notification', (message) => heard(message.payload ?? ''));
    next.on('error', () => undefined);
    next.on('end', () => {
      if (client !== next || stopped) return;
      client = undefined;
      again();
    });
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (stopped) await next.end();
    else client = next;
  }

  function again(): void {
    retry = setTimeout(() => void connect().catch(() => !stopped && again()), RELISTEN_MS);
    retry.unref();
  }

  await connect();
  return async function stop(): Promise<void> {
    stopped = true;
    clearTimeout(retry);
    await client?.end();
  };
}
