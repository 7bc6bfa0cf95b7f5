import type { KeyEncryptionKeys } from '../ports.ts';
import type { Bytes } from './bytes.ts';
import { openChunks, sealChunks } from './chunks.ts';
import { importSealingKey } from './envelope.ts';
import { VaultError } from './errors.ts';
import { randomKey } from './keys.ts';
import { encodeParts } from './place.ts';

const PURPOSE = 'entrenous/backup';

/**
 * Seals a backup as a whole, under a key of its own that a key-encryption key wraps: who writes to whom lies readable in the
 * tables, and must not in a file that travels.
 */
export class BackupKey {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /**
   * A key for a backup that is being made, and what lies in its head.
   * @param head what the head says beside it; it is bound to the key, so that a changed head opens nothing
   */
  static async make(
    keks: KeyEncryptionKeys,
    head: readonly string[],
  ): Promise<{ key: BackupKey; wrapped: Uint8Array }> {
    const raw = randomKey();
    const wrapped = await keks.wrap(raw, contextOf(head));
    const key = new BackupKey(await importSealingKey(raw));
    raw.fill(0);
    return { key, wrapped };
  }

  /**
   * The key of a backup.
   * @throws {VaultError} `kek-mismatch` when another key-encryption key wrapped it, or the head was changed
   */
  static async open(
    keks: KeyEncryptionKeys,
    kekVersion: string,
    wrapped: Uint8Array,
    head: readonly string[],
  ): Promise<BackupKey> {
    const raw = await keks.unwrap(kekVersion, wrapped, contextOf(head)).catch(() => {
      throw new VaultError('kek-mismatch');
    });
    return new BackupKey(await importSealingKey(Uint8Array.from(raw)));
  }

  seal(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    return sealChunks(this.#key, placeOf, bytes);
  }

  /** What {@link seal} sealed. @throws {VaultError} `cannot-open` at the first chunk that is not in its place */
  open(sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
    return openChunks(this.#key, placeOf, sealed);
  }
}

function contextOf(head: readonly string[]): Bytes {
  return encodeParts([PURPOSE, ...head]);
}

function placeOf(index: number): Bytes {
  return encodeParts([PURPOSE, String(index)]);
}
