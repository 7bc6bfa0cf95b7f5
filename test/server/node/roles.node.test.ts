import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { migrateCommand } from '../../../server/node/commands/migrate.ts';
import { startEmbeddedPostgres } from '../../../server/node/embedded-postgres/index.ts';
import { readSecrets } from '../../../server/node/embedded-postgres/secrets.ts';
import { postgresDatabase } from '../../../server/store/adapters/postgres.ts';
import { closeLater, freshDatabase } from '../../helpers/postgres.ts';
import { endServer, startServer, type ServerProcess } from './helpers/server-process.ts';

const superuserIn = (keysFolder: string) => {
  const { superuser } = readSecrets(join(keysFolder, 'database.json'));
  return { user: 'postgres', password: superuser };
};
const temporary = () => mkdtempSync(join(tmpdir(), 'entrenous-roles-'));

describe('an owner and a role that serves, each with a URL of its own', async () => {
  const fresh = await freshDatabase();
  const admin = fresh.connect(1);
  const name = `t${randomBytes(6).toString('hex')}`;
  const folder = temporary();
  closeLater(async () => {
    await Promise.all(servers.map((server) => endServer(server, 'SIGKILL')));
    rmSync(folder, { recursive: true });
    await admin.execute(
      `drop owned by ${name}_owner cascade; drop owned by ${name}_app; drop role ${name}_owner, ${name}_app`,
    );
  });
  await admin.execute(
    `create role ${name}_owner login password 'secret'; create role ${name}_app login password 'secret';
     grant create on schema public to ${name}_owner`,
  );
  const as = (role: string) => Object.assign(new URL(fresh.url), { username: role, password: 'secret' }).href;
  const settings = {
    ENTRENOUS_KEK: `k1:${randomBytes(32).toString('base64')}`,
    ENTRENOUS_API_KEY: randomBytes(32).toString('hex'),
    ENTRENOUS_DATA: join(folder, 'data'),
  };
  const [owner, application] = [as(`${name}_owner`), as(`${name}_app`)];
  const servesAlone = { ...settings, ENTRENOUS_APP_DATABASE_URL: application };
  const servers: ServerProcess[] = [];
  const start = async (env: Record<string, string>) => {
    const server = await startServer(env);
    servers.push(server);
    return server;
  };
  const said = { out: '', err: '' };
  const migrate = (env: Record<string, string>) =>
    migrateCommand(env, {
      out: (text) => void (said.out = text),
      err: (text) => void (said.err = text),
    });

  it('a server that knows only the second one says who brings the schema up to date', async () => {
    await assert.rejects(startServer(servesAlone), /schema version 0; .* Run: entrenous migrate/);
  });

  it('a command works as the owner, or not at all', async () => {
    assert.equal(await migrate(servesAlone), 1);
    assert.match(said.err, /set DATABASE_URL, too/);
    assert.equal(await migrate({ ...servesAlone, DATABASE_URL: owner }), 0);
    assert.match(said.out, /it was 0/);
  });

  it('then it serves, and its role has no right that it does not need', async () => {
    const server = await start(servesAlone);
    const put = await fetch(`${server.url}/v1/practices/alder`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${settings.ENTRENOUS_API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Alder' }),
    });
    assert.equal(put.status, 201);
    await endServer(server, 'SIGTERM');
    const [rights] = await admin.query(
      `select has_table_privilege($1, 'audit', 'insert') as "adds", has_table_privilege($1, 'audit', 'update, delete, truncate') as "changes",
         has_schema_privilege($1, 'public', 'create') as "creates",
         (select count(*)::int from pg_class where relowner = to_regrole($1)) as "owns"`,
      [`${name}_app`],
    );
    assert.deepEqual(rights, { adds: true, changes: false, creates: false, owns: 0 });
  });

  it('a server that knows both brings the schema up to date and serves under the second one', async () => {
    const server = await start({ ...servesAlone, DATABASE_URL: owner });
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    const roles = await admin.query<{ role: string }>(
      `select distinct usename::text as role from pg_stat_activity
       where datname = current_database() and query like 'listen %entrenous_events%'`,
    );
    assert.deepEqual(roles, [{ role: `${name}_app` }]);
    await endServer(server, 'SIGTERM');
  });
});

describe('the embedded PostgreSQL', () => {
  it('gets the role that serves also where an older release has made its folder', async () => {
    const folder = temporary();
    chmodSync(folder, 0o755);
    const keysFolder = join(folder, 'keys');
    mkdirSync(keysFolder, { mode: 0o700 });
    const start = () => startEmbeddedPostgres({ folder, keysFolder });
    const first = await start();
    const old = postgresDatabase({ ...first.connections.owner, max: 1 });
    await old.execute('create table t (n int)');
    await old.close();
    const admin = postgresDatabase({ ...first.connections.owner, ...superuserIn(keysFolder), max: 1 });
    await admin.execute('drop role entrenous_app');
    await admin.close();
    await first.stop();
    rmSync(join(keysFolder, 'application.json'));
    const second = await start();
    try {
      const application = postgresDatabase({ ...second.connections.application, max: 1 });
      const [row] = await application.query<{ role: string; super: boolean }>(
        `select current_user::text as role, rolsuper or rolbypassrls as super from pg_roles where rolname = current_user`,
      );
      assert.deepEqual(row, { role: 'entrenous_app', super: false });
      await application.close();
    } finally {
      await second.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
