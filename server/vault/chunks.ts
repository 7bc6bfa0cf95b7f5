import { concat, type Bytes } from './bytes.ts';
import { VaultError } from './errors.ts';

/** The first byte of everything sealed in chunks: how the rest is to be read. */
export const CHUNKS_FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes that are sealed together: what has to be in memory at once. */
export const CHUNK_BYTES = 256 * 1024;
const SEALED_CHUNK_BYTES = IV_BYTES + CHUNK_BYTES + TAG_BYTES;

/**
 * Seals bytes without end in view, piece by piece. Each chunk is bound to its place and to whether it is the last: cut, swapped,
 * repeated and appended chunks do not open.
 * @param placeOf the canonical bytes of a chunk's place; they have its number in them
 * @returns format (1), then of each chunk: IV (12) · ciphertext and tag
 */
export async function* sealChunks(
  key: CryptoKey,
  placeOf: (index: number) => Bytes,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  yield Uint8Array.of(CHUNKS_FORMAT);
  for await (const { chunk, index, last } of chunked(bytes, CHUNK_BYTES)) {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(algorithm(iv, placeOf(index), last), key, chunk);
    yield concat(iv, new Uint8Array(sealed));
  }
}

/** What {@link sealChunks} sealed. @throws {VaultError} `cannot-open` at the first chunk that is not in its place */
export async function* openChunks(
  key: CryptoKey,
  placeOf: (index: number) => Bytes,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Bytes> {
  for await (const { chunk, index, last } of chunked(withoutFormat(sealed), SEALED_CHUNK_BYTES)) {
    const iv = chunk.subarray(0, IV_BYTES);
    let plain: ArrayBuffer;
    try {
      plain = await crypto.subtle.decrypt(algorithm(iv, placeOf(index), last), key, chunk.subarray(IV_BYTES));
    } catch {
      // WebCrypto says no more than OperationError, on purpose.
      throw new VaultError('cannot-open');
    }
    yield new Uint8Array(plain);
  }
}

function algorithm(iv: Bytes, place: Bytes, last: boolean): AesGcmParams {
  const additionalData = concat(place, Uint8Array.of(last ? 1 : 0));
  return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 };
}

async function* withoutFormat(sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const bytes of sealed) {
    if (bytes.length === 0) continue;
    if (first && bytes[0] !== CHUNKS_FORMAT) throw new VaultError('cannot-open');
    yield first ? bytes.subarray(1) : bytes;
    first = false;
  }
  if (first) throw new VaultError('cannot-open');
}

interface Chunk {
  chunk: Bytes;
  index: number;
  last: boolean;
}

/** Pieces of exactly `size` bytes, the last one shorter or full; at least one. The buffer is used again for each. */
async function* chunked(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk> {
  const buffer = new Uint8Array(size);
  let filled = 0;
  let index = 0;
  for await (const piece of bytes) {
    let at = 0;
    while (at < piece.length) {
      // A full chunk goes out only when there is more: then it is not the last.
      if (filled === size) {
        yield { chunk: buffer, index: index++, last: false };
        filled = 0;
      }
      const taken = Math.min(size - filled, piece.length - at);
      buffer.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  }
  yield { chunk: buffer.subarray(0, filled), index, last: true };
}
