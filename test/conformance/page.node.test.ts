import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { freshDatabase } from '../helpers/postgres.ts';
import { createWorld } from '../helpers/world.ts';
import type { Message } from '../../src/protocol/index.ts';

describe('the exchange in docs/protocol.md', async () => {
  const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
  const [request, answer] = [...page.matchAll(/```http\n([\s\S]*?)```/g)].map(([, text = '']) => {
    const [head = '', body = ''] = text.split('\n\n');
    return { head, body: JSON.parse(body) as Message };
  });
  const told = [...(/stream has, in this order: (.*)\./.exec(page)?.[1] ?? '').matchAll(/`([^`]+)`/g)];
  const world = await createWorld((await freshDatabase()).connect());
  const maya = await world.person('maya');
  const ana = await world.person('ana');
  const { id } = await maya.open('ana');

  it('is what the backend answers and tells', async () => {
    const events = await ana.events();
    await events.next();
    const seen = await maya.call<Message>('POST', `/v1/conversations/${id}/messages`, request!.body);
    assert.ok(answer!.head.includes(`HTTP/1.1 ${seen.status} `));
    assert.deepEqual({ ...seen.body, sentAt: answer!.body.sentAt }, answer!.body);
    const heard: string[] = [];
    for (const _ of told) heard.push((await events.next())!.type);
    assert.deepEqual(
      heard,
      told.map(([, type]) => type),
    );
    assert.notEqual(events.lastEventId, undefined);
  });
});
