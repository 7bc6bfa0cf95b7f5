import type { PersonKind } from '../../../src/protocol/index.ts';
import { findAttachmentsOf, type AttachmentRow } from '../../store/attachments.ts';
import type { ConversationView } from '../../store/conversations.ts';
import { findMessage, listMessages, type MessageRow } from '../../store/messages.ts';
import { toHex } from '../../vault/bytes.ts';
import { VaultError } from '../../vault/errors.ts';
import { openFileKey } from '../../vault/files.ts';
import type { SealingKey } from '../../vault/keys.ts';
import { runningSha1, runningSha256 } from '../../vault/running-hash.ts';
import type { Deps } from '../deps.ts';
import { openDetails } from '../files/details.ts';
import { pieces } from '../files/streams.ts';
import { openText } from '../views.ts';

/** Messages that are in memory at once. */
export const RECORD_BATCH = 50;

/** Somebody in a record, as they are called when it is made. */
export interface RecordPerson {
  id: string;
  kind: PersonKind;
  name: string;
}

/** A file in a record: what it is, and digests of its bytes as they are downloaded; `null` when they cannot be read. */
export interface RecordFile {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string | null;
  /** For FHIR R4 alone. */
  sha1: Uint8Array | null;
}

/** A message in a record. One that was deleted says when, and nothing of what it was. */
export interface RecordMessage {
  seq: number;
  id: string;
  sender: RecordPerson;
  sentAt: Date;
  automatic: boolean;
  content: { text: string; files: readonly RecordFile[] } | { deletedAt: Date };
}

/** What it takes to read a conversation from its first message to a last one. */
export interface RecordSource {
  practiceId: string;
  view: Pick<ConversationView, 'conversationId' | 'lastSeq'>;
  key: SealingKey;
  people: readonly RecordPerson[];
  /** Whether files get a SHA-1 as well. */
  sha1: boolean;
}

/**
 * The messages up to the one that was last when the record was begun, batch by batch, each read when it is asked for. What is
 * deleted while this goes on is a tombstone from then on; what is sent meanwhile is not in it.
 */
export async function* recordMessages(
  deps: Deps,
  source: RecordSource,
): AsyncGenerator<readonly RecordMessage[]> {
  const { practiceId, view } = source;
  for (let from = 1; from <= view.lastSeq; from += RECORD_BATCH) {
    const to = Math.min(from + RECORD_BATCH - 1, view.lastSeq);
    const rows = await listMessages(deps.database, practiceId, view.conversationId, from, to);
    // Better no record than one with a gap that nobody sees.
    if (rows.length !== to - from + 1) throw new Error('A message is missing from its conversation.');
    const batch: RecordMessage[] = [];
    const filesOf = await rowsOf(deps, practiceId, rows);
    for (const row of rows) batch.push(await toRecord(deps, source, row, filesOf(row)));
    yield batch;
  }
}

async function rowsOf(
  deps: Deps,
  practiceId: string,
  rows: readonly MessageRow[],
): Promise<(row: MessageRow) => readonly AttachmentRow[]> {
  const carrying = rows.filter(({ files }) => files > 0);
  const found = carrying.length > 0 ? await findAttachmentsOf(deps.database, practiceId, carrying) : [];
  return ({ messageId }) => found.filter((file) => file.messageId === messageId);
}

async function toRecord(
  deps: Deps,
  source: RecordSource,
  row: MessageRow,
  fileRows: readonly AttachmentRow[],
): Promise<RecordMessage> {
  const { practiceId, key, people } = source;
  const sender = people.find(({ id }) => id === row.senderId);
  if (!sender) throw new Error('Somebody wrote who takes no part.');
  const { seq, messageId: id, sentAt } = row;
  const message = { seq, id, sender, sentAt, automatic: row.origin === 'auto' };
  if (row.deletedAt !== null) return { ...message, content: { deletedAt: row.deletedAt } };

  const files: RecordFile[] = [];
  for (const file of fileRows) files.push(await toFile(deps, source, file));
  if (row.files > files.length || files.some(({ sha256 }) => sha256 === null)) {
    // The message may have been deleted since it was read: then nothing of it is in the record.
    const now = await findMessage(deps.database, practiceId, row.conversationId, id);
    if (now && now.deletedAt !== null) return { ...message, content: { deletedAt: now.deletedAt } };
  }
  return { ...message, content: { text: await openText(key, practiceId, row), files } };
}

async function toFile(
  deps: Deps,
  { practiceId, ...wanted }: RecordSource,
  row: AttachmentRow,
): Promise<RecordFile> {
  const { name, type, size } = await openDetails(deps.vault, practiceId, row);
  const about = { id: row.attachmentId, name, type, size };
  const stored = await deps.files?.store.get(row.fileId);
  if (!stored) return { ...about, sha256: null, sha1: null };
  const practice = await deps.vault.practice(practiceId);
  const sha256 = runningSha256();
  const sha1 = wanted.sha1 ? runningSha1() : undefined;
  const key = await openFileKey(practice, practiceId, row.attachmentId, row.wrappedKey);
  try {
    for await (const piece of key.open('file', pieces(stored))) {
      sha256.update(piece);
      sha1?.update(piece);
    }
  } catch (error) {
    // Bytes that are not those that were sealed: the record says so. What else goes wrong breaks it off, to be tried again.
    if (!(error instanceof VaultError)) throw error;
    return { ...about, sha256: null, sha1: null };
  }
  return { ...about, sha256: toHex(sha256.digest()), sha1: sha1?.digest() ?? null };
}
