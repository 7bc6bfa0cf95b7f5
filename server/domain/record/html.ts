import { zonedIso, zonedTimes, type ZonedTime } from '../time-zone.ts';
import { CanonicalRecord } from './canonical.ts';
import type { RecordHead } from './head.ts';
import { RECORD_POLICY, RECORD_STYLES } from './html.styles.ts';
import type { RecordFile, RecordMessage, RecordPerson } from './messages.ts';
import { withVisibleControls } from './visible.ts';

/** What characters of HTML are in text. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser would make one line break of two.
  '\r': '&#13;',
};

/** Text as HTML shows it, in an element and in an attribute. */
function text(value: string): string {
  return withVisibleControls(value).replace(/[&<>"'\r]/g, (char) => ESCAPES[char] ?? '');
}

/** A name in a line of ours: it has a direction of its own, and nothing in it steers that of what stands around it. */
function own(value: string): string {
  return `<bdi>${text(value.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''))}</bdi>`;
}

const KINDS: Readonly<Record<RecordPerson['kind'], string>> = {
  practitioner: 'practitioner',
  client: 'client',
};

/** A record as one HTML file to read and print: no script, nothing that is fetched, and the same SHA-256 as the JSON has. */
export async function* recordAsHtml(
  head: RecordHead,
  batches: AsyncIterable<readonly RecordMessage[]>,
): AsyncGenerator<string> {
  const record = new CanonicalRecord(head);
  const zoned = zonedTimes(head.timeZone);
  const time = (at: Date) => timeOf(zoned(at));
  record.begin();
  yield opening(head, time);
  for await (const batch of batches) {
    record.messages(batch);
    yield batch.map((message) => messageOf(message, time)).join('');
  }
  record.end();
  yield closing(record.sha256());
}

function opening(head: RecordHead, time: (at: Date) => string): string {
  const { practice, participants, messageCount, exportedAt, exportedBy, timeZone, conversationId } = head;
  const people = participants.map(
    ({ name, kind, id }) => `${own(name)} (${KINDS[kind]}, <code>${text(id)}</code>)`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${RECORD_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Record of a conversation</title>
<style>${RECORD_STYLES}</style>
</head>
<body>
<main>
<h1>Record of a conversation</h1>
<dl>
<dt>Practice</dt><dd>${own(practice.name)} (<code>${text(practice.id)}</code>)</dd>
<dt>Participants</dt><dd>${people.join('<br>')}</dd>
<dt>Messages</dt><dd>${messageCount}, deleted ones counted</dd>
<dt>Exported</dt><dd>${time(exportedAt)} by ${own(exportedBy.name)}</dd>
<dt>Time zone</dt><dd>${text(timeZone)}; every time has its distance from UTC</dd>
<dt>Conversation</dt><dd><code>${text(conversationId)}</code></dd>
</dl>
<h2>Messages</h2>
${messageCount === 0 ? '<p>Nobody has written yet.</p>\n' : ''}<ol>
`;
}

function messageOf(
  { seq, sender, sentAt, automatic, content }: RecordMessage,
  time: (at: Date) => string,
): string {
  const body =
    'deletedAt' in content
      ? `<p class="deleted">Deleted by its sender on ${time(content.deletedAt)}.</p>`
      : `${content.text === '' ? '' : `<p class="text" dir="auto">${text(content.text)}</p>`}${filesOf(content.files)}`;
  return `<li class="message">
<p class="head"><span class="number">${seq}</span><span class="sender">${own(sender.name)}</span>${time(sentAt)}</p>
${automatic ? '<p class="label">Automatic out-of-office reply</p>\n' : ''}${body}
</li>
`;
}

function filesOf(files: readonly RecordFile[]): string {
  if (files.length === 0) return '';
  const items = files.map(
    ({ name, type, size, sha256 }) =>
      `<li>File: ${own(name)}<br>${text(type)}, ${size} bytes<br>${
        sha256 === null ? 'Its content could not be read.' : `SHA-256: <code>${sha256}</code>`
      }</li>`,
  );
  return `<ul class="files">${items.join('')}</ul>`;
}

/** A time as the clocks of the zone showed it, and machine-readable. */
function timeOf(zoned: ZonedTime): string {
  return `<time datetime="${zonedIso(zoned)}">${zoned.date} ${zoned.time} UTC${zoned.offset}</time>`;
}

function closing(sha256: string): string {
  return `</ol>
<h2>How to verify this record</h2>
<p>SHA-256 of the record: <code>${sha256}</code></p>
<p>The JSON export of the same conversation ends with the same number for as long as nothing in it has changed. It is the SHA-256
of that file’s second line, without the line break.</p>
<p>End of the record.</p>
</main>
</body>
</html>
`;
}
