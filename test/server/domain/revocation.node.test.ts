import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as jose from 'jose';
import { revokeCommand } from '../../../server/node/commands/revoke.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { allowSignIn, ANA, visitor } from '../../helpers/sign-in.ts';
import { createWorld, joinWorld, NORTH_SECRET, TEST_KEYS } from '../../helpers/world.ts';

describe('ending everything by which a person is signed in', async () => {
  const fresh = await freshDatabase();
  const mailbox = createMailbox();
  const world = await createWorld(fresh.connect(), { mailer: mailbox });
  const elsewhere = await joinWorld(fresh.connect());
  await allowSignIn(world);
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-revoke-'));
  after(() => rmSync(folder, { recursive: true }));

  const signed = (sub: string, secondsAgo: number | undefined) => {
    const now = Math.floor(world.now().getTime() / 1000);
    const claims = { iss: 'https://north.example', aud: 'entrenous', sub, practice: 'alder', exp: now + 600 };
    return new jose.SignJWT({ ...claims, ...(secondsAgo !== undefined && { iat: now - secondsAgo }) })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(NORTH_SECRET);
  };
  const statusOf = async (token: string, at = world) => (await at.with(token).call('GET', '/v1/me')).status;
  const end = (id: string) => world.portal().call('DELETE', `/v1/practices/alder/people/${id}/tokens`);

  it('refuses every token at the next call, on every server, and lets new ones in', async () => {
    const opaque = (await world.person('ana')).token;
    const session = await visitor(world, mailbox).signIn(ANA);
    const jwts = [await signed('ana', 5), await signed('ana', undefined)];
    const all = [opaque, session.token, ...jwts];
    for (const token of all) assert.equal(await statusOf(token), 200);
    assert.equal((await end('ana')).status, 204);
    for (const token of all) {
      assert.equal(await statusOf(token), 401);
      assert.equal(await statusOf(token, elsewhere), 401);
    }
    const renewed = await visitor(world, mailbox).renew(session.session);
    assert.equal(renewed.status, 401);
    assert.equal(await statusOf((await world.person('ana')).token), 200);
    // A portal's clock has whole seconds: what it signs in the second after is from after.
    assert.equal(await statusOf(await signed('ana', -1)), 200);
    assert.equal(await statusOf(await signed('ana', undefined)), 401);
  });

  it('ends the streams of the old tokens at once, also on other servers, and nobody else’s', async () => {
    const opaque = await elsewhere.with((await world.person('jonas')).token).events();
    const jwt = await elsewhere.with(await signed('jonas', 5)).events();
    const sams = await elsewhere.with(await signed('sam', 5)).events();
    for (const stream of [opaque, jwt, sams]) await stream.next();
    const before = performance.now();
    await end('jonas');
    for (const stream of [opaque, jwt]) while (await stream.next());
    assert.ok(performance.now() - before < 5_000);
    const sam = await world.person('sam');
    await (await world.person('maya')).open('sam').then(({ id }) => sam.send(id, 'still here'));
    await sams.until((event) => event.type === 'message.created');
    await sams.close();
  });

  it('is the portal’s alone, for people of its own practices', async () => {
    refused(await end('nobody'), 'not-found');
    refused(await world.portal('south').call('DELETE', '/v1/practices/alder/people/ana/tokens'), 'not-found');
    const maya = await world.person('maya');
    refused(await maya.call('DELETE', '/v1/practices/alder/people/ana/tokens'), 'unauthenticated');
  });

  it('is a command, too', async () => {
    const token = (await world.person('lena')).token;
    const stream = await world.with(token).events();
    await stream.next();
    const said = { out: '', err: '' };
    const run = (...args: string[]) =>
      revokeCommand(
        args,
        { DATABASE_URL: fresh.url, ENTRENOUS_KEK: `k1:${TEST_KEYS.keys.k1}`, ENTRENOUS_DATA: folder },
        { out: (text) => void (said.out += text), err: (text) => void (said.err += text) },
      );
    assert.equal(await run('alder', 'lena'), 0, said.err);
    while (await stream.next());
    assert.equal(await statusOf(token), 401);
    assert.equal(await run('alder', 'nobody'), 1);
    assert.equal(await run('nowhere', 'lena'), 1);
    assert.match(said.err, /^There is no such person in this practice\.\nThere is no such practice\. .*\n$/);
    const maya = await world.person('maya');
    const { body } = await maya.call<{ entries: { action: string; actor: { kind: string } }[] }>(
      'GET',
      '/v1/audit',
    );
    const entry = body.entries.find(({ action }) => action === 'access.revoked');
    assert.equal(entry?.actor.kind, 'operator');
  });
});
