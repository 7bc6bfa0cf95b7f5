import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { API_PREFIX, AuditAnswer, paths } from '../../src/protocol/index.ts';
import { answered, Broken, holds, refused, same, status, type Seen } from '../expect.ts';
import type { Ground, Person } from '../ground.ts';
import { must } from '../rule.ts';

const TIME_ZONE = 'Europe/Berlin';
const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> & "quoted"';

const exported = (person: Person, id: string, format: string, timeZone = TIME_ZONE): Promise<Seen> =>
  person.call('POST', paths.exportOf(id), { format, timeZone });

/** The canonical form in a JSON record, as far as the rules look at it. */
const Record = v.object({
  form: v.literal('entrenous-record/1'),
  conversation: v.string(),
  messageCount: v.number(),
  participants: v.array(v.object({ id: v.string(), name: v.string() })),
  messages: v.array(
    v.object({
      seq: v.number(),
      id: v.string(),
      sender: v.object({ id: v.string() }),
      sentAt: v.string(),
      automatic: v.boolean(),
      text: v.optional(v.string()),
      deletedAt: v.optional(v.string()),
    }),
  ),
});
const JsonFile = v.object({ export: v.object({ timeZone: v.string() }), record: Record, sha256: v.string() });

/** A conversation with two messages and, between them, one that its sender has deleted. */
async function conversation(ground: Ground) {
  const { a: doctor, b: client, id } = await ground.pair();
  const first = await doctor.send(id, 'first');
  const secret = `canary ${randomUUID()}`;
  const gone = await client.send(id, secret);
  const last = await client.send(id, HOSTILE);
  status(await client.remove(id, gone.id), 204);
  return { doctor, client, id, secret, first, gone, last };
}

/** A conversation as one file, for the record. */
export const records = [
  must(
    'record.complete',
    'The JSON record has every message once, in order, with sender and text; of a deleted one that it was deleted, and nothing of it.',
    async (ground) => {
      const { doctor, client, id, secret, first, gone, last } = await conversation(ground);
      const file = await exported(doctor, id, 'json');
      const { record } = answered(file, JsonFile, 200);
      const mine = record.messages.slice(-3);
      same(
        mine.map((it) => [it.seq, it.id, it.sender.id, it.text, it.deletedAt !== undefined]),
        [
          [first.seq, first.id, doctor.id, 'first', false],
          [gone.seq, gone.id, client.id, undefined, true],
          [last.seq, last.id, client.id, HOSTILE, false],
        ],
        'the messages',
      );
      same(
        record.messages.map(({ seq }) => seq),
        record.messages.map((_message, i) => i + 1),
        'their numbers',
      );
      same([record.conversation, record.messageCount], [id, last.seq], 'what it says of itself');
      same(record.participants.map((it) => it.id).sort(), [doctor.id, client.id].sort(), 'who took part');
      holds(!file.text.includes(secret), 'nothing of the deleted message', file.text);
    },
  ),
  must(
    'record.hash',
    'The second line of the JSON record is its canonical form, and `sha256` the hash of that.',
    async (ground) => {
      const { doctor, id } = await conversation(ground);
      const file = await exported(doctor, id, 'json');
      const { record, sha256 } = answered(file, JsonFile, 200);
      const canonical = file.text.split('\n')[1] ?? '';
      same(createHash('sha256').update(canonical).digest('hex'), sha256, 'the hash of the second line');
      let parsed: unknown;
      try {
        parsed = JSON.parse(canonical);
      } catch {
        throw new Broken('JSON in the second line', canonical, file.request);
      }
      same(answered({ ...file, body: parsed }, Record, 200), record, 'the second line');
      const again = answered(await exported(doctor, id, 'json', 'Asia/Tokyo'), JsonFile, 200);
      same(again.sha256, sha256, 'the hash of a second export');
    },
  ),
  must(
    'record.practitioners',
    'Only a practitioner who takes part exports: a client gets `forbidden`, and for everybody else there is no such conversation.',
    async (ground) => {
      const { a: doctor, b: client, id } = await ground.pair();
      const { colleague, neighbour } = await ground.cast('colleague', 'neighbour');
      refused(await exported(client, id, 'json'), 'forbidden');
      for (const person of [colleague, neighbour]) refused(await exported(person, id, 'json'), 'not-found');
      refused(await exported(doctor, randomUUID(), 'json'), 'not-found');
      status(await exported(doctor, id, 'json'), 200);
    },
  ),
  must(
    'record.file',
    'A record is a file to save, whose name says nothing, and which nobody keeps on the way.',
    async (ground) => {
      const { doctor, id } = await conversation(ground);
      for (const [format, type, name] of [
        ['html', 'text/html', 'conversation.html'],
        ['json', 'application/json', 'conversation.json'],
        ['fhir', 'application/fhir+json', 'conversation.fhir.json'],
      ] as const) {
        const { headers } = status(await exported(doctor, id, format), 200);
        same(
          [
            headers.get('content-type')?.split(';')[0],
            headers.get('content-disposition'),
            headers.get('cache-control'),
          ],
          [type, `attachment; filename="${name}"`, 'no-store'],
          `type, name and keeping of ${format}`,
        );
      }
    },
  ),
  must(
    'record.html',
    'What people wrote is text in the HTML record: nothing of it becomes markup.',
    async (ground) => {
      const { doctor, id, secret } = await conversation(ground);
      const { text } = status(await exported(doctor, id, 'html'), 200);
      holds(text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'), 'the text, escaped', text);
      holds(!/<script|<img|<iframe|<link/i.test(text), 'no element that runs or fetches anything', text);
      holds(!text.includes(secret), 'nothing of the deleted message', text);
    },
  ),
  must('record.invalid', 'Another format, or a time zone that is none, is `invalid`.', async (ground) => {
    const { a: doctor, id } = await ground.pair();
    refused(await exported(doctor, id, 'pdf'), 'invalid');
    refused(await exported(doctor, id, 'json', 'Mars/Olympus'), 'invalid');
  }),
  must(
    'record.audited',
    'Each export is an entry of the audit: who, which conversation, up to which message.',
    async (ground) => {
      const { doctor, id, last } = await conversation(ground);
      status(await exported(doctor, id, 'json'), 200);
      const seen = await doctor.call('GET', `${API_PREFIX}/me/audit?limit=100`);
      const entry = answered(seen, AuditAnswer, 200).entries.find(
        ({ action, conversationId }) => action === 'record.exported' && conversationId === id,
      );
      same([entry?.actor.id, entry?.outcome, entry?.toSeq], [doctor.id, 'done', last.seq], 'the entry');
    },
  ),
];
