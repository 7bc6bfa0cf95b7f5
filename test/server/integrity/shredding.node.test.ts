import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { makeBackup } from '../../../server/domain/backup/backup.ts';
import { BackupError } from '../../../server/domain/backup/head.ts';
import { restoreBackup } from '../../../server/domain/backup/restore.ts';
import { rotateKeys } from '../../../server/domain/integrity/rotate-keys.ts';
import { purgeConversation } from '../../../server/domain/purge/conversations.ts';
import { beginRun } from '../../../server/domain/purge/deps.ts';
import { purgePractice } from '../../../server/domain/purge/practice.ts';
import type { KeyEncryptionKeys } from '../../../server/ports.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { keyProbes } from '../../../server/store/keys.ts';
import { listPurgeKeys } from '../../../server/store/purge.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { proveKeys } from '../../../server/vault/probe.ts';
import { pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { purgeDeps } from '../../helpers/purging.ts';
import { createWorld, joinWorld, TEST_KEYS } from '../../helpers/world.ts';

const K2 = { k2: Buffer.alloc(32, 8).toString('base64') };
const OLD = localKeys(TEST_KEYS);
const BOTH = localKeys({ current: 'k2', keys: { ...TEST_KEYS.keys, ...K2 } });
const NEW = localKeys({ current: 'k2', keys: K2 });

describe('what was purged, and an old backup', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await createWorld(database, { files });
  const [sam, cedarSam] = [await world.person('sam'), await world.person('sam', 'cedar')];
  const { id: gone } = await sam.open('ana');
  const file = randomUUID();
  await upload(world, sam, file, 'a.pdf', pdf(5000));
  const message = { id: randomUUID(), text: 'to be forgotten', attachments: [file] };
  await sam.call('POST', `/v1/conversations/${gone}/messages`, message);
  const { id: stays } = await sam.open('jonas');
  await sam.send(stays, 'to be kept');
  const { id: cedar } = await cedarSam.open('ana');
  await cedarSam.send(cedar, 'all of it to be forgotten');

  const backup = async (keys: KeyEncryptionKeys) => {
    const pieces: Uint8Array[] = [];
    await makeBackup({ database, keys, files }, new Date(), async (bytes) => {
      for await (const piece of bytes) pieces.push(piece.slice());
    });
    return Buffer.concat(pieces);
  };
  const restored = async (bytes: Buffer, keys: KeyEncryptionKeys) => {
    const into = (await freshDatabase()).connect();
    const store = memoryFiles();
    const whole = (async function* () {
      yield bytes;
    })();
    await restoreBackup({ database: into, keys, files: store }, new Date(), whole);
    return joinWorld(into, undefined, { keys, files: store });
  };
  const depsOf = (keys: KeyEncryptionKeys) => ({ ...purgeDeps(database, world.now, keys), database, keys });

  const before = await backup(OLD);
  const wrappedBefore = await database.query<{ practice: string; wrapped: Uint8Array }>(
    `select practice_id as practice, wrapped from practice_keys`,
  );

  it('is readable there for as long as the key-encryption key is the same, and verify and purge say so', async () => {
    const deps = depsOf(OLD);
    assert.equal(await purgeConversation(deps, await beginRun(deps, 'alder'), gone), true);
    await purgePractice(deps, await beginRun(deps, 'cedar'));
    const old = await restored(before, OLD);
    const [first] = await (await old.person('sam')).messages(gone);
    assert.equal(first?.text, 'to be forgotten');
    assert.deepEqual(
      (await listPurgeKeys(database)).map(({ kekVersion, purges }) => [kekVersion, purges]),
      [['k1', 3]],
    );
  });

  it('is readable nowhere once the key-encryption key is another one and the old one is destroyed', async () => {
    await database.transaction((tx) => proveKeys(BOTH, keyProbes(tx)));
    const { retired } = await rotateKeys(depsOf(BOTH));
    assert.deepEqual(retired, ['k1']);
    assert.deepEqual(await listPurgeKeys(database), []);
    // The sealed file, and the wrapped keys that lay in it.
    await assert.rejects(restored(before, NEW), BackupError);
    const vault = depsOf(NEW).vault;
    for (const { practice, wrapped } of wrappedBefore) {
      for (const kekVersion of ['k1', 'k2']) {
        assert.equal(await vault.opens('practice', practice, { version: 1, kekVersion, wrapped }), false);
      }
    }
  });

  it('a new backup has everything else, and opens with the new key', async () => {
    const anew = await restored(await backup(NEW), NEW);
    const lena = await anew.person('sam');
    assert.deepEqual(
      (await lena.messages(stays)).map(({ text }) => text),
      ['to be kept'],
    );
    assert.equal((await lena.call('GET', `/v1/conversations/${gone}/messages`)).status, 404);
    assert.equal(
      (await anew.portal('south').call('POST', '/v1/practices/cedar/people/sam/tokens')).status,
      404,
    );
  });
});
