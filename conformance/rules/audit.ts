import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { API_PREFIX, AuditAnswer, AuditEntry, paths } from '../../src/protocol/index.ts';
import { answered, holds, refused, same } from '../expect.ts';
import type { Ground, Person } from '../ground.ts';
import { must } from '../rule.ts';

const AUDIT = `${API_PREFIX}/audit`;
const MY_AUDIT = `${API_PREFIX}/me/audit`;
const EXPORT = `${API_PREFIX}/audit/export`;

const DAY = 24 * 60 * 60 * 1000;

/** An administrator, and a doctor and a client who have written to each other, in a practice of their own. */
async function scene(ground: Ground) {
  const practice = await ground.newPractice();
  const [admin, doctor, client] = await Promise.all([
    practice.person({ kind: 'practitioner', admin: true }),
    practice.person({ kind: 'practitioner' }),
    practice.person({ kind: 'client' }),
  ]);
  const { id } = await doctor.open(client);
  const text = `canary ${randomUUID()}`;
  await doctor.send(id, text);
  await doctor.send(id, text);
  await client.window(id);
  return { admin, doctor, client, id, text };
}

/** Every entry, newest first, as somebody finds it page by page. */
async function read(person: Person, path: string, limit = 100): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let cursor = ''; ;) {
    const seen = await person.call('GET', `${path}?limit=${limit}${cursor}`);
    const answer = answered(seen, AuditAnswer, 200);
    entries.push(...answer.entries);
    if (answer.next === undefined) return entries;
    cursor = `&cursor=${encodeURIComponent(answer.next)}`;
  }
}

/** Who did, and who looked. */
export const audit = [
  must(
    'audit.views',
    'Whoever is shown messages leaves an entry that says which, there before the next answer.',
    async (ground) => {
      const { admin, client, id } = await scene(ground);
      const views = (await read(admin, AUDIT)).filter(
        ({ action, actor }) => action === 'messages.viewed' && actor.id === client.id,
      );
      const [view] = views;
      same(
        [views.length, view?.outcome, view?.conversationId, view?.fromSeq, view?.toSeq],
        [1, 'done', id, 1, 2],
        'the entry of a look at two messages',
      );
    },
    'portal',
  ),
  must(
    'audit.no-content',
    'An entry says who did what to what and when, and never a word of it.',
    async (ground) => {
      const { admin, text } = await scene(ground);
      const seen = await admin.call('GET', `${AUDIT}?limit=100`);
      const { entries } = answered(seen, AuditAnswer, 200);
      holds(
        entries.some(({ action }) => action === 'message.sent'),
        'an entry of a sent message',
        entries,
      );
      holds(!seen.text.includes(text), 'no text of a message', seen.text);
    },
    'portal',
  ),
  must(
    'audit.tried',
    'A try of what is not one’s own is an entry, with the outcome `refused`.',
    async (ground) => {
      const { admin, id } = await scene(ground);
      refused(await admin.call('GET', paths.messages(id)), 'not-found');
      const tries = (await read(admin, AUDIT)).filter(({ outcome }) => outcome === 'refused');
      same(
        tries.map(({ actor, conversationId }) => [actor.id, conversationId]),
        [[admin.id, id]],
        'the entry of the try',
      );
    },
    'portal',
  ),
  must(
    'audit.administrators',
    'The practice’s audit is for its administrators, and of their practice alone.',
    async (ground) => {
      const { admin, doctor, client } = await scene(ground);
      for (const person of [doctor, client]) refused(await person.call('GET', AUDIT), 'forbidden');
      const elsewhere = await (await ground.newPractice()).person({ kind: 'practitioner', admin: true });
      const own = new Set((await read(admin, AUDIT)).map(({ id }) => id));
      const theirs = await read(elsewhere, AUDIT);
      holds(!theirs.some(({ id }) => own.has(id)), 'nothing of another practice', theirs);
    },
    'portal',
  ),
  must(
    'audit.mine',
    'Everybody sees who acted with their account, and nothing of others.',
    async (ground) => {
      const { doctor, client } = await scene(ground);
      const mine = await read(client, MY_AUDIT);
      holds(
        mine.some(({ action }) => action === 'messages.viewed'),
        'my own look at messages',
        mine,
      );
      const others = mine.filter(({ actor, person }) => actor.id !== client.id && person?.id !== client.id);
      same(others, [], `entries of others, like ${doctor.id}`);
    },
    'portal',
  ),
  must(
    'audit.pages',
    'The audit comes newest first, in pages of `limit`, each entry once.',
    async (ground) => {
      const { admin, doctor } = await scene(ground);
      const first = answered(await admin.call('GET', `${AUDIT}?limit=2`), AuditAnswer, 200);
      same(first.entries.length, 2, 'entries of a page of two');
      holds(first.next !== undefined, 'a cursor', first);
      const mine = await read(doctor, MY_AUDIT, 2);
      const times = mine.map(({ at }) => at);
      same(times, [...times].sort().reverse(), 'the newest first');
      same(new Set(mine.map(({ id }) => id)).size, mine.length, 'entries that are different');
      // Looking at the audit is an entry itself, so what is older is compared.
      const older = (entries: AuditEntry[]) =>
        entries.filter(({ action }) => action !== 'audit.viewed').map(({ id }) => id);
      same(older(mine), older(await read(doctor, MY_AUDIT)), 'all of them');
    },
    'portal',
  ),
  must(
    'audit.export',
    'An administrator gets the entries of a time as a file, of 366 days at most; nobody else does.',
    async (ground) => {
      const { admin, doctor } = await scene(ground);
      const now = Date.now();
      const ask = (person: Person, from: number, to: number) =>
        person.call('POST', EXPORT, {
          format: 'json',
          from: new Date(now + from).toISOString(),
          to: new Date(now + to).toISOString(),
        });
      refused(await ask(doctor, -DAY, DAY), 'forbidden');
      refused(await ask(admin, -367 * DAY, 0), 'invalid');
      refused(await ask(admin, 0, 0), 'invalid');
      const known = (await read(admin, AUDIT)).map(({ id }) => id);
      const file = await ask(admin, -DAY, DAY);
      const entries = answered(file, v.array(AuditEntry), 200).map(({ id }) => id);
      same(
        known.filter((id) => !entries.includes(id)),
        [],
        'entries that the file lacks',
      );
      holds(
        file.headers.get('content-disposition')?.startsWith('attachment') ?? false,
        'Content-Disposition: attachment',
        file.headers.get('content-disposition'),
      );
      same(
        answered(await ask(admin, -2 * DAY, -DAY), v.array(AuditEntry), 200),
        [],
        'entries of the day before',
      );
    },
    'portal',
  ),
];
