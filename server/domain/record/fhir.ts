import { toBase64 } from '../../vault/bytes.ts';
import { zonedIso, zonedTimes } from '../time-zone.ts';
import type { RecordHead } from './head.ts';
import type { RecordFile, RecordMessage, RecordPerson } from './messages.ts';
import { withVisibleControls } from './visible.ts';

const URI_SYSTEM = 'urn:ietf:rfc:3986';
const MEDIUM = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode',
      code: 'ONLINEWRIT',
      display: 'online written',
    },
  ],
};
const AUTOMATIC = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/communication-category',
      code: 'notification',
      display: 'Notification',
    },
  ],
  text: 'Automatic out-of-office reply',
};

/** FHIR R4 allows no empty arrays. */
const some = <T>(name: string, list: readonly T[]) => (list.length > 0 ? { [name]: list } : {});

/** A record as a FHIR R4 Bundle (type `collection`) of Communication resources, one for each message. See docs/record.md. */
export async function* recordAsFhir(
  head: RecordHead,
  batches: AsyncIterable<readonly RecordMessage[]>,
): AsyncGenerator<string> {
  const zoned = zonedTimes(head.timeZone);
  const time = (at: Date) => zonedIso(zoned(at));
  const bundle = {
    resourceType: 'Bundle',
    identifier: uuidIdentifier(head.conversationId),
    type: 'collection',
    timestamp: time(head.exportedAt),
  };
  yield JSON.stringify(bundle).slice(0, -1);
  let separator = ',"entry":[';
  for await (const batch of batches) {
    const entries = batch.map((message) => ({
      fullUrl: `urn:uuid:${message.id}`,
      resource: communication(head, message, time),
    }));
    yield separator + entries.map((entry) => JSON.stringify(entry)).join(',\n');
    separator = ',\n';
  }
  yield separator === ',\n' ? ']}\n' : '}\n';
}

function communication(
  head: RecordHead,
  { id, sender, sentAt, automatic, content }: RecordMessage,
  time: (at: Date) => string,
): object {
  const clients = head.participants.filter(({ kind }) => kind === 'client');
  const recipients = head.participants.filter((person) => person.id !== sender.id);
  const about = {
    resourceType: 'Communication',
    id,
    identifier: [uuidIdentifier(id)],
  };
  const between = {
    ...(automatic && { category: [AUTOMATIC] }),
    medium: [MEDIUM],
    ...(clients[0] && { subject: reference(head, clients[0]) }),
    sent: time(sentAt),
    recipient: recipients.map((person) => reference(head, person)),
    sender: reference(head, sender),
  };
  if ('deletedAt' in content) {
    return {
      ...about,
      status: 'entered-in-error',
      statusReason: { text: 'Deleted by its sender' },
      ...between,
      note: [{ time: time(content.deletedAt), text: 'Deleted by its sender.' }],
    };
  }
  const { text, files } = content;
  return {
    ...about,
    status: 'completed',
    ...between,
    ...some('payload', [
      ...(text === '' ? [] : [{ contentString: withVisibleControls(text) }]),
      ...files.map((file) => ({ contentAttachment: attachment(file) })),
    ]),
    // R4 has no place for this digest in an attachment. Notes are Markdown, so no name stands in them.
    ...some(
      'note',
      files.map(({ sha256 }, index) => ({
        text:
          sha256 === null
            ? `The content of attachment ${index + 1} could not be read.`
            : `SHA-256 of attachment ${index + 1}: ${sha256}`,
      })),
    ),
  };
}

/** R4 says that an attachment's hash is SHA-1. */
function attachment({ name, type, size, sha1 }: RecordFile): object {
  return {
    contentType: type,
    size,
    ...(sha1 !== null && { hash: toBase64(sha1) }),
    title: withVisibleControls(name),
  };
}

/** A logical reference: the person as the practice's portal knows them. There is no resource of theirs in the bundle. */
function reference({ practice }: RecordHead, { id, kind, name }: RecordPerson): object {
  return {
    type: kind === 'client' ? 'Patient' : 'Practitioner',
    identifier: { value: id, assigner: { display: withVisibleControls(practice.name) } },
    display: withVisibleControls(name),
  };
}

function uuidIdentifier(uuid: string): object {
  return { system: URI_SYSTEM, value: `urn:uuid:${uuid}` };
}
