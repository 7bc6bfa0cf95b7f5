import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as jose from 'jose';
import { isWorthLooking, verifierOf } from '../../../server/domain/signed-tokens.ts';

interface Vectors {
  numberOfTests: number;
  testGroups: {
    comment: string;
    private?: jose.JWK;
    public?: jose.JWK;
    tests: { tcId: number; comment: string; jws: string | object; result: 'valid' | 'invalid' }[];
  }[];
}

const FILE = new URL('../../fixtures/wycheproof/json_web_signature_test.json', import.meta.url);

/** Whether our verification takes a signature: what the token says is none of our claims, and is refused only after that. */
async function isTaken(key: jose.JWK, token: string): Promise<boolean> {
  const jwt =
    key.kty === 'oct'
      ? { issuer: 'x', secret: jose.base64url.decode(key.k ?? '') }
      : { issuer: 'x', jwks: { keys: [key] } };
  const verifier = verifierOf({ id: 'x', jwt });
  if (!verifier || !isWorthLooking(token)) return false;
  try {
    await verifier.verify(token, { algorithms: verifier.algorithms });
    return true;
  } catch (error) {
    return error instanceof jose.errors.JWTInvalid;
  }
}

describe('Wycheproof’s vectors for JSON Web Signatures', () => {
  const { testGroups, numberOfTests } = JSON.parse(readFileSync(FILE, 'utf8')) as Vectors;
  const vectors = testGroups.flatMap((group) =>
    group.tests.map((test) => ({ ...test, key: (group.public ?? group.private)!, group: group.comment })),
  );
  const compact = (jws: string | object) => (typeof jws === 'string' ? jws : '');
  const valid = new Set(vectors.filter(({ result }) => result === 'valid').map(({ jws }) => compact(jws)));

  it('are all there', () => assert.equal(vectors.length, numberOfTests));

  it('no forged, broken or respelt signature is taken', async () => {
    const taken: string[] = [];
    for (const { tcId, comment, jws, result, key } of vectors) {
      // Two of them are byte for byte the same as one that is valid.
      if (result === 'valid' || valid.has(compact(jws))) continue;
      if (await isTaken(key, compact(jws))) taken.push(`${tcId} ${comment}`);
    }
    assert.deepEqual(taken, []);
  });

  it('those that are whole and of our algorithms are taken, and of no others', async () => {
    const algorithms = new Map<string, Set<boolean>>();
    for (const { jws, result, key } of vectors) {
      if (result !== 'valid' || !isWorthLooking(compact(jws))) continue;
      const { alg = '' } = jose.decodeProtectedHeader(compact(jws));
      const taken = await isTaken(key, compact(jws)).catch(() => false);
      algorithms.set(alg, (algorithms.get(alg) ?? new Set()).add(taken));
    }
    for (const [alg, taken] of algorithms) {
      const ours = ['HS256', 'RS256', 'ES256', 'EdDSA'].includes(alg);
      assert.equal(taken.has(true), ours, alg);
    }
    assert.ok(['HS256', 'RS256', 'ES256'].every((alg) => algorithms.has(alg)));
  });
});
