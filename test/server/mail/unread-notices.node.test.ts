import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queueNotices } from '../../../server/domain/mail/unread-notices.ts';
import { sendDue, type MailDeps } from '../../../server/domain/mail/sending.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { MailError, type Queryable } from '../../../server/ports.ts';
import type { Me } from '../../../src/protocol/index.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { ANA } from '../../helpers/sign-in.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('notices of unread messages', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const mailbox = createMailbox();
  // The backend itself looks when the test does, and not by itself.
  const world = await createWorld(
    database,
    { mailer: mailbox },
    { pollMs: 20, heartbeatMs: 60_000, mailMs: 2 ** 30 },
  );
  const deps: MailDeps = {
    within: database.within,
    vault: new Vault(localKeys(TEST_KEYS), wrappedKeys(database)),
    mailer: mailbox,
    now: world.now,
    log: (entry) => world.log.push(entry),
  };
  const { signal } = new AbortController();
  const put = (settings: object) =>
    world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder', ...settings });
  await world.put('alder', 'ana', { name: 'Ana', kind: 'client', email: ANA });

  /** What is sent when somebody looks now: the number of letters. */
  const look = async (): Promise<number> => {
    const before = mailbox.letters.length;
    await queueNotices(database, world.now());
    await sendDue(deps, signal);
    return mailbox.letters.length - before;
  };
  /** A day later everything is read, and everybody fresh. */
  const begin = async () => {
    world.advance(DAY);
    await put({ noticeMinutes: 10, secureMessaging: true });
    const [maya, ana] = [await world.person('maya'), await world.person('ana')];
    const { id } = await maya.open('ana');
    const read = async (who = 'ana') =>
      (await world.person(who)).call('PUT', `/v1/conversations/${id}/read`, { seq: 10_000 });
    await read();
    assert.equal(await look(), 0);
    return { maya, ana, id, read, write: async () => (await world.person('maya')).send(id, 'secret text') };
  };

  it('one after ten minutes, one more an hour later, and never a third', async () => {
    const { write } = await begin();
    await write();
    world.advance(10 * MINUTE - 1000);
    assert.equal(await look(), 0);
    world.advance(2000);
    assert.equal(await look(), 1);
    assert.equal(await look(), 0);
    await write();
    world.advance(59 * MINUTE);
    assert.equal(await look(), 0, 'more messages of the same burst are no reason for more');
    world.advance(MINUTE);
    assert.equal(await look(), 1);
    for (let hours = 0; hours < 48; hours++) {
      world.advance(60 * MINUTE);
      assert.equal(await look(), 0);
    }
  });

  it('the words are fixed: no name, no text, nothing of the practice but what it allows', async () => {
    const letter = mailbox.letters.at(-1)!;
    assert.equal(letter.to, ANA);
    assert.equal(letter.subject, 'You have a new message');
    assert.doesNotMatch(letter.text, /secret|Maya|Rivera|Ana|Alder|http/);
    const { write, read } = await begin();
    await put({ mailName: 'Alder Practice', mailUrl: 'https://alder.example' });
    await write();
    world.advance(11 * MINUTE);
    await look();
    assert.match(
      mailbox.letters.at(-1)!.text,
      /From: Alder Practice\n\nWebsite: https:\/\/alder\.example\n$/,
    );
    await put({ mailName: null, mailUrl: null });
    await read();
  });

  it('a burst ends when everything is read; what comes then is another one', async () => {
    const { write, read } = await begin();
    await write();
    world.advance(11 * MINUTE);
    assert.equal(await look(), 1);
    await read();
    await write();
    world.advance(9 * MINUTE);
    assert.equal(await look(), 0);
    world.advance(2 * MINUTE);
    assert.equal(await look(), 1);
  });

  it('one burst is one notice, over all conversations; reading one of them does not end it', async () => {
    const { write, read } = await begin();
    await write();
    world.advance(MINUTE);
    const sam = await world.person('sam');
    const other = await sam.open('ana');
    await sam.send(other.id, 'from Sam');
    world.advance(10 * MINUTE);
    assert.equal(await look(), 1);
    await read();
    world.advance(30 * MINUTE);
    assert.equal(await look(), 0);
    world.advance(30 * MINUTE);
    assert.equal(await look(), 1, 'the reminder is of what is still unread');
    await (await world.person('ana')).call('PUT', `/v1/conversations/${other.id}/read`, { seq: 10_000 });
  });

  it('who has come back and left something unread is told of what comes then', async () => {
    const { write, read } = await begin();
    const sam = await world.person('sam');
    const other = await sam.open('ana');
    await sam.send(other.id, 'never read');
    world.advance(11 * MINUTE);
    assert.equal(await look(), 1);
    await write();
    world.advance(11 * MINUTE);
    assert.equal(await look(), 0, 'she was told, and has not come back');
    await read();
    await write();
    world.advance(11 * MINUTE);
    assert.equal(await look(), 1, 'she has been here, and this is new');
    await (await world.person('ana')).call('PUT', `/v1/conversations/${other.id}/read`, { seq: 10_000 });
  });

  it('none when it was read, or deleted, in time', async () => {
    const { write, read, maya, id } = await begin();
    await write();
    world.advance(9 * MINUTE);
    await read();
    world.advance(2 * MINUTE);
    assert.equal(await look(), 0);
    const sent = await (await world.person('maya')).send(id, 'oops');
    const again = await world.person('maya');
    await again.call('DELETE', `/v1/conversations/${id}/messages/${sent.id}`);
    world.advance(11 * MINUTE);
    assert.equal(await look(), 0);
    assert.ok(maya);
  });

  it('none when it is read between the decision and the sending', async () => {
    const { write, read } = await begin();
    await write();
    world.advance(11 * MINUTE);
    assert.equal(await queueNotices(database, world.now()), 1);
    await read();
    assert.equal(await look(), 0);
    assert.deepEqual(await database.query('select 1 from mail_queue'), [], 'nothing of it is kept');
  });

  for (const [name, off, on] of [
    [
      'the person has switched them off',
      async () => (await world.person('ana')).call('PUT', '/v1/me/notices', { email: false }),
      async () => (await world.person('ana')).call('PUT', '/v1/me/notices', { email: true }),
    ],
    ['the practice has none', () => put({ noticeMinutes: null }), () => put({ noticeMinutes: 10 })],
    [
      'Secure Messaging is off',
      async () =>
        (await world.person('maya')).call('PUT', '/v1/practice/features', { secureMessaging: false }),
      async () =>
        (await world.person('maya')).call('PUT', '/v1/practice/features', { secureMessaging: true }),
    ],
    [
      'the person is inactive',
      () => world.put('alder', 'ana', { kind: 'client', email: ANA, active: false }),
      () => world.put('alder', 'ana', { kind: 'client', email: ANA }),
    ],
    [
      'there is no address',
      () => world.put('alder', 'ana', { kind: 'client' }),
      () => world.put('alder', 'ana', { kind: 'client', email: ANA }),
    ],
  ] as const) {
    it(`none while ${name}, and again afterwards`, async () => {
      const { write } = await begin();
      await write();
      await off();
      world.advance(11 * MINUTE);
      assert.equal(await look(), 0);
      await on();
      assert.equal(await look(), 1);
    });
  }

  it('automatic replies alone are no reason', async () => {
    const { ana, id } = await begin();
    const answer = await (
      await world.person('maya')
    ).call('PUT', '/v1/out-of-office', {
      memberIds: ['maya'],
      message: 'I am away.',
      start: '2020-01-01T00:00:00.000Z',
      end: null,
      timeZone: 'Europe/Berlin',
    });
    assert.equal(answer.status, 200);
    world.advance(16 * MINUTE);
    await (await world.person('ana')).send(id, 'are you there?');
    assert.equal((await (await world.person('ana')).messages(id)).at(-1)?.origin, 'auto');
    world.advance(20 * MINUTE);
    assert.equal(await look(), 0);
    await (await world.person('maya')).call('DELETE', '/v1/out-of-office/maya');
    assert.ok(ana);
  });

  it('practitioners get none', async () => {
    await begin();
    await world.put('alder', 'sam', { kind: 'practitioner', email: 'sam@example.org' });
    const ana = await world.person('ana');
    const { id } = await ana.open('sam');
    await ana.send(id, 'hello');
    world.advance(60 * MINUTE);
    assert.equal(await look(), 0);
    refused(await (await world.person('sam')).call('PUT', '/v1/me/notices', { email: true }), 'forbidden');
  });

  it('what was unread for weeks when notices were switched on is left alone', async () => {
    const { write } = await begin();
    await put({ noticeMinutes: null });
    await write();
    world.advance(8 * DAY);
    await put({ noticeMinutes: 10 });
    assert.equal(await look(), 0);
    await write();
    world.advance(11 * MINUTE);
    assert.equal(await look(), 1);
  });

  it('the delay is the practice’s, fractions of a minute too', async () => {
    const { write } = await begin();
    await put({ noticeMinutes: 0.5 });
    await write();
    world.advance(31_000);
    assert.equal(await look(), 1);
  });

  it('several processes at the same moment send one', async () => {
    const { write } = await begin();
    await write();
    world.advance(11 * MINUTE);
    const pools = Array.from({ length: 8 }, () => fresh.connect(4));
    const queued = await Promise.all(pools.map((pool) => queueNotices(pool, world.now())));
    assert.equal(
      queued.reduce((sum, n) => sum + n),
      1,
    );
    const before = mailbox.letters.length;
    await Promise.all(pools.map((pool) => sendDue({ ...deps, within: pool.within }, signal)));
    assert.equal(mailbox.letters.length - before, 1);
  });

  it('a mail server that is away gets it later; one that refuses does not', async () => {
    for (const [reason, later] of [
      ['later', 1],
      ['refused', 0],
      ['unknown', 0],
    ] as const) {
      const { write } = await begin();
      await write();
      world.advance(11 * MINUTE);
      mailbox.failures.push(new MailError(reason, 'ETEST'));
      assert.equal(await look(), 0);
      assert.deepEqual(world.log.at(-1), {
        level: 'warn',
        event: 'mail-not-sent',
        kind: 'notice',
        code: 'ETEST',
      });
      world.advance(MINUTE);
      assert.equal(await look(), later, reason);
    }
  });

  it('whoever dies while sending leaves it unsent: at most once, and the reminder comes', async () => {
    const { write } = await begin();
    await write();
    world.advance(11 * MINUTE);
    await queueNotices(database, world.now());
    const dying: MailDeps = { ...deps, mailer: { send: () => Promise.reject(new Error('killed')) } };
    // As after a crash: claimed, and nobody says what became of it.
    const crashed = { ...dying, within: watched(database, (tx) => tx, onlyClaims()).within };
    await assert.rejects(sendDue(crashed, signal), /killed before writing/);
    world.advance(30 * MINUTE);
    assert.equal(await look(), 0);
    world.advance(31 * MINUTE);
    assert.equal(await look(), 1);
  });

  it('my choice is told to my other devices, and stands in who I am', async () => {
    await begin();
    const ana = await world.person('ana');
    const on = async () => (await ana.call<Me>('GET', '/v1/me')).body.emailNotices;
    assert.equal(await on(), true);
    const stream = await ana.events();
    await stream.next();
    const answer = await (await world.person('ana')).call('PUT', '/v1/me/notices', { email: false });
    assert.deepEqual([answer.status, answer.body], [200, { email: false }]);
    const told = await stream.until(({ type }) => type === 'email-notices.changed');
    assert.deepEqual(told.data, { email: false });
    assert.equal(await on(), false);
    assert.equal(
      (await (await world.person('jonas')).call<Me>('GET', '/v1/me')).body.emailNotices,
      undefined,
    );
    await stream.close();
  });
});

/** Takes claims and then no more: whoever uses it has died. */
function onlyClaims(): (q: Queryable) => Queryable {
  let claimed = false;
  return (q) => ({
    query(sql, params) {
      if (claimed) throw new Error('killed before writing');
      claimed = sql.includes('skip locked');
      return q.query(sql, params);
    },
  });
}
