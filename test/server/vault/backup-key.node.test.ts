import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BackupKey } from '../../../server/vault/backup-key.ts';
import { CHUNK_BYTES } from '../../../server/vault/chunks.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { TEST_KEYS } from '../../helpers/world.ts';

const SEALED = CHUNK_BYTES + 28;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe("a backup's key", async () => {
  const keks = localKeys(TEST_KEYS);
  const { key, wrapped } = await BackupKey.make(keks, ['1', '14']);
  const plain = Buffer.alloc(3 * CHUNK_BYTES, 5);
  const sealed = await all(key.seal(once(plain)));
  const chunk = (n: number) => sealed.subarray(1 + n * SEALED, 1 + (n + 1) * SEALED);
  const open = (bytes: Buffer) => all(key.open(once(bytes)));

  it('opens what it sealed, also when it was wrapped and unwrapped', async () => {
    const again = await BackupKey.open(keks, 'k1', wrapped, ['1', '14']);
    assert.ok((await all(again.open(once(sealed)))).equals(plain));
  });

  it('opens no chunk in another place, and nothing that was cut at a chunk', async () => {
    const format = sealed.subarray(0, 1);
    for (const chunks of [[1, 0, 2], [0, 0, 2], [0, 2], [0, 1], [0], [], [0, 1, 2, 2]]) {
      const moved = Buffer.concat([format, ...chunks.map(chunk)]);
      await assert.rejects(open(moved), { code: 'cannot-open' }, chunks.join());
    }
  });

  it('does not come out of its wrapping under another head', async () => {
    for (const head of [['1', '15'], ['1'], ['11', '4'], []]) {
      await assert.rejects(BackupKey.open(keks, 'k1', wrapped, head), { code: 'kek-mismatch' });
    }
  });
});
