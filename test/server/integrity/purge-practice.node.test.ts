import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyAudit } from '../../../server/domain/audit/verify.ts';
import { beginRun, type PurgeDeps } from '../../../server/domain/purge/deps.ts';
import { purgePractice } from '../../../server/domain/purge/practice.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { worldOfEverything } from '../../helpers/everything.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { auditLike, findingsIn, purgeDeps, rowsOf } from '../../helpers/purging.ts';

describe('a purge of a practice', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await worldOfEverything(database, files);
  const deps = purgeDeps(database, world.now);
  const findings = (practiceId?: string) => findingsIn({ ...deps, database }, practiceId);
  const sam = await world.person('sam');
  const stream = await sam.events();
  await stream.next();
  const birch = await rowsOf(database, 'birch');

  it('killed after any conversation it goes on when it is run again, and meanwhile nobody gets in', async () => {
    let purged = 0;
    const killed: PurgeDeps = {
      ...deps,
      progress() {
        if (++purged === 1) throw new Error('killed');
      },
    };
    await assert.rejects(purgePractice(killed, await beginRun(deps, 'alder')), /killed/);
    for (const path of ['/v1/me', '/v1/conversations']) {
      assert.equal((await sam.call('GET', path)).status, 401);
    }
    // What is left of the conversations may still be told; then it ends.
    while (await stream.next());
    assert.equal((await world.portal().call('POST', '/v1/practices/alder/people/sam/tokens')).status, 404);
    assert.equal((await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder' })).status, 404);
    await purgePractice(deps, await beginRun(deps, 'alder'));
  });

  it('leaves its id, its audit and what was noted of purges, and other practices as they are', async () => {
    const left = await rowsOf(database, 'alder');
    const audit = ['audit', 'audit_heads', 'audit_keys'];
    assert.deepEqual(
      Object.keys(left)
        .filter((table) => table !== 'file_removals')
        .sort(),
      [...audit, 'practices', 'purges'].sort(),
    );
    assert.deepEqual(await rowsOf(database, 'birch'), birch);
    assert.deepEqual((await verifyAudit({ ...deps, database }, 'alder')).findings, []);
    assert.deepEqual(await findings('birch'), []);
    assert.equal((await auditLike(database, 'practice.purged')).length, 1);
  });

  it('run once more changes nothing', async () => {
    const before = await rowsOf(database, 'alder');
    await purgePractice(deps, await beginRun(deps, 'alder'));
    assert.deepEqual(await rowsOf(database, 'alder'), before);
  });
});
