import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { pgliteDatabase } from '../../server/store/adapters/pglite.ts';
import type { MessagesAnswer, SearchAnswer } from '../../src/protocol/index.ts';
import { applyEvent, takeSnapshot } from '../helpers/mirror.ts';
import { createWorld } from '../helpers/world.ts';

/** The page's way to run the backend: the same code, on PostgreSQL as WebAssembly. */
describe('on PGlite', async () => {
  const database = pgliteDatabase(await PGlite.create());
  const world = await createWorld(database);
  after(async () => {
    await world.backend.close();
    await database.close();
  });

  it('the whole backend works: open, send, hear, read, search, delete, switch off and on', async () => {
    const maya = await world.person('maya');
    const ana = await world.person('ana');
    const stream = await ana.events();
    await stream.next();
    let mirror = await takeSnapshot(ana);
    const hear = async (until: string) => {
      let event = await stream.next();
      while (event) {
        mirror = await applyEvent(mirror, event, 'ana', () => takeSnapshot(ana));
        if (event.type === until) return;
        event = await stream.next();
      }
    };

    const { id } = await maya.open('ana');
    const message = await maya.send(id, 'Grüße aus der Straße 😀');
    await hear('unread');
    assert.deepEqual(mirror, await takeSnapshot(ana));
    assert.equal(mirror.unread, 1);

    await ana.call('PUT', `/v1/conversations/${id}/read`, { seq: 1 });
    await hear('unread');
    assert.deepEqual(mirror, await takeSnapshot(ana));

    const found = await ana.call<SearchAnswer>('POST', '/v1/search', { q: 'strasse' });
    assert.equal(found.body.hits[0]?.messageId, message.id);
    await world.put('alder', 'maya', { name: 'Dr. Maya R.', kind: 'practitioner', admin: true });
    await hear('unread');
    await maya.call('DELETE', `/v1/conversations/${id}/messages/${message.id}`);
    await hear('unread');
    assert.deepEqual(mirror, await takeSnapshot(ana));

    await maya.call('PUT', '/v1/practice/features', { secureMessaging: false });
    await hear('features.changed');
    assert.equal((await ana.call('GET', '/v1/conversations')).status, 403);
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: true });
    await hear('reset');
    assert.deepEqual(mirror, await takeSnapshot(ana));
    await stream.close();
  });

  it('many requests at once wait for its one connection and all succeed', async () => {
    const maya = await world.person('maya');
    const jonas = await world.person('jonas');
    const { id } = await maya.open('jonas');
    await Promise.all(Array.from({ length: 30 }, (_, i) => (i % 2 ? maya : jonas).send(id, String(i))));
    const { body } = await jonas.call<MessagesAnswer>('GET', `/v1/conversations/${id}/messages`);
    assert.deepEqual(
      body.messages.map((it) => it.seq),
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
  });
});
