import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { nothingChanges, refused } from '../../helpers/refusals.ts';
import { createWorld } from '../../helpers/world.ts';

describe('bad input', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const maya = await world.person('maya');
  const sam = await world.person('sam');
  const ana = await world.person('ana');
  const { id } = await maya.open('ana');
  const first = await maya.send(id, 'first');
  const path = `/v1/conversations/${id}/messages`;
  const message = (fields: object = {}) => ({ id: randomUUID(), text: 'text', ...fields });

  nothingChanges(database);

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
    it('with a file that was never uploaded', async () =>
      refused(await maya.call('POST', path, message({ attachments: [randomUUID()] })), 'file-missing'));
  });

  describe('numbers and times that no database takes', () => {
    const cursorOf = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url');
    for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59']) {
      it(`${at} in a cursor or a setting`, async () => {
        const cursor = cursorOf({ at, id });
        refused(await maya.call('GET', `/v1/conversations?cursor=${cursor}`), 'invalid');
        const search = { q: 'first', cursor: cursorOf({ by: 'message', at, id, seq: null }) };
        refused(await maya.call('POST', '/v1/search', search), 'invalid');
        const setting = { memberIds: ['maya'], message: 'away', timeZone: 'UTC' };
        for (const [start, end] of [
          [at, null],
          ['2026-01-01T00:00:00Z', at],
        ])
          refused(await maya.call('PUT', '/v1/out-of-office', { ...setting, start, end }), 'invalid');
      });
    }
    it('a seq far beyond the end is the end', async () => {
      const cursor = cursorOf({ by: 'message', at: null, id: null, seq: Number.MAX_SAFE_INTEGER });
      const { status, body } = await maya.call<{ hits: object[] }>('POST', '/v1/search', {
        q: 'first',
        cursor,
      });
      assert.deepEqual([status, body.hits.length], [200, 1]);
    });
    it('a member id that is none', async () => {
      for (const member of ['%00', 'a%00', '%ED%A0%80'])
        refused(await maya.call('DELETE', `/v1/out-of-office/${member}`), 'not-found');
    });
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
      const headers = { Authorization: `Bearer ${maya.token}`, ...json, 'Content-Length': '10' };
      // Half duplex is the only one there is, and must be said; the type does not know it yet.
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
      const response = await world.fetch(path, init);
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

  describe('signing in', () => {
    const ask = { practice: 'alder', email: 'ana@example.org' };
    const anybody = world.with(undefined);
    for (const email of [
      '',
      'ana',
      'ana@',
      '@example.org',
      'ana@example.org, eve@example.org',
      'ana@example.org\r\nBcc: eve@example.org',
      'Ana <ana@example.org>',
      ' ana@example.org',
      `${'a'.repeat(250)}@example.org`,
      null,
      7,
      ['ana@example.org'],
    ]) {
      it(`${JSON.stringify(email).slice(0, 50)} is no address`, async () => {
        refused(await anybody.call('POST', '/v1/sign-in/codes', { ...ask, email }), 'invalid');
        refused(await anybody.call('POST', '/v1/sign-in', { ...ask, email, code: '123456' }), 'invalid');
        if (email === null) return;
        const person = { name: 'Ana', kind: 'client', email };
        refused(await world.portal().call('PUT', '/v1/practices/alder/people/ana', person), 'invalid');
      });
    }
    for (const code of ['', '12345', '1234567', '12345a', '１２３４５６', ' 123456', 123456, null]) {
      it(`${JSON.stringify(code)} is no code`, async () =>
        refused(await anybody.call('POST', '/v1/sign-in', { ...ask, code }), 'invalid'));
    }
    for (const session of ['', 'ens_', maya.token, `ens_${'x'.repeat(44)}`, null]) {
      it(`${String(session).slice(0, 10)} is no session`, async () =>
        refused(await anybody.call('POST', '/v1/sign-in/renewal', { session }), 'invalid'));
    }
    it('a practice that is none, and notices that are neither on nor off', async () => {
      refused(await anybody.call('POST', '/v1/sign-in/codes', { ...ask, practice: '../alder' }), 'invalid');
      refused(await maya.call('PUT', '/v1/me/notices', { email: 'yes' }), 'invalid');
    });
    for (const [field, value] of [
      ['mailName', ''],
      ['mailName', 'two\nlines'],
      ['mailName', 'x'.repeat(201)],
      ['mailName', '\ud83d'],
      ['mailUrl', 'javascript:alert(1)'],
      ['mailUrl', 'https://a.example/\r\nBcc: eve@example.org'],
      ['mailUrl', 'alder.example'],
      ['noticeMinutes', 0],
      ['noticeMinutes', 1441],
      ['emailSignIn', 'yes'],
      ['allowedOrigins', 'https://alder.example'],
      ['allowedOrigins', ['*']],
      ['allowedOrigins', ['null']],
      ['allowedOrigins', ['alder.example']],
      ['allowedOrigins', ['https://alder.example/']],
      ['allowedOrigins', ['https://ALDER.example']],
      ['allowedOrigins', ['https://alder.example:443']],
      ['allowedOrigins', ['https://*.alder.example']],
      ['allowedOrigins', ['https://\u0430lder.example']],
      ['allowedOrigins', ['ftp://alder.example']],
      ['allowedOrigins', [null]],
    ] as const) {
      it(`a practice's ${field} ${JSON.stringify(value).slice(0, 40)}`, async () => {
        const practice = { name: 'Alder', [field]: value };
        refused(await world.portal().call('PUT', '/v1/practices/alder', practice), 'invalid');
      });
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
});
