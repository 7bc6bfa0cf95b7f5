import { randomUUID } from 'node:crypto';
import { PeopleSearchAnswer, paths, type Person as Shown } from '../../src/protocol/index.ts';
import { answered, holds, refused, same } from '../expect.ts';
import type { Person } from '../ground.ts';
import { must } from '../rule.ts';

/** Everybody whom a person finds, over all pages. */
async function found(person: Person, q: string): Promise<Shown[]> {
  const all: Shown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const seen = await person.call('POST', paths.peopleSearch(), { q, cursor });
    const { people, next } = answered(seen, PeopleSearchAnswer, 200);
    all.push(...people);
    if (next === undefined) break;
    cursor = next;
  }
  return all;
}

/** To whom one may write. */
export const people = [
  must(
    'people.clients',
    'A client finds the practitioners of the practice and never a client.',
    async (ground) => {
      const { client, neighbour } = await ground.cast('client', 'neighbour', 'doctor');
      const kinds = new Set((await found(client, '')).map(({ kind }) => kind));
      same([...kinds], ['practitioner'], 'the kinds of people found');
      refused(await client.call('POST', paths.conversations(), { personId: neighbour.id }), 'not-found');
    },
  ),
  must(
    'people.practitioners',
    'A practitioner finds practitioners and clients, but not themselves.',
    async (ground) => {
      const practice = await ground.newPractice();
      const [me, other, client] = await Promise.all([
        practice.person({ kind: 'practitioner' }),
        practice.person({ kind: 'practitioner' }),
        practice.person({ kind: 'client' }),
      ]);
      const ids = (await found(me, '')).map(({ id }) => id);
      same(ids.sort(), [other.id, client.id].sort(), 'the people found');
    },
    'portal',
  ),
  must(
    'people.folded',
    'Names are found without regard to accents, case and width; every word has to be there.',
    async (ground) => {
      const practice = await ground.newPractice();
      const me = await practice.person({ kind: 'practitioner' });
      const other = await practice.person({ kind: 'client', name: 'Ｌéna Straße-Ödegård' });
      for (const q of ['LENA', 'léna ODEGARD', 'strasse', 'lena', '']) {
        same(
          (await found(me, q)).map(({ id }) => id),
          [other.id],
          `who is found by "${q}"`,
        );
      }
      same(await found(me, 'lena nobody'), [], 'who is found by a word that is not there');
    },
    'portal',
  ),
  must(
    'people.pages',
    'Long lists come in pages; `next` leads on, and nobody is missing or there twice.',
    async (ground) => {
      const practice = await ground.newPractice();
      const me = await practice.person({ kind: 'practitioner' });
      const ids = Array.from({ length: 60 }, () => randomUUID());
      await Promise.all(ids.map((id, i) => practice.put(id, { name: `Person ${i}`, kind: 'client' })));
      same((await found(me, '')).map(({ id }) => id).sort(), ids.sort(), 'everybody, once');
    },
    'portal',
  ),
  must(
    'people.inactive',
    'Inactive people are not found, and no conversation with them begins.',
    async (ground) => {
      const practice = await ground.newPractice();
      const me = await practice.person({ kind: 'practitioner' });
      const id = randomUUID();
      await practice.put(id, { name: 'Gone', kind: 'client', active: false });
      same(await found(me, ''), [], 'the people found');
      refused(await me.call('POST', paths.conversations(), { personId: id }), 'not-found');
    },
    'portal',
  ),
  must('people.query-length', 'A query over 200 code points is refused with `invalid`.', async (ground) => {
    const { client } = await ground.cast('client');
    refused(await client.call('POST', paths.peopleSearch(), { q: 'a'.repeat(201) }), 'invalid');
    holds(
      (await client.call('POST', paths.peopleSearch(), { q: '🜁'.repeat(200) })).status === 200,
      '200',
      'a refusal',
    );
  }),
];
