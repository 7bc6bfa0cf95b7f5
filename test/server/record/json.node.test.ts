import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import {
  exportAs,
  HOSTILE,
  HOSTILE_NAME,
  recordScene,
  type ExportedRecord,
} from '../../helpers/record-scene.ts';
import { refused } from '../../helpers/refusals.ts';
import { createWorld } from '../../helpers/world.ts';

/** RFC 8785, written here once more: the test must not believe what made the file. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]): [string, unknown] => [name, sorted(member)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('a conversation exported as JSON', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const { sam, ana, conversation, longest, bytes, gone } = await recordScene(world);
  const response = await exportAs(world, sam, conversation, 'json');
  const file = await response.text();
  const exported = JSON.parse(file) as ExportedRecord;
  const { record } = exported;

  it('is a file that nobody keeps, with no name in its own', () => {
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Content-Disposition'), 'attachment; filename="conversation.json"');
    assert.equal(response.headers.get('Content-Type'), 'application/json');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /sandbox/);
  });

  it('has every message exactly as it was sent, with who sent it and when', async () => {
    const seen = await sam.messages(conversation);
    assert.equal(record.messageCount, seen.length);
    assert.deepEqual(
      record.messages.map(({ seq, id, sender, sentAt, automatic, text = '' }) => [
        seq,
        id,
        sender.id,
        sentAt,
        automatic,
        text,
      ]),
      seen.map(({ seq, id, senderId, sentAt, origin, text }) => [
        seq,
        id,
        senderId,
        sentAt,
        origin === 'auto',
        text,
      ]),
    );
    const texts = record.messages.map(({ text }) => text);
    for (const text of [...Object.values(HOSTILE), longest]) assert.ok(texts.includes(text));
    assert.deepEqual(record.participants, [
      { id: 'ana', kind: 'client', name: HOSTILE_NAME },
      { id: 'sam', kind: 'practitioner', name: 'Sam Okafor' },
    ]);
    assert.deepEqual(record.practice, { id: 'alder', name: 'Practice alder' });
    assert.equal(record.messages[0]?.sender.name, HOSTILE_NAME);
  });

  it('says that a message was deleted and when, and nothing of what it was', () => {
    const tombstone = record.messages.find(({ id }) => id === gone.id);
    assert.deepEqual(Object.keys(tombstone ?? {}).sort(), [
      'automatic',
      'deletedAt',
      'id',
      'sender',
      'sentAt',
      'seq',
    ]);
    assert.ok(!file.includes('Kanarien') && !file.includes(gone.file));
  });

  it('lists files with the SHA-256 of the bytes that are downloaded', () => {
    const files = record.messages.flatMap((message) => message.files ?? []);
    assert.deepEqual(
      files.map(({ type, size, sha256: digest }) => [type, size, digest]),
      [
        ['application/pdf', bytes[0]?.length, sha256(bytes[0] ?? '')],
        ['text/plain', bytes[1]?.length, sha256(bytes[1] ?? '')],
      ],
    );
  });

  it('labels what was sent automatically', () => {
    const automatic = record.messages.filter((message) => message.automatic);
    assert.deepEqual(
      automatic.map(({ sender, text }) => [sender.id, text]),
      [['sam', 'I am <b>away</b>.']],
    );
  });

  it('says the zone, and the export’s time in it', () => {
    const { at, local, timeZone, by } = exported.export;
    assert.equal(timeZone, 'Europe/Berlin');
    assert.match(local, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/);
    assert.equal(Date.parse(local), Date.parse(at));
    assert.equal(by.id, 'sam');
  });

  it('ends with a hash that anybody can make again: of its second line, or of its record by RFC 8785', () => {
    assert.equal(sha256(file.split('\n')[1] ?? ''), exported.sha256);
    assert.equal(sha256(JSON.stringify(sorted(record))), exported.sha256);
    assert.equal(file.split('\n').length, 4);
  });

  it('the hash is another one when anything in it is another', () => {
    const [first] = record.messages;
    assert.ok(first);
    for (const change of [{ text: 'x' }, { sentAt: '2020-01-01T00:00:00.000Z' }, { automatic: true }]) {
      const messages = [{ ...first, ...change }, ...record.messages.slice(1)];
      assert.notEqual(sha256(JSON.stringify(sorted({ ...record, messages }))), exported.sha256);
    }
  });

  it('the hash is the same in every format, zone and hour, for as long as nothing changes', async () => {
    world.advance(60_000);
    const again = (await (
      await exportAs(world, sam, conversation, 'json', 'Asia/Kolkata')
    ).json()) as ExportedRecord;
    assert.equal(again.sha256, exported.sha256);
    assert.match(again.export.local, /\+05:30$/);
    const html = await (await exportAs(world, sam, conversation, 'html', 'America/St_Johns')).text();
    assert.ok(html.includes(exported.sha256));
  });

  it('is for practitioners who take part: clients are refused, to others it does not exist', async () => {
    const body = { format: 'json', timeZone: 'UTC' };
    const path = `/v1/conversations/${conversation}/export`;
    refused(await ana.call('POST', path, body), 'forbidden');
    for (const id of ['maya', 'lena', 'jonas'])
      refused(await (await world.person(id)).call('POST', path, body), 'not-found');
    refused(await sam.call('POST', '/v1/conversations/nothing/export', body), 'not-found');
  });

  it('takes no zone that is none, and no format that it does not know', async () => {
    const path = `/v1/conversations/${conversation}/export`;
    for (const timeZone of ['', '+02:00', 'Mars/Olympus', '../etc/localtime'])
      refused(await sam.call('POST', path, { format: 'html', timeZone }), 'invalid');
    refused(await sam.call('POST', path, { format: 'pdf', timeZone: 'UTC' }), 'invalid');
  });

  it('is written into the audit: who, which conversation, which messages', async () => {
    const [entry] = await database.query<Record<string, unknown>>(
      `select actor_id, conversation_id, from_seq, to_seq, count from audit where action = 'record.exported' limit 1`,
    );
    const count = record.messageCount;
    assert.deepEqual(entry, {
      actor_id: 'sam',
      conversation_id: conversation,
      from_seq: 1,
      to_seq: count,
      count,
    });
  });
});
