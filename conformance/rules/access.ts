import { randomUUID } from 'node:crypto';
import { Me, paths } from '../../src/protocol/index.ts';
import { answered, holds, refused, same, status } from '../expect.ts';
import { must } from '../rule.ts';

/** Who somebody is, and what they may not even know about. */
export const access = [
  must(
    'identity.token-required',
    'Without a valid token every operation of a person answers 401 `unauthenticated`.',
    async ({ wire }) => {
      for (const [method, path] of [
        ['GET', paths.me()],
        ['GET', paths.conversations()],
        ['GET', paths.events()],
        ['GET', paths.messages(randomUUID())],
      ] as const) {
        for (const token of [undefined, 'forged-token']) {
          const seen = await wire.call(method, path, token);
          refused(seen, 'unauthenticated');
          holds(seen.headers.has('www-authenticate'), 'WWW-Authenticate with a 401', seen.status);
        }
      }
    },
  ),
  must(
    'identity.header-only',
    'A token counts in the `Authorization` header only, never in the URL.',
    async (ground) => {
      const { token } = (await ground.cast('client')).client;
      const path = `${paths.me()}?access_token=${token}&token=${token}`;
      refused(await ground.wire.call('GET', path), 'unauthenticated');
    },
  ),
  must(
    'identity.from-token',
    'The sender is whom the token names, whatever the body says.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const seen = await a.post(id, { id: randomUUID(), text: 'mine', senderId: b.id, origin: 'auto' });
      same((status(seen, 201).body as { senderId: string }).senderId, a.id, 'senderId');
      same((seen.body as { origin: string }).origin, 'person', 'origin');
    },
  ),
  must(
    'identity.me',
    '`GET /me` says who the token is, the practice, the unread number and the limits.',
    async (ground) => {
      const { client } = await ground.cast('client');
      const me = answered(await client.call('GET', paths.me()), Me, 200);
      same([me.person.id, me.person.kind, me.person.admin], [client.id, 'client', false], 'person');
    },
  ),
  must('identity.no-cookies', 'No answer sets a cookie.', async (ground) => {
    const { client } = await ground.cast('client');
    same((await client.call('GET', paths.me())).headers.get('set-cookie'), null, 'Set-Cookie');
  }),
  must(
    'identity.inactive',
    'The token of a person whom the portal made inactive is no longer valid.',
    async ({ practice }) => {
      const id = randomUUID();
      const person = await practice.person({ kind: 'client' }, id);
      status(await practice.put(id, { name: 'Gone', kind: 'client', active: false }), 200);
      refused(await person.call('GET', paths.me()), 'unauthenticated');
    },
    'portal',
  ),
  must(
    'identity.portal-apart',
    "A person's token opens no operation of the portal, and the portal's key none of a person.",
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      refused(await doctor.call('PUT', paths.practice(ground.practice.id), { name: 'x' }), 'unauthenticated');
      refused(await ground.portal('GET', paths.me()), 'unauthenticated');
    },
    'portal',
  ),
  must(
    'privacy.not-mine',
    'A conversation that is not mine answers exactly as one that does not exist: 404.',
    async (ground) => {
      const { a, id } = await ground.pair();
      const { id: messageId } = await a.send(id, 'private');
      const { colleague, neighbour } = await ground.cast('colleague', 'neighbour');
      for (const outsider of [colleague, neighbour]) {
        for (const [method, path, body] of [
          ['GET', (it: string) => paths.messages(it), undefined],
          ['POST', (it: string) => paths.messages(it), { id: randomUUID(), text: 'let me in' }],
          ['PUT', (it: string) => paths.read(it), { seq: 1 }],
          ['PUT', (it: string) => paths.delivered(it), { seq: 1 }],
          ['DELETE', (it: string) => paths.message(it, messageId), undefined],
        ] as const) {
          const there = await outsider.call(method, path(id), body);
          refused(there, 'not-found');
          const none = await outsider.call(method, path(randomUUID()), body);
          same(there.text, none.text, 'the body for what does not exist');
        }
      }
    },
  ),
  must(
    'privacy.administrators',
    'Administrators read no conversation that they do not take part in.',
    async (ground) => {
      const { a, id } = await ground.pair();
      await a.send(id, 'zanzibar');
      const admin = await ground.practice.person({ kind: 'practitioner', admin: true });
      refused(await admin.call('GET', paths.messages(id)), 'not-found');
      const seen = status(await admin.call('POST', paths.search(), { q: 'zanzibar' }), 200);
      same((seen.body as { hits: unknown[] }).hits, [], 'hits');
    },
    'portal',
  ),
  must(
    'privacy.practices',
    'Nobody sees anything of another practice, also with the same ids.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      await a.send(id, 'private');
      const other = await ground.newPractice();
      const namesake = await other.person({ kind: 'practitioner' }, a.id);
      refused(await namesake.call('GET', paths.messages(id)), 'not-found');
      refused(await namesake.call('POST', paths.conversations(), { personId: b.id }), 'not-found');
    },
    'portal',
  ),
];
