import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createApi, type Api } from '../../src/api/client.ts';
import { ApiError, type Failure } from '../../src/api/errors.ts';
import { ERROR_STATUS, PROBLEM_TYPE } from '../../src/protocol/index.ts';

type Answer = (request: Request) => Response | Promise<Response>;

const ME = {
  person: { id: 'ana', name: 'Ana', kind: 'client', admin: false },
  practice: { id: 'alder', name: 'Alder', secureMessaging: true, notice: null },
  unread: 0,
  limits: { textLength: 5000, files: 5, fileBytes: 1, deleteWindow: null },
};

/** A client whose requests are answered in turn; the last answer stays. */
function client(...answers: Answer[]): { api: Api; requests: Request[]; tokens: (string | undefined)[] } {
  const requests: Request[] = [];
  const tokens: (string | undefined)[] = [];
  const api = createApi({
    backend: 'https://backend.example/messaging',
    getToken: (refused) => Promise.resolve(`token-${tokens.push(refused)}`),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const answer = answers[Math.min(requests.push(request), answers.length) - 1];
      return answer!(request);
    },
  });
  return { api, requests, tokens };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
const problem =
  (code: string, status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ type: 'about:blank', title: '', status, code }), {
      status,
      headers: { 'content-type': PROBLEM_TYPE, ...headers },
    });
const plain =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(status === 204 ? null : '<html>', { status, headers });
const lost: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

async function failure(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => assert.fail('It should have failed.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiError, String(error));
  assert.equal(error.message, error.failure.code, 'the message is the code alone');
  return error.failure;
}

const send = (api: Api) => api.send('c', { id: crypto.randomUUID(), text: 'secret' });

describe('the client', () => {
  it('adds the prefix and the token, and keeps ids in their segment', async () => {
    const { api, requests } = client(plain(204));
    await api.markRead('a/../b?c#d', 3);
    assert.equal(
      requests[0]?.url,
      'https://backend.example/messaging/v1/conversations/a%2F..%2Fb%3Fc%23d/read',
    );
    assert.equal(requests[0]?.headers.get('authorization'), 'Bearer token-1');
    assert.equal(requests[0]?.credentials, 'omit');
    assert.deepEqual(await requests[0]?.json(), { seq: 3 });
    for (const id of ['', '.', '..']) await assert.rejects(async () => api.markRead(id, 1), TypeError);
  });

  it('puts no words into the address', async () => {
    const { api, requests } = client(json({ people: [] }), json({ hits: [] }));
    await api.searchPeople('Lindqvist');
    await api.search('diagnosis', 'cursor');
    assert.ok(requests.every(({ url }) => !/Lindqvist|diagnosis|cursor/.test(url)));
  });

  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    if (status === 401) continue;
    it(`gives the refusal ${code} as it is`, async () => {
      const { api } = client(problem(code, status));
      assert.deepEqual(await failure(send(api)), { code });
    });
  }

  const BY_STATUS: readonly [number, Failure['code']][] = [
    [400, 'malformed'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [409, 'id-conflict'],
    [410, 'not-found'],
    [413, 'too-large'],
    [415, 'unsupported-media-type'],
    [418, 'unexpected'],
    [422, 'invalid'],
    [429, 'too-many-requests'],
    [500, 'internal'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [507, 'internal'],
  ];
  for (const [status, code] of BY_STATUS) {
    it(`understands ${status} without a code of ours as ${code}`, async () => {
      assert.deepEqual(await failure(send(client(plain(status)).api)), { code });
      assert.deepEqual(await failure(send(client(problem('new-in-version-2', status)).api)), { code });
      assert.deepEqual(await failure(send(client(problem('constructor', status)).api)), { code });
    });
  }

  it('says when to come back', async () => {
    const seconds = client(problem('too-many-requests', 429, { 'retry-after': '17' }));
    assert.deepEqual(await failure(send(seconds.api)), { code: 'too-many-requests', retryAfter: 17 });
    const date = new Date(Date.now() + 60_000).toUTCString();
    const dated = await failure(send(client(plain(503, { 'retry-after': date })).api));
    assert.ok('retryAfter' in dated && dated.retryAfter > 50 && dated.retryAfter <= 60);
    assert.deepEqual(await failure(send(client(plain(503, { 'retry-after': 'soon' })).api)), {
      code: 'unavailable',
    });
  });

  it('calls an answer unexpected that is not what the protocol says', async () => {
    for (const answer of [json({}), json(null), json({ ...ME, unread: '0' }), plain(200), json([ME])]) {
      assert.deepEqual(await failure(client(answer).api.me()), { code: 'unexpected' });
    }
  });

  it('accepts what a later version adds', async () => {
    const me = await client(json({ ...ME, theme: 'dark', person: { ...ME.person, photo: 'x' } })).api.me();
    assert.equal(me.person.id, 'ana');
  });

  it('calls a lost connection network, also in the middle of an answer', async () => {
    assert.deepEqual(await failure(send(client(lost).api)), { code: 'network' });
    const half: Answer = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"person":'));
          },
          pull: (controller) => controller.error(new TypeError('terminated')),
        }),
      );
    assert.deepEqual(await failure(client(half).api.me()), { code: 'network' });
  });

  it('tries reading three times, and sending once', async () => {
    const reading = client(lost);
    assert.deepEqual(await failure(reading.api.me()), { code: 'network' });
    assert.equal(reading.requests.length, 3);
    const sending = client(lost);
    assert.deepEqual(await failure(send(sending.api)), { code: 'network' });
    assert.equal(sending.requests.length, 1);
    const recovering = client(plain(503), lost, json(ME));
    assert.equal((await recovering.api.me()).person.id, 'ana');
  });

  it('leaves a long wait to the caller', async () => {
    const { api, requests } = client(plain(503, { 'retry-after': '60' }));
    assert.deepEqual(await failure(api.me()), { code: 'unavailable', retryAfter: 60 });
    assert.equal(requests.length, 1);
  });

  it('renews the token once for all calls that wait', async () => {
    const { api, requests, tokens } = client((request) =>
      request.headers.get('authorization') === 'Bearer token-1'
        ? problem('token-expired', 401)()
        : json(ME)(),
    );
    await Promise.all([api.me(), api.me(), api.me()]);
    assert.deepEqual(tokens, [undefined, 'token-1']);
    const renewed = requests.filter(({ headers }) => headers.get('authorization') === 'Bearer token-2');
    assert.equal(renewed.length, 3, 'each call is repeated once');
    assert.equal(requests.length, 6);
  });

  it('gives up after the second refusal', async () => {
    const { api, tokens } = client(problem('unauthenticated', 401));
    assert.deepEqual(await failure(api.me()), { code: 'unauthenticated' });
    assert.equal(tokens.length, 2);
  });

  it('tells apart a page that gives no token and one that cannot be reached', async () => {
    const fetch = () => assert.fail('nothing is asked without a token');
    const backend = 'https://backend.example';
    const cases: [() => Promise<string>, Failure['code']][] = [
      [() => Promise.reject(new Error('signed out')), 'unauthenticated'],
      [() => Promise.resolve(''), 'unauthenticated'],
      [() => Promise.resolve('two\r\nlines: x'), 'unauthenticated'],
      [() => Promise.resolve(undefined as unknown as string), 'unauthenticated'],
      [() => Promise.reject(new TypeError('Failed to fetch')), 'network'],
      [
        () => {
          throw new Error('not even a promise');
        },
        'unauthenticated',
      ],
    ];
    for (const [getToken, code] of cases) {
      assert.deepEqual(await failure(createApi({ backend, getToken, fetch }).me()), { code });
    }
  });

  it('ends when the caller does not want it any more, though the fetch is deaf', async () => {
    const stop = new AbortController();
    const { api } = client(() => new Promise(() => {}));
    const call = api.me(stop.signal);
    stop.abort();
    await assert.rejects(call, { name: 'AbortError' });
    await assert.rejects(api.me(AbortSignal.abort()), { name: 'AbortError' });
  });
});
