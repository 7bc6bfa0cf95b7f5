import { Refusal } from '../refusal.ts';

/** Bounds of what a document may contain: far above what a word processor writes, far below what does harm. */
const MOST_PARTS = 4000;
const MOST_UNPACKED = 256 * 1024 * 1024;
/** How many times larger a part may become, once it is larger than a megabyte. */
const MOST_GROWTH = 200;
const CONTENT_TYPES_BYTES = 1024 * 1024;

const MAIN_PART = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const NEEDED = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'];

interface Part {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/**
 * Looks whether a file is a Word document and nothing else: the parts that one must have, none that runs (macros), no part
 * that unpacks to something huge, nothing before or behind. Unpacks the list of content types only, and no more of it than fits.
 * @throws {Refusal} `file-type-refused`
 */
export async function inspectDocx(file: Uint8Array): Promise<void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let parts: Part[];
  try {
    parts = readDirectory(file, view);
  } catch (error) {
    // A directory that points outside of the file.
    if (error instanceof RangeError) throw new Refusal('file-type-refused');
    throw error;
  }
  const names = new Set(parts.map(({ name }) => name));
  must(names.size === parts.length && NEEDED.every((name) => names.has(name)));
  must(
    !parts.some(({ name }) =>
      /(?:^|\/)\.\.(?:\/|$)|^\/|\\|vbaProject|\.(?:exe|dll|js|vbs|html?|svgz?)$/i.test(name),
    ),
  );
  let total = 0;
  for (const { packed, unpacked } of parts) {
    total += unpacked;
    must(unpacked <= 1024 * 1024 || unpacked <= packed * MOST_GROWTH);
  }
  must(total <= MOST_UNPACKED);

  const list = parts.find(({ name }) => name === '[Content_Types].xml');
  const types = list && (await unpack(file, view, list));
  must(types?.includes(MAIN_PART) === true && !/macroEnabled|<!DOCTYPE|<!ENTITY/i.test(types));
}

function must(holds: boolean): asserts holds {
  if (!holds) throw new Refusal('file-type-refused');
}

/** The ZIP's directory. It is at the end, which is found backwards because a comment may follow. */
function readDirectory(file: Uint8Array, view: DataView): Part[] {
  let end = file.length - 22;
  while (end >= 0 && end > file.length - 22 - 0xffff && view.getUint32(end, true) !== 0x06054b50) end--;
  must(end >= 0 && view.getUint32(end, true) === 0x06054b50);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  // One volume, no ZIP64, and the directory right before its end, which is the end of the file.
  must(view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count);
  must(count > 0 && count <= MOST_PARTS && at + size === end);
  must(end + 22 + view.getUint16(end + 20, true) === file.length);

  const decoder = new TextDecoder();
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    must(view.getUint32(at, true) === 0x02014b50);
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const part = {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: decoder.decode(file.subarray(at + 46, at + 46 + nameLength)),
    };
    // Not encrypted; stored or deflated.
    must((flags & 0x41) === 0 && (part.method === 0 || part.method === 8));
    must(part.offset + part.packed <= end && view.getUint32(part.offset, true) === 0x04034b50);
    parts.push(part);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  must(at === end);
  return parts;
}

/** The text of a part, as far as it is no longer than content types are. */
async function unpack(file: Uint8Array, view: DataView, part: Part): Promise<string> {
  const start =
    part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = Uint8Array.from(file.subarray(start, start + part.packed));
  const stream = new Blob([packed]).stream();
  const reader = (
    part.method === 0 ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw'))
  ).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.length;
      must(length <= CONTENT_TYPES_BYTES);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    // What the decompressor throws says only that it is not deflated data.
    if (error instanceof Refusal) throw error;
    throw new Refusal('file-type-refused');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
