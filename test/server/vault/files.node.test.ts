import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CHUNK_BYTES,
  newFileKey,
  openFileKey,
  type FileKey,
  type FilePart,
} from '../../../server/vault/files.ts';
import { practiceKey, randomKey } from '../../../server/vault/keys.ts';

const SEALED_CHUNK = CHUNK_BYTES + 28;

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const open = (key: FileKey, sealed: Uint8Array, part: FilePart = 'file') =>
  all(key.open(part, inPieces(sealed, 100_000)));
const refuses = (key: FileKey, sealed: Uint8Array, part: FilePart = 'file') =>
  assert.rejects(open(key, sealed, part), { code: 'cannot-open' });

describe('sealed files', async () => {
  const practice = await practiceKey(new Map([[1, randomKey()]]));
  const { key, wrapped } = await newFileKey(practice, 'alder', 'file-1');
  const seal = (bytes: Uint8Array, size = 70_000) => all(key.seal('file', inPieces(bytes, size)));
  const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) % 251);

  for (const length of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]) {
    it(`open as they were: ${length} bytes, in whatever pieces they come`, async () => {
      const bytes = content(length);
      for (const size of [1_000, CHUNK_BYTES, 1_000_003]) {
        assert.ok((await open(key, await seal(bytes, size))).equals(bytes));
      }
    });
  }

  it('do not open cut, swapped, repeated, extended or changed, at any place', async () => {
    const sealed = await seal(content(3 * CHUNK_BYTES + 777));
    const chunk = (i: number) => sealed.subarray(1 + i * SEALED_CHUNK, 1 + (i + 1) * SEALED_CHUNK);
    const join = (...parts: Uint8Array[]) => Buffer.concat([sealed.subarray(0, 1), ...parts]);
    const places = fc.integer({ min: 0, max: sealed.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ by;
        await refuses(key, changed);
        await refuses(key, sealed.subarray(0, at));
      }),
      { numRuns: 40 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }), async (order) => {
        fc.pre(order.join() !== '0,1,2,3');
        await refuses(key, join(...order.map(chunk)));
      }),
      { numRuns: 40 },
    );
    await refuses(key, join(sealed.subarray(1), chunk(3)));
  });

  it('do not open under another key, file, practice or as a preview', async () => {
    const sealed = await seal(content(1000));
    assert.ok(
      (await open(await openFileKey(practice, 'alder', 'file-1', wrapped), sealed)).equals(content(1000)),
    );
    await refuses((await newFileKey(practice, 'alder', 'file-1')).key, sealed);
    await refuses(key, sealed, 'preview');
    await assert.rejects(openFileKey(practice, 'alder', 'file-2', wrapped), { code: 'cannot-open' });
    await assert.rejects(openFileKey(practice, 'birch', 'file-1', wrapped), { code: 'cannot-open' });
  });

  it('are never sealed twice alike', async () => {
    assert.ok(!(await seal(content(10))).equals(await seal(content(10))));
  });
});
