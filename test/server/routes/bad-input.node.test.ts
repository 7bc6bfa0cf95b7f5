import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PROBLEM_TYPE, type ErrorCode, ERROR_STATUS } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, type Answer } from '../../helpers/world.ts';

describe('bad input', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const maya = await world.person('maya');
  const sam = await world.person('sam');
  const ana = await world.person('ana');
  const elsewhere = await world.person('maya', 'birch');
  const { id } = await maya.open('ana');
  const first = await maya.send(id, 'first');
  const path = `/v1/conversations/${id}/messages`;
  const message = (fields: object = {}) => ({ id: randomUUID(), text: 'text', ...fields });

  const state = () =>
    database.query(
      `select (select json_agg(c order by c.conversation_id) from conversations c) as conversations,
         (select json_agg(p order by p.conversation_id, p.person_id) from participants p) as participants,
         (select json_agg(m order by m.conversation_id, m.seq) from messages m) as messages,
         (select json_agg(e order by e.practice_id, e.person_id, e.n) from person_events e) as events,
         (select json_agg(r order by r.practice_id) from practices r) as practices,
         (select json_agg(p order by p.practice_id, p.person_id) from people p) as people,
         (select count(*) from audit) as audit`,
    );
  let before: unknown;
  beforeEach(async () => {
    before = await state();
  });
  afterEach(async () => assert.deepEqual(await state(), before, 'nothing changed'));

  function refused(answer: Answer, code: ErrorCode): void {
    assert.equal(answer.body.code, code);
    assert.equal(answer.status, ERROR_STATUS[code]);
    assert.equal(answer.headers.get('Content-Type'), PROBLEM_TYPE);
  }

  const raw = async (method: string, url: string, headers: Record<string, string>, body?: BodyInit) => {
    const init = {
      method,
      headers: { Authorization: `Bearer ${maya.token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    };
    const response = await world.fetch(url, init);
    const answer = { status: response.status, headers: response.headers };
    return { ...answer, body: (await response.json()) as Record<string, unknown> };
  };
  const json = { 'Content-Type': 'application/json' };

  describe('text', () => {
    for (const [name, text] of Object.entries({
      empty: '',
      spaces: '  \t\n',
      'ideographic space': '\u3000\u00a0',
    })) {
      it(`that is blank (${name})`, async () =>
        refused(await maya.call('POST', path, message({ text })), 'text-empty'));
    }
    it('that is over-long by one code point', async () =>
      refused(await maya.call('POST', path, message({ text: '😀'.repeat(5001) })), 'text-too-long'));
    it('with half of a surrogate pair', async () => {
      const body = `{"id":"${randomUUID()}","text":"half \\ud83d"}`;
      refused(await raw('POST', path, json, body), 'invalid');
    });
    it('with an attachment, which the backend does not take yet', async () =>
      refused(await maya.call('POST', path, message({ attachments: [randomUUID()] })), 'invalid'));
  });

  describe('unknown ids', () => {
    const unknown = randomUUID();
    for (const [method, url, body] of [
      ['GET', `/v1/conversations/${unknown}/messages`],
      ['POST', `/v1/conversations/${unknown}/messages`, message()],
      ['DELETE', `/v1/conversations/${unknown}/messages/${first.id}`],
      ['DELETE', `${path}/${unknown}`],
      ['DELETE', `${path}/not-a-uuid`],
      ['PUT', `/v1/conversations/${unknown}/read`, { seq: 1 }],
      ['PUT', `/v1/conversations/${unknown}/delivered`, { seq: 1 }],
      ['GET', `/v1/conversations/not-a-uuid/messages`],
      ['GET', `/v1/conversations/${id.toUpperCase()}/messages`],
      ['GET', `/v1/conversations/%00/messages`],
      ['GET', `/v1/conversations/${encodeURIComponent(`${id}' or '1'='1`)}/messages`],
      ['POST', '/v1/conversations', { personId: 'nobody' }],
    ] as const) {
      it(`${method} ${url.replace(unknown, 'unknown').replace(id, 'id')}`, async () =>
        refused(await maya.call(method, url, body), 'not-found'));
    }
  });

  describe("somebody else's ids", () => {
    for (const [method, url, body] of [
      ['GET', path],
      ['POST', path, message()],
      ['DELETE', `${path}/${first.id}`],
      ['PUT', `/v1/conversations/${id}/read`, { seq: 1 }],
      ['PUT', `/v1/conversations/${id}/delivered`, { seq: 1 }],
    ] as const) {
      it(`${method} ${url.replace(first.id, 'message').replace(id, 'id')}: as if it did not exist`, async () => {
        const theirs = await sam.call(method, url, body);
        refused(theirs, 'not-found');
        const missing = await sam.call(method, url.replace(id, randomUUID()), body);
        assert.deepEqual(theirs.body, missing.body);
      });
    }
    it("delete the other participant's message", async () =>
      refused(await ana.call('DELETE', `${path}/${first.id}`), 'not-sender'));
    it("send under the other participant's message id", async () =>
      refused(await ana.call('POST', path, message({ id: first.id })), 'id-conflict'));
  });

  describe('malformed', () => {
    for (const [name, body] of Object.entries({
      'no JSON': '{"id":',
      'empty body': '',
      'JSON with a trailing comma': '{"a":1,}',
      'not UTF-8': new Uint8Array([0x22, 0xff, 0x22]),
      'nested a thousand times and not closed': '['.repeat(20_000),
    })) {
      it(name, async () => refused(await raw('POST', path, json, body), 'malformed'));
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json-seq',
      '',
    ]) {
      it(`Content-Type ${type || 'missing'}`, async () =>
        refused(
          await raw('POST', path, { 'Content-Type': type }, JSON.stringify(message())),
          'unsupported-media-type',
        ));
    }
    it('a body over 64 KiB', async () =>
      refused(await maya.call('POST', path, message({ text: 'x'.repeat(70_000) })), 'too-large'));
    it('a body over 64 KiB in chunks, with a Content-Length that lies', async () => {
      let left = 100;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (left-- > 0) controller.enqueue(new Uint8Array(1024).fill(0x20));
          else controller.close();
        },
      });
      const init = {
        method: 'POST',
        headers: { Authorization: `Bearer ${maya.token}`, ...json, 'Content-Length': '10' },
        body,
        duplex: 'half',
      };
      const response = await world.fetch(path, init as RequestInit);
      assert.equal(response.status, 413);
    });
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=-1',
      'limit=1&limit=2',
      'before=1.5',
      'after=1e3',
      'around=',
      'before=9999999999999999',
      'before=2&after=1',
    ]) {
      it(`GET messages?${query}`, async () => refused(await maya.call('GET', `${path}?${query}`), 'invalid'));
    }
    for (const cursor of ['x', 'bnVsbA', 'e30', '%F0%9F%98%80']) {
      it(`GET conversations?cursor=${cursor}`, async () =>
        refused(await maya.call('GET', `/v1/conversations?cursor=${cursor}`), 'invalid'));
    }
  });

  describe('wrong types', () => {
    const values: [string, unknown][] = [
      ['null', null],
      ['a number', 7],
      ['a list', []],
      ['an object', {}],
      ['true', true],
    ];
    for (const [name, value] of values) {
      it(`${name} as body, id, text, attachments, seq, personId, q`, async () => {
        refused(await maya.call('POST', path, value), 'invalid');
        refused(await maya.call('POST', path, message({ id: value })), 'invalid');
        refused(await maya.call('POST', path, message({ text: value })), 'invalid');
        if (!Array.isArray(value))
          refused(await maya.call('POST', path, message({ attachments: value })), 'invalid');
        if (value !== 7)
          refused(await maya.call('PUT', `/v1/conversations/${id}/read`, { seq: value }), 'invalid');
        refused(await maya.call('POST', '/v1/conversations', { personId: value }), 'invalid');
        refused(await maya.call('POST', '/v1/people/search', { q: value }), 'invalid');
        refused(await maya.call('POST', '/v1/search', { q: value }), 'invalid');
        if (value !== true)
          refused(await maya.call('PUT', '/v1/practice/features', { secureMessaging: value }), 'invalid');
      });
    }
    for (const seq of [-1, 1.5, 2 ** 53, '1']) {
      it(`seq ${JSON.stringify(seq)}`, async () =>
        refused(await maya.call('PUT', `/v1/conversations/${id}/read`, { seq }), 'invalid'));
    }
    it('ids that are not canonical UUIDs', async () => {
      for (const bad of ['', 'x', randomUUID().toUpperCase(), `${randomUUID()} `]) {
        refused(await maya.call('POST', path, message({ id: bad })), 'invalid');
      }
    });
    it('says where, and never what', async () => {
      const answer = await maya.call('POST', path, { id: 'a-secret-value', text: ['another-secret'] });
      refused(answer, 'invalid');
      const errors = answer.body.errors as { path: string; code: string }[];
      assert.deepEqual(
        errors.map((error) => error.path),
        ['id', 'text'],
      );
      assert.ok(!JSON.stringify(answer.body).includes('secret'));
    });
    it('a query that is too long', async () =>
      refused(await maya.call('POST', '/v1/search', { q: 'x'.repeat(201) }), 'invalid'));
  });

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
