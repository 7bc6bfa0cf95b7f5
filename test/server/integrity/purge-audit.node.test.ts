import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PurgeError } from '../../../server/domain/purge/deps.ts';
import { purgeDue } from '../../../server/domain/purge/due.ts';
import { liftHold, placeHold } from '../../../server/domain/purge/holds.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { DAY_MS, findingsIn, keepFor, purgeDeps } from '../../helpers/purging.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld } from '../../helpers/world.ts';

describe('a purge of the audit', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const deps = purgeDeps(database, world.now);
  const findings = (practiceId?: string) => findingsIn({ ...deps, database }, practiceId);
  const [maya, ana] = [await world.person('maya'), await world.person('ana')];
  const { id } = await maya.open('ana');
  for (let i = 0; i < 4; i++) {
    await maya.send(id, `old ${i}`);
    await ana.messages(id);
  }
  world.advance(4000 * DAY_MS);
  const later = await world.person('maya');
  for (let i = 0; i < 3; i++) await later.send(id, `new ${i}`);
  const retention = keepFor({ audit: 3650 });
  const count = async (where = 'true') => {
    const [row] = await database.query<{ n: number }>(
      `select count(*)::int as n from audit where practice_id = 'alder' and ${where}`,
    );
    return row!.n;
  };
  /** Does what somebody would who holds the database and not its keys, looks, and takes it back. */
  const foundAfter = async (sql: string) => {
    await database.execute(
      `create table audit_copy as table audit; create table heads_copy as table audit_heads;
       alter table audit disable trigger user; ${sql}`,
    );
    const found = (await findings()).map(({ what }) => what);
    await database.execute(
      `delete from audit; insert into audit select * from audit_copy; delete from audit_heads;
       insert into audit_heads select * from heads_copy; drop table audit_copy; drop table heads_copy;
       alter table audit enable trigger user`,
    );
    return found;
  };

  it('stops at an entry that is not as it was written', async () => {
    const sql = `update audit set address = 'x' where actor_id = 'ana' and actor_kind = 'person' and n = 2 and practice_id = 'alder'`;
    await database.execute(
      `alter table audit disable trigger user; ${sql}; alter table audit enable trigger user`,
    );
    await assert.rejects(purgeDue(deps, 'alder', retention), PurgeError);
    assert.equal((await count(`actor_id = 'ana' and actor_kind = 'person'`)) > 3, true);
    await database.execute(
      `alter table audit disable trigger user;
       update audit set address = null where actor_id = 'ana' and actor_kind = 'person' and n = 2 and practice_id = 'alder';
       alter table audit enable trigger user`,
    );
  });

  it('does not begin while anything of the practice is held', async () => {
    const hold = await placeHold(deps, 'alder', { personId: 'jonas', conversationId: null }, 'a reason');
    assert.equal((await purgeDue(deps, 'alder', retention)).audit, 0);
    await liftHold(deps, 'alder', hold, 'over');
  });

  it('cut short at any statement it leaves chains that are whole, and goes on when it is run again', async () => {
    let [statements, allowed, cuts] = [0, 0, 0];
    const breaking = watched(database, (tx) => ({
      query: (sql, params) => {
        if (++statements > allowed) throw new Error('cut');
        return tx.query(sql, params);
      },
    }));
    for (allowed = 0; ; allowed += 3) {
      statements = 0;
      try {
        await purgeDue({ ...deps, database: breaking }, 'alder', retention);
        break;
      } catch (error) {
        assert.equal((error as Error).message, 'cut');
        cuts++;
        assert.deepEqual(await findings(), []);
      }
    }
    assert.ok(cuts > 3, `it was cut ${cuts} times`);
    assert.equal(await count(`at < now() + interval '1000 days' and action <> 'audit.purged'`), 0);
    assert.ok((await count(`action = 'message.sent'`)) === 3);
  });

  it('leaves chains that verify, and a cut that it did not make is still found', async () => {
    assert.deepEqual(await findings(), []);
    const chain = `practice_id = 'alder' and actor_kind = 'person' and actor_id = 'maya'`;
    const cut = `delete from audit where ${chain} and n = (select min(n) from audit where ${chain})`;
    assert.deepEqual(await foundAfter(cut), ['gap']);
    // Also when the beginning is moved along, because the seal of that needs the key.
    const moved = `update audit_heads h set floor_n = a.n, floor_mac = a.mac from audit a
      where h.practice_id = 'alder' and h.actor_kind = 'person' and a.practice_id = 'alder' and a.actor_kind = 'person'
        and a.actor_id = h.actor_id and h.actor_id = 'maya' and a.n = (select min(n) from audit where ${chain})`;
    assert.deepEqual(await foundAfter(`${moved}; ${cut}`), ['beginning']);
  });
});
