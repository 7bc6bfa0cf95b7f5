import { randomUUID } from 'node:crypto';
import { Message, paths, SearchAnswer, type SearchHit } from '../../src/protocol/index.ts';
import { answered, holds, refused, same, status } from '../expect.ts';
import type { Person } from '../ground.ts';
import { must } from '../rule.ts';

async function search(person: Person, q: string): Promise<SearchHit[]> {
  return answered(await person.call('POST', paths.search(), { q }), SearchAnswer, 200).hits;
}

/** A word that nobody has written before. */
const word = () => `w${randomUUID().replaceAll('-', '')}`;

/** Deleting, marks and search. */
export const changes = [
  must(
    'delete.tombstone',
    'A deleted message stays as a tombstone in its place: `deletedAt` set, no text, no files.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const sent = await a.send(id, 'a secret');
      status(await a.remove(id, sent.id), 204);
      for (const person of [a, b]) {
        const left = (await person.window(id)).messages.at(-1);
        holds(left?.deletedAt !== undefined, 'deletedAt', left);
        same([left.id, left.seq, left.text, left.attachments], [sent.id, sent.seq, '', []], 'the tombstone');
        const listed = await person.call('GET', `${paths.conversations()}?limit=100`);
        holds(!listed.text.includes('a secret'), 'nothing of the text in the list', 'the text');
      }
      const again = answered(await a.post(id, { id: sent.id, text: 'a secret' }), Message, 200);
      same(again.text, '', 'the text of the first message, sent again');
    },
  ),
  must('delete.again', 'Deleting again answers 204.', async (ground) => {
    const { a, id } = await ground.pair();
    const sent = await a.send(id, 'once');
    for (let i = 0; i < 2; i++) status(await a.remove(id, sent.id), 204);
    refused(await a.remove(id, randomUUID()), 'not-found');
  }),
  must(
    'delete.sender-only',
    'Only the sender deletes: the other participant gets 403 `not-sender`.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const sent = await a.send(id, 'mine');
      refused(await b.remove(id, sent.id), 'not-sender');
      same((await b.window(id)).messages.at(-1)?.text, 'mine', 'the text');
    },
  ),
  must('delete.unread', "Deleting an unread message lowers the other's unread number.", async (ground) => {
    const { a, b, id } = await ground.pair();
    const before = (await b.me()).unread;
    const sent = await a.send(id, 'unread');
    same((await b.me()).unread, before + 1, 'unread after sending');
    await a.remove(id, sent.id);
    same((await b.me()).unread, before, 'unread after deleting');
  }),
  must(
    'delete.window',
    "After the practice's time for deleting: 403 `delete-window-over`; 0 is never.",
    async (ground) => {
      const practice = await ground.newPractice({ deleteWindow: 0 });
      const a = await practice.person({ kind: 'practitioner' });
      const { id } = await a.open(await practice.person({ kind: 'client' }));
      refused(await a.remove(id, (await a.send(id, 'stays')).id), 'delete-window-over');
      same((await a.me()).limits.deleteWindow, 0, 'limits.deleteWindow');
    },
    'portal',
  ),
  must('read.explicit', 'Fetching never marks as read; only `PUT …/read` does.', async (ground) => {
    const { a, b, id } = await ground.pair();
    const { seq } = await a.send(id, 'unread');
    const before = (await b.me()).unread;
    for (let i = 0; i < 2; i++) holds((await b.window(id)).read < seq, 'read below the seq', seq);
    same((await b.me()).unread, before, 'unread after fetching');
    await b.read(id, seq);
    same([(await b.window(id)).read, (await b.listed(id))?.unread], [seq, 0], 'read, unread');
  }),
  must('read.never-back', 'Read never goes back, and never past the newest message.', async (ground) => {
    const { a, b, id } = await ground.pair();
    await a.send(id, 'one');
    const { seq } = await a.send(id, 'two');
    await b.read(id, seq + 1000);
    same((await b.window(id)).read, seq, 'read');
    await b.read(id, seq - 1);
    same((await b.window(id)).read, seq, 'read');
  }),
  must(
    'read.receipts',
    'The sender sees how far the other has read; read is delivered too.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const { seq } = await a.send(id, 'one');
      await b.read(id, seq);
      const { receipts } = await a.window(id);
      same(receipts, { delivered: seq, read: seq }, 'receipts');
    },
  ),
  must(
    'delivered.marks',
    '`PUT …/delivered` is what the other sees as delivered; it changes no unread number and never goes back.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const { seq } = await a.send(id, 'one');
      const before = (await b.me()).unread;
      for (const mark of [seq, seq - 1]) status(await b.call('PUT', paths.delivered(id), { seq: mark }), 204);
      same((await a.window(id)).receipts.delivered, seq, 'delivered');
      same((await b.me()).unread, before, 'unread');
    },
  ),
  must(
    'unread.numbers',
    'Unread counts the messages of the other that I have not read; mine never count. `GET /me` has the sum.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const before = (await b.me()).unread;
      for (const text of ['one', 'two']) await a.send(id, text);
      await b.send(id, 'three');
      const listed = await b.list();
      same((await b.me()).unread, before + 2, 'unread in GET /me');
      same(
        listed.reduce((sum, { unread }) => sum + unread, 0),
        before + 2,
        'the sum of the list',
      );
    },
  ),
  must(
    'search.word',
    'A conversation is found by a word in any message, old ones too; the hit says which and where.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const [rare, snippetWord] = [word(), 'before'];
      const sent = await a.send(id, `${snippetWord} ${rare} after`);
      for (let i = 0; i < 3; i++) await b.send(id, 'newer');
      const [hit, ...more] = await search(b, rare);
      same(
        [hit?.match, hit?.messageId, hit?.conversation.id, more.length],
        ['message', sent.id, id, 0],
        'the hit',
      );
      const [from, to] = hit?.ranges?.[0] ?? [0, 0];
      same(hit?.snippet?.slice(from, to), rare, 'what the range marks');
    },
  ),
  must(
    'search.folded',
    'Search disregards accents, case and width; all words have to stand in one message.',
    async (ground) => {
      const { a, id } = await ground.pair();
      const rare = word();
      await a.send(id, `${rare} Größe ＣＲÈＭＥ`);
      for (const q of [`${rare.toUpperCase()} creme`, `grosse ${rare}`])
        same((await search(a, q)).length, 1, `hits for "${q}"`);
      same((await search(a, `${rare} nowhere`)).length, 0, 'hits for a word that is not there');
      same(await search(a, ' '), [], 'hits for a blank query');
    },
  ),
  must(
    'search.name',
    "A conversation is found by the other's name.",
    async (ground) => {
      const name = word();
      const { doctor } = await ground.cast('doctor');
      const { id } = await doctor.open(await ground.practice.person({ kind: 'client', name: `Ana ${name}` }));
      const hits = await search(doctor, name);
      same(
        hits.map((hit) => [hit.match, hit.conversation.id]),
        [['name', id]],
        'the hits',
      );
    },
    'portal',
  ),
  must('search.deleted', 'What is deleted is not found.', async (ground) => {
    const { a, b, id } = await ground.pair();
    const rare = word();
    const sent = await a.send(id, rare);
    await a.remove(id, sent.id);
    for (const person of [a, b]) same(await search(person, rare), [], 'hits');
  }),
  must('search.mine-only', 'Search finds nothing of conversations that are not mine.', async (ground) => {
    const { a, id } = await ground.pair();
    const rare = word();
    await a.send(id, rare);
    const { colleague, neighbour } = await ground.cast('colleague', 'neighbour');
    for (const person of [colleague, neighbour]) same(await search(person, rare), [], 'hits');
  }),
  must(
    'search.body-only',
    'A query travels in a body, never in a URL: `GET /search` is no operation.',
    async (ground) => {
      const { a } = await ground.pair();
      refused(await a.call('GET', `${paths.search()}?q=x`), 'method-not-allowed');
      refused(await a.call('POST', paths.search(), { q: 'a'.repeat(201) }), 'invalid');
    },
  ),
];
