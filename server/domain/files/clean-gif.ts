import { Refusal } from '../refusal.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const END = 0x3b;
/** How an image is shown: its delay, and what of it is transparent. */
const CONTROL = 0xf9;
const APPLICATION = 0xff;

const latin1 = new TextDecoder('latin1');

/**
 * The pictures of a GIF and how they are shown, and nothing else: no comments, no XMP, no other application's data, nothing behind
 * the end.
 * @throws {Refusal} `file-type-refused` when it is not one GIF from its beginning to an end
 */
export function cleanGif(file: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let at = 0;
  const byte = (offset: number): number => {
    const value = file[offset];
    if (value === undefined) throw new Refusal('file-type-refused');
    return value;
  };
  const take = (length: number): Uint8Array => {
    if (at + length > file.length) throw new Refusal('file-type-refused');
    return file.subarray(at, (at += length));
  };
  /** Bytes of the table of colours that follows, if one does. */
  const tableOf = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  /** The blocks of data up to the empty one that ends them. */
  const takeBlocks = (): Uint8Array => {
    const start = at;
    while (byte(at) !== 0) at += byte(at) + 1;
    at++;
    return file.subarray(start, at);
  };

  const signature = latin1.decode(take(6));
  if (signature !== 'GIF87a' && signature !== 'GIF89a') throw new Refusal('file-type-refused');
  at = 0;
  kept.push(take(13 + tableOf(byte(10))));
  for (;;) {
    const kind = byte(at);
    if (kind === END) {
      kept.push(take(1));
      return concat(kept);
    }
    if (kind === IMAGE) {
      kept.push(take(10 + tableOf(byte(at + 9)) + 1), takeBlocks());
    } else if (kind === EXTENSION) {
      const head = take(2);
      const blocks = takeBlocks();
      if (head[1] === CONTROL) kept.push(head, blocks);
      else if (head[1] === APPLICATION) kept.push(...repetition(head, blocks));
    } else {
      throw new Refusal('file-type-refused');
    }
  }
}

/** How often the pictures are repeated, which only this application's data says; nothing more of it. */
function repetition(head: Uint8Array, blocks: Uint8Array): Uint8Array[] {
  const NAME = 12;
  const name = latin1.decode(blocks.subarray(1, NAME));
  if ((name !== 'NETSCAPE2.0' && name !== 'ANIMEXTS1.0') || blocks[NAME] !== 3) return [];
  return [head, blocks.subarray(0, NAME + 4), Uint8Array.of(0)];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
