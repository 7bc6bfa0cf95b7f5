import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from '../../../server/domain/sign-in/network.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { allowSignIn, ANA, otherThan, visitor } from '../../helpers/sign-in.ts';
import { createWorld, joinWorld } from '../../helpers/world.ts';

describe('guessing', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const mailbox = createMailbox();
  const world = await createWorld(database, { mailer: mailbox });
  await allowSignIn(world);
  const at = (address?: string) => visitor(world, mailbox, address);

  it('fifty tries at the same moment, in two processes, are no more than five', async () => {
    const other = await joinWorld(fresh.connect(30), undefined, { mailer: createMailbox() });
    // The counts are not what is tried here.
    const unlimited = async () => database.query('delete from rate_limits');
    await at().ask(ANA);
    const code = await mailbox.code(ANA);
    const answers: (string | number)[] = [];
    for (let round = 0; round < 5; round++) {
      await unlimited();
      const tries = Array.from({ length: 10 }, (_, i) => {
        const wrong = otherThan(code, 1 + round * 10 + i);
        const from = i % 2 ? at() : visitor(other, mailbox);
        return from.enter(ANA, wrong);
      });
      answers.push(...(await Promise.all(tries)).map(({ body }) => String(body.code)));
    }
    const count = (what: string) => answers.filter((one) => one === what).length;
    assert.deepEqual([count('code-wrong'), count('code-expired')], [4, 46]);
    const [row] = await database.query<{ tries: number }>(`select tries from sign_in_codes`);
    assert.equal(row?.tries, 5);
    refused(await at().enter(ANA, code), 'code-expired');
  });

  it('two people who enter the right code at the same moment are one person', async () => {
    await database.query('delete from rate_limits');
    await at().ask(ANA);
    const code = await mailbox.code(ANA);
    const answers = await Promise.all(Array.from({ length: 8 }, () => at().enter(ANA, code)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('one address is tried 20 times, whoever asks from wherever, and then every 15 minutes', async () => {
    await database.query('delete from rate_limits');
    const answers = await Promise.all(Array.from({ length: 30 }, () => at().enter(ANA, '000000')));
    const limited = answers.filter(({ status }) => status === 429);
    assert.equal(limited.length, 10);
    for (const { headers } of limited) {
      const wait = Number(headers.get('Retry-After'));
      assert.ok(wait > 890 && wait <= 900, String(wait));
    }
    const elsewhere = await at().enter('somebody.else@example.org', '000000');
    assert.equal(elsewhere.status, 422, 'another address is free');
    world.advance(15 * 60_000);
    assert.equal((await at().enter(ANA, '000000')).status, 422);
    assert.equal((await at().enter(ANA, '000000')).status, 429);
  });

  it('one address gets 5 codes, known or not, and then one every 5 minutes', async () => {
    for (const email of [ANA, 'nobody@example.org']) {
      await database.query('delete from rate_limits');
      const answers = await Promise.all(Array.from({ length: 8 }, () => at().ask(email)));
      assert.equal(answers.filter(({ status }) => status === 202).length, 5);
      for (const one of answers.filter(({ status }) => status !== 202)) refused(one, 'too-many-requests');
    }
  });

  it('one network asks for 20 addresses, and then one every 30 seconds; its neighbour is free', async () => {
    await database.query('delete from rate_limits');
    const asked = Array.from({ length: 25 }, (_, i) => at(`192.0.2.${i}`).ask(`somebody-${i}@example.org`));
    const answers = await Promise.all(asked);
    assert.equal(answers.filter(({ status }) => status === 202).length, 20);
    assert.equal((await at('192.0.3.1').ask('neighbour@example.org')).status, 202);
    world.advance(30_000);
    assert.equal((await at('192.0.2.200').ask('later@example.org')).status, 202);
  });

  it('who is refused for their network has used up nothing of the address', async () => {
    await database.query('delete from rate_limits');
    const noisy = at('198.51.100.1');
    for (let i = 0; i < 20; i++) await noisy.ask(`n-${i}@example.org`);
    for (let i = 0; i < 10; i++) refused(await noisy.ask(ANA), 'too-many-requests');
    assert.equal((await at().ask(ANA)).status, 202);
  });

  it('a network is 24 bits of IPv4 and 64 of IPv6, however they are written', () => {
    for (const [address, network] of [
      ['192.0.2.77', '192.0.2.0/24'],
      ['::ffff:192.0.2.1', '192.0.2.0/24'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['unix', 'none'],
      [undefined, 'none'],
    ] as const) {
      assert.equal(networkOf(address), network);
    }
  });
});
