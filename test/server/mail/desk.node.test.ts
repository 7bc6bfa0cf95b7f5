import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Queryable } from '../../../server/ports.ts';
import { afterTimers, createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { allowSignIn, visitor } from '../../helpers/sign-in.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld } from '../../helpers/world.ts';

describe('the mail desk', async () => {
  const real = (await freshDatabase()).connect();
  /** While set, a look that has found nothing is answered late: when its time in this list comes. */
  let late: (() => void)[] | undefined;
  const answerLate = (q: Queryable): Queryable => ({
    async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
      const rows = await q.query<Row>(sql, params);
      if (late && rows.length === 0 && sql.startsWith('update mail_queue')) {
        await new Promise<void>((resolve) => late?.push(resolve));
      }
      return rows;
    },
  });
  const database = watched(real, (tx) => tx, answerLate);
  const mailbox = createMailbox();
  const timing = { pollMs: 20, heartbeatMs: 60_000, mailMs: 3_600_000 };
  const world = await createWorld(database, { mailer: mailbox }, timing);
  await allowSignIn(world);
  const people = ['one', 'two', 'three', 'four'].map((name) => `${name}@example.org`);
  for (const [i, email] of people.entries())
    await world.put('alder', `client-${i}`, { kind: 'client', email });
  const ask = (email: string) => visitor(world, mailbox).ask(email);

  it('leaves nothing lying that came while its looks were on their way, however late they are answered', async () => {
    const held = mailbox.hold();
    late = [];
    await ask(people[0]!);
    await held.waiting(1);
    // One hand has the first letter; three have looked, found nothing, and do not know it yet.
    while (late.length < 3) await new Promise(setImmediate);
    for (const email of people.slice(1, 3)) await ask(email);
    await afterTimers();
    const [first, ...others] = late.splice(0);
    first?.();
    await held.waiting(2);
    // It took the second letter. The others' looks were from before the third.
    late = undefined;
    for (const answer of others) answer();
    await held.waiting(3);
    held.release();
    for (const email of people.slice(0, 3)) assert.match(await mailbox.code(email), /^\d{6}$/);
  });
});
