import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import type { KeyEncryptionKeys } from '../../../server/ports.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('the keys at the start', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const start = (keys: KeyEncryptionKeys) => createBackend({ database, keys, portals: [] });
  const dump = () =>
    database.query(`select * from practices p join practice_keys k using (practice_id) order by 1`);

  it('of a fresh database are taken as they are', async () => {
    const world = await createWorld(database);
    await world.backend.close();
  });

  it('must be the ones that wrapped what is there: others stop the start and change nothing', async () => {
    const before = await dump();
    await assert.rejects(start(localKeys({ current: 'k1', keys: { k1: base64(8) } })), {
      code: 'kek-mismatch',
    });
    assert.deepEqual(await dump(), before);
  });

  it('must include every version in use', async () => {
    await assert.rejects(start(localKeys({ current: 'k2', keys: { k2: base64(8) } })), {
      code: 'kek-mismatch',
    });
    const probes = await database.query(`select kek_version from vault_probes`);
    assert.deepEqual(probes, [{ kek_version: 'k1' }]);
  });

  it('may get a new current one beside the old, which is proven from then on', async () => {
    const both = { current: 'k2', keys: { ...TEST_KEYS.keys, k2: base64(8) } };
    await (await start(localKeys(both))).close();
    const wrong = { ...both, keys: { ...both.keys, k2: base64(9) } };
    await assert.rejects(start(localKeys(wrong)), { code: 'kek-mismatch' });
    await (await start(localKeys(both))).close();
  });

  it('are refused when there is data without a probe', async () => {
    await database.query(`delete from practice_keys`);
    await database.query(`delete from audit_keys`);
    await database.query(`delete from vault_probes`);
    await assert.rejects(start(localKeys(TEST_KEYS)), { code: 'kek-unproven' });
  });

  it('are refused by an older release than the one that wrote the schema', async () => {
    await database.query(`insert into schema_migrations (version, name, at) values (999, 'future', now())`);
    await assert.rejects(start(localKeys(TEST_KEYS)), { code: 'schema-too-new' });
  });
});
