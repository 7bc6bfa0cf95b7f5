import { zonedIso, zonedTimes } from '../time-zone.ts';
import { canonical, CanonicalRecord } from './canonical.ts';
import type { RecordHead } from './head.ts';
import type { RecordMessage } from './messages.ts';

/**
 * A record as JSON in three lines: who exported it when, the canonical form and nothing else, and the canonical form's SHA-256. So
 * the hash can be made again with any tool that takes a line of a file, or with any JSON parser and RFC 8785.
 */
export async function* recordAsJson(
  head: RecordHead,
  batches: AsyncIterable<readonly RecordMessage[]>,
): AsyncGenerator<string> {
  const record = new CanonicalRecord(head);
  const { exportedAt, exportedBy: by, timeZone } = head;
  const local = zonedIso(zonedTimes(timeZone)(exportedAt));
  const about = { at: exportedAt.toISOString(), by, local, timeZone };
  yield `{"export":${canonical(about)},"record":\n${record.begin()}`;
  for await (const batch of batches) yield record.messages(batch);
  yield record.end();
  yield `\n,"sha256":"${record.sha256()}"}\n`;
}
