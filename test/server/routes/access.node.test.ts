import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { OPERATIONS } from '../../../server/routes/operations.ts';
import { accessScene, MATRIX, ROLES, type Role } from '../../helpers/access-matrix.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

describe('access', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const { callers, conversationId: id, pathOf } = await accessScene(world);

  const call = async (role: Role, method: string, path: string, body: unknown): Promise<string> => {
    const token = callers[role].token;
    const response = await world.fetch(path, {
      method: method.toUpperCase(),
      headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.headers.get('Content-Type')?.startsWith('text/event-stream')) await response.body?.cancel();
    if (response.status < 400) return String(response.status);
    const { code } = (await response.json()) as { code: string };
    return `${response.status} ${code}`;
  };

  it('covers every operation of the protocol', () => {
    assert.deepEqual(Object.keys(MATRIX).sort(), OPERATIONS.map((it) => `${it.method} ${it.path}`).sort());
  });

  for (const [operation, { body, row }] of Object.entries(MATRIX)) {
    const [method = '', pattern = ''] = operation.split(' ');
    const path = pathOf(pattern);
    describe(operation, () => {
      for (const role of ROLES) {
        it(`${role}: ${row[role]}`, async () => {
          const switchTo = (secureMessaging: boolean) =>
            callers.admin.call('PUT', '/v1/practice/features', { secureMessaging });
          if (role === 'off') await switchTo(false);
          const answer = await call(role, method, path, body?.());
          if (role === 'off') await switchTo(true);
          assert.equal(answer, row[role]);
        });
      }
    });
  }

  it('what is refused to others is refused in the same words as what does not exist', async () => {
    const there = await callers.admin.call('GET', `/v1/conversations/${id}/messages`);
    const missing = await callers.admin.call('GET', `/v1/conversations/${randomUUID()}/messages`);
    assert.deepEqual(there, { ...missing, headers: there.headers });
    assert.deepEqual([...there.headers].sort(), [...missing.headers].sort());
  });

  it('administrators find nothing of it by search either', async () => {
    const { body } = await callers.admin.call<{ hits: unknown[] }>('POST', '/v1/search', { q: 'between' });
    assert.deepEqual(body.hits, []);
  });
});
