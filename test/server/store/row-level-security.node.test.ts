import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { APPLICATION_ROLE } from '../../../server/node/embedded-postgres/index.ts';
import { WORKS, type Queryable } from '../../../server/ports.ts';
import { APPLICATION_RIGHTS } from '../../../server/store/application-role.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { postgresDatabase } from '../../../server/store/adapters/postgres.ts';
import { SchemaTooOldError } from '../../../server/store/migrate.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { fillEveryTable, worldOfEverything } from '../../helpers/everything.ts';
import { closeLater, freshDatabase, type TestDatabase } from '../../helpers/postgres.ts';
import { joinWorld, TEST_KEYS } from '../../helpers/world.ts';

/** A pool of the application's role and nobody else, with one connection: what a statement leaves behind, the next one finds. */
function applicationOf({ url }: TestDatabase) {
  const options = `-c role=${APPLICATION_ROLE}`;
  const database = postgresDatabase({ connectionString: url, max: 1, options });
  closeLater(() => database.close());
  return database;
}

const refusedBy = (role: RegExp) => (error: { code?: string; message: string }) =>
  error.code === '42501' && role.test(error.message);

describe('the second wall, under the role that servers work under', async () => {
  const fresh = await freshDatabase();
  const owner = fresh.connect();
  await worldOfEverything(owner, memoryFiles());
  await fillEveryTable(owner);
  const application = applicationOf(fresh);
  const alder = application.within({ practice: 'alder' });
  const tables = (
    await owner.query<{ name: string }>(
      `select c.table_name::text as name from information_schema.columns c
       where c.table_schema = 'public' and c.column_name = 'practice_id' order by 1`,
    )
  ).map(({ name }) => name);
  /** The operator's own are not the role's at all. */
  const used = tables.filter((table) => APPLICATION_RIGHTS[table] !== '');
  const count = async (q: Queryable, table: string, where = 'true') => {
    const [row] = await q.query<{ n: number }>(`select count(*) as n from ${table} where ${where}`);
    return row?.n;
  };

  it('stands before every table that has rows of practices, and the rights name every table', async () => {
    const rows = await owner.query<{ name: string; on: boolean }>(
      `select relname::text as name, relrowsecurity as "on" from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
    );
    assert.deepEqual(
      rows.filter(({ on }) => on).map(({ name }) => name),
      tables,
    );
    assert.deepEqual(Object.keys(APPLICATION_RIGHTS).sort(), rows.map(({ name }) => name).sort());
  });

  it('a statement that forgets the practice gets the rows of its own and no others', async () => {
    for (const table of used) {
      const [own, all] = [await count(owner, table, `practice_id = 'alder'`), await count(owner, table)];
      assert.ok(own !== undefined && own > 0, `${table} has rows`);
      assert.equal(await count(alder, table), own, table);
      assert.equal(await alder.transaction((tx) => count(tx, table)), own, table);
      if (table === 'people') assert.ok(all !== undefined && all > own);
    }
  });

  it('a statement that asks for another practice gets nothing', async () => {
    for (const table of used) assert.equal(await count(alder, table, `practice_id <> 'alder'`), 0, table);
  });

  it('without a scope there is nothing, also on a connection that had one', async () => {
    for (const table of used) {
      await count(alder, table);
      await alder.transaction((tx) => count(tx, table));
      assert.equal(await count(application, table), 0, table);
      assert.equal(await application.transaction((tx) => count(tx, table)), 0, table);
    }
  });

  it('nothing is written into another practice', async () => {
    const [birch] = await owner.query(
      `select * from people where practice_id = 'birch' and person_id = 'sam'`,
    );
    const move = `update people set practice_id = 'birch', person_id = 'new' where person_id = 'maya'`;
    const put = `insert into people (practice_id, person_id, kind, admin, active, name, created_at)
      values ('birch', 'new', 'client', false, true, '', now())`;
    for (const sql of [move, put]) await assert.rejects(alder.query(sql), refusedBy(/row-level security/));
    assert.deepEqual(
      await alder.query(`update people set admin = true where practice_id = 'birch' returning person_id`),
      [],
    );
    assert.deepEqual(
      await owner.query(`select * from people where practice_id = 'birch' and person_id = 'sam'`),
      [birch],
    );
  });

  it('work that goes over all practices reads what it needs, and changes nobody’s messages', async () => {
    const content = [
      'conversations',
      'conversation_keys',
      'messages',
      'participants',
      'attachments',
      'audit',
    ];
    const read: string[] = [];
    for (const work of WORKS) {
      const everywhere = application.within({ work });
      for (const table of content) {
        if (await count(everywhere, table)) read.push(`${work}: ${table}`);
      }
      for (const table of ['conversations', 'messages', 'participants', 'people', 'practices']) {
        const changed = await everywhere.query(
          `update ${table} set practice_id = practice_id where true returning practice_id`,
        );
        assert.deepEqual(changed, [], `${work}: ${table}`);
      }
    }
    assert.deepEqual(read, [
      'mail: messages',
      'mail: participants',
      'collect: participants',
      'collect: attachments',
    ]);
  });

  it('the audit is added to; the role may not change it, take from it or empty it', async () => {
    for (const sql of [
      `update audit set action = 'message.sent'`,
      `delete from audit`,
      `truncate audit`,
      `update audit_heads set floor_n = 1`,
      `delete from audit_heads`,
    ]) {
      const tried = alder.transaction(async (tx) => {
        await tx.query(`select set_config('entrenous.audit_purge', 'on', true)`);
        await tx.query(sql);
      });
      await assert.rejects(tried, refusedBy(/^permission denied for table/), sql);
    }
  });

  it('the role starts a server where the owner has brought everything up to date, and else says so', async () => {
    const world = await joinWorld(application);
    assert.equal((await (await world.person('sam')).conversations()).length, 1);
    await world.backend.close();
    const empty = applicationOf(await freshDatabase());
    const start = createBackend({ database: empty, keys: localKeys(TEST_KEYS), portals: [] });
    await assert.rejects(start, SchemaTooOldError);
  });
});
