import { Refusal } from '../refusal.ts';

/** Characters at the beginning in which a text says that it is a page or a document of another kind. */
const LOOKED_AT = 1024;

/** What no plain text begins with: HTML, SVG, XML, and a PDF behind some other bytes. */
const MARKUP =
  /^\s*(?:<!doctype|<!--|<\?xml|<(?:html|head|body|script|svg|iframe|style|link|meta|title|table|x:|xsl:|hta:)\b)|%PDF-/i;

/** Control characters that no plain text has: all but tab, line breaks and form feed. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** Reads a text as it passes by: valid UTF-8, or UTF-16 that says so, and nothing in it but text. */
export class TextInspection {
  #decoder: TextDecoder | undefined;
  #first = new Uint8Array(0);
  #beginning = '';

  /** @throws {Refusal} `file-type-refused` */
  add(piece: Uint8Array): void {
    if (this.#decoder) return this.#look(this.#decode(piece));
    // A byte order mark has up to three bytes, and they may come one by one.
    const first = new Uint8Array(this.#first.length + piece.length);
    first.set(this.#first);
    first.set(piece, this.#first.length);
    this.#first = first;
    if (first.length >= 3) this.#begin();
  }

  /** @throws {Refusal} `file-type-refused` */
  end(): void {
    if (!this.#decoder) this.#begin();
    this.#look(this.#decode());
    if (MARKUP.test(this.#beginning)) throw new Refusal('file-type-refused');
  }

  #begin(): void {
    const [a, b] = this.#first;
    const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
    this.#decoder = new TextDecoder(encoding, { fatal: true });
    this.#look(this.#decode(this.#first));
  }

  #decode(piece?: Uint8Array): string {
    try {
      return this.#decoder?.decode(piece, { stream: piece !== undefined }) ?? '';
    } catch {
      // Not of the encoding: the decoder says no more than that.
      throw new Refusal('file-type-refused');
    }
  }

  #look(text: string): void {
    if (CONTROLS.test(text)) throw new Refusal('file-type-refused');
    if (this.#beginning.length < LOOKED_AT) this.#beginning = (this.#beginning + text).slice(0, LOOKED_AT);
  }
}
