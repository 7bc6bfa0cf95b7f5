import { randomUUID } from 'node:crypto';
import { paths, Problem } from '../../src/protocol/index.ts';
import { answered, holds, refused, same, status } from '../expect.ts';
import { must, should } from '../rule.ts';

/** Headers that every answer has, good or bad. */
async function header(
  ground: Parameters<Parameters<typeof must>[2]>[0],
  name: string,
  fits: RegExp,
): Promise<void> {
  const { client } = await ground.cast('client');
  for (const [method, path] of [
    ['GET', paths.me()],
    ['GET', paths.messages(randomUUID())],
    ['GET', '/v1/nothing'],
    ['PATCH', paths.me()],
  ] as const) {
    const { headers } = await client.call(method, path);
    holds(
      fits.test(headers.get(name) ?? ''),
      `${name} to fit ${String(fits)} on ${method} ${path}`,
      headers.get(name) ?? 'none',
    );
  }
}

/** HTTP itself. */
export const http = [
  must('http.no-store', 'Every answer has `Cache-Control: no-store`.', (ground) =>
    header(ground, 'cache-control', /no-store/),
  ),
  must('http.nosniff', 'Every answer has `X-Content-Type-Options: nosniff`.', (ground) =>
    header(ground, 'x-content-type-options', /^nosniff$/),
  ),
  must('http.csp', "Every answer has a policy with `default-src 'none'`.", (ground) =>
    header(ground, 'content-security-policy', /default-src 'none'/),
  ),
  should('http.referrer', 'Every answer has `Referrer-Policy: no-referrer`.', (ground) =>
    header(ground, 'referrer-policy', /^no-referrer$/),
  ),
  must(
    'http.problem',
    'Every refusal is RFC 9457 with a stable `code`, and repeats nothing of what was sent.',
    async (ground) => {
      const { client } = await ground.cast('client');
      const secret = randomUUID();
      const seen = await client.call('POST', paths.conversations(), {
        personId: `! ${secret}`,
        more: secret,
      });
      refused(seen, 'invalid');
      const { errors } = answered(seen, Problem, 422);
      same(errors?.[0]?.path, 'personId', 'the path of the first error');
      holds(!seen.text.includes(secret), 'nothing of what was sent', seen.text);
    },
  ),
  must('http.malformed', 'A body that is not JSON is 400 `malformed`.', async (ground) => {
    const { client } = await ground.cast('client');
    const headers = { 'Content-Type': 'application/json' };
    for (const raw of ['{', '', new Uint8Array([0x22, 0xff, 0x22])]) {
      refused(await client.call('POST', paths.conversations(), undefined, { headers, raw }), 'malformed');
    }
  }),
  must('http.media-type', 'A body of another media type is 415 `unsupported-media-type`.', async (ground) => {
    const { client } = await ground.cast('client');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const more = { headers: { 'Content-Type': type }, raw: '{"q":""}' };
      refused(await client.call('POST', paths.peopleSearch(), undefined, more), 'unsupported-media-type');
    }
  }),
  must('http.too-large', 'A JSON body far over what a message needs is 413 `too-large`.', async (ground) => {
    const { a, id } = await ground.pair();
    refused(await a.post(id, { id: randomUUID(), text: 'a'.repeat(1024 * 1024) }), 'too-large');
  }),
  must(
    'http.method',
    'A method that a path does not have is 405, and `Allow` says which it has.',
    async (ground) => {
      const { client } = await ground.cast('client');
      const seen = await client.call('PATCH', paths.conversations());
      refused(seen, 'method-not-allowed');
      const allow = (seen.headers.get('allow') ?? '').split(/,\s*/);
      holds(allow.includes('GET') && allow.includes('POST'), 'Allow with GET and POST', allow);
    },
  ),
  must('http.unknown', 'A path that does not exist is 404 `not-found`.', async (ground) => {
    const { client } = await ground.cast('client');
    refused(await client.call('GET', '/v1/nothing'), 'not-found');
  }),
  must('http.head', '`HEAD` answers as `GET` does, without the body.', async (ground) => {
    const { client } = await ground.cast('client');
    const seen = status(await client.call('HEAD', paths.me()), 200);
    same(seen.text, '', 'the body');
  }),
  must(
    'cors.strangers',
    'Pages of other origins may not call: no `Access-Control-Allow-Origin`, never `*`, never with credentials.',
    async (ground) => {
      const { client } = await ground.cast('client');
      for (const origin of ['https://stranger.invalid', 'null']) {
        for (const method of ['OPTIONS', 'GET']) {
          const headers = { Origin: origin, 'Access-Control-Request-Method': 'GET' };
          const seen = await client.call(method, paths.me(), undefined, { headers });
          same(
            seen.headers.get('access-control-allow-origin'),
            null,
            `Access-Control-Allow-Origin for ${origin}`,
          );
        }
      }
    },
  ),
  must(
    'cors.allowed',
    'Pages of an allowed origin may call with the headers of the protocol, and see `Retry-After`.',
    async (ground) => {
      const { client } = await ground.cast('client');
      const origin = ground.origin ?? '';
      const asked = ['authorization', 'content-type', 'content-disposition', 'last-event-id'];
      const preflight = {
        Origin: origin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': asked.join(','),
      };
      const seen = status(
        await ground.wire.call('OPTIONS', paths.me(), undefined, undefined, { headers: preflight }),
        200,
        204,
      );
      same(seen.headers.get('access-control-allow-origin'), origin, 'Access-Control-Allow-Origin');
      const allowed = (seen.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/,\s*/);
      holds(
        asked.every((name) => allowed.includes(name)),
        asked.join(', '),
        allowed,
      );
      const answer = await client.call('GET', '/v1/nothing', undefined, { headers: { Origin: origin } });
      same(
        answer.headers.get('access-control-allow-origin'),
        origin,
        'Access-Control-Allow-Origin on a refusal',
      );
    },
    'origin',
  ),
  must(
    'cors.practice',
    'A practice with origins of its own is reached from their pages and from no others, whatever a preflight allowed.',
    async (ground) => {
      const own = 'https://conformance-practice.example';
      const practice = await ground.newPractice({ allowedOrigins: [own] });
      const client = await practice.person({ kind: 'client' });
      const from = (origin: string) =>
        client.call('GET', paths.me(), undefined, { headers: { Origin: origin } });
      const seen = status(await from(own), 200);
      same(seen.headers.get('access-control-allow-origin'), own, 'Access-Control-Allow-Origin');
      for (const origin of ['https://conformance-elsewhere.example', `${own}:8443`, 'null']) {
        const answer = await from(origin);
        refused(answer, 'forbidden');
        same(answer.headers.get('access-control-allow-origin'), null, `what ${origin} may read`);
      }
    },
    'portal',
  ),
];
