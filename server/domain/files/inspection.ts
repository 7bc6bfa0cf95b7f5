import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '../refusal.ts';
import { TextInspection } from './text-file.ts';

/** Bytes at the beginning and at the end of a file that are looked at. */
const HEAD_BYTES = 4100;
const TAIL_BYTES = 1024;

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const latin1 = new TextDecoder('latin1');

/**
 * Looks at a file while it passes by and says at the end whether it is what its name claims. What has to be looked at as a
 * whole (pictures, DOCX) is looked at again afterwards.
 */
export class Inspection {
  readonly #claimed: string;
  readonly #limit: number;
  readonly #text: TextInspection | undefined;
  #head = new Uint8Array(0);
  #tail = new Uint8Array(0);
  #size = 0;

  constructor(claimed: string, limit: number) {
    this.#claimed = claimed;
    this.#limit = limit;
    this.#text = claimed === 'text/plain' ? new TextInspection() : undefined;
  }

  /** Bytes that have passed. */
  get size(): number {
    return this.#size;
  }

  /** The same bytes. @throws {Refusal} `file-too-large`, `file-empty`, `file-type-refused` as soon as it is known */
  async *pass(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let sniffed = false;
    for await (const piece of bytes) {
      this.#size += piece.length;
      if (this.#size > this.#limit) throw new Refusal('file-too-large');
      this.#remember(piece);
      this.#text?.add(piece);
      if (!sniffed && this.#head.length >= HEAD_BYTES) {
        await this.#sniff();
        sniffed = true;
      }
      yield piece;
    }
    if (this.#size === 0) throw new Refusal('file-empty');
    if (!sniffed) await this.#sniff();
    this.#text?.end();
    this.#checkEnd();
  }

  #remember(piece: Uint8Array): void {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = join(this.#head, piece.subarray(0, HEAD_BYTES - this.#head.length));
    }
    this.#tail = join(this.#tail, piece.subarray(-TAIL_BYTES)).slice(-TAIL_BYTES);
  }

  /** Whether the beginning is that of the claimed type. */
  async #sniff(): Promise<void> {
    const head = this.#head;
    const start = latin1.decode(head.subarray(0, 8));
    // A ZIP is not given to the library: it would unpack parts of it to see what is inside.
    const found = start.startsWith('PK') ? DOCX : (await fileTypeFromBuffer(head))?.mime;
    const fits = {
      'application/pdf': start.startsWith('%PDF-'),
      'image/heic': found === 'image/heic' || found === 'image/heif',
      // The mark of UTF-16 is taken for an MP3; whether it is text, every character of it says.
      'text/plain': found === undefined || hasUtf16Mark(head),
      [DOCX]: start.startsWith('PK\x03\x04'),
      'image/png': found === 'image/png' || found === 'image/apng',
    }[this.#claimed];
    if (!(fits ?? found === this.#claimed)) throw new Refusal('file-type-refused');
  }

  /** Whether the end is that of the claimed type: a second file behind the first one is not what the name says. */
  #checkEnd(): void {
    const end = latin1.decode(this.#tail);
    if (this.#claimed === 'application/pdf' && !end.includes('%%EOF')) throw new Refusal('file-type-refused');
    if (this.#claimed === 'image/gif' && !end.endsWith(';')) throw new Refusal('file-type-refused');
    // The end of a ZIP's directory.
    if (this.#claimed !== DOCX && end.includes('PK\x05\x06')) throw new Refusal('file-type-refused');
  }
}

function hasUtf16Mark([a, b]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
