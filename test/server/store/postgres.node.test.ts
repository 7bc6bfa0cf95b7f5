import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, joinWorld } from '../../helpers/world.ts';

describe('the PostgreSQL adapter', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect(3);
  const admin = fresh.connect(1);
  /** Ends every connection but the administrator's, as a restart of the server does. */
  const breakConnections = () =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );

  it('gives numbers for bigint, bytes for bytea and dates for times', async () => {
    const [row] = await database.query(
      `select 7::bigint as n, '\\x01ff'::bytea as b, now() as t, null::text as x`,
    );
    assert.equal(row?.n, 7);
    assert.ok(row.b instanceof Uint8Array);
    assert.deepEqual([...row.b], [1, 255]);
    assert.ok(row.t instanceof Date);
    assert.equal(row.x, null);
  });

  it('undoes a transaction that fails, and passes its error on', async () => {
    await database.execute('create table t (n int); insert into t values (1)');
    const work = database.transaction(async (tx) => {
      await tx.query('insert into t values (2)');
      throw new RangeError('no');
    });
    await assert.rejects(work, RangeError);
    assert.deepEqual(await database.query('select n from t'), [{ n: 1 }]);
  });

  it('survives connections that break in the middle of a transaction and while nobody uses them', async () => {
    const work = database.transaction(async (tx) => {
      await breakConnections();
      await tx.query('select 1');
    });
    await assert.rejects(work, (error: { code?: string }) =>
      /^(57P01|08006|EPIPE|ECONNRESET)$/.test(error.code ?? ''),
    );
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
  });

  it('breaks off what takes too long, says 503 for it, and goes on', async () => {
    const hasty = fresh.connect(3, { statement_timeout: 300 });
    const world = await createWorld(hasty);
    const sam = await world.person('sam');
    assert.equal((await sam.call('GET', '/v1/conversations')).status, 200);
    await admin.transaction(async (tx) => {
      await tx.query('lock table conversations in access exclusive mode');
      const waited = await sam.call('GET', '/v1/conversations');
      assert.deepEqual([waited.status, waited.body.code], [503, 'unavailable']);
    });
    assert.equal((await sam.call('GET', '/v1/conversations')).status, 200);
    assert.deepEqual(world.log.at(-1), { level: 'error', event: 'database-unavailable', code: '57014' });
  });

  it('hears again after its listening connection broke', { timeout: 30_000 }, async () => {
    const heard: string[] = [];
    const stop = await database.listen('channel', (payload) => heard.push(payload));
    await breakConnections();
    // Nothing tells when it listens again, so we say it until it is heard.
    while (heard.length === 0) await admin.query(`select pg_notify('channel', 'again')`);
    assert.equal(heard[0], 'again');
    await stop();
  });

  it(
    'a backend goes on after the database was restarted, and its streams go on or resume',
    { timeout: 30_000 },
    async () => {
      const world = await createWorld(fresh.connect(5), {}, { pollMs: 50, heartbeatMs: 60_000 });
      const elsewhere = await joinWorld(fresh.connect(5));
      const maya = await elsewhere.person('maya');
      const ana = await world.person('ana');
      const { id } = await maya.open('ana');
      const stream = await ana.events();
      const cursor = (await stream.next())?.id;
      await breakConnections();
      let answer = await maya.call('GET', '/v1/me');
      for (let i = 0; i < 100 && answer.status === 503; i++) answer = await maya.call('GET', '/v1/me');
      assert.equal(answer.status, 200);
      await maya.send(id, 'after the restart');
      // A stream that was reading when the connection broke has ended; one that was waiting goes on.
      const survived = await stream.next();
      const resumed = survived ? stream : await ana.events(cursor);
      assert.equal((survived ?? (await resumed.next()))?.type, 'message.created');
      await resumed.close();
      for (const entry of [...world.log, ...elsewhere.log]) assert.notEqual(entry.event, 'internal-error');
    },
  );
});
