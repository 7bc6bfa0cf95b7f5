import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as jose from 'jose';
import { openEvents } from '../../helpers/event-reader.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { allowSignIn, ANA, otherThan, visitor } from '../../helpers/sign-in.ts';
import { createWorld, expectStatus, joinWorld, NORTH_SECRET } from '../../helpers/world.ts';

const PORTAL = 'https://portal.example';
const ALDER = 'https://alder.example';
const BIRCH = 'https://birch.example';
const STRANGER = 'https://stranger.example';

/** Alder and Birch have a list of their own; Cedar has none and goes by the server's, which is the portal alone. */
describe('the origins of a practice', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const mailbox = createMailbox();
  const world = await createWorld(database, { allowedOrigins: [PORTAL], mailer: mailbox });
  const elsewhere = await joinWorld(fresh.connect(), undefined, { allowedOrigins: [PORTAL] });

  const allow = async (practiceId: string, allowedOrigins: string[] | null) =>
    expectStatus(
      await world
        .portal(practiceId === 'cedar' ? 'south' : 'north')
        .call('PUT', `/v1/practices/${practiceId}`, { name: practiceId, allowedOrigins }),
      200,
    );
  await allowSignIn(world);
  await allowSignIn(world, 'cedar');
  await allow('alder', [ALDER]);
  await allow('birch', [BIRCH, 'http://localhost:3000']);

  /** A call of somebody's page: what it was answered, and which origin may read that. */
  async function from(
    origin: string,
    token: string | undefined,
    path = '/v1/me',
    { headers: more, ...init }: RequestInit = {},
    at = world,
  ): Promise<{ status: number; code: unknown; readable: string | null; vary: string | null }> {
    const headers = new Headers(more);
    headers.set('Origin', origin);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const response = await at.fetch(path, { ...init, headers });
    const { code } = JSON.parse((await response.text()) || '{}') as { code?: unknown };
    const [readable, vary] = ['Access-Control-Allow-Origin', 'Vary'].map((it) => response.headers.get(it));
    return { status: response.status, code, readable: readable ?? null, vary: vary ?? null };
  }

  const tokens = async (practiceId: string, portal = 'north') => {
    const claims = { sub: 'ana', practice: practiceId, exp: Math.floor(Date.now() / 1000) + 600 };
    const jwt = new jose.SignJWT({ iss: 'https://north.example', aud: 'entrenous', ...claims });
    return [
      (await world.person('ana', practiceId)).token,
      ...(portal === 'north' ? [await jwt.setProtectedHeader({ alg: 'HS256' }).sign(NORTH_SECRET)] : []),
    ];
  };
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  it('lets its own pages in, with either kind of token, and reads the answer to them alone', async () => {
    for (const token of await tokens('alder')) {
      const answer = await from(ALDER, token);
      assert.deepEqual(answer, { status: 200, code: undefined, readable: ALDER, vary: 'Origin' });
    }
    for (const origin of [BIRCH, 'http://localhost:3000']) {
      for (const token of await tokens('birch')) assert.equal((await from(origin, token)).readable, origin);
    }
  });

  for (const origin of [
    BIRCH,
    PORTAL,
    STRANGER,
    'null',
    'http://alder.example',
    'https://alder.example:8443',
    'https://alder.example/',
    'https://ALDER.example',
    'https://sub.alder.example',
    'https://alder.example.evil.example',
  ]) {
    it(`a page of ${origin} does nothing with a token of it, and reads nothing`, async () => {
      for (const token of await tokens('alder')) {
        const answer = await from(origin, token);
        assert.deepEqual(answer, { status: 403, code: 'forbidden', readable: null, vary: 'Origin' });
        const write = await from(origin, token, '/v1/conversations', json({ personId: 'maya' }));
        assert.equal(write.status, 403);
        assert.equal((await from(origin, token, '/v1/events')).status, 403);
      }
      assert.deepEqual(await (await world.person('ana')).conversations(), []);
    });
  }

  it('a refused page is a try in the audit', async () => {
    const tries = () =>
      database.query(
        `select 1 from audit where practice_id = 'alder' and actor_id = 'jonas' and action = 'access.tried'`,
      );
    const { token } = await world.person('jonas');
    assert.equal((await tries()).length, 0);
    await from(STRANGER, token);
    assert.equal((await tries()).length, 1);
  });

  it('a practice without a list goes by the server’s, and other practices’ pages do nothing there', async () => {
    for (const token of await tokens('cedar', 'south')) {
      assert.deepEqual([200, PORTAL], await seen(PORTAL, token));
      for (const origin of [ALDER, BIRCH]) assert.deepEqual([403, null], await seen(origin, token));
      // No browser sends it: no preflight has let it through. Whoever does is no page.
      assert.deepEqual([200, null], await seen(STRANGER, token));
    }
  });
  const seen = async (...args: Parameters<typeof from>) => {
    const { status, readable } = await from(...args);
    return [status, readable];
  };

  it('callers that are no pages, and pages of the backend’s own origin, need no permission', async () => {
    const { token } = await world.person('ana');
    assert.equal((await world.with(token).call('GET', '/v1/me')).status, 200);
    const own = (headers: Record<string, string>) =>
      seen('https://backend.example', token, '/v1/me', { headers });
    assert.deepEqual([200, null], await own({ 'Sec-Fetch-Site': 'same-origin' }));
    assert.deepEqual([200, null], await own({ Host: 'backend.example' }));
    assert.deepEqual([403, null], await own({ 'Sec-Fetch-Site': 'same-site', Host: 'backend.example' }));
    assert.deepEqual([403, null], await own({ Host: 'other.example' }));
  });

  it('a preflight, which has no token, is answered for the origins of all', async () => {
    const preflight = async (origin: string, path = '/v1/me') =>
      seen(origin, undefined, path, {
        method: 'OPTIONS',
        headers: {
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'authorization',
        },
      });
    for (const origin of [PORTAL, ALDER, BIRCH, 'http://localhost:3000']) {
      assert.deepEqual([204, origin], await preflight(origin));
    }
    for (const origin of [STRANGER, 'null', 'https://ALDER.example', 'http://alder.example']) {
      assert.deepEqual([204, null], await preflight(origin));
    }
    assert.deepEqual([204, null], await preflight(ALDER, '/metrics'), 'what is not of the protocol');
  });

  it('a page hears that its token counts no more, and what is no secret of a practice', async () => {
    assert.deepEqual([401, ALDER], await seen(ALDER, 'ent_nobodys'));
    assert.deepEqual([401, null], await seen(STRANGER, 'ent_nobodys'));
    assert.deepEqual([404, ALDER], await seen(ALDER, undefined, '/v1/nothing'));
    assert.deepEqual([200, null], await seen(ALDER, undefined, '/healthz'));
    assert.deepEqual([200, PORTAL], await seen(PORTAL, undefined, '/healthz'));
  });

  it('signing in works from its pages alone, and nobody else’s page spends a code or a try', async () => {
    const ask = (origin: string, practice = 'alder') =>
      seen(origin, undefined, '/v1/sign-in/codes', json({ practice, email: ANA }));
    for (const origin of [BIRCH, PORTAL, STRANGER]) assert.deepEqual([403, null], await ask(origin));
    assert.equal(mailbox.letters.length, 0);
    assert.deepEqual([202, ALDER], await ask(ALDER));
    assert.deepEqual([403, null], await ask(ALDER, 'cedar'));
    assert.deepEqual([202, PORTAL], await ask(PORTAL, 'cedar'));
    // What is no practice looks like one without a list.
    assert.deepEqual([403, PORTAL], await ask(PORTAL, 'nowhere'));

    const code = await mailbox.code(ANA);
    const enter = (origin: string, digits: string) =>
      seen(origin, undefined, '/v1/sign-in', json({ practice: 'alder', email: ANA, code: digits }));
    for (let i = 1; i <= 6; i++) assert.deepEqual([403, null], await enter(BIRCH, otherThan(code, i)));
    assert.deepEqual([403, null], await enter(BIRCH, code));
    const headers = { Origin: ALDER, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ practice: 'alder', email: ANA, code });
    const entered = await world.fetch('/v1/sign-in', { method: 'POST', headers, body });
    assert.equal(entered.status, 200);
    const { session } = (await entered.json()) as { session: string };
    const renew = (origin: string) => seen(origin, undefined, '/v1/sign-in/renewal', json({ session }));
    for (const origin of [BIRCH, PORTAL]) assert.deepEqual([403, null], await renew(origin));
    assert.deepEqual([200, ALDER], await renew(ALDER));
    assert.equal((await visitor(world, mailbox).renew(session)).status, 200, 'no page');
  });

  it('a change counts at once, on every server, and ends what is open from a page that is no longer named', async () => {
    const { token } = await world.person('ana', 'birch');
    const open = (origin: string) =>
      openEvents(
        ({ headers }) =>
          elsewhere.fetch('/v1/events', { headers: { ...(headers as object), Origin: origin } }),
        token,
      );
    const [first, second] = [await open(BIRCH), await open('http://localhost:3000')];
    for (const stream of [first, second]) await stream.next();
    await allow('birch', [BIRCH]);
    await second.ended();
    assert.equal((await from('http://localhost:3000', token, '/v1/me', {}, elsewhere)).status, 403);
    const sam = await world.person('sam', 'birch');
    await sam.send((await sam.open('ana')).id, 'still here');
    await first.until((event) => event.type === 'message.created');
    await allow('birch', []);
    await first.ended();
    assert.equal((await from(BIRCH, token)).status, 403);
    await allow('birch', null);
    assert.deepEqual([200, PORTAL], await seen(PORTAL, token));
  });

  it('stays as it was when it is left out, and who changed it is in the audit', async () => {
    const changes = () =>
      database.query(
        `select actor_kind from audit where practice_id = 'alder' and action = 'practice.origins'`,
      );
    const before = (await changes()).length;
    expectStatus(await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder' }), 200);
    await allow('alder', [ALDER]);
    assert.equal((await changes()).length, before);
    assert.equal((await from(ALDER, (await world.person('ana')).token)).status, 200);
    await allow('alder', [ALDER, BIRCH]);
    assert.deepEqual((await changes()).at(-1), { actor_kind: 'portal' });
    assert.equal((await changes()).length, before + 1);
  });
});
