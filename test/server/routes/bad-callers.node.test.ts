import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { nothingChanges, refused } from '../../helpers/refusals.ts';
import { createWorld } from '../../helpers/world.ts';

describe('bad callers', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const maya = await world.person('maya');
  const sam = await world.person('sam');
  const ana = await world.person('ana');
  const elsewhere = await world.person('maya', 'birch');
  const { id } = await maya.open('ana');
  const first = await maya.send(id, 'first');
  const path = `/v1/conversations/${id}/messages`;
  const message = () => ({ id: randomUUID(), text: 'text' });
  nothingChanges(database);

  describe('tokens', () => {
    for (const [name, header] of Object.entries({
      'no token': undefined,
      'an empty one': 'Bearer ',
      'another scheme': `Basic ${maya.token}`,
      'another spelling of the scheme': `bearer ${maya.token}`,
      'two tokens': `Bearer ${maya.token} ${maya.token}`,
      'a made-up one': `Bearer ent_${'A'.repeat(43)}`,
      'one with a changed letter': `Bearer ${maya.token.slice(0, -1)}${maya.token.endsWith('A') ? 'B' : 'A'}`,
      'an API key': `Bearer ${world.portal().token}`,
      'over 8 kB': `Bearer ent_${'A'.repeat(9000)}`,
    })) {
      it(`${name}: unauthenticated`, async () => {
        const response = await world.fetch('/v1/me', {
          headers: header === undefined ? {} : { Authorization: header },
        });
        assert.equal(response.status, 401);
        assert.equal(((await response.json()) as { code: string }).code, 'unauthenticated');
        assert.equal(response.headers.get('WWW-Authenticate'), 'Bearer');
      });
    }
    it('in the query string does not count', async () => {
      const response = await world.fetch(`/v1/me?token=${maya.token}&access_token=${maya.token}`);
      assert.equal(response.status, 401);
    });
    it("another practice's token sees nothing of this practice, though the ids are the same", async () => {
      refused(await elsewhere.call('GET', path), 'not-found');
      refused(await elsewhere.call('POST', path, message()), 'not-found');
      refused(await elsewhere.call('DELETE', `${path}/${first.id}`), 'not-found');
      assert.deepEqual(await elsewhere.conversations(), []);
    });
    it("a person's token does not open the portal's routes, nor one portal's key another's practice", async () => {
      refused(await maya.call('PUT', '/v1/practices/alder', { name: 'Mine' }), 'unauthenticated');
      const south = world.portal('south');
      refused(await south.call('PUT', '/v1/practices/alder', { name: 'Mine' }), 'not-found');
      refused(
        await south.call('PUT', '/v1/practices/alder/people/eve', { name: 'Eve', kind: 'client' }),
        'not-found',
      );
      refused(await south.call('POST', '/v1/practices/alder/people/maya/tokens'), 'not-found');
      refused(await south.call('POST', '/v1/practices/nowhere/people/maya/tokens'), 'not-found');
    });
    it('who I am comes from the token alone', async () => {
      const answer = await ana.call('POST', '/v1/conversations', {
        personId: 'jonas',
        senderId: 'maya',
        me: 'maya',
      });
      refused(answer, 'not-found');
    });
  });

  describe('recipients', () => {
    it('a message to oneself', async () =>
      refused(await maya.call('POST', '/v1/conversations', { personId: 'maya' }), 'recipient-self'));
    it('client to client: as if the other did not exist', async () => {
      const client = await ana.call('POST', '/v1/conversations', { personId: 'jonas' });
      refused(client, 'not-found');
      assert.deepEqual(
        client.body,
        (await ana.call('POST', '/v1/conversations', { personId: 'nobody' })).body,
      );
    });
    it('clients are not told of other clients', async () => {
      type Body = { people: { id: string }[] };
      const { body } = await ana.call<Body>('POST', '/v1/people/search', { q: '' });
      assert.deepEqual(body.people.map((person) => person.id).sort(), ['lena', 'maya', 'sam']);
    });
  });

  describe('roles', () => {
    it('who does not administer cannot switch messaging', async () => {
      for (const caller of [sam, ana]) {
        refused(await caller.call('PUT', '/v1/practice/features', { secureMessaging: false }), 'forbidden');
      }
    });
  });

  describe("the portal's server", () => {
    const portal = world.portal();
    const put = (person: unknown) => portal.call('PUT', '/v1/practices/alder/people/new', person);
    it('puts nobody without a name, of another kind, or a client as administrator', async () => {
      refused(await put({ kind: 'client' }), 'invalid');
      refused(await put({ name: ' ', kind: 'client' }), 'invalid');
      refused(await put({ name: 'x'.repeat(201), kind: 'client' }), 'invalid');
      refused(await put({ name: 'New', kind: 'robot' }), 'invalid');
      refused(await put({ name: 'New', kind: 'client', admin: true }), 'invalid');
      refused(await put({ name: 'New', kind: 'client', email: 'nowhere' }), 'invalid');
      refused(await put({ name: '\ud800', kind: 'client' }), 'invalid');
    });
    it('does not change what kind a person is', async () =>
      refused(
        await portal.call('PUT', '/v1/practices/alder/people/ana', { name: 'Ana', kind: 'practitioner' }),
        'kind-fixed',
      ));
    it('chooses ids that are safe in paths', async () => {
      refused(await portal.call('PUT', '/v1/practices/a%20b', { name: 'Name' }), 'invalid');
      refused(
        await portal.call('PUT', '/v1/practices/alder/people/a%2Fb', { name: 'Name', kind: 'client' }),
        'invalid',
      );
    });
    it('gets no token for whom there is not', async () =>
      refused(await portal.call('POST', '/v1/practices/alder/people/nobody/tokens'), 'not-found'));
    it('sets a time for deleting in whole seconds', async () => {
      for (const deleteWindow of [-1, 1.5, '1', 2 ** 60]) {
        refused(await portal.call('PUT', '/v1/practices/alder', { name: 'Name', deleteWindow }), 'invalid');
      }
    });
  });

  describe('routes', () => {
    for (const unknown of [
      '/',
      '/v1',
      '/v1/nothing',
      '/v2/me',
      '/v1/me/',
      '/v1//me',
      '/v1/conversations/a/b/c',
      '/V1/me',
    ]) {
      it(`GET ${unknown}: not found`, async () => refused(await maya.call('GET', unknown), 'not-found'));
    }
    it('a method that is not there is named with those that are', async () => {
      const answer = await maya.call('PATCH', '/v1/conversations');
      refused(answer, 'method-not-allowed');
      assert.deepEqual(answer.headers.get('Allow')?.split(', ').sort(), ['GET', 'HEAD', 'POST']);
      refused(await maya.call('DELETE', '/v1/me'), 'method-not-allowed');
    });
  });
});
