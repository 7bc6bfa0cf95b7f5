import type { ExportRequest } from '../../../src/protocol/index.ts';
import { findPerson } from '../../store/people.ts';
import { findPractice } from '../../store/practices.ts';
import { utf8 } from '../../vault/bytes.ts';
import { noteView } from '../audit/record.ts';
import { myConversation } from '../conversations.ts';
import type { Actor, Deps } from '../deps.ts';
import { streamOf } from '../files/streams.ts';
import { openPerson } from '../people.ts';
import { openPractice } from '../practice.ts';
import { invalid, Refusal } from '../refusal.ts';
import { isTimeZone } from '../time-zone.ts';
import { recordAsFhir } from './fhir.ts';
import type { RecordHead } from './head.ts';
import { recordAsHtml } from './html.ts';
import { recordAsJson } from './json.ts';
import { recordMessages } from './messages.ts';

const WRITERS = { html: recordAsHtml, json: recordAsJson, fhir: recordAsFhir };

/**
 * A whole conversation as one document, for a practitioner who takes part in it. It is written as it is read, so it takes no more
 * memory for a longer conversation; one that breaks off has no end, and no hash.
 * @throws {Refusal} `not-found` for everybody who takes no part, `forbidden` for clients, `invalid` for a zone that is none
 */
export async function exportRecord(
  deps: Deps,
  me: Actor,
  conversationId: string,
  { format, timeZone }: ExportRequest,
): Promise<ReadableStream<Uint8Array>> {
  const { practiceId } = me;
  const view = await myConversation(deps, me, conversationId);
  if (me.kind !== 'practitioner') throw new Refusal('forbidden');
  if (!isTimeZone(timeZone)) throw invalid('timeZone', 'time-zone');

  const [practice, my] = await Promise.all([
    findPractice(deps.database, practiceId),
    findPerson(deps.database, practiceId, me.personId),
  ]);
  if (!practice || !my) throw new Refusal('not-found');
  const key = await deps.vault.conversation(practiceId, conversationId);
  const by = await openPerson(deps.vault, practiceId, my);
  const { otherId: personId, otherKind: kind, otherName: name } = view;
  const other = await openPerson(deps.vault, practiceId, { personId, kind, name });
  const head: RecordHead = {
    conversationId,
    practice: { id: practiceId, name: (await openPractice(deps.vault, practice)).name },
    participants: [by, other].sort((a, b) => (a.id < b.id ? -1 : 1)),
    messageCount: view.lastSeq,
    exportedAt: deps.now(),
    exportedBy: by,
    timeZone,
  };
  const source = { practiceId, view, key, people: head.participants, sha1: format === 'fhir' };
  const batches = recordMessages(deps, source);
  const pieces = WRITERS[format](head, batches);
  await noteView(deps, me, {
    action: 'record.exported',
    conversationId,
    count: view.lastSeq,
    ...(view.lastSeq > 0 && { fromSeq: 1, toSeq: view.lastSeq }),
  });
  return streamOf(encoded(pieces));
}

async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) if (piece !== '') yield utf8(piece);
}
