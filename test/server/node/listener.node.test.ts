import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, describe, it, mock } from 'node:test';
import { listen, type Listener } from '../../../server/node/listener.ts';

/** What comes over the line, and whether it came whole. */
function download(port: number): Promise<{ body: string; whole: boolean }> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1' }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (body += piece));
      response.on('error', () => {});
      response.on('close', () => resolve({ body, whole: response.complete }));
      // Cut before anything came.
    }).on('error', () => resolve({ body: '', whole: false }));
  });
}

describe('an answer that breaks off on its way', () => {
  const listeners: Listener[] = [];
  after(() => Promise.all(listeners.map((listener) => listener.close())));

  /** Answers with two pieces, of which the second one never comes. */
  async function listener(headers: Record<string, string>, reason: unknown): Promise<number> {
    const answer = (): Response => {
      let sent = false;
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          if (sent) {
            // As something that is read from a disk or a database: not in the same turn.
            await new Promise((resolve) => setImmediate(resolve));
            return controller.error(reason);
          }
          sent = true;
          controller.enqueue(new TextEncoder().encode('the first piece'));
        },
      });
      return new Response(body, { headers });
    };
    const listening = await listen(answer, { host: '127.0.0.1', port: 0 });
    listeners.push(listening);
    return listening.port;
  }

  const cases: [string, Record<string, string>][] = [
    ['of unknown length', { 'Transfer-Encoding': 'chunked' }],
    ['of unknown length, not said', {}],
    // As long as what is left would be if the reason stood in it.
    ['of known length', { 'Content-Length': String('the first piece'.length + 'Error: CANARY'.length) }],
  ];
  for (const [name, headers] of cases) {
    for (const reason of [
      new Error('CANARY'),
      Object.assign(new Error('CANARY'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }),
    ]) {
      it(`is never taken for a whole one, and says nothing of why: ${name}, ${'code' in reason ? 'a cut stream' : 'an error'}`, async () => {
        const printed = (['error', 'info', 'log', 'warn'] as const).map((level) =>
          mock.method(console, level, () => {}),
        );
        const { body, whole } = await download(await listener(headers, reason));
        const calls = printed.flatMap((it) => it.mock.calls.map((call) => String(call.arguments[0])));
        mock.restoreAll();
        assert.equal(whole, false);
        assert.ok('the first piece'.startsWith(body), body);
        assert.deepEqual(calls, []);
      });
    }
  }
});
