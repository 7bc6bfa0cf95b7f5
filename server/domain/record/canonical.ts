import { toHex, utf8 } from '../../vault/bytes.ts';
import { runningSha256 } from '../../vault/running-hash.ts';
import type { RecordHead } from './head.ts';
import type { RecordMessage } from './messages.ts';

/** How a record is written; another form would be another word. */
export const RECORD_FORM = 'entrenous-record/1';

/**
 * The canonical form of a record, piece by piece: the JSON that RFC 8785 makes of it, which is the second line of the JSON export.
 * Nothing in it depends on who exports, when, where or as what, so every record of the same conversation in the same state has the
 * same SHA-256.
 */
export class CanonicalRecord {
  readonly #hash = runningSha256();
  readonly #head: RecordHead;
  #separator = '';

  constructor(head: RecordHead) {
    this.#head = head;
  }

  begin(): string {
    const { conversationId, messageCount } = this.#head;
    const start = { conversation: conversationId, form: RECORD_FORM, messageCount };
    return this.#add(`${canonical(start).slice(0, -1)},"messages":[`);
  }

  messages(batch: readonly RecordMessage[]): string {
    return this.#add(
      batch
        .map((message) => {
          const separator = this.#separator;
          this.#separator = ',';
          return separator + canonical(plain(message));
        })
        .join(''),
    );
  }

  end(): string {
    const { participants, practice } = this.#head;
    return this.#add(`],${canonical({ participants, practice }).slice(1)}`);
  }

  /** Of everything, in lower-case hexadecimal. */
  sha256(): string {
    return toHex(this.#hash.digest());
  }

  #add(text: string): string {
    this.#hash.update(utf8(text));
    return text;
  }
}

/** A message as the canonical form has it. */
function plain({ seq, id, sender, sentAt, automatic, content }: RecordMessage): object {
  return {
    seq,
    id,
    sender: { id: sender.id, name: sender.name },
    sentAt: sentAt.toISOString(),
    automatic,
    ...('deletedAt' in content
      ? { deletedAt: content.deletedAt.toISOString() }
      : { text: content.text, files: content.files.map(({ sha1: _, ...file }) => file) }),
  };
}

/** JSON as RFC 8785 writes it: names of properties in order of their UTF-16 code units, no white space, ECMAScript's own literals. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
