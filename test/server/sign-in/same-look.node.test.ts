import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Queryable } from '../../../server/ports.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { allowSignIn, ANA, visitor } from '../../helpers/sign-in.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld } from '../../helpers/world.ts';

const UNKNOWN = 'bob.lindqvist@example.org';

describe('an unknown address looks exactly like a known one', async () => {
  const statements: string[] = [];
  /** Writes down every statement while a request is answered. */
  const watch = (queryable: Queryable): Queryable => ({
    query(sql, params) {
      statements.push(`${sql.replace(/\s+/g, ' ').trim()} [${params?.length ?? 0}]`);
      return queryable.query(sql, params);
    },
  });
  const database = (await freshDatabase()).connect();
  const mailbox = createMailbox();
  const world = await createWorld(
    watched(database, watch, watch),
    { mailer: mailbox },
    { pollMs: 20, heartbeatMs: 60_000, mailMs: 3_600_000 },
  );
  await allowSignIn(world);
  const at = () => visitor(world, mailbox);
  // Everybody who sends mail is busy, so that every statement is of the request that is looked at.
  const held = mailbox.hold();
  const busy = Array.from({ length: 4 }, (_, i) => `busy-${i}@example.org`);
  for (const [i, email] of busy.entries()) await world.put('alder', `busy-${i}`, { kind: 'client', email });
  await Promise.all(busy.map((email) => at().ask(email)));
  await held.waiting(4);

  /** What somebody sees of an answer, and what was done until it was there. */
  const seen = async (act: () => Promise<{ status: number; headers: Headers; body: unknown }>) => {
    statements.length = 0;
    const { status, headers, body } = await act();
    const done = [...statements];
    return { look: { status, headers: [...headers].sort(), body }, done };
  };

  it('asking for a code: the same answer, after the same statements, none of which looks anybody up', async () => {
    const known = await seen(() => at().ask(ANA));
    const unknown = await seen(() => at().ask(UNKNOWN));
    assert.deepEqual(unknown, known);
    assert.ok(known.done.length > 4);
    assert.ok(
      known.done.every((sql) => !sql.includes('people')),
      'nobody is looked up before the answer',
    );
  });

  it('a wrong code: the same answers, after the same statements, until the last try and beyond', async () => {
    const tries = async (email: string) => {
      const all = [];
      for (let i = 0; i < 7; i++) all.push(await seen(() => at().enter(email, '000000')));
      return all;
    };
    const known = await tries(ANA);
    const unknown = await tries(UNKNOWN);
    assert.deepEqual(unknown, known);
    assert.deepEqual(
      known.map(({ look }) => (look.body as { code: string }).code),
      [
        'code-wrong',
        'code-wrong',
        'code-wrong',
        'code-wrong',
        'code-expired',
        'code-expired',
        'code-expired',
      ],
    );
    assert.ok(known.every(({ done }) => done.every((sql) => !sql.includes('people'))));
  });

  it('a code that was never asked for, and one whose time is over', async () => {
    const never = [await seen(() => at().enter('never@example.org', '000000'))];
    world.advance(11 * 60_000);
    const over = [
      await seen(() => at().enter(ANA, '000000')),
      await seen(() => at().enter(UNKNOWN, '000000')),
    ];
    assert.deepEqual(over[0], over[1]);
    assert.deepEqual(over[0]?.look, never[0]?.look);
  });

  it('too often: the same answer', async () => {
    const flood = async (email: string) => {
      await database.query('delete from rate_limits');
      for (let i = 0; i < 5; i++) await at().ask(email);
      const { look } = await seen(() => at().ask(email));
      // The seconds to wait differ by the moment of the test.
      return { ...look, headers: look.headers.map(([name]) => name) };
    };
    assert.deepEqual(await flood(UNKNOWN), await flood(ANA));
  });

  it('the right code of an address that is nobody’s any more is wrong', async () => {
    await database.query('delete from rate_limits');
    held.release();
    await at().ask(ANA);
    const code = await mailbox.code(ANA);
    await world.put('alder', 'ana', { kind: 'client', email: 'moved@example.org' });
    assert.equal((await at().enter(ANA, code)).body.code, 'code-wrong');
  });
});
