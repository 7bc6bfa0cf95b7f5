import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { rotateKeys } from '../../../server/domain/integrity/rotate-keys.ts';
import { verifyContent } from '../../../server/domain/integrity/verify-content.ts';
import { keyProbes, wrappedKeys } from '../../../server/store/keys.ts';
import { countWrapped } from '../../../server/store/wrapped-keys.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { proveKeys } from '../../../server/vault/probe.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { worldOfEverything } from '../../helpers/everything.ts';
import { closeLater, freshDatabase } from '../../helpers/postgres.ts';
import { expectStatus, PORTALS, TEST_KEYS, worldOf } from '../../helpers/world.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('a rotation of the key-encryption keys', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await worldOfEverything(database, files);
  const both = (current: string) =>
    localKeys({ current, keys: { ...TEST_KEYS.keys, k2: key(8), k3: key(9) } });
  const deps = (keys: ReturnType<typeof localKeys>) => ({
    database,
    files,
    keys,
    vault: new Vault(keys, wrappedKeys(database)),
  });
  const prove = (keys: ReturnType<typeof localKeys>) =>
    database.transaction((tx) => proveKeys(keys, keyProbes(tx)));
  const wholeUnder = async (keys: ReturnType<typeof localKeys>) => {
    for (const practice of ['alder', 'birch', 'cedar']) {
      assert.deepEqual((await verifyContent(deps(keys), practice)).findings, []);
    }
  };
  const sealedBefore = await database.query(`select conversation_id, seq, body from messages order by 1, 2`);

  it('that is broken off at any key leaves everything readable, and goes on where it was', async () => {
    await prove(both('k2'));
    let broken = 0;
    let total = 0;
    for (;;) {
      try {
        total += (await rotateKeys(deps(both('k2')), () => Promise.reject(new Error('killed')))).rewrapped;
        break;
      } catch (error) {
        assert.equal((error as Error).message, 'killed');
        broken++;
        await wholeUnder(both('k2'));
      }
    }
    // Three practices have a key and an audit key each, and one has a retention key.
    assert.deepEqual([broken, total], [7, 0]);
    assert.deepEqual(await countWrapped(database), [{ kekVersion: 'k2', keys: 7 }]);
  });

  it('touches nothing that the keys have sealed', async () => {
    assert.deepEqual(
      await database.query(`select conversation_id, seq, body from messages order by 1, 2`),
      sealedBefore,
    );
  });

  it('lets the old key go: the new one alone opens everything, and the old one nothing', async () => {
    await wholeUnder(localKeys({ current: 'k2', keys: { k2: key(8) } }));
    await prove(localKeys({ current: 'k2', keys: { k2: key(8) } }));
    await assert.rejects(prove(localKeys(TEST_KEYS)), { code: 'kek-mismatch' });
    const { findings } = await verifyContent(deps(localKeys(TEST_KEYS)), 'cedar').catch(
      (error: { code: string }) => ({
        findings: [error.code],
      }),
    );
    assert.ok(findings.length > 0);
  });

  it('goes on while servers write, and keeps a key that one of them still uses', async () => {
    const log: string[] = [];
    const serve = async (current: string) => {
      const backend = await createBackend({
        database,
        keys: both(current),
        portals: PORTALS,
        files,
        now: world.now,
      });
      closeLater(() => backend.close());
      return worldOf(backend, [], world.now, () => undefined);
    };
    const [old, anew] = [await serve('k2'), await serve('k3')];
    const sam = await anew.person('sam');
    const { id } = await sam.open('lena');
    const texts: string[] = [];
    let stop = false;
    const sending = (async () => {
      while (!stop) {
        const text = `while keys are wrapped anew ${texts.length}`;
        await sam.send(id, text);
        texts.push(text);
      }
    })();
    const make = async (practice: string) =>
      expectStatus(await old.portal().call('PUT', `/v1/practices/${practice}`, { name: practice }), 201);
    const { retired } = await rotateKeys(deps(both('k3')), async (done) => {
      // A server that knows the new key, and does not wrap with it yet, makes a practice meanwhile.
      if (done === 7) await make('dogwood');
    });
    stop = true;
    await sending;
    log.push(...retired);
    assert.deepEqual(log, [], 'the key that wraps the new practice stays');
    assert.deepEqual(
      (await sam.messages(id)).map((message) => message.text),
      texts.slice(-100),
    );
    assert.deepEqual((await rotateKeys(deps(both('k3')))).retired, ['k2']);
    await wholeUnder(localKeys({ current: 'k3', keys: { k3: key(9) } }));
    const late = await old.portal().call('PUT', '/v1/practices/elder', { name: 'Elder' });
    assert.equal(late.status, 500, 'nothing is wrapped by a key that was let go');
  });

  it('without the key that wraps something is refused, and changes nothing', async () => {
    const before = await database.query(`select * from practice_keys order by practice_id`);
    const wrong = localKeys({ current: 'k4', keys: { k4: key(10) } });
    await assert.rejects(rotateKeys(deps(wrong)), { code: 'kek-mismatch' });
    assert.deepEqual(await database.query(`select * from practice_keys order by practice_id`), before);
  });
});
