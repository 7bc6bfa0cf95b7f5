import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as jose from 'jose';
import { OPERATIONS } from '../../../server/routes/operations.ts';
import type { Me } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, expectStatus, NORTH_SECRET, type Caller } from '../../helpers/world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('the automatic lock', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const world = await createWorld(database, {}, { pollMs: 20, heartbeatMs: 60_000 });

  const setIdle = async (idleMinutes: number) =>
    expectStatus(
      await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder', idleMinutes }),
      200,
    );
  const code = async (caller: Caller, method = 'GET', path = '/v1/me', body?: unknown) => {
    const answer = await caller.call(method, path, body);
    return answer.status < 400 ? 'ok' : `${answer.status} ${String(answer.body.code)}`;
  };
  const active = (caller: Caller, secondsAgo = 0) => code(caller, 'POST', '/v1/me/activity', { secondsAgo });
  /** A token that the portal signs, of a whole day. */
  const signed = async (sub: string) =>
    world.with(
      await new jose.SignJWT({ practice: 'alder' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('https://north.example')
        .setAudience('entrenous')
        .setSubject(sub)
        .setJti(crypto.randomUUID())
        .setExpirationTime(Math.floor(world.now().getTime() / 1000) + 24 * 60 * 60)
        .sign(NORTH_SECRET),
    );

  it('is 15 minutes at first, and what the practice says then; leaving it out keeps it', async () => {
    const seconds = async () =>
      (await (await world.person('sam')).call<Me>('GET', '/v1/me')).body.limits.idleSeconds;
    assert.equal(await seconds(), 900);
    await setIdle(5);
    assert.equal(await seconds(), 300);
    await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder' });
    assert.equal(await seconds(), 300);
  });

  for (const idleMinutes of [0, -1, 721, '5']) {
    it(`is not ${JSON.stringify(idleMinutes)} minutes`, async () => {
      const answer = await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder', idleMinutes });
      assert.deepEqual([answer.status, answer.body.code], [422, 'invalid']);
    });
  }

  for (const kind of ['ours', 'signed by the portal'] as const) {
    it(`a token ${kind} works until the limit and is refused everywhere after it`, async () => {
      await setIdle(5);
      const sam = kind === 'ours' ? await world.person('sam') : await signed('sam');
      assert.equal(await code(sam), 'ok');
      world.advance(5 * MINUTE - SECOND);
      assert.equal(await code(sam), 'ok');
      world.advance(2 * SECOND);
      for (const { method, path, as } of OPERATIONS) {
        if (as !== 'person') continue;
        const filled = path.replaceAll(/\{\w+\}/g, crypto.randomUUID());
        assert.equal(await code(sam, method.toUpperCase(), filled), '401 locked', `${method} ${path}`);
      }
    });
  }

  it('reading, a new look at who I am and an open stream are no activity; what the person does is', async () => {
    await setIdle(5);
    const sam = await signed('sam');
    const stream = await sam.events();
    for (let minute = 0; minute < 4; minute++) {
      world.advance(MINUTE);
      assert.equal(await code(sam, 'GET', '/v1/conversations'), 'ok');
    }
    assert.equal(await active(sam), 'ok');
    world.advance(4 * MINUTE);
    assert.equal(await code(sam), 'ok');
    world.advance(MINUTE + SECOND);
    assert.equal(await code(sam), '401 locked');
    assert.equal(await active(sam), '401 locked', 'who is locked is not active by saying so');
    await stream.ended();
  });

  it('a renewed token goes on from when the person was last active', async () => {
    await setIdle(5);
    const renewed = await world.person('sam');
    assert.equal(await active(renewed, 240), 'ok');
    world.advance(MINUTE - SECOND);
    assert.equal(await code(renewed), 'ok');
    world.advance(2 * SECOND);
    assert.equal(await code(renewed), '401 locked');
    assert.equal(await code(await world.person('sam')), 'ok', 'a fresh token starts active');
  });

  it('requests that overtake each other never make a person less active', async () => {
    await setIdle(5);
    for (const sam of [await world.person('sam'), await signed('sam')]) {
      // The first word may say less than the token's making, the later ones only more.
      assert.equal(await active(sam, 200), 'ok');
      assert.equal(await active(sam, 0), 'ok');
      assert.equal(await active(sam, 290), 'ok');
      world.advance(4 * MINUTE);
      assert.equal(await code(sam), 'ok');
      await Promise.all([0, 100, 200, 299].map((seconds) => active(sam, seconds)));
      world.advance(4 * MINUTE);
      assert.equal(await code(sam), 'ok');
      world.advance(MINUTE + SECOND);
      assert.equal(await code(sam), '401 locked');
    }
  });

  it('closes the streams of the locked token, and of no other', async () => {
    await setIdle(5);
    const [idle, busy] = [await signed('sam'), await signed('sam')];
    const [closed, open] = [await idle.events(), await busy.events()];
    world.advance(4 * MINUTE);
    await active(busy);
    world.advance(MINUTE + SECOND);
    await closed.ended();
    const { id } = await (await world.person('maya')).open('sam');
    await (await world.person('maya')).send(id, 'still there?');
    await open.until(({ type }) => type === 'message.created');
    await open.close();
  });

  it('forgets the activity of tokens that have expired', async () => {
    const count = async () =>
      (await database.query(`select 1 from token_activity where person_id = 'lena'`)).length;
    await world.person('lena');
    assert.equal(await count(), 1);
    world.advance(16 * MINUTE);
    await world.person('lena');
    assert.equal(await count(), 1);
  });
});
