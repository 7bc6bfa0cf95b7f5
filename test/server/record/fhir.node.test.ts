import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { r4Problems } from '../../helpers/fhir-r4.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import {
  exportAs,
  HOSTILE,
  HOSTILE_NAME,
  recordScene,
  type ExportedRecord,
} from '../../helpers/record-scene.ts';
import { createWorld } from '../../helpers/world.ts';

interface Party {
  type: string;
  identifier: { value: string };
  display: string;
}

interface Communication {
  id: string;
  identifier: { system: string; value: string }[];
  status: string;
  statusReason?: { text: string };
  category?: { text: string }[];
  subject?: Party;
  sent: string;
  sender: Party;
  recipient: Party[];
  payload?: {
    contentString?: string;
    contentAttachment?: { contentType: string; size: number; hash: string; title: string };
  }[];
  note?: { time?: string; text: string }[];
}

interface Bundle {
  type: string;
  identifier: { value: string };
  timestamp: string;
  entry?: { fullUrl: string; resource: Communication }[];
}

describe('a conversation exported as FHIR R4', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const { sam, conversation, longest, bytes, gone } = await recordScene(world);
  const response = await exportAs(world, sam, conversation, 'fhir', 'America/St_Johns');
  const text = await response.text();
  const bundle = JSON.parse(text) as Bundle;
  const resources = (bundle.entry ?? []).map(({ resource }) => resource);
  const { messages } = ((await (await exportAs(world, sam, conversation, 'json')).json()) as ExportedRecord)
    .record;

  it('is a file of its media type', () => {
    assert.equal(response.headers.get('Content-Type'), 'application/fhir+json; fhirVersion=4.0');
    assert.equal(
      response.headers.get('Content-Disposition'),
      'attachment; filename="conversation.fhir.json"',
    );
  });

  it('keeps to the structure rules of R4', () => {
    assert.deepEqual(r4Problems(bundle), []);
  });

  it('and those rules are rules: each breach is told', () => {
    const first = resources.find((resource) => resource.payload?.[0]?.contentAttachment);
    assert.ok(first);
    const attachment = first.payload?.[0]?.contentAttachment;
    const breaches: object[] = [
      { status: undefined },
      { status: 'done' },
      { sent: '2026-11-24 10:00:00' },
      { sent: '2026-02-30T10:00:00' },
      { recipient: [] },
      { recipient: first.recipient[0] },
      { sender: { ...first.sender, type: 'Encounter' } },
      { sender: {} },
      { payload: [{}] },
      { payload: [{ contentString: '' }] },
      { payload: [{ contentString: 'a', contentAttachment: attachment }] },
      { payload: [{ contentString: 'bell \u0007' }] },
      { payload: [{ contentAttachment: { ...attachment, size: -1 } }] },
      { payload: [{ contentAttachment: { ...attachment, hash: 'a'.repeat(64) } }] },
      { medium: [{ coding: [{ system: 'http://example.org', code: 'x' }] }] },
      { note: [{ time: first.sent }] },
      { text: 'unknown' },
      { id: 'with space' },
    ];
    for (const breach of breaches) {
      const broken = { ...first, ...breach };
      const problems = r4Problems({ ...bundle, entry: [{ fullUrl: 'urn:uuid:1', resource: broken }] });
      assert.ok(problems.length > 0, JSON.stringify(breach));
    }
    for (const change of [{ type: 'set' }, { type: undefined }, { entry: [] }, { timestamp: '2026-11-24' }])
      assert.ok(r4Problems({ ...bundle, ...change }).length > 0, JSON.stringify(change));
    const twice = [bundle.entry?.[0], bundle.entry?.[0]];
    assert.ok(r4Problems({ ...bundle, entry: twice }).length > 0);
  });

  it('is a collection with one Communication for each message, in their order', () => {
    assert.equal(bundle.type, 'collection');
    assert.equal(bundle.identifier.value, `urn:uuid:${conversation}`);
    assert.deepEqual(
      resources.map(({ identifier, sender, sent }) => [
        identifier[0]?.value,
        sender.identifier.value,
        Date.parse(sent),
      ]),
      messages.map(({ id, sender, sentAt }) => [`urn:uuid:${id}`, sender.id, Date.parse(sentAt)]),
    );
    assert.deepEqual(
      bundle.entry?.map(({ fullUrl }) => fullUrl),
      messages.map(({ id }) => `urn:uuid:${id}`),
    );
  });

  it('has times with the offset of the zone', () => {
    for (const { sent } of resources) assert.match(sent, /-0[23]:30$/);
    assert.match(bundle.timestamp, /-0[23]:30$/);
  });

  it('says who wrote to whom, with what they are and are called, and whose care it is about', () => {
    for (const { sender, recipient, subject } of resources) {
      const [ana, own] = sender.identifier.value === 'ana' ? [sender, recipient[0]] : [recipient[0], sender];
      assert.deepEqual([ana?.type, ana?.identifier.value, ana?.display], ['Patient', 'ana', HOSTILE_NAME]);
      assert.deepEqual(
        [own?.type, own?.identifier.value, own?.display],
        ['Practitioner', 'sam', 'Sam Okafor'],
      );
      assert.deepEqual(subject, ana);
      assert.equal(recipient.length, 1);
    }
  });

  it('has every text as it was written, with control characters to be seen', () => {
    const texts = resources.flatMap(({ payload = [] }) =>
      payload.flatMap(({ contentString }) => contentString ?? []),
    );
    const { controls, ...others } = HOSTILE;
    for (const one of [...Object.values(others), longest]) assert.ok(texts.includes(one), one);
    assert.ok(texts.includes('nul␀ bell␇ escape␛[31m delete␡ next\ufffd cr\r\n tab\t end'), controls);
  });

  it('has files with their size, title and SHA-1, as R4 wants it, and their SHA-256 in a note', () => {
    const carrying = resources.filter(({ payload }) => payload?.some((it) => it.contentAttachment));
    assert.equal(carrying.length, 1);
    const attachments = carrying[0]?.payload?.map(({ contentAttachment }) => contentAttachment);
    assert.deepEqual(
      attachments?.map((it) => [it?.contentType, it?.size, it?.hash]),
      bytes.map((data, index) => [
        index === 0 ? 'application/pdf' : 'text/plain',
        data.length,
        createHash('sha1').update(data).digest('base64'),
      ]),
    );
    const files = messages.flatMap((message) => message.files ?? []);
    assert.deepEqual(
      attachments?.map((it) => it?.title),
      files.map(({ name }) => name),
    );
    assert.deepEqual(
      carrying[0]?.note?.map((note) => note.text),
      files.map(({ sha256 }, index) => `SHA-256 of attachment ${index + 1}: ${sha256}`),
    );
  });

  it('has a deleted message as entered in error: when, by whom, nothing of what it was', () => {
    const tombstones = resources.filter(({ status }) => status !== 'completed');
    assert.deepEqual(
      tombstones.map(({ id, status, payload, sender }) => [id, status, payload, sender.identifier.value]),
      [[gone.id, 'entered-in-error', undefined, 'ana']],
    );
    const deletedAt = messages.find(({ id }) => id === gone.id)?.deletedAt ?? '';
    assert.equal(Date.parse(tombstones[0]?.note?.[0]?.time ?? ''), Date.parse(deletedAt));
    assert.ok(!text.includes('Kanarien') && !text.includes(gone.file));
  });

  it('labels automatic replies, and nothing that a person wrote', () => {
    const labelled = resources.filter(({ category }) => category !== undefined);
    assert.deepEqual(
      labelled.map(({ category, payload }) => [category?.[0]?.text, payload?.[0]?.contentString]),
      [['Automatic out-of-office reply', 'I am <b>away</b>.']],
    );
  });

  it('of staff among themselves it is about nobody’s care, and empty it has no entries', async () => {
    const { id } = await sam.open('lena');
    const empty = (await (await exportAs(world, sam, id, 'fhir')).json()) as Bundle;
    assert.deepEqual([r4Problems(empty), empty.entry], [[], undefined]);
    await sam.send(id, 'between us');
    const one = (await (await exportAs(world, sam, id, 'fhir')).json()) as Bundle;
    assert.deepEqual([r4Problems(one), one.entry?.[0]?.resource.subject], [[], undefined]);
  });
});
