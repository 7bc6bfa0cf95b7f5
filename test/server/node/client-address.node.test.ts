import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientAddress } from '../../../server/node/client-address.ts';
import { listen } from '../../../server/node/listener.ts';

describe('where a request comes from', () => {
  it('is the peer, whatever it says of itself, unless it is a proxy that is trusted', () => {
    const of = clientAddress([]);
    assert.equal(of('192.0.2.1', '203.0.113.9'), '192.0.2.1');
    assert.equal(of('::ffff:127.0.0.1', '203.0.113.9'), '127.0.0.1');
    assert.equal(of(undefined, '203.0.113.9'), undefined);
  });

  const of = clientAddress(['10.0.0.0/8', '::1', '2001:db8::/32']);
  for (const [peer, forwarded, address] of [
    ['10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['10.1.2.3', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['10.1.2.3', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['2001:db8::1', '2001:4860::5', '2001:4860::5'],
    ['10.1.2.3', null, '10.1.2.3'],
    ['10.1.2.3', 'unknown', '10.1.2.3'],
    ['192.0.2.1', '203.0.113.9', '192.0.2.1'],
  ] as const) {
    it(`${peer} with ${forwarded}: ${address}`, () => assert.equal(of(peer, forwarded), address));
  }

  it('the listener says it of every request', async () => {
    for (const [trustedProxies, address] of [
      [[], '127.0.0.1'],
      [['127.0.0.1'], '203.0.113.9'],
    ] as const) {
      const listener = await listen((_, caller) => new Response(caller.address), {
        host: '127.0.0.1',
        port: 0,
        trustedProxies,
      });
      const answer = await fetch(`http://127.0.0.1:${listener.port}/`, {
        headers: { 'X-Forwarded-For': '203.0.113.9' },
      });
      assert.equal(await answer.text(), address);
      await listener.close();
    }
  });
});
