import { randomUUID } from 'node:crypto';
import { Message, paths } from '../../src/protocol/index.ts';
import { answered, holds, refused, same, status } from '../expect.ts';
import type { Ground, Person } from '../ground.ts';
import { must } from '../rule.ts';

/** A conversation with this many messages after the ones that were there. */
async function written(
  ground: Ground,
  count: number,
): Promise<{ a: Person; b: Person; id: string; last: number }> {
  const { a, b, id, seq } = await ground.pair();
  for (let i = 0; i < count; i++) await (i % 2 === 0 ? a : b).send(id, `message ${i}`);
  return { a, b, id, last: seq + count };
}

const seqs = (messages: readonly Message[]) => messages.map(({ seq }) => seq);
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Sending, order and windows. */
export const messages = [
  must(
    'send.answer',
    'A sent message answers 201 with its id, the next seq, its sender and the text as it was typed.',
    async (ground) => {
      const { a, b, id, seq } = await ground.pair();
      const text = '  Guten Tag,\r\n\tشكرا 👩🏽‍⚕️ <b>not HTML</b> e\u0301 \u202e \u0000 ';
      const sent = answered(await a.post(id, { id: randomUUID(), text }), Message, 201);
      same([sent.seq, sent.senderId, sent.text, sent.origin], [seq + 1, a.id, text, 'person'], 'the message');
      same((await b.window(id)).messages.at(-1), sent, 'the message for the other');
    },
  ),
  must(
    'send.same-id-first-wins',
    'The same id again, whatever its body, answers 200 and the first message.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const messageId = randomUUID();
      const first = answered(await a.post(id, { id: messageId, text: 'first' }), Message, 201);
      for (const text of ['first', 'second', '']) {
        same(answered(await a.post(id, { id: messageId, text }), Message, 200), first, 'the first message');
      }
      same((await b.window(id)).seq, first.seq, 'the newest seq');
    },
  ),
  must(
    'send.parallel-same-id',
    'The same id ten times at once makes one message; one answer is 201.',
    async (ground) => {
      const { a, id, seq } = await ground.pair();
      const messageId = randomUUID();
      const seen = await Promise.all(
        Array.from({ length: 10 }, (_, i) => a.post(id, { id: messageId, text: `try ${i}` })),
      );
      const texts = new Set(seen.map((it) => answered(it, Message, 200, 201).text));
      same(texts.size, 1, 'different texts in the answers');
      same(seen.filter((it) => it.status === 201).length, 1, 'answers with 201');
      same((await a.window(id)).seq, seq + 1, 'the newest seq');
    },
  ),
  must(
    'send.id-of-other',
    'An id that the other participant has used is refused with `id-conflict`.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const { id: messageId } = await a.send(id, 'mine');
      refused(await b.post(id, { id: messageId, text: 'theirs' }), 'id-conflict');
    },
  ),
  must(
    'send.empty',
    'A message of white space without a file is refused with `text-empty`.',
    async (ground) => {
      const { a, id } = await ground.pair();
      for (const text of ['', ' \t\r\n', '\u00a0\u3000'])
        refused(await a.post(id, { id: randomUUID(), text }), 'text-empty');
    },
  ),
  must(
    'send.too-long',
    'Text is counted in code points: the limit of `GET /me` fits, one more is `text-too-long`.',
    async (ground) => {
      const { a, id } = await ground.pair();
      const { textLength } = (await a.me()).limits;
      status(await a.post(id, { id: randomUUID(), text: '🜁'.repeat(textLength) }), 201);
      refused(await a.post(id, { id: randomUUID(), text: 'a'.repeat(textLength + 1) }), 'text-too-long');
    },
  ),
  must(
    'send.invalid',
    'An id that is no lower-case UUID, and text that is no string, are refused with `invalid`.',
    async (ground) => {
      const { a, id } = await ground.pair();
      for (const body of [
        { id: 'x', text: 'a' },
        { id: randomUUID().toUpperCase(), text: 'a' },
        { id: randomUUID(), text: 1 },
        {},
      ]) {
        refused(await a.post(id, body), 'invalid');
      }
    },
  ),
  must(
    'send.gapless',
    'Under parallel senders seqs are 1, 2, 3 … without gaps, the same for both.',
    async (ground) => {
      const { a, b, id, seq } = await ground.pair();
      await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).send(id, `parallel ${i}`)));
      const window = await a.window(id);
      same(seqs(window.messages.slice(-20)), run(seq + 1, seq + 20), 'the seqs');
      same((await b.window(id)).messages, window.messages, 'the messages for the other');
      const times = window.messages.map(({ sentAt }) => sentAt);
      same(times, [...times].sort(), 'times in the order of seqs');
    },
  ),
  must(
    'send.inactive',
    'To a person who has become inactive nothing is sent: 403 `recipient-inactive`.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      await a.send(id, 'before');
      status(await ground.practice.put(b.id, { name: 'Gone', kind: 'client', active: false }), 200);
      refused(await a.post(id, { id: randomUUID(), text: 'after' }), 'recipient-inactive');
      same((await a.window(id)).messages.at(-1)?.text, 'before', 'what stays readable');
    },
    'portal',
  ),
  must(
    'window.newest',
    'Without a place the newest messages come, ordered by seq; `hasOlder` says whether there are more.',
    async (ground) => {
      const { a, id, last } = await written(ground, 5);
      const window = await a.window(id, 'limit=3');
      same(seqs(window.messages), run(last - 2, last), 'the seqs');
      same([window.hasOlder, window.hasNewer, window.seq], [true, false, last], 'hasOlder, hasNewer, seq');
    },
  ),
  must('window.before', '`before` gives the messages just before a seq, without it.', async (ground) => {
    const { a, id, last } = await written(ground, 5);
    const window = await a.window(id, `before=${last - 1}&limit=2`);
    same(seqs(window.messages), run(last - 3, last - 2), 'the seqs');
    same([window.hasOlder, window.hasNewer], [true, true], 'hasOlder, hasNewer');
  }),
  must('window.after', '`after` gives the messages just after a seq, without it.', async (ground) => {
    const { a, id, last } = await written(ground, 5);
    same(
      seqs((await a.window(id, `after=${last - 4}&limit=2`)).messages),
      run(last - 3, last - 2),
      'the seqs',
    );
    const end = await a.window(id, `after=${last}`);
    same([end.messages, end.hasNewer], [[], false], 'after the newest');
  }),
  must('window.around', '`around` gives a run with the seq in it.', async (ground) => {
    const { a, id, last } = await written(ground, 5);
    const found = seqs((await a.window(id, `around=${last - 4}&limit=3`)).messages);
    same(found, run(found[0] ?? 0, (found[0] ?? 0) + 2), 'a gapless run of 3');
    holds(found.includes(last - 4), 'the seq in it', found);
  }),
  must(
    'window.invalid',
    'Two places at once, and a limit outside 1 … 100, are refused with `invalid`.',
    async (ground) => {
      const { a, id } = await ground.pair();
      for (const query of [
        'before=3&after=1',
        'around=1&before=2',
        'limit=0',
        'limit=101',
        'before=-1',
        'after=x',
      ]) {
        refused(await a.call('GET', `${paths.messages(id)}?${query}`), 'invalid');
      }
    },
  ),
];
