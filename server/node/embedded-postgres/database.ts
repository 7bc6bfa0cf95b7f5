import pg from 'pg';
import { SUPERUSER } from './initialize.ts';
import type { Secrets } from './secrets.ts';

/** How to connect to a database, in the words of the `pg` driver. */
export interface ConnectionTarget {
  /** A host name, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

const NAME = 'entrenous';

/**
 * Makes the server's role and database if they are not there. The server does not work as superuser: a hole in it
 * would otherwise open files and programs of the machine.
 */
export async function prepareDatabase(
  { host, port }: { host: string; port: number },
  secrets: Secrets,
): Promise<ConnectionTarget> {
  const admin = new pg.Client({
    host,
    port,
    user: SUPERUSER,
    password: secrets.superuser,
    database: 'postgres',
  });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $1) as database`,
      [NAME],
    );
    if (!rows[0]?.role) {
      await admin.query(`create role ${NAME} login password ${admin.escapeLiteral(secrets.server)}`);
    }
    if (!rows[0]?.database) await admin.query(`create database ${NAME} owner ${NAME}`);
  } finally {
    await admin.end();
  }
  return connectionTo({ host, port }, secrets);
}

/** How the server connects. */
export function connectionTo(
  { host, port }: { host: string; port: number },
  secrets: Secrets,
): ConnectionTarget {
  return { host, port, user: NAME, password: secrets.server, database: NAME };
}
