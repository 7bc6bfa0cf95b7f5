import { concat, fromUtf8, utf8, type Bytes } from '../../vault/bytes.ts';
import { VaultError } from '../../vault/errors.ts';
import { uint32 } from '../../vault/place.ts';

/** What a backup consists of, in this order: the tables' names, rows, files, the end. */
export type BackupRecord =
  /** The tables, in the order in which they follow. */
  | { kind: 'tables'; names: string[] }
  /** The next rows are of this table. */
  | { kind: 'table'; name: string }
  /** Rows, as the text of a JSON array. */
  | { kind: 'rows'; rows: string }
  /** A file begins; its bytes follow, and then the end of the file. */
  | { kind: 'file'; id: string }
  | { kind: 'bytes'; bytes: Bytes }
  | { kind: 'file-end' }
  /** A file that rows name and that was deleted while the backup was made. */
  | { kind: 'deleted'; id: string }
  /** Nothing follows. What there was, to compare. */
  | { kind: 'end'; rows: number; files: number };

const KINDS = ['tables', 'table', 'rows', 'file', 'bytes', 'file-end', 'deleted', 'end'] as const;

/** More than any record has: what says so is not ours. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** Kind (1) · length (4) · content. */
export function encodeRecord(record: BackupRecord): Bytes {
  const content = contentOf(record);
  return concat(Uint8Array.of(KINDS.indexOf(record.kind)), uint32(content.length), content);
}

function contentOf(record: BackupRecord): Uint8Array {
  switch (record.kind) {
    case 'tables':
      return utf8(JSON.stringify(record.names));
    case 'table':
      return utf8(record.name);
    case 'rows':
      return utf8(record.rows);
    case 'bytes':
      return record.bytes;
    case 'file':
    case 'deleted':
      return utf8(record.id);
    case 'file-end':
      return new Uint8Array(0);
    case 'end':
      return utf8(JSON.stringify([record.rows, record.files]));
  }
}

/** The records of a backup's opened bytes. @throws {VaultError} `cannot-open` when they break off */
export async function* decodeRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<BackupRecord> {
  const reader = new ByteReader(bytes);
  for (;;) {
    const head = await reader.take(5);
    if (!head) return;
    const kind = KINDS[head[0] ?? KINDS.length];
    const length = new DataView(head.buffer).getUint32(1);
    if (kind === undefined || length > MAX_BYTES) throw new VaultError('cannot-open');
    const content = await reader.take(length);
    if (!content) throw new VaultError('cannot-open');
    yield decode(kind, content);
  }
}

function decode(kind: BackupRecord['kind'], content: Bytes): BackupRecord {
  switch (kind) {
    case 'tables':
      return { kind, names: JSON.parse(fromUtf8(content)) as string[] };
    case 'table':
      return { kind, name: fromUtf8(content) };
    case 'rows':
      return { kind, rows: fromUtf8(content) };
    case 'bytes':
      return { kind, bytes: content };
    case 'file':
    case 'deleted':
      return { kind, id: fromUtf8(content) };
    case 'file-end':
      return { kind };
    case 'end': {
      const [rows, files] = JSON.parse(fromUtf8(content)) as [number, number];
      return { kind, rows, files };
    }
  }
}

/** Hands out bytes in the lengths that are asked for, however they come. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** @returns `undefined` at the end. @throws {VaultError} when it ends in between */
  async take(length: number): Promise<Bytes | undefined> {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#piece.length === 0) {
        const next = await this.#source.next();
        if (next.done === true) {
          if (filled === 0) return undefined;
          throw new VaultError('cannot-open');
        }
        this.#piece = next.value;
        continue;
      }
      const part = this.#piece.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
    return taken;
  }
}
