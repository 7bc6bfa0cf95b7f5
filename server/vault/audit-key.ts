import { concat, utf8, type Bytes } from './bytes.ts';
import { sameBytes } from './digests.ts';
import { encodeParts } from './place.ts';

/** What the first entry of a chain follows. */
export const CHAIN_START: Bytes = new Uint8Array(0);

const PURPOSE = 'entrenous/audit';

/**
 * Chains a practice's audit: each entry's code (HMAC-SHA-256) covers the entry and the code before it, so that without the key
 * nobody can change, add, leave out or reorder entries unseen. It opens nothing.
 */
export class AuditKey {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  static async import(raw: Bytes): Promise<AuditKey> {
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    return new AuditKey(await crypto.subtle.importKey('raw', raw, hmac, false, ['sign']));
  }

  /**
   * The code of an entry.
   * @param previous the code of the entry before it, {@link CHAIN_START} for the first one
   * @param parts what the entry says, always in the same order; empty where it says nothing
   */
  async chain(previous: Uint8Array, parts: readonly string[]): Promise<Bytes> {
    return this.#sign(concat(encodeParts([PURPOSE]), previous, encodeParts(parts)));
  }

  /** The code by which a chain may begin later than at its first entry: the entries before it were removed in their time. */
  async floor(parts: readonly string[]): Promise<Bytes> {
    return this.#sign(concat(utf8('floor/'), encodeParts(parts)));
  }

  /** Whether a code is the one expected, in a time that does not tell where they differ. */
  same(expected: Uint8Array, found: Uint8Array): boolean {
    return sameBytes(expected, found);
  }

  async #sign(bytes: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign('HMAC', this.#key, bytes));
  }
}
