import type { Database, Queryable } from '../ports.ts';
import { grantApplication } from './application-role.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Any number that nobody else takes as an advisory lock in this database: "ENTR" in ASCII. */
const MIGRATION_LOCK = 0x454e5452;

/** The schema version of this release. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** The database's schema is newer than this program: an older release must not write into it. */
export class SchemaTooNewError extends Error {
  readonly code = 'schema-too-new';
  constructor(version: number) {
    super(`The database has schema version ${version}; this release knows up to ${SCHEMA_VERSION}.`);
    this.name = 'SchemaTooNewError';
  }
}

/** The database's schema is older than this program, and whoever asked does not change it. */
export class SchemaTooOldError extends Error {
  readonly code = 'schema-too-old';
  constructor(version: number) {
    super(
      `The database has schema version ${version}; this release needs ${SCHEMA_VERSION}. Run: entrenous migrate`,
    );
    this.name = 'SchemaTooOldError';
  }
}

/** The version of a database's schema; 0 when there is none. */
export async function schemaVersion(q: Queryable): Promise<number> {
  if (!(await hasVersions(q))) return 0;
  const [row] = await q.query<{ version: number }>(
    `select coalesce(max(version), 0) as version from schema_migrations`,
  );
  return row?.version ?? 0;
}

async function hasVersions(q: Queryable): Promise<boolean> {
  const [row] = await q.query<{ there: boolean }>(
    `select to_regclass('schema_migrations') is not null as there`,
  );
  return row?.there === true;
}

/** @throws {SchemaTooOldError} or {@link SchemaTooNewError} when the schema is not this release's */
export async function requireSchema(q: Queryable): Promise<void> {
  const version = await schemaVersion(q);
  if (version > SCHEMA_VERSION) throw new SchemaTooNewError(version);
  if (version < SCHEMA_VERSION) throw new SchemaTooOldError(version);
}

/** Lets one process at a time do what is done at a start, until the transaction ends, however long the others wait. */
export async function lockStart(tx: Queryable): Promise<void> {
  await tx.query(`set local statement_timeout = 0`);
  await tx.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
}

/** SQLSTATE of what a role may not do. */
const NOT_ALLOWED = '42501';

/**
 * Brings the schema to this release's version, gives the application's role its rights, then lets `prove` look at it, all in one
 * transaction. Several processes may start at once: one goes first, the others wait.
 * @throws {SchemaTooOldError} when there is something to do and the database's role may not do it
 */
export async function migrate(
  database: Database,
  now: Date,
  prove: (tx: Queryable) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    // A step over a large table takes as long as it takes, and so does waiting for who goes first.
    await lockStart(tx);
    const before = await schemaVersion(tx);
    try {
      await stepForward(tx, now);
    } catch (error) {
      if ((error as { code?: unknown }).code === NOT_ALLOWED) throw new SchemaTooOldError(before);
      throw error;
    }
    if (database.applicationRole !== undefined) await grantApplication(tx, database.applicationRole);
    await prove(tx);
  });
}

async function stepForward(tx: Queryable, now: Date): Promise<void> {
  // Not `create … if not exists`: that asks for the right to create also where the table is there.
  if (!(await hasVersions(tx))) {
    await tx.query(
      `create table schema_migrations (version integer primary key, name text not null, at timestamptz not null)`,
    );
  }
  const rows = await tx.query<{ version: number }>(`select version from schema_migrations order by version`);
  const done = new Set(rows.map((row) => row.version));
  const unknown = rows.findLast(({ version }) => !MIGRATIONS.some((known) => known.version === version));
  if (unknown) throw new SchemaTooNewError(unknown.version);
  for (const migration of MIGRATIONS.filter(({ version }) => !done.has(version))) {
    for (const statement of migration.statements) await tx.query(statement);
    await tx.query(`insert into schema_migrations (version, name, at) values ($1, $2, $3)`, [
      migration.version,
      migration.name,
      now.toISOString(),
    ]);
  }
}
