import { randomUUID } from 'node:crypto';
import { Conversation, ConversationsAnswer, paths } from '../../src/protocol/index.ts';
import { answered, holds, refused, same } from '../expect.ts';
import { must } from '../rule.ts';

/** One conversation for a pair, and the list. */
export const conversations = [
  must(
    'open.one-per-pair',
    'A pair has one conversation: 201 when it is new, 200 and the same one after that, for both.',
    async (ground) => {
      const { doctor, client } = await ground.cast('doctor', 'client');
      const first = await doctor.call('POST', paths.conversations(), { personId: client.id });
      const { id } = answered(first, Conversation, 201);
      for (const [one, other] of [
        [doctor, client],
        [client, doctor],
      ] as const) {
        const again = await one.call('POST', paths.conversations(), { personId: other.id });
        same(answered(again, Conversation, 200).id, id, 'the id of the conversation');
      }
    },
    'portal',
  ),
  must(
    'open.parallel',
    'Twenty openings at the same time, from both sides, make one conversation; one of them answers 201.',
    async (ground) => {
      const { doctor, client } = await ground.cast('doctor', 'client');
      const seen = await Promise.all(
        Array.from({ length: 20 }, (_, i) => {
          const [one, other] = i % 2 === 0 ? [doctor, client] : [client, doctor];
          return one.call('POST', paths.conversations(), { personId: other.id });
        }),
      );
      const ids = new Set(seen.map((it) => answered(it, Conversation, 200, 201).id));
      same(ids.size, 1, 'conversations');
      same(seen.filter(({ status }) => status === 201).length, 1, 'answers with 201');
    },
    'portal',
  ),
  must('open.self', 'Nobody opens a conversation with themselves: 422 `recipient-self`.', async (ground) => {
    const { doctor } = await ground.cast('doctor');
    refused(await doctor.call('POST', paths.conversations(), { personId: doctor.id }), 'recipient-self');
  }),
  must(
    'open.unknown',
    'A person who does not exist answers 404, as one to whom I may not write.',
    async (ground) => {
      const { client, neighbour } = await ground.cast('client', 'neighbour');
      const none = await client.call('POST', paths.conversations(), { personId: randomUUID() });
      refused(none, 'not-found');
      const there = await client.call('POST', paths.conversations(), { personId: neighbour.id });
      same(there.text, none.text, 'the body for a person who does not exist');
    },
  ),
  must(
    'open.quiet',
    'The other person sees the conversation once there is a message in it.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      same(await b.listed(id), undefined, 'the conversation in the list of the other');
      await a.send(id, 'now');
      holds((await b.listed(id)) !== undefined, 'the conversation in the list of the other', 'none');
    },
    'portal',
  ),
  must(
    'list.newest-first',
    'The list is ordered by `updatedAt`, newest first, and a message moves its conversation up.',
    async (ground) => {
      const { doctor, client, neighbour } = await ground.cast('doctor', 'client', 'neighbour');
      const [one, two] = [await doctor.open(client), await doctor.open(neighbour)];
      await doctor.send(one.id, 'one');
      await doctor.send(two.id, 'two');
      await client.send(one.id, 'three');
      same(
        (await doctor.list()).slice(0, 2).map(({ id }) => id),
        [one.id, two.id],
        'the order of the list',
      );
    },
  ),
  must(
    'list.pages',
    '`limit` and `next` cut the list into pages: nothing is missing or there twice.',
    async (ground) => {
      const doctor = await ground.practice.person({ kind: 'practitioner' });
      const opened: string[] = [];
      for (let i = 0; i < 5; i++)
        opened.unshift((await doctor.open(await ground.practice.person({ kind: 'client' }))).id);
      const listed: string[] = [];
      let cursor = '';
      for (let page = 0; page < 5; page++) {
        const seen = await doctor.call('GET', `${paths.conversations()}?limit=2${cursor}`);
        const { conversations: some, next } = answered(seen, ConversationsAnswer, 200);
        holds(some.length <= 2, 'at most 2 conversations', some.length);
        listed.push(...some.map(({ id }) => id));
        if (next === undefined) break;
        cursor = `&cursor=${encodeURIComponent(next)}`;
      }
      same(listed, opened, 'all conversations');
    },
    'portal',
  ),
  must(
    'list.limits',
    'A `limit` outside 1 … 100 and a cursor that is none are refused with `invalid`.',
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=%21']) {
        refused(await doctor.call('GET', `${paths.conversations()}?${query}`), 'invalid');
      }
    },
  ),
  must(
    'list.last',
    'A conversation shows its newest message, the text cut to at most 160 code points.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const { id: messageId } = await a.send(id, '🜁'.repeat(200));
      const last = (await b.listed(id))?.last;
      same([last?.id, last?.text], [messageId, '🜁'.repeat(160)], 'last');
    },
  ),
];
