import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as jose from 'jose';
import { signedTokens } from '../../../server/domain/signed-tokens.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, NORTH_SECRET, PORTALS } from '../../helpers/world.ts';

describe('tokens that portals sign', async () => {
  const rsa = await jose.generateKeyPair('RS256', { extractable: true });
  const ed = await jose.generateKeyPair('EdDSA', { extractable: true });
  const jwks = {
    keys: [
      { ...(await jose.exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
      { ...(await jose.exportJWK(ed.publicKey)), kid: 'ed', alg: 'EdDSA' },
    ],
  };
  const [north, south] = PORTALS;
  const portals = [north!, { ...south!, jwt: { issuer: 'https://south.example', jwks } }];
  const world = await createWorld((await freshDatabase()).connect(), { portals });

  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = () => ({
    iss: 'https://north.example',
    aud: 'entrenous',
    sub: 'maya',
    practice: 'alder',
    exp: seconds() + 300,
  });
  const sign = (payload: object, header: object = {}, key: Uint8Array | CryptoKey = NORTH_SECRET) =>
    new jose.SignJWT(payload as jose.JWTPayload).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
  const me = async (token: string) => {
    const { status, body } = await world.with(token).call('GET', '/v1/me');
    return status === 200 ? 'ok' : body.code;
  };
  const without = (name: string) =>
    Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));

  it('let their person in: by secret, by RSA key, by Ed25519 key', async () => {
    assert.equal(await me(await sign(claims())), 'ok');
    const cedar = { ...claims(), iss: 'https://south.example', practice: 'cedar' };
    assert.equal(await me(await sign(cedar, { alg: 'RS256', kid: 'rsa' }, rsa.privateKey)), 'ok');
    assert.equal(await me(await sign(cedar, { alg: 'EdDSA', kid: 'ed' }, ed.privateKey)), 'ok');
    assert.equal(await me(await sign({ ...claims(), aud: ['other', 'entrenous'] })), 'ok');
  });

  it('expire, with half a minute for clocks that differ', async () => {
    assert.equal(await me(await sign({ ...claims(), exp: seconds() - 20 })), 'ok');
    assert.equal(await me(await sign({ ...claims(), exp: seconds() - 40 })), 'token-expired');
    assert.equal(await me(await sign({ ...claims(), nbf: seconds() + 100 })), 'unauthenticated');
  });

  for (const name of ['iss', 'aud', 'sub', 'practice', 'exp']) {
    it(`need ${name}`, async () => assert.equal(await me(await sign(without(name))), 'unauthenticated'));
  }

  for (const [name, change] of Object.entries({
    'another audience': { aud: 'other' },
    'another issuer': { iss: 'https://west.example' },
    'an unknown person': { sub: 'nobody' },
    'a person who is no text': { sub: 7 },
    'an unknown practice': { practice: 'nowhere' },
    "another portal's practice": { practice: 'cedar' },
    'a practice that is no text': { practice: ['alder'] },
    'an expiry that is no number': { exp: '9999999999' },
    'an expiry in milliseconds': { exp: Date.now() + 300_000 },
    'an expiry beyond all dates': { exp: 1e300 },
  })) {
    it(`with ${name} let nobody in`, async () =>
      assert.equal(await me(await sign({ ...claims(), ...change })), 'unauthenticated'));
  }

  it('signed with another key, or expired and forged, let nobody in', async () => {
    const other = new Uint8Array(32).fill(1);
    assert.equal(await me(await sign(claims(), {}, other)), 'unauthenticated');
    assert.equal(await me(await sign({ ...claims(), exp: 1 }, {}, other)), 'unauthenticated');
  });

  it('of the kind that the portal does not use let nobody in: none, HS256 with the public key, another hash', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      assert.equal(await me(`${encode({ alg })}.${encode(claims())}.`), 'unauthenticated');
      assert.equal(await me(`${encode({ alg })}.${encode(claims())}.AAAA`), 'unauthenticated');
    }
    const cedar = { ...claims(), iss: 'https://south.example', practice: 'cedar' };
    const spki = new TextEncoder().encode(await jose.exportSPKI(rsa.publicKey));
    assert.equal(await me(await sign(cedar, { kid: 'rsa' }, spki)), 'unauthenticated');
    assert.equal(
      await me(await sign(claims(), { alg: 'HS512' }, new Uint8Array(64).fill(1))),
      'unauthenticated',
    );
    assert.equal(await me(await sign(claims(), { alg: 'RS256' }, rsa.privateKey)), 'unauthenticated');
  });

  for (const header of [
    { jwk: { kty: 'oct', k: 'AAAA' } },
    { jku: 'https://evil.example/jwks.json' },
    { x5u: 'https://evil.example/cert' },
    { x5c: ['AAAA'] },
  ]) {
    it(`that bring ${Object.keys(header)[0]} along let nobody in`, async () =>
      assert.equal(await me(await sign(claims(), header)), 'unauthenticated'));
  }

  it('demanding something critical let nobody in', async () => {
    const token = await new jose.SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', crit: ['b64'], b64: true })
      .sign(NORTH_SECRET);
    assert.equal(await me(token), 'unauthenticated');
  });

  it('have one spelling: nothing added, and no stray bits', async () => {
    const token = await sign(claims());
    const [header, payload, signature = ''] = token.split('.');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(signature.at(-1) ?? '');
    const twin = `${header}.${payload}.${signature.slice(0, -1)}${alphabet[last + 1]}`;
    assert.deepEqual(Buffer.from(twin.split('.')[2] ?? '', 'base64url'), Buffer.from(signature, 'base64url'));
    for (const other of [
      twin,
      `${token}=`,
      `${token}.`,
      `.${token}`,
      `${token}.x`,
      token.replace('.', '..'),
    ]) {
      assert.equal(await me(other), 'unauthenticated');
    }
  });

  for (const token of ['a.b.c', 'AAAA.AAAA.AAAA', 'bnVsbA.bnVsbA.AAAA', 'W10.W10.AAAA', 'e30.e30.AAAA']) {
    it(`made of anything else (${token}) let nobody in`, async () =>
      assert.equal(await me(token), 'unauthenticated'));
  }

  it("cannot be verified while the keys cannot be fetched, which is nobody's fault", async () => {
    const jwt = { issuer: 'https://far.example', jwks: new URL('http://127.0.0.1:9/jwks.json') };
    const far = signedTokens([{ id: 'far', apiKey: 'k', jwt }]);
    const token = await sign({ ...claims(), iss: jwt.issuer }, { alg: 'RS256' }, rsa.privateKey);
    await assert.rejects(far.verify(token, new Date()), { code: 'unavailable' });
  });

  it('over 8 kB are not looked at', async () =>
    assert.equal(await me(await sign({ ...claims(), padding: 'x'.repeat(9000) })), 'unauthenticated'));

  it('of somebody who was made inactive let nobody in', async () => {
    const token = await sign({ ...claims(), sub: 'sam' });
    assert.equal(await me(token), 'ok');
    await world.put('alder', 'sam', { name: 'Sam', kind: 'practitioner', active: false });
    assert.equal(await me(token), 'unauthenticated');
  });

  it('cannot be set up in ways that are not safe', () => {
    const portal = (jwt: object) => [{ id: 'p', apiKey: 'k', jwt: { issuer: 'i', ...jwt } }];
    assert.throws(() => signedTokens(portal({})), TypeError);
    assert.throws(() => signedTokens(portal({ secret: new Uint8Array(31) })), TypeError);
    assert.throws(() => signedTokens(portal({ secret: new Uint8Array(32), jwks })), TypeError);
    const one = portal({ secret: new Uint8Array(32) });
    assert.throws(() => signedTokens([...one, ...one]), TypeError);
  });
});
