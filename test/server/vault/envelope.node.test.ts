import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../server/vault/bytes.ts';
import { VaultError } from '../../../server/vault/errors.ts';
import { importSealingKey } from '../../../server/vault/envelope.ts';
import { randomKey, SealingKey } from '../../../server/vault/keys.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { encodePlace, type Place } from '../../../server/vault/place.ts';

const cannotOpen = (error: unknown) => error instanceof VaultError && error.code === 'cannot-open';

const sealingKey = async (version = 1) =>
  new SealingKey(new Map([[version, await importSealingKey(randomKey())]]));

const PARTS = ['table', 'field', 'practiceId', 'conversationId', 'row', 'seq', 'senderId', 'time'] as const;

const id = fc.string({ unit: fc.constantFrom('a', 'b', '1', '/', '-'), minLength: 1, maxLength: 3 });
const place: fc.Arbitrary<Place> = fc.record(
  {
    table: fc.constantFrom('messages', 'people'),
    field: fc.constantFrom('body', 'name'),
    practiceId: id,
    conversationId: id,
    row: id,
    seq: fc.nat(3),
    senderId: id,
    time: fc.constantFrom(new Date(0), new Date(1)),
  },
  { requiredKeys: ['table', 'field', 'practiceId', 'row'] },
);

/** A place, and another one that differs from it in one part. */
const neighbours = fc
  .tuple(place, place, fc.constantFrom(...PARTS))
  .map(([here, other, part]): [Place, Place] => {
    const there = { ...here };
    delete (there as Partial<Place>)[part];
    return [here, Object.assign(there, part in other ? { [part]: other[part] } : {})];
  })
  .filter(([here, there]) => !isSame(here, there));

function isSame(a: Place, b: Place): boolean {
  return PARTS.every((part) => a[part]?.valueOf() === b[part]?.valueOf());
}

describe('what is sealed', () => {
  it('opens where it was sealed, to the very same text', async () => {
    const key = await sealingKey();
    await fc.assert(
      fc.asyncProperty(place, fc.string({ unit: 'binary' }), async (at, text) => {
        assert.equal(await key.open(at, await key.seal(at, text)), text);
      }),
    );
  });

  it('keeps a leading byte order mark', async () => {
    const key = await sealingKey();
    const at: Place = { table: 'messages', field: 'body', practiceId: 'p', row: 'r' };
    assert.equal(await key.open(at, await key.seal(at, '\uFEFFtext')), '\uFEFFtext');
  });

  it('opens nowhere else: not in another table, field, practice, conversation, row, number, sender or time', async () => {
    const key = await sealingKey();
    await fc.assert(
      fc.asyncProperty(neighbours, async ([here, there]) => {
        await assert.rejects(key.open(there, await key.seal(here, 'text')), cannotOpen);
      }),
    );
  });

  it('does not open after any single bit was changed, or any length cut off', async () => {
    const key = await sealingKey();
    const at: Place = { table: 'messages', field: 'body', practiceId: 'p', row: 'r' };
    const sealed = await key.seal(at, 'secret');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await assert.rejects(key.open(at, changed), cannotOpen);
    }
    for (let length = 0; length < sealed.length; length++) {
      await assert.rejects(key.open(at, sealed.subarray(0, length)), cannotOpen);
    }
  });

  it('does not open with another key of the same version', async () => {
    const at: Place = { table: 'messages', field: 'body', practiceId: 'p', row: 'r' };
    const sealed = await (await sealingKey()).seal(at, 'secret');
    await assert.rejects((await sealingKey()).open(at, sealed), cannotOpen);
  });

  it('is never the same twice', async () => {
    const key = await sealingKey();
    const at: Place = { table: 'messages', field: 'body', practiceId: 'p', row: 'r' };
    const sealed = await Promise.all(Array.from({ length: 500 }, () => key.seal(at, 'secret')));
    assert.equal(new Set(sealed.map((bytes) => Buffer.from(bytes).toString('hex'))).size, 500);
  });
});

describe('places', () => {
  it('that differ are encoded differently, however their parts are cut', () => {
    fc.assert(
      fc.property(fc.oneof(neighbours, fc.tuple(place, place)), ([a, b]) => {
        fc.pre(!isSame(a, b));
        assert.notDeepEqual(encodePlace(a, 1, 1), encodePlace(b, 1, 1));
      }),
    );
  });
});

describe('local key-encryption keys', () => {
  const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');

  it('unwrap what they wrapped, in the same context only', async () => {
    const keys = localKeys({ current: 'b', keys: { a: base64(1), b: base64(2) } });
    const wrapped = await keys.wrap(utf8('key'), utf8('here'));
    assert.deepEqual(await keys.unwrap('b', wrapped, utf8('here')), utf8('key'));
    await assert.rejects(keys.unwrap('b', wrapped, utf8('there')), { code: 'kek-mismatch' });
    await assert.rejects(keys.unwrap('a', wrapped, utf8('here')), { code: 'kek-mismatch' });
    await assert.rejects(keys.unwrap('c', wrapped, utf8('here')), { code: 'kek-mismatch' });
  });

  it('must be 32 bytes each, the current one among them', () => {
    assert.throws(() => localKeys({ current: 'a', keys: {} }), { code: 'kek-invalid' });
    assert.throws(() => localKeys({ current: 'a', keys: { a: 'AAAA' } }), { code: 'kek-invalid' });
    assert.throws(() => localKeys({ current: 'a', keys: { a: 'not base64!' } }), { code: 'kek-invalid' });
  });
});
