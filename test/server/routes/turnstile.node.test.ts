import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../../server/domain/refusal.ts';
import { OPERATIONS } from '../../../server/routes/operations.ts';
import { Turnstile, untilOver } from '../../../server/routes/turnstile.ts';
import { openEvents } from '../../helpers/event-reader.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, PORTALS, type Caller } from '../../helpers/world.ts';

/** What the page on limits says. */
const PERSON = { burst: 300, perSecond: 10 };
const NETWORK = { burst: 1500, perSecond: 100 };

const HOME = '203.0.113.7';

/** Whether it is let through; or else the seconds to wait. */
function passes(act: () => void): true | number {
  try {
    act();
    return true;
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'too-many-requests');
    return error.retryAfter!;
  }
}

describe('the turnstile', () => {
  it('never lets more through than a burst and the rate, and whoever waits as told is let through', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 400, maxLength: 800 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let now = 1_000_000;
        const turnstile = new Turnstile(() => new Date(now));
        const passed: number[] = [];
        const try_ = () => passes(() => turnstile.person({ practiceId: 'p', personId: 'x', address: HOME }));
        for (const wait of waits) {
          now += wait;
          const answer = try_();
          if (answer === true) passed.push(now);
          else {
            now += answer * 1000;
            assert.equal(try_(), true);
            passed.push(now);
          }
        }
        for (const [i, from] of passed.entries()) {
          for (let j = i; j < passed.length; j += 50) {
            const most = PERSON.burst + Math.floor(((passed[j]! - from) / 1000) * PERSON.perSecond);
            assert.ok(j - i + 1 <= most);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('counts each person, practice and network by themselves', () => {
    const turnstile = new Turnstile(() => new Date(0));
    const person = (personId: string, practiceId = 'p') =>
      passes(() => turnstile.person({ practiceId, personId, address: HOME }));
    for (let i = 0; i < PERSON.burst; i++) assert.equal(person('x'), true);
    assert.equal(person('x'), 1);
    assert.equal(person('y'), true);
    assert.equal(person('x', 'q'), true);
    // Everybody together: 3,000 of the practice, whoever they are.
    let others = 0;
    while (person(`z${others}`) === true) others++;
    assert.equal(others, 3000 - PERSON.burst - 1);
    assert.equal(person('new', 'q'), true);
  });

  it('counts a network as one, and neither this machine nor code without a network', () => {
    const turnstile = new Turnstile(() => new Date(0));
    const network = (address: string | undefined) => passes(() => turnstile.network(address));
    for (let i = 0; i < NETWORK.burst; i++) assert.equal(network(`203.0.113.${i % 256}`), true);
    assert.equal(network(HOME), 1);
    assert.equal(network('203.0.114.1'), true);
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', undefined]) {
      for (let i = 0; i <= NETWORK.burst; i++) assert.equal(network(address), true);
    }
  });

  it('a stream is over once, however it ends, also when nobody reads it', async () => {
    const ends = {
      leave: (_: ReadableStream, over: Promise<void>) => over,
      read: (stream: ReadableStream) => new Response(stream).arrayBuffer(),
      cancel: (stream: ReadableStream) => stream.cancel(),
      fail: (stream: ReadableStream) => assert.rejects(new Response(stream).arrayBuffer()),
    };
    for (const [how, end] of Object.entries(ends)) {
      let over = 0;
      let said = () => {};
      const isOver = new Promise<void>((resolve) => (said = resolve));
      const source = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array(3));
          if (how === 'fail') controller.error(new Error('broken'));
          else if (how === 'read') controller.close();
        },
      });
      const count = () => {
        over++;
        said();
      };
      const stream = untilOver(source, count, how === 'leave' ? 20 : 60_000);
      assert.equal(over, 0);
      await end(stream, isOver);
      assert.equal(over, 1, how);
    }
  });
});

describe('at the door of a backend', async () => {
  // It stands still, so that a slow machine gives nobody more.
  let at = Date.now();
  const world = await createWorld((await freshDatabase()).connect(), { now: () => new Date(at) });
  const sam = await world.person('sam');
  const call = (token: string | undefined, method: string, path: string, address = HOME) =>
    world.fetch(
      path,
      {
        method: method.toUpperCase(),
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      },
      address,
    );
  const flood = async (token: string | undefined, times: number) => {
    for (let i = 0; i < times; i++) await (await call(token, 'GET', '/v1/conversations')).body?.cancel();
  };

  it('whoever comes too often is asked to wait at every operation, others are not, and then it goes on', async () => {
    const lena = await world.person('lena');
    await flood(lena.token, PERSON.burst);
    for (const { method, path, as } of OPERATIONS) {
      if (as !== 'person') continue;
      const answer = await call(lena.token, method, path.replaceAll(/\{\w+\}/g, 'x'));
      assert.equal(answer.status, 429, `${method} ${path}`);
      assert.equal(answer.headers.get('retry-after'), '1');
      assert.equal(((await answer.json()) as { code: string }).code, 'too-many-requests');
    }
    assert.equal((await call(sam.token, 'GET', '/v1/me')).status, 200);
    at += 1000;
    for (let i = 0; i < PERSON.perSecond; i++) {
      assert.equal((await call(lena.token, 'GET', '/v1/me')).status, 200);
    }
    assert.equal((await call(lena.token, 'GET', '/v1/me')).status, 429);
  });

  it('a network that guesses is stopped before the database is asked; a portal’s server goes on', async () => {
    const elsewhere = '198.51.100.9';
    for (let i = 0; i < NETWORK.burst; i++) await call(undefined, 'GET', '/v1/me', elsewhere);
    for (const { method, path, as } of OPERATIONS) {
      if (!path.startsWith('/v1/')) continue;
      const answer = await call('ent_guess', method, path.replaceAll(/\{\w+\}/g, 'x'), elsewhere);
      assert.equal(answer.status, 429, `${as} ${method} ${path}`);
    }
    const put = await world.fetch(
      '/v1/practices/alder/people/ana/tokens',
      { method: 'POST', headers: { authorization: `Bearer ${PORTALS[0]!.apiKey}` } },
      elsewhere,
    );
    assert.equal(put.status, 201);
    assert.equal((await call(sam.token, 'GET', '/v1/me')).status, 200);
  });

  it('of more than twelve streams of a person the oldest ends; other people’s go on', async () => {
    const open = async (of: Caller) => {
      const reader = await openEvents((init) => world.fetch('/v1/events', init, HOME), of.token);
      await reader.next();
      return reader;
    };
    const jonas = await open(await world.person('jonas'));
    const ana = await world.person('ana');
    const streams = [];
    for (let i = 0; i < 12; i++) streams.push(await open(ana));
    const newest = await open(ana);
    assert.equal(await streams[0]!.next(), undefined);
    const { id } = await sam.open('ana');
    await sam.send(id, 'to all of them');
    for (const stream of [...streams.slice(1), newest]) {
      assert.equal((await stream.next())?.type, 'message.created');
    }
    const other = await sam.open('jonas');
    await sam.send(other.id, 'hello');
    assert.equal((await jonas.next())?.type, 'message.created');
    for (const stream of [jonas, newest, ...streams]) await stream.close();
  });

  it('a person makes two exports at a time; a third one waits until one is over', async () => {
    const { id } = await sam.open('ana');
    const exported = () =>
      world.fetch(
        `/v1/conversations/${id}/export`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${sam.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ format: 'json', timeZone: 'UTC' }),
        },
        HOME,
      );
    const [first, second] = [await exported(), await exported()];
    assert.deepEqual([first.status, second.status], [200, 200]);
    const third = await exported();
    assert.deepEqual([third.status, third.headers.get('retry-after')], [429, '5']);
    await first.text();
    const fourth = await exported();
    assert.equal(fourth.status, 200);
    await second.body?.cancel();
    assert.equal((await exported()).status, 200);
  });
});
