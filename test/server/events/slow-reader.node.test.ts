import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { frameStream } from '../../../server/events/response.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';
import { watched } from '../../helpers/watched.ts';

describe('a reader who takes nothing', () => {
  it('costs one frame more than they took, and is let go after a while', async () => {
    let made = 0;
    let aborted = false;
    const ended = new Promise<void>((resolve) => {
      frameStream(
        async function* (signal) {
          signal.addEventListener('abort', () => (aborted = true));
          for (;;) {
            made++;
            yield await Promise.resolve('x'.repeat(1000));
          }
        },
        new AbortController().signal,
        2 ** 30,
        () => resolve(),
        20,
      );
    });
    await ended;
    assert.deepEqual([made, aborted], [1, true]);
  });

  it('holds less than 1 MB, however much there is to tell', async () => {
    const database = (await freshDatabase()).connect();
    const longest: number[] = [];
    const noted = watched(
      database,
      (tx) => tx,
      (q) => ({
        async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
          const rows = await q.query<Row>(sql, params);
          if (sql.includes('from person_events')) longest.push(rows.length);
          return rows;
        },
      }),
    );
    const world = await createWorld(noted);
    const [sam, ana] = [await world.person('sam'), await world.person('ana')];
    const { id } = await sam.open('ana');
    const stream = await ana.events();
    const cursor = (await stream.next())?.id;
    await stream.close();
    // Every character of it takes two bytes in memory twice over, and six on the wire.
    const text = '\u{1f600}'.repeat(5000);
    for (let i = 0; i < 60; i++) await sam.send(id, text, randomUUID());
    longest.length = 0;
    const resumed = await ana.events(cursor);
    let bytes = 0;
    for (let messages = 0; messages < 60;) {
      const event = await resumed.next();
      if (event?.type === 'message.created') messages++;
      bytes += JSON.stringify(event?.data).length * 2;
    }
    await resumed.close();
    const rows = Math.max(...longest);
    assert.ok(
      rows > 1 && (bytes / 60) * rows < 1024 * 1024,
      `${rows} entries at once, ${bytes} bytes in all`,
    );
  });
});
