import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { OPERATIONS } from '../../../server/routes/operations.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

const ORIGIN = 'https://portal.example';

describe('over HTTP', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const world = await createWorld(database, { allowedOrigins: [ORIGIN] });
  const maya = await world.person('maya');

  it('every answer has the headers that keep it from being kept, guessed, framed or passed on', async () => {
    for (const [path, method] of [
      ['/healthz'],
      ['/v1/me'],
      ['/nothing'],
      ['/v1/me', 'PATCH'],
      ['/openapi.json'],
      ['/v1/me', 'OPTIONS'],
    ]) {
      const { headers } = await world.fetch(path!, { method: method ?? 'GET' });
      assert.equal(headers.get('Cache-Control'), 'no-store');
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
      assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'; frame-ancestors 'none'");
      assert.equal(headers.get('Set-Cookie'), null);
    }
  });

  it('pages of allowed origins may call, with the headers that the page needs', async () => {
    const response = await world.fetch('/v1/events', {
      method: 'OPTIONS',
      headers: {
        Origin: ORIGIN,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization,last-event-id',
      },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.equal(
      response.headers.get('Access-Control-Allow-Headers'),
      'Authorization,Content-Type,Content-Disposition,Last-Event-ID',
    );
    assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null);
    const headers = { Origin: ORIGIN, Authorization: `Bearer ${maya.token}` };
    for (const path of ['/v1/me', '/v1/nothing']) {
      const answer = await world.fetch(path, { headers });
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), ORIGIN);
      assert.match(answer.headers.get('Vary') ?? '', /Origin/);
    }
  });

  for (const origin of [
    'null',
    'http://portal.example',
    'https://portal.example:8443',
    'https://portal.example.evil.example',
    'https://evilportal.example',
    'https://sub.portal.example',
    'https://PORTAL.example',
    'https://portal.example/',
    'https://pоrtal.example',
  ]) {
    it(`pages of ${origin} may not`, async () => {
      const headers = new Headers({ 'Access-Control-Request-Method': 'GET' });
      headers.set('Origin', encodeURI(origin));
      for (const method of ['OPTIONS', 'GET']) {
        const response = await world.fetch('/v1/me', { method, headers });
        assert.equal(response.headers.get('Access-Control-Allow-Origin'), null);
      }
    });
  }

  it('health tells whether it is up and whether the database answers', async () => {
    assert.equal((await world.fetch('/healthz')).status, 200);
    assert.equal((await world.fetch('/readyz')).status, 200);
    const other = fresh.connect();
    const broken = await createBackend({ database: other, keys: localKeys(TEST_KEYS), portals: [] });
    const answer = await broken.fetch(new Request('https://backend.example/readyz'));
    assert.equal(answer.status, 200);
    await broken.close();
  });

  it('an error that nobody expected is answered without detail and logged by its code alone', async () => {
    await database.query(`alter table practices rename to practices_gone`);
    const answer = await maya.call('GET', '/v1/me');
    await database.query(`alter table practices_gone rename to practices`);
    assert.equal(answer.status, 500);
    assert.equal(answer.body.code, 'internal');
    assert.ok(!JSON.stringify(answer.body).includes('practices'));
    assert.deepEqual(world.log.at(-1), { level: 'error', event: 'internal-error', code: '42P01' });
  });

  it('metrics count by route and never by path', async () => {
    await maya.call('GET', '/v1/conversations/1b4e28ba-2fa1-11d2-883f-0016d3cca427/messages');
    const text = await (await world.fetch('/metrics')).text();
    assert.match(text, /route="\/v1\/conversations\/:conversationId\/messages",status="404"} 1/);
    assert.ok(!text.includes('1b4e28ba'));
    for (const line of text.trim().split('\n'))
      assert.match(line, /^(# (HELP|TYPE) .+|[a-z_]+(\{[^}]*\})? \d+)$/);
  });

  it('openapi.json describes every route, and each of its references is there', async () => {
    type Description = { openapi: string; paths: Record<string, Record<string, { requestBody?: unknown }>> };
    const response = await world.fetch('/openapi.json');
    const description = (await response.json()) as Description;
    assert.equal(description.openapi, '3.1.0');
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(described.sort(), OPERATIONS.map((it) => `${it.method} ${it.path}`).sort());
    for (const operation of described) {
      const [method = '', path = ''] = operation.split(' ');
      const answer = await world.fetch(path.replaceAll(/\{\w+\}/g, 'x'), { method: method.toUpperCase() });
      assert.notEqual(answer.status, 405, operation);
      await answer.body?.cancel();
    }
    assert.ok(description.paths['/v1/conversations/{conversationId}/messages']?.post?.requestBody);
    assert.ok(!JSON.stringify(description).includes('undefined'));
  });

  it('HEAD answers as GET does, without the body', async () => {
    const response = await world.fetch('/healthz', { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });
});
