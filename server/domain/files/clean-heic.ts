import { Refusal } from '../refusal.ts';

/** A box of ISO 14496-12: where it begins, where its content does, and where both end. */
interface Box {
  type: string;
  start: number;
  body: number;
  end: number;
}

/** A piece of the file. */
type Piece = readonly [start: number, end: number];

/** What describes a picture, and is none: where it was taken, by whom and with what (EXIF, XMP, addresses). */
const DESCRIBING: ReadonlySet<string> = new Set(['Exif', 'mime', 'uri ']);
/** What the list of contents consists of; XML, `uuid` boxes and whatever else an application put there is not needed. */
const NEEDED: ReadonlySet<string> = new Set('hdlr pitm iinf iref iprp iloc idat dinf grpl ipro'.split(' '));
/** Properties that are words and times. */
const TELLING: ReadonlySet<string> = new Set(['udes', 'altt', 'crtt', 'mdft', 'uuid']);

/** Boxes of a file, entries and extents of a list: far above what a camera writes. */
const MOST = 20_000;

const latin1 = new TextDecoder('latin1');

/**
 * A HEIC without what its camera wrote beside the picture. It is not decoded: everything keeps its place, and what does not belong to
 * a picture becomes zeros, also bytes that nothing refers to, such as a film behind the picture.
 * @throws {Refusal} `file-type-refused` when its structure cannot be followed
 */
export function cleanHeic(file: Uint8Array): Uint8Array {
  try {
    return clean(file);
  } catch (error) {
    // A number that points outside of the file.
    if (error instanceof RangeError) throw new Refusal('file-type-refused');
    throw error;
  }
}

function clean(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const top = boxesIn(view, 0, file.length);
  const [first] = top;
  const metas = top.filter(({ type }) => type === 'meta');
  const [meta] = metas;
  if (first?.type !== 'ftyp' || !meta || metas.length !== 1) throw new Refusal('file-type-refused');

  const cleaned = new Uint8Array(file.length);
  const keep = ([start, end]: Piece) => cleaned.set(file.subarray(start, end), start);
  for (const box of top) {
    keep([box.start, box.body]);
    if (box === first) keep([box.body, box.end]);
    else if (box !== meta && box.type !== 'mdat') free(cleaned, box);
  }

  keep([meta.body, meta.body + 4]);
  const parts = boxesIn(view, meta.body + 4, meta.end);
  const part = (type: string) => parts.find((box) => box.type === type);
  for (const box of parts) {
    keep([box.start, box.body]);
    if (!NEEDED.has(box.type)) free(cleaned, box);
    else if (box.type !== 'idat') keep([box.body, box.end]);
    if (box.type === 'iprp') blankProperties(view, cleaned, box);
  }
  const [list, places] = [part('iinf'), part('iloc')];
  if (!list || !places) throw new Refusal('file-type-refused');
  const types = itemTypes(view, list);
  const data = top.filter(({ type }) => type === 'mdat');
  for (const { id, within, pieces } of itemPlaces(view, places, part('idat'))) {
    if (DESCRIBING.has(types.get(id) ?? 'Exif')) continue;
    const rooms = within ? [within] : data;
    for (const piece of pieces) {
      const room = rooms.find(({ body, end }) => piece[0] >= body && piece[1] <= end);
      if (!room) throw new Refusal('file-type-refused');
      keep(piece);
    }
  }
  return cleaned;
}

/** Makes a box one that nobody reads. */
function free(cleaned: Uint8Array, { start }: Box): void {
  cleaned.set([0x66, 0x72, 0x65, 0x65], start + 4);
}

/** The boxes that fill a part of the file. */
function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let start = from; start < to;) {
    let body = start + 8;
    let size = view.getUint32(start);
    const type = latin1.decode(new Uint8Array(view.buffer, view.byteOffset + start + 4, 4));
    if (size === 1) {
      size = Number(view.getBigUint64(body));
      body += 8;
    } else if (size === 0) {
      size = to - start;
    }
    const end = start + size;
    if (end < body || end > to || boxes.length >= MOST) throw new Refusal('file-type-refused');
    boxes.push({ type, start, body, end });
    start = end;
  }
  return boxes;
}

function blankProperties(view: DataView, cleaned: Uint8Array, properties: Box): void {
  for (const container of boxesIn(view, properties.body, properties.end)) {
    if (container.type !== 'ipco') continue;
    for (const { type, body, end } of boxesIn(view, container.body, container.end)) {
      // Properties are counted, so that none may go; their content is replaced.
      if (TELLING.has(type)) cleaned.fill(0, body, end);
    }
  }
}

/** What each item is. */
function itemTypes(view: DataView, list: Box): Map<number, string> {
  const types = new Map<number, string>();
  const version = view.getUint8(list.body);
  for (const { type, body } of boxesIn(view, list.body + (version === 0 ? 6 : 8), list.end)) {
    const entry = view.getUint8(body);
    if (type !== 'infe' || entry < 2) throw new Refusal('file-type-refused');
    const wide = entry > 2;
    const id = wide ? view.getUint32(body + 4) : view.getUint16(body + 4);
    const at = body + (wide ? 10 : 8);
    types.set(id, latin1.decode(new Uint8Array(view.buffer, view.byteOffset + at, 4)));
  }
  return types;
}

/** Where each item's bytes lie: in the file, or in the `idat` beside the list. */
function itemPlaces(
  view: DataView,
  places: Box,
  idat: Box | undefined,
): { id: number; within: Box | undefined; pieces: Piece[] }[] {
  let at = places.body;
  const read = (bytes: number): number => {
    let value = 0;
    for (let i = 0; i < bytes; i++) value = value * 256 + view.getUint8(at++);
    return value;
  };
  const version = read(1);
  read(3);
  const [sizes, more] = [read(1), read(1)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, more >> 4];
  const indexSize = version === 0 ? 0 : more & 15;
  const items = [];
  const count = read(version < 2 ? 2 : 4);
  let pieceCount = 0;
  for (let i = 0; i < count; i++) {
    const id = read(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : read(2) & 15;
    // Data of another file, or of another item.
    if (read(2) !== 0 || method > 1 || (method === 1 && !idat)) throw new Refusal('file-type-refused');
    const within = method === 1 ? idat : undefined;
    const base = read(baseSize) + (within?.body ?? 0);
    const pieces: Piece[] = [];
    for (let left = read(2); left > 0; left--) {
      read(indexSize);
      const start = base + read(offsetSize);
      const length = read(lengthSize);
      if (length === 0 || ++pieceCount > MOST) throw new Refusal('file-type-refused');
      pieces.push([start, start + length]);
    }
    items.push({ id, within, pieces });
  }
  return items;
}
