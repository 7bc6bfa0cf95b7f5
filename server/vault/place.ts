import { concat, utf8, type Bytes } from './bytes.ts';

/**
 * Where a sealed value belongs. It is bound to the ciphertext as additional data, so that a value copied to another row, field,
 * conversation or practice does not open there, nor under another sender, time or number.
 */
export interface Place {
  table: string;
  field: string;
  practiceId: string;
  conversationId?: string;
  /** The id of the row. */
  row: string;
  seq?: number;
  senderId?: string;
  time?: Date;
}

/**
 * The canonical bytes of a place: each part with its length before it, so that no two places share an encoding.
 * A part that does not apply is empty.
 */
export function encodePlace(place: Place, format: number, keyVersion: number): Bytes {
  const parts = [
    'entrenous',
    String(format),
    place.table,
    place.field,
    place.practiceId,
    place.conversationId ?? '',
    place.row,
    place.seq === undefined ? '' : String(place.seq),
    place.senderId ?? '',
    place.time?.toISOString() ?? '',
    String(keyVersion),
  ];
  return encodeParts(parts);
}

/** Texts as bytes, each with its length before it, so that no two lists share an encoding. */
export function encodeParts(parts: readonly string[]): Bytes {
  return concat(
    ...parts.flatMap((part) => {
      const bytes = utf8(part);
      return [uint32(bytes.length), bytes];
    }),
  );
}

/** Four bytes, the most significant first. */
export function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
