import { AUDIT_DAYS_LIMIT, type AuditEntry, type AuditExportRequest } from '../../../src/protocol/index.ts';
import { utf8 } from '../../vault/bytes.ts';
import type { Actor, Deps } from '../deps.ts';
import { streamOf } from '../files/streams.ts';
import { invalid, Refusal } from '../refusal.ts';
import { auditPages } from './read.ts';
import { noteView } from './record.ts';

/** Entries read at once. */
const BATCH = 500;

const DAY_MS = 86_400_000;

/**
 * The practice's audit of a time as one file, newest first: CSV for a spreadsheet, or a JSON array.
 * @throws {Refusal} `forbidden` for all but administrators, `invalid` for a time that is none or too long
 */
export async function exportAudit(
  deps: Deps,
  me: Actor,
  request: AuditExportRequest,
): Promise<ReadableStream<Uint8Array>> {
  if (!me.admin) throw new Refusal('forbidden');
  const [from, to] = [new Date(request.from), new Date(request.to)];
  if (from >= to) throw invalid('to', 'after-start');
  if (to.getTime() - from.getTime() > AUDIT_DAYS_LIMIT * DAY_MS) throw invalid('to', 'range');
  await noteView(deps, me, { action: 'audit.viewed' });
  const pages = auditPages(deps, me, { from, to }, BATCH);
  return streamOf(request.format === 'csv' ? csv(pages) : json(pages));
}

async function* json(pages: AsyncGenerator<AuditEntry[]>): AsyncGenerator<Uint8Array> {
  let separator = '[\n';
  for await (const entries of pages) {
    yield utf8(separator + entries.map((entry) => JSON.stringify(entry)).join(',\n'));
    separator = ',\n';
  }
  yield utf8(separator === '[\n' ? '[]\n' : '\n]\n');
}

/** The columns, in their order. */
const COLUMNS: Readonly<Record<string, (entry: AuditEntry) => string | number | undefined>> = {
  at: (entry) => entry.at,
  actor_kind: (entry) => entry.actor.kind,
  actor_id: (entry) => entry.actor.id,
  actor_name: (entry) => entry.actor.name,
  action: (entry) => entry.action,
  outcome: (entry) => entry.outcome,
  address: (entry) => entry.address,
  person_id: (entry) => entry.person?.id,
  person_name: (entry) => entry.person?.name,
  conversation_id: (entry) => entry.conversationId,
  message_id: (entry) => entry.messageId,
  attachment_id: (entry) => entry.attachmentId,
  from_seq: (entry) => entry.fromSeq,
  to_seq: (entry) => entry.toSeq,
  count: (entry) => entry.count,
  entry_id: (entry) => entry.id,
};

async function* csv(pages: AsyncGenerator<AuditEntry[]>): AsyncGenerator<Uint8Array> {
  // The byte order mark, because spreadsheets take the file for another encoding without it.
  yield utf8(`\ufeff${toLine(Object.keys(COLUMNS))}`);
  for await (const entries of pages) {
    const lines = entries.map((entry) => toLine(Object.values(COLUMNS).map((read) => read(entry))));
    yield utf8(lines.join(''));
  }
}

/** A line of CSV (RFC 4180). */
function toLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula: people choose names and ids, and whoever opens the file trusts it. What begins
 * like a formula gets an apostrophe before it.
 */
function toCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
