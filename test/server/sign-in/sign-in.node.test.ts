import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CODE_SECONDS, type Me } from '../../../src/protocol/index.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { allowSignIn, ANA, otherThan, visitor } from '../../helpers/sign-in.ts';
import { createWorld, type Caller } from '../../helpers/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('signing in by e-mail', async () => {
  const database = (await freshDatabase()).connect();
  const mailbox = createMailbox();
  const world = await createWorld(database, { mailer: mailbox }, { pollMs: 20, heartbeatMs: 60_000 });
  const at = () => visitor(world, mailbox);
  const put = (settings: object) =>
    world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder', ...settings });
  const codeOf = async (caller: Caller) => (await caller.call('GET', '/v1/me')).body.code;
  /** The limit of one address is a day's worth of trying; here is a day for each test. */
  const nextDay = () => world.advance(24 * HOUR);

  it('is off until the practice switches it on, and off where there is no such practice', async () => {
    refused(await at().ask(ANA), 'sign-in-off');
    refused(await at().ask(ANA, 'no-such-practice'), 'sign-in-off');
    refused(await at().enter(ANA, '123456'), 'sign-in-off');
    await allowSignIn(world);
  });

  it('a code by e-mail, and I am in as myself, with an ordinary token of 15 minutes and a session of 12 hours', async () => {
    const asked = await at().ask(ANA);
    assert.deepEqual([asked.status, asked.body], [202, { expiresIn: 600 }]);
    const { text, subject, to } = await mailbox.next(ANA);
    assert.equal(to, ANA);
    assert.equal(subject, 'Your sign-in code');
    assert.doesNotMatch(text, /Alder|Lindqvist|Practice|http/, 'nothing of practice or person');
    const code = /\d{6}/.exec(text)![0];
    const { status, body } = await at().enter(ANA, code);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ['expiresAt', 'session', 'sessionExpiresAt', 'token']);
    assert.match(String(body.token), /^ent_[\w-]{43}$/);
    const within = (time: unknown) => Date.parse(String(time)) - world.now().getTime();
    assert.ok(Math.abs(within(body.expiresAt) - 15 * MINUTE) < 5000);
    assert.ok(Math.abs(within(body.sessionExpiresAt) - 12 * HOUR) < 5000);
    const me = await world.with(String(body.token)).call<Me>('GET', '/v1/me');
    assert.equal(me.body.person.id, 'ana');
    refused(await at().enter(ANA, code), 'code-expired');
  });

  it('the address may be typed in other cases; the mail goes to the one that the portal gave', async () => {
    nextDay();
    assert.equal((await at().ask('Ana.LINDQVIST@Example.ORG')).status, 202);
    const code = await mailbox.code(ANA);
    assert.equal((await at().enter('ANA.lindqvist@example.org', code)).status, 200);
  });

  it('says of the practice what it allows, under fixed words', async () => {
    nextDay();
    await put({ mailName: 'Alder Practice', mailUrl: 'https://alder.example/messages' });
    await at().ask(ANA);
    const { text, subject } = await mailbox.next(ANA);
    assert.match(text, /\n\nFrom: Alder Practice\n\nWebsite: https:\/\/alder\.example\/messages\n$/);
    assert.equal(subject, 'Your sign-in code');
    await put({});
    await at().ask(ANA);
    assert.match((await mailbox.next(ANA)).text, /From: Alder Practice/, 'left out: as it was');
    await put({ mailName: null, mailUrl: null });
    await at().ask(ANA);
    assert.doesNotMatch((await mailbox.next(ANA)).text, /Alder/);
  });

  it('a code ends after ten minutes, and with the next one', async () => {
    nextDay();
    await at().ask(ANA);
    const first = await mailbox.code(ANA);
    world.advance((CODE_SECONDS + 1) * 1000);
    refused(await at().enter(ANA, first), 'code-expired');
    await at().ask(ANA);
    const second = await mailbox.code(ANA);
    await at().ask(ANA);
    const third = await mailbox.code(ANA);
    if (second !== third) refused(await at().enter(ANA, second), 'code-wrong');
    assert.equal((await at().enter(ANA, third)).status, 200);
  });

  it('counts as one of several tokens; a code of one practice is worth nothing in another', async () => {
    nextDay();
    await allowSignIn(world, 'birch');
    await at().ask(ANA, 'birch');
    const code = await mailbox.code(ANA);
    refused(await at().enter(ANA, code, 'alder'), 'code-expired');
    const { body } = await at().enter(ANA, code, 'birch');
    const me = await world.with(String(body.token)).call<Me>('GET', '/v1/me');
    assert.equal(me.body.practice.id, 'birch');
  });

  it('is for active clients with an address that is theirs alone', async () => {
    nextDay();
    const sent = mailbox.letters.length;
    await world.put('alder', 'sam', { kind: 'practitioner', email: 'sam@example.org' });
    await world.put('alder', 'jonas', { kind: 'client', active: false, email: 'jonas@example.org' });
    await world.put('alder', 'kim', { kind: 'client', email: 'shared@example.org' });
    await world.put('alder', 'lee', { kind: 'client', email: 'shared@example.org' });
    for (const email of [
      'sam@example.org',
      'jonas@example.org',
      'shared@example.org',
      'nobody@example.org',
    ]) {
      assert.equal((await at().ask(email)).status, 202);
    }
    // Mails go one after the other from each of four hands: when this one is there, those before have been looked at.
    await at().ask(ANA);
    await mailbox.next(ANA);
    const left = await database.query(`select 1 from mail_queue where kind = 'code' and due_at <= now()`);
    assert.deepEqual(left, []);
    assert.equal(mailbox.letters.length, sent + 1);
  });

  it('a session goes on with a renewed token, for 12 hours while somebody is there', async () => {
    nextDay();
    const { session, caller } = await at().signIn(ANA);
    let last: Caller = caller;
    for (let minutes = 0; minutes < 12 * 60 - 14; minutes += 14) {
      world.advance(14 * MINUTE);
      assert.equal((await last.call('POST', '/v1/me/activity', { secondsAgo: 0 })).status, 204);
      const { status, body } = await at().renew(session);
      assert.equal(status, 200, String(minutes));
      last = world.with(body.token);
      assert.equal(await codeOf(last), undefined);
    }
    world.advance(14 * MINUTE);
    refused(await at().renew(session), 'unauthenticated');
    assert.equal(await codeOf(last), 'token-expired', 'no token outlives its session');
  });

  it('after the idle time there is no renewal, and the session is over for good', async () => {
    nextDay();
    const { session, caller } = await at().signIn(ANA);
    world.advance(14 * MINUTE);
    const renewed = world.with((await at().renew(session)).body.token);
    world.advance(2 * MINUTE);
    assert.equal(await codeOf(renewed), 'locked', 'a renewed token is no sign of life');
    refused(await at().renew(session), 'locked');
    refused(await at().renew(session), 'unauthenticated');
    assert.equal(await codeOf(renewed), 'unauthenticated');
    assert.equal(await codeOf(caller), 'unauthenticated');
  });

  it('what is done with one token of a session counts for all of them', async () => {
    nextDay();
    const { session, caller } = await at().signIn(ANA);
    const other = world.with((await at().renew(session)).body.token);
    world.advance(10 * MINUTE);
    assert.equal((await other.call('POST', '/v1/me/activity', { secondsAgo: 0 })).status, 204);
    world.advance(4 * MINUTE);
    assert.equal(await codeOf(caller), undefined);
  });

  it('signing out ends this session and its streams, and no other', async () => {
    nextDay();
    const [here, there] = [await at().signIn(ANA), await at().signIn(ANA)];
    const [ending, going] = [await here.caller.events(), await there.caller.events()];
    assert.equal((await here.caller.call('POST', '/v1/sign-out', {})).status, 204);
    await ending.ended();
    assert.equal(await codeOf(here.caller), 'unauthenticated');
    refused(await at().renew(here.session), 'unauthenticated');
    assert.equal(await codeOf(there.caller), undefined);
    assert.equal((await at().renew(there.session)).status, 200);
    await going.close();
  });

  it('signing out everywhere ends all sessions, tokens and streams of mine, and of nobody else', async () => {
    nextDay();
    const [here, there] = [await at().signIn(ANA), await at().signIn(ANA)];
    const portal = await world.person('ana');
    const maya = await world.person('maya');
    const streams = [await there.caller.events(), await portal.events()];
    assert.equal((await here.caller.call('POST', '/v1/sign-out', { everywhere: true })).status, 204);
    for (const stream of streams) await stream.ended();
    for (const one of [here.caller, there.caller, portal]) assert.equal(await codeOf(one), 'unauthenticated');
    for (const { session } of [here, there]) refused(await at().renew(session), 'unauthenticated');
    assert.equal(await codeOf(maya), undefined);
  });

  for (const [name, change] of Object.entries({
    'made inactive': () => world.put('alder', 'ana', { kind: 'client', email: ANA, active: false }),
    'given another address': () => world.put('alder', 'ana', { kind: 'client', email: 'new@example.org' }),
    'of a practice without sign-in': () => put({ emailSignIn: false }),
  })) {
    it(`who is ${name} is signed out`, async () => {
      nextDay();
      await allowSignIn(world);
      const { caller, session } = await at().signIn(ANA);
      const stream = await caller.events();
      await change();
      await stream.ended();
      assert.equal(await codeOf(caller), 'unauthenticated');
      refused(await at().renew(session), 'unauthenticated');
    });
  }

  it('who has only changed their name stays', async () => {
    nextDay();
    await allowSignIn(world);
    const { caller, session } = await at().signIn(ANA);
    await world.put('alder', 'ana', { name: 'Ana Berg', kind: 'client', email: ANA });
    assert.equal(await codeOf(caller), undefined);
    assert.equal((await at().renew(session)).status, 200);
  });

  it('leaves its trace in the audit: who and when, and no address', async () => {
    const rows = await database.query<{ action: string; row: string }>(
      `select action, a::text as row from audit a where action like 'session%'`,
    );
    for (const action of ['session.started', 'session.ended', 'sessions.ended']) {
      assert.ok(
        rows.some((row) => row.action === action),
        action,
      );
    }
    assert.ok(rows.every(({ row }) => !row.includes('@')));
  });

  it('writes no address and no code into the log', async () => {
    const said = JSON.stringify(world.log);
    assert.doesNotMatch(said, /@|example\.org|\b\d{6}\b/);
  });

  it('what is wrong is of no use later: one digit off is wrong, and counts', async () => {
    nextDay();
    await allowSignIn(world);
    await at().ask(ANA);
    const code = await mailbox.code(ANA);
    for (let tries = 1; tries < 5; tries++)
      refused(await at().enter(ANA, otherThan(code, tries)), 'code-wrong');
    assert.equal((await at().enter(ANA, code)).status, 200, 'the fifth try is still good');
    await at().ask(ANA);
    const next = await mailbox.code(ANA);
    for (let tries = 1; tries < 5; tries++) await at().enter(ANA, otherThan(next, tries));
    refused(await at().enter(ANA, otherThan(next, 5)), 'code-expired');
    refused(await at().enter(ANA, next), 'code-expired');
  });
});
