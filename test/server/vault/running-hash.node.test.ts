import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toHex, utf8 } from '../../../server/vault/bytes.ts';
import { runningSha1, runningSha256 } from '../../../server/vault/running-hash.ts';

describe('digests of what comes piece by piece', () => {
  for (const [name, start] of [
    ['sha256', runningSha256],
    ['sha1', runningSha1],
  ] as const) {
    const hexOf = (...pieces: Uint8Array[]) => {
      const hash = start();
      for (const piece of pieces) hash.update(piece);
      return toHex(hash.digest());
    };
    const known = (bytes: Uint8Array) => createHash(name).update(bytes).digest('hex');

    it(`${name}: of nothing, of "abc", and of every length around a block`, () => {
      assert.equal(hexOf(), known(new Uint8Array()));
      assert.equal(hexOf(utf8('abc')), known(utf8('abc')));
      for (let length = 0; length < 260; length++) {
        const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 255);
        assert.equal(hexOf(bytes), known(bytes), String(length));
      }
    });

    it(`${name}: however it is cut`, () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
          assert.equal(hexOf(...pieces), known(Buffer.concat(pieces)));
        }),
      );
    });

    it(`${name}: of a million letters, as FIPS 180 has it`, () => {
      assert.equal(hexOf(utf8('a'.repeat(1_000_000))), known(utf8('a'.repeat(1_000_000))));
    });
  }
});
