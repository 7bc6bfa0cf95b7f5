import type { Bytes } from './bytes.ts';
import { CHUNKS_FORMAT, openChunks, sealChunks } from './chunks.ts';
import { importSealingKey } from './envelope.ts';
import { randomKey, type PracticeKey, type SealingKey } from './keys.ts';
import { encodePlace, type Place } from './place.ts';

export { CHUNK_BYTES } from './chunks.ts';

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
  seal(part: FilePart, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    return sealChunks(this.#key, (index) => this.#place(part, index), bytes);
  }

  /** What {@link seal} sealed. @throws {VaultError} `cannot-open` at the first chunk that is not in its place */
  open(part: FilePart, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    return openChunks(this.#key, (index) => this.#place(part, index), sealed);
  }

  #place(part: FilePart, index: number): Bytes {
    const place: Place = {
      table: 'attachments',
      field: part,
      practiceId: this.#practiceId,
      row: this.#attachmentId,
      seq: index,
    };
    return encodePlace(place, CHUNKS_FORMAT, 1);
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
