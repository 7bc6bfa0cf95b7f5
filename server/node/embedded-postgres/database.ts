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

/** The role that servers work under: it owns nothing. */
export const APPLICATION_ROLE = 'entrenous_app';

/** How to connect as the tables' owner, and as the role that servers work under. */
export interface Connections {
  owner: ConnectionTarget;
  application: ConnectionTarget;
}

/**
 * Makes the roles and the database if they are not there. The server works neither as superuser, because a hole in it would then
 * open files and programs of the machine, nor as the owner of the tables.
 */
export async function prepareDatabase(
  { host, port }: { host: string; port: number },
  secrets: Secrets,
  application: string,
): Promise<Connections> {
  const admin = new pg.Client({
    host,
    port,
    user: SUPERUSER,
    password: secrets.superuser,
    database: 'postgres',
  });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ role: boolean; application: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_roles where rolname = $2) as application,
              exists (select from pg_database where datname = $1) as database`,
      [NAME, APPLICATION_ROLE],
    );
    if (!rows[0]?.role) {
      await admin.query(`create role ${NAME} login password ${admin.escapeLiteral(secrets.server)}`);
    }
    // Its password may be a new one.
    const verb = rows[0]?.application ? 'alter' : 'create';
    const password = admin.escapeLiteral(application);
    await admin.query(`${verb} role ${APPLICATION_ROLE} login password ${password}`);
    if (!rows[0]?.database) await admin.query(`create database ${NAME} owner ${NAME}`);
  } finally {
    await admin.end();
  }
  const owner = ownerOf({ host, port }, secrets);
  return { owner, application: { ...owner, user: APPLICATION_ROLE, password: application } };
}

/** How to connect as the owner of the tables. */
export function ownerOf({ host, port }: { host: string; port: number }, secrets: Secrets): ConnectionTarget {
  return { host, port, user: NAME, password: secrets.server, database: NAME };
}
