import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyAudit, type AuditAnchor } from '../../../server/domain/audit/verify.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

/** A change that somebody makes who holds the database, and not its keys. */
type Tamper = (
  sql: (text: string, params?: unknown[]) => Promise<Record<string, unknown>[]>,
) => Promise<unknown>;

describe("the audit's chains", async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const [maya, ana] = [await world.person('maya'), await world.person('ana')];
  const { id } = await maya.open('ana');
  for (let i = 0; i < 5; i++) {
    await maya.send(id, `to Ana ${i}`);
    await ana.open('maya');
    await ana.send(id, `to Maya ${i}`);
    await ana.messages(id);
  }
  const look = (anchors: readonly AuditAnchor[] = [], practice = 'alder') =>
    verifyAudit(
      { database, vault: new Vault(localKeys(TEST_KEYS), wrappedKeys(database)) },
      practice,
      anchors,
    );

  /** What a look finds after a change that is taken back afterwards. */
  const foundAfter = async (tamper: Tamper, anchors?: readonly AuditAnchor[]) => {
    await database.execute(
      `create table audit_copy as table audit; create table heads_copy as table audit_heads;
       alter table audit disable trigger user`,
    );
    try {
      await tamper((text, params) => database.query(text, params));
      return (await look(anchors)).findings;
    } finally {
      await database.execute(
        `alter table audit disable trigger user;
         delete from audit; insert into audit select * from audit_copy;
         delete from audit_heads; insert into audit_heads select * from heads_copy;
         drop table audit_copy; drop table heads_copy; alter table audit enable trigger user`,
      );
    }
  };

  it('are whole, with every entry looked at', async () => {
    const { findings, entries, unchained } = await look();
    const [count] = await database.query<{ n: number }>(
      `select count(*)::int as n from audit where practice_id = 'alder'`,
    );
    assert.deepEqual([findings, entries, unchained], [[], count!.n, 0]);
    assert.ok(entries > 20);
  });

  it('stay whole when many act at the same moment, and as the same person', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await maya.send(id, `at once ${i}`);
        await maya.messages(id);
        await ana.conversations();
      }),
    );
    assert.deepEqual((await look()).findings, []);
    const [sent] = await database.query<{ entries: number; messages: number }>(
      `select (select count(*)::int from audit where action = 'message.sent') as entries,
         (select count(*)::int from messages) as messages`,
    );
    assert.equal(sent!.entries, sent!.messages);
  });

  const COLUMNS: Record<string, unknown> = {
    at: '2020-01-01T00:00:00Z',
    actor_id: 'sam',
    actor_kind: 'operator',
    action: 'message.deleted',
    outcome: 'refused',
    address: '203.0.113.9',
    person_id: 'sam',
    conversation_id: '00000000-0000-4000-8000-000000000000',
    message_id: '00000000-0000-4000-8000-000000000000',
    attachment_id: '00000000-0000-4000-8000-000000000000',
    from_seq: 4711,
    to_seq: 4711,
    count: 4711,
    audit_id: '00000000-0000-4000-8000-000000000000',
    n: 4711,
    mac: Buffer.alloc(32),
  };

  it('tell every change of every part of any entry', async () => {
    const rows = await database.query<{ key: string }>(
      `select audit_id as key from audit where practice_id = 'alder'`,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows),
        fc.constantFrom(...Object.entries(COLUMNS)),
        async ({ key }, [column, value]) => {
          const found = await foundAfter((sql) =>
            sql(`update audit set ${column} = $1 where audit_id = $2`, [value, key]),
          );
          assert.notDeepEqual(found, [], `${column} of ${key}`);
        },
      ),
      { numRuns: 40 },
    );
  });

  const mayas = `practice_id = 'alder' and actor_kind = 'person' and actor_id = 'maya'`;
  const tampers: Record<string, { tamper: Tamper; what: string }> = {
    'an entry taken out of the middle': {
      tamper: (sql) => sql(`delete from audit where ${mayas} and n = 3`),
      what: 'gap',
    },
    'the first entry taken away': {
      tamper: (sql) => sql(`delete from audit where ${mayas} and n = 1`),
      what: 'gap',
    },
    'the last entries cut off': {
      tamper: (sql) => sql(`delete from audit where ${mayas} and n > 4`),
      what: 'cut',
    },
    'the last entries cut off and the end forged': {
      tamper: async (sql) => {
        await sql(`delete from audit where ${mayas} and n > 4`);
        await sql(`update audit_heads set n = 4 where ${mayas}`);
      },
      what: 'changed',
    },
    'two entries in each other’s place': {
      tamper: async (sql) => {
        await sql(`update audit set n = 999999 where ${mayas} and n = 2`);
        await sql(`update audit set n = 2 where ${mayas} and n = 3`);
        await sql(`update audit set n = 3 where ${mayas} and n = 999999`);
      },
      what: 'changed',
    },
    'an entry added at the end': {
      tamper: async (sql) => {
        await sql(
          `insert into audit (practice_id, audit_id, at, actor_kind, actor_id, n, mac, action)
           select practice_id, gen_random_uuid(), at, actor_kind, actor_id, n + 1, mac, action
           from audit where ${mayas} order by n desc limit 1`,
        );
        await sql(`update audit_heads set n = n + 1 where ${mayas}`);
      },
      what: 'changed',
    },
    'the beginning taken away as if its time were over': {
      tamper: async (sql) => {
        await sql(
          `update audit_heads set floor_n = 3, floor_seal = '\\x00',
             floor_mac = (select mac from audit where ${mayas} and n = 3) where ${mayas}`,
        );
        await sql(`delete from audit where ${mayas} and n <= 3`);
      },
      what: 'beginning',
    },
    'a chain without its end': {
      tamper: (sql) => sql(`delete from audit_heads where ${mayas}`),
      what: 'headless',
    },
    'an entry out of its chain': {
      tamper: (sql) => sql(`update audit set n = null, mac = null where ${mayas} and n = 5`),
      what: 'gap',
    },
  };
  for (const [name, { tamper, what }] of Object.entries(tampers)) {
    it(`tell ${name}`, async () => {
      assert.ok((await foundAfter(tamper)).some((finding) => finding.what === what));
    });
  }

  it('tell with a noted end that the newest entries went together with the end, and whole chains', async () => {
    const { anchors } = await look();
    const earlier = { ...(await database.query(`select n, mac from audit_heads where ${mayas}`))[0]! };
    await maya.send(id, 'to be unsaid');
    const noted = (await look()).anchors;
    const rollBack: Tamper = async (sql) => {
      await sql(`delete from audit where ${mayas} and n > $1`, [earlier.n]);
      await sql(`update audit_heads set n = $1, mac = $2 where ${mayas}`, [earlier.n, earlier.mac]);
    };
    assert.deepEqual(await foundAfter(rollBack, anchors), [], 'nothing an older note could tell');
    assert.deepEqual(
      (await foundAfter(rollBack, noted)).map(({ chain, what }) => [chain, what]),
      [['person/maya', 'anchor']],
    );
    const wipe: Tamper = async (sql) => {
      await sql(`delete from audit where ${mayas}`);
      await sql(`delete from audit_heads where ${mayas}`);
    };
    assert.deepEqual(
      (await foundAfter(wipe, noted)).map(({ chain, what }) => [chain, what]),
      [['person/maya', 'anchor']],
    );
    assert.deepEqual((await look(noted)).findings, []);
  });

  it('of one practice are worth nothing in another', async () => {
    await world.person('maya', 'birch');
    const found = await foundAfter((sql) =>
      sql(
        `update audit_keys set wrapped = (select wrapped from audit_keys where practice_id = 'birch')
         where practice_id = 'alder'`,
      ).then(() => assert.rejects(look(), { code: 'kek-mismatch' })),
    ).catch(() => 'rejected');
    assert.equal(found, 'rejected');
  });

  it('cannot be changed by whoever serves: the audit only grows', async () => {
    for (const change of [`update audit set action = 'x'`, `delete from audit`, `truncate audit`]) {
      await assert.rejects(database.query(change), { code: '42501' }, change);
    }
  });
});
