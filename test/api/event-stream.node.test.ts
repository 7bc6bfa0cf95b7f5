import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readEvents, type StreamEvent } from '../../src/api/event-stream.ts';

/** A stream of these pieces; it stays open unless `end`. */
function stream(pieces: readonly (string | Uint8Array)[], end: 'close' | 'break' | 'open' = 'close') {
  let cancelled = false;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      if (end === 'close') controller.close();
    },
    pull(controller) {
      if (end === 'break') controller.error(new TypeError('terminated'));
    },
    cancel: () => void (cancelled = true),
  });
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  return { response, cancelled: () => cancelled };
}

async function all(
  response: Response,
  silence = 1000,
  signal = new AbortController().signal,
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const some of readEvents(response, silence, signal)) events.push(...some);
  return events;
}

const unread = (n: number) => ({ type: 'unread', data: { unread: n } });

describe('the event stream reader', () => {
  it('gives events with their cursor where they have one', async () => {
    const text = 'event: unread\ndata: {"unread":1}\n\nid: 7\nevent: unread\ndata: {"unread":2}\n\n';
    assert.deepEqual(await all(stream([text]).response), [
      { event: unread(1) },
      { event: unread(2), id: '7' },
    ]);
  });

  it('reads the same whatever the pieces, inside a character too', async () => {
    const text = 'id: 7\nevent: unread\ndata: {"unread":2,"note":"👩‍⚕️ é"}\n\n: heartbeat\n\n';
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size < 9; size++) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
      assert.deepEqual(await all(stream(pieces).response), [{ event: unread(2), id: '7' }]);
    }
  });

  it('gives a heartbeat as a sign of life', async () => {
    const { response } = stream([': heartbeat\n\n']);
    const signs: StreamEvent[][] = [];
    for await (const some of readEvents(response, 1000, new AbortController().signal)) signs.push(some);
    assert.deepEqual(signs, [[]]);
  });

  it('skips events that it does not know, and keeps their cursor', async () => {
    const text = 'id: 8\nevent: from-the-future\ndata: {"a":1}\n\nid: 9\nevent: constructor\ndata: {}\n\n';
    assert.deepEqual(await all(stream([text]).response), [{ id: '8' }, { id: '9' }]);
  });

  it('asks for a new reading when an event cannot be understood', async () => {
    for (const data of ['{"unread":"many"}', '{', '', 'null']) {
      const [event] = await all(stream([`id: 9\nevent: unread\ndata: ${data}\n\n`]).response);
      // An event without data is none (the standard says so).
      if (data !== '') assert.deepEqual(event, { event: { type: 'reset', data: {} }, id: '9' });
    }
  });

  it('ends with the server, and fails when the connection breaks', async () => {
    assert.deepEqual(await all(stream([]).response), []);
    await assert.rejects(all(stream(['event: unread\n'], 'break').response), {
      failure: { code: 'network' },
    });
  });

  it('takes a silent connection for dead, and closes it', async () => {
    const silent = stream([': open\n\n'], 'open');
    await assert.rejects(all(silent.response, 20), { failure: { code: 'network' } });
    assert.equal(silent.cancelled(), true);
  });

  it('ends at once when it is not wanted any more, and closes the connection', async () => {
    const open = stream([': open\n\n'], 'open');
    const stop = new AbortController();
    const reading = all(open.response, 10_000, stop.signal);
    stop.abort();
    assert.deepEqual(await reading, []);
    assert.equal(open.cancelled(), true);
  });

  it('refuses what is no event stream', async () => {
    await assert.rejects(all(new Response('<html>', { headers: { 'content-type': 'text/html' } })), {
      failure: { code: 'unexpected' },
    });
  });
});
