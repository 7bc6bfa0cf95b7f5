import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, joinWorld } from '../../helpers/world.ts';

const SLOW = { pollMs: 60_000, heartbeatMs: 60_000 };

describe('the event stream', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  // Without polling: what arrives was woken.
  const world = await createWorld(database, {}, SLOW);
  const elsewhere = await joinWorld(fresh.connect(), SLOW);
  const maya = await world.person('maya');
  const ana = await world.person('ana');
  const { id } = await maya.open('ana');

  const types = (events: readonly { type: string }[]) => events.map((event) => event.type);

  it('has the headers that keep proxies and caches away', async () => {
    const stream = await ana.events();
    assert.equal(stream.response.headers.get('Content-Type'), 'text/event-stream');
    assert.equal(stream.response.headers.get('Cache-Control'), 'no-store');
    assert.equal(stream.response.headers.get('X-Accel-Buffering'), 'no');
    await stream.close();
  });

  it('begins with reset and the cursor to go on from', async () => {
    const stream = await ana.events();
    const first = await stream.next();
    assert.equal(first?.type, 'reset');
    assert.match(first?.id ?? '', /^\d+$/);
    await stream.close();
  });

  it('tells of a message at once, from whichever process it came; only the last event has an id', async () => {
    const stream = await ana.events();
    await stream.next();
    for (const sender of [maya, await elsewhere.person('maya')]) {
      const message = await sender.send(id, 'a text\nwith\r\nlines and "quotes"');
      const created = await stream.next();
      assert.equal(created?.type, 'message.created');
      assert.deepEqual(created?.data, { conversationId: id, message });
      assert.equal(created?.id, undefined);
      const updated = await stream.next();
      assert.equal(updated?.type, 'conversation.updated');
      assert.equal(updated?.id, undefined);
      const unread = await stream.next();
      assert.equal(unread?.type, 'unread');
      assert.match(unread?.id ?? '', /^\d+$/);
    }
    await stream.close();
  });

  it('resumes after the last whole change, and gives a change again of which only part was seen', async () => {
    const stream = await ana.events();
    await stream.next();
    await maya.send(id, 'one');
    await stream.until((event) => event.type === 'unread');
    const cursor = stream.lastEventId;
    await maya.send(id, 'two');
    await stream.until((event) => event.type === 'message.created');
    assert.equal(stream.lastEventId, cursor, 'part of a change does not move the cursor');
    await stream.close();
    await maya.send(id, 'three');
    const resumed = await ana.events(cursor);
    await resumed.until((event) => event.type === 'unread');
    const texts = resumed.received.flatMap((event) =>
      event.type === 'message.created' ? [event.data.message.text] : [],
    );
    assert.deepEqual(texts, ['two', 'three']);
    assert.equal(Number(resumed.lastEventId), Number(cursor) + 2);
    await resumed.close();
  });

  for (const cursor of ['', 'x', '-1', '1.5', '999999', '99999999999999999999', '0x1', '1e3', '01']) {
    it(`begins anew for the cursor ${JSON.stringify(cursor)}`, async () => {
      const stream = await ana.events(cursor);
      assert.equal((await stream.next())?.type, 'reset');
      await stream.close();
    });
  }

  it('begins anew for a cursor older than what is kept', async () => {
    const stream = await ana.events();
    const cursor = (await stream.next())?.id;
    await stream.close();
    await maya.send(id, 'one');
    await maya.send(id, 'two');
    await database.query(
      `delete from person_events where practice_id = 'alder' and person_id = 'ana' and n <= $1::int + 1`,
      [Number(cursor)],
    );
    const resumed = await ana.events(cursor);
    assert.equal((await resumed.next())?.type, 'reset');
    await resumed.close();
  });

  it('tells a message that was deleted meanwhile as a tombstone', async () => {
    const stream = await ana.events();
    const cursor = (await stream.next())?.id;
    await stream.close();
    const message = await maya.send(id, 'regretted');
    await maya.call('DELETE', `/v1/conversations/${id}/messages/${message.id}`);
    const resumed = await ana.events(cursor);
    await resumed.until((event) => event.type === 'unread');
    assert.ok(!JSON.stringify(resumed.received).includes('regretted'));
    const created = resumed.received.find((event) => event.type === 'message.created');
    assert.ok(created?.type === 'message.created' && created.data.message.deletedAt !== undefined);
    await resumed.close();
  });

  it('tells the sender when the other has received and read', async () => {
    const stream = await maya.events();
    await stream.next();
    const { seq } = await maya.send(id, 'read me');
    await stream.until((event) => event.type === 'conversation.updated');
    await ana.call('PUT', `/v1/conversations/${id}/delivered`, { seq });
    const delivered = await stream.until((event) => event.type === 'conversation.delivered');
    assert.deepEqual(delivered.data, { conversationId: id, personId: 'ana', seq });
    await ana.call('PUT', `/v1/conversations/${id}/read`, { seq });
    const read = await stream.until((event) => event.type === 'conversation.read');
    assert.deepEqual(read.data, { conversationId: id, personId: 'ana', seq });
    await stream.close();
  });

  it('says nothing to people who do not take part', async () => {
    const sam = await (await world.person('sam')).events();
    const namesake = await (await world.person('ana', 'birch')).events();
    await Promise.all([sam.next(), namesake.next()]);
    await maya.send(id, 'between us');
    await world.put('alder', 'sam', { name: 'Sam Okafor', kind: 'practitioner', active: false });
    await world.put('birch', 'ana', { name: 'Ana Lindqvist', kind: 'client', active: false });
    await Promise.all([sam.ended(), namesake.ended()]);
    assert.deepEqual([...types(sam.received), ...types(namesake.received)], ['reset', 'reset']);
    await world.put('alder', 'sam', { name: 'Sam Okafor', kind: 'practitioner' });
  });

  it('ends when the person becomes inactive', async () => {
    const lena = await world.person('lena');
    const stream = await lena.events();
    await stream.next();
    await world.put('alder', 'lena', { name: 'Dr. Léna Brandt', kind: 'practitioner', active: false });
    await stream.ended();
    assert.equal((await lena.call('GET', '/v1/me')).status, 401);
    await world.put('alder', 'lena', { name: 'Dr. Léna Brandt', kind: 'practitioner' });
  });

  it('ends when the token expires', async () => {
    const stream = await (await world.person('ana')).events();
    await stream.next();
    world.advance(15 * 60 * 1000);
    await (await world.person('maya')).send(id, 'too late');
    await stream.ended();
    assert.deepEqual(types(stream.received), ['reset']);
    world.advance(-15 * 60 * 1000);
  });

  it('carries nothing but the switch while messaging is off, and reset when it is on again', async () => {
    const stream = await ana.events();
    await stream.next();
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: false });
    assert.deepEqual((await stream.next())?.data, { secureMessaging: false });
    const late = await (await world.person('ana')).events();
    assert.deepEqual((await late.next())?.data, { secureMessaging: false });
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: true });
    for (const reader of [stream, late]) {
      assert.deepEqual((await reader.next())?.data, { secureMessaging: true });
      const reset = await reader.next();
      assert.equal(reset?.type, 'reset');
      assert.match(reset?.id ?? '', /^\d+$/);
      await reader.close();
    }
  });

  it('keeps quiet streams open with comments', async () => {
    const quick = await joinWorld(fresh.connect(), { pollMs: 60_000, heartbeatMs: 20 });
    const stream = await (await quick.person('ana')).events();
    const reading = stream.next().then(() => stream.next());
    const sender = await quick.person('maya');
    // A hint wakes the stream; the comments come by themselves.
    while (stream.comments.length < 2) await quick.with(undefined).call('GET', '/readyz');
    await sender.send(id, 'awake');
    assert.equal((await reading)?.type, 'message.created');
    assert.ok(stream.comments.every((comment) => comment === 'heartbeat'));
    await stream.close();
  });

  it('finds what no hint told by polling', async () => {
    const polling = await joinWorld(fresh.connect(), { pollMs: 20, heartbeatMs: 60_000 });
    const stream = await (await polling.person('ana')).events();
    await stream.next();
    await database.query(`with n as (
        update people set last_event = last_event + 1 where practice_id = 'alder' and person_id = 'ana' returning last_event
      ) insert into person_events (practice_id, person_id, n, kind, conversation_id, created_at)
        select 'alder', 'ana', last_event, 'conversation.updated', '${id}', now() from n`);
    assert.equal((await stream.next())?.type, 'conversation.updated');
    await stream.close();
  });

  it('leaves nothing open after its readers have gone', async () => {
    const streams = async () => {
      const response = await world.fetch('/metrics');
      return /entrenous_event_streams (\d+)/.exec(await response.text())?.[1];
    };
    assert.equal(await streams(), '0');
    const readers = await Promise.all(Array.from({ length: 5 }, () => ana.events()));
    assert.equal(await streams(), '5');
    const controller = new AbortController();
    const headers = { Authorization: `Bearer ${ana.token}` };
    await world.fetch('/v1/events', { headers, signal: controller.signal });
    assert.equal(await streams(), '6');
    controller.abort();
    await Promise.all(readers.map((reader) => reader.close()));
    assert.equal(await streams(), '0');
    assert.equal((await world.fetch('/v1/events', { method: 'HEAD', headers })).status, 200);
    assert.equal(await streams(), '0');
  });

  it('ends with the backend, which then refuses everything', async () => {
    const closing = await joinWorld(fresh.connect());
    const stream = await (await closing.person('ana')).events();
    await stream.next();
    await closing.backend.close();
    await stream.ended();
    const answer = await closing.with(ana.token).call('GET', '/v1/me');
    assert.equal(answer.status, 503);
    assert.equal(answer.body.code, 'unavailable');
    assert.ok(answer.headers.get('Retry-After'));
  });
});
