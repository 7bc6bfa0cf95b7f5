import { concat, type Bytes } from './bytes.ts';
import { importSealingKey } from './envelope.ts';
import { VaultError } from './errors.ts';
import { randomKey, type PracticeKey, type SealingKey } from './keys.ts';
import { encodePlace, type Place } from './place.ts';

/** The first byte of every sealed file: how the rest is to be read. */
const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of a file that are sealed together: what has to be in memory at once. */
export const CHUNK_BYTES = 256 * 1024;
const SEALED_CHUNK_BYTES = IV_BYTES + CHUNK_BYTES + TAG_BYTES;

/** Which bytes of a file: itself, or its preview. */
export type FilePart = 'file' | 'preview';

/**
 * Seals one file, piece by piece, under a key of its own. Each chunk is bound to the practice, the file, its number and to
 * whether it is the last: cut, swapped, repeated and appended chunks do not open.
 */
export class FileKey {
  readonly #key: CryptoKey;
  readonly #practiceId: string;
  readonly #attachmentId: string;

  constructor(key: CryptoKey, practiceId: string, attachmentId: string) {
    this.#key = key;
    this.#practiceId = practiceId;
    this.#attachmentId = attachmentId;
  }

  /** format (1), then of each chunk: IV (12) · ciphertext and tag. */
  async *seal(part: FilePart, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    yield Uint8Array.of(FORMAT);
    for await (const { chunk, index, last } of chunked(bytes, CHUNK_BYTES)) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt(this.#algorithm(part, iv, index, last), this.#key, chunk);
      yield concat(iv, new Uint8Array(sealed));
    }
  }

  /** What {@link seal} sealed. @throws {VaultError} `cannot-open` at the first chunk that is not in its place */
  async *open(part: FilePart, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    for await (const { chunk, index, last } of chunked(withoutFormat(sealed), SEALED_CHUNK_BYTES)) {
      const iv = chunk.subarray(0, IV_BYTES);
      let plain: ArrayBuffer;
      try {
        plain = await crypto.subtle.decrypt(
          this.#algorithm(part, iv, index, last),
          this.#key,
          chunk.subarray(IV_BYTES),
        );
      } catch {
        // WebCrypto says no more than OperationError, on purpose.
        throw new VaultError('cannot-open');
      }
      yield new Uint8Array(plain);
    }
  }

  #algorithm(part: FilePart, iv: Bytes, index: number, last: boolean): AesGcmParams {
    const place: Place = {
      table: 'attachments',
      field: part,
      practiceId: this.#practiceId,
      row: this.#attachmentId,
      seq: index,
    };
    const additionalData = concat(encodePlace(place, FORMAT, 1), Uint8Array.of(last ? 1 : 0));
    return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 };
  }
}

/** A key for a file that is being taken, and how it is stored: sealed by the practice's. */
export async function newFileKey(
  practice: PracticeKey,
  practiceId: string,
  attachmentId: string,
): Promise<{ key: FileKey; wrapped: Bytes }> {
  const raw = randomKey();
  const wrapped = await practice.sealBytes(fileKeyPlace(practiceId, attachmentId), raw);
  return { key: new FileKey(await importSealingKey(raw), practiceId, attachmentId), wrapped };
}

/** The key of a stored file. @throws {VaultError} when it belongs elsewhere */
export async function openFileKey(
  practice: PracticeKey,
  practiceId: string,
  attachmentId: string,
  wrapped: Uint8Array,
): Promise<FileKey> {
  const raw = await practice.openBytes(fileKeyPlace(practiceId, attachmentId), wrapped);
  return new FileKey(await importSealingKey(raw), practiceId, attachmentId);
}

/** The key of a stored file, sealed anew by another key and for another place; it is not shown to anybody in between. */
export async function rewrapFileKey(
  practice: PracticeKey,
  practiceId: string,
  attachmentId: string,
  wrapped: Uint8Array,
  under: { key: SealingKey; place: Place },
): Promise<Bytes> {
  return under.key.sealBytes(
    under.place,
    await practice.openBytes(fileKeyPlace(practiceId, attachmentId), wrapped),
  );
}

/** The key of a file that {@link rewrapFileKey} has sealed. @throws {VaultError} when it belongs elsewhere */
export async function openRewrappedFileKey(
  under: { key: SealingKey; place: Place },
  practiceId: string,
  attachmentId: string,
  wrapped: Uint8Array,
): Promise<FileKey> {
  const raw = await under.key.openBytes(under.place, wrapped);
  return new FileKey(await importSealingKey(raw), practiceId, attachmentId);
}

/** Where a file's key is sealed under its practice's. */
export function fileKeyPlace(practiceId: string, attachmentId: string): Place {
  return { table: 'attachments', field: 'wrapped_key', practiceId, row: attachmentId };
}

async function* withoutFormat(sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const bytes of sealed) {
    if (bytes.length === 0) continue;
    if (first && bytes[0] !== FORMAT) throw new VaultError('cannot-open');
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
