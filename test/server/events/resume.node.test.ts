import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, joinWorld } from '../../helpers/world.ts';

/** Only PostgreSQL with several connections can show a reader that skips what commits late. */
describe('resuming under concurrent writers', async () => {
  const fresh = await freshDatabase();
  const one = await createWorld(fresh.connect());
  const two = await joinWorld(fresh.connect());

  it('never skips a message and never has its numbers out of order', async () => {
    const senders = await Promise.all([one.person('maya'), two.person('sam'), one.person('lena')]);
    const ana = await two.person('ana');
    const conversations = await Promise.all(senders.map((sender) => sender.open('ana')));
    let stream = await ana.events();
    await stream.next();

    const sending = Promise.all(
      Array.from({ length: 90 }, (_, i) => senders[i % 3]!.send(conversations[i % 3]!.id, `message ${i}`)),
    );
    const seen = new Set<string>();
    const cursors: number[] = [];
    // Breaks off after every seventh event, wherever in a change that is, and resumes elsewhere.
    for (let i = 1; seen.size < 90; i++) {
      const event = await stream.next();
      assert.ok(event && event.type !== 'reset', 'the stream goes on');
      if (event.type === 'message.created') seen.add(event.data.message.text);
      if (event.id !== undefined) cursors.push(Number(event.id));
      if (i % 7 > 0) continue;
      const cursor = stream.lastEventId ?? String(cursors.at(-1) ?? 0);
      await stream.close();
      stream = await (await (i % 2 ? one : two).person('ana')).events(cursor);
    }
    await stream.close();
    assert.equal((await sending).length, 90);
    assert.ok(cursors.every((cursor, i) => i === 0 || cursor > (cursors[i - 1] ?? 0)));
  });

  it('gives a slow reader what it missed in batches, without loss', async () => {
    const maya = await one.person('maya');
    const jonas = await one.person('jonas');
    const { id } = await maya.open('jonas');
    const stream = await jonas.events();
    await stream.next();
    for (let i = 0; i < 250; i += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, j) => maya.send(id, String(i + j))));
    }
    const seqs: number[] = [];
    while (seqs.length < 250) {
      const event = await stream.next();
      if (event?.type === 'message.created') seqs.push(event.data.message.seq);
    }
    assert.deepEqual(
      seqs,
      Array.from({ length: 250 }, (_, i) => i + 1),
    );
    await stream.close();
  });

  it('keeps the last thousand changes of a person and begins anew before them', async () => {
    const database = fresh.connect();
    await database.query(
      `insert into person_events (practice_id, person_id, n, kind, created_at)
       select 'birch', 'maya', n, 'conversation.updated', now() from generate_series(1, 1299) n`,
    );
    await database.query(
      `update people set last_event = 1299 where practice_id = 'birch' and person_id = 'maya'`,
    );
    const maya = await one.person('maya', 'birch');
    await maya.open('ana');
    const [kept] = await database.query<{ oldest: number; newest: number }>(
      `select min(n) as oldest, max(n) as newest from person_events where practice_id = 'birch' and person_id = 'maya'`,
    );
    assert.deepEqual(kept, { oldest: 301, newest: 1300 });
    const known = await maya.events('300');
    assert.equal((await known.next())?.type, 'conversation.updated');
    await known.close();
    const forgotten = await maya.events('299');
    assert.equal((await forgotten.next())?.type, 'reset');
    await forgotten.close();
  });
});
