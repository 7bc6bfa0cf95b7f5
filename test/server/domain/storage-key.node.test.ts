import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, expectStatus } from '../../helpers/world.ts';

describe('the storage key', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const world = await createWorld(database);
  const keyOf = async (id: string, practiceId?: string) => {
    const answer = await (
      await world.person(id, practiceId)
    ).call<{ key: string }>('GET', '/v1/me/storage-key');
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    return expectStatus(answer, 200).body.key;
  };

  it('has 256 bits, is the same at every sign-in, and another one for everybody else', async () => {
    const key = await keyOf('ana');
    assert.equal(Buffer.from(key, 'base64url').length, 32);
    assert.equal(await keyOf('ana'), key);
    const others = await Promise.all([keyOf('jonas'), keyOf('ana', 'birch'), keyOf('ana', 'cedar')]);
    assert.equal(new Set([key, ...others]).size, 4);
  });

  it('is the same for pages that ask for the first time at once', async () => {
    const keys = await Promise.all(Array.from({ length: 6 }, () => keyOf('maya')));
    assert.equal(new Set(keys).size, 1);
  });

  it('lies in the database sealed only', async () => {
    const key = Buffer.from(await keyOf('sam'), 'base64url');
    const rows = await database.query<{ sealed: Uint8Array }>(`select sealed from storage_keys`);
    assert.ok(rows.length > 0 && rows.every(({ sealed }) => Buffer.from(sealed).indexOf(key) < 0));
  });

  it('ends when the person is made inactive: what their browsers keep stays closed', async () => {
    const key = await keyOf('jonas');
    await world.put('alder', 'jonas', { kind: 'client', active: false });
    await world.put('alder', 'jonas', { kind: 'client' });
    assert.notEqual(await keyOf('jonas'), key);
  });
});
