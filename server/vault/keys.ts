import { fromUtf8, utf8, type Bytes } from './bytes.ts';
import { importSealingKey, keyVersionOf, openBytes, sealBytes } from './envelope.ts';
import { VaultError } from './errors.ts';
import type { Place } from './place.ts';

/** Bytes of every key the vault makes: AES-256. */
export const KEY_BYTES = 32;

/** Seals texts under the newest version of a key and opens those of every version. */
export class SealingKey {
  readonly #versions: ReadonlyMap<number, CryptoKey>;
  readonly #newest: number;

  constructor(versions: ReadonlyMap<number, CryptoKey>) {
    if (versions.size === 0) throw new VaultError('key-missing');
    this.#versions = versions;
    this.#newest = Math.max(...versions.keys());
  }

  seal(place: Place, text: string): Promise<Bytes> {
    return this.sealBytes(place, utf8(text));
  }

  /** @throws {VaultError} `cannot-open` when the value was changed or belongs elsewhere */
  async open(place: Place, sealed: Uint8Array): Promise<string> {
    return fromUtf8(await this.openBytes(place, sealed));
  }

  sealBytes(place: Place, bytes: Bytes): Promise<Bytes> {
    return sealBytes(this.#version(this.#newest), this.#newest, place, bytes);
  }

  async openBytes(place: Place, sealed: Uint8Array): Promise<Bytes> {
    return openBytes(this.#version(keyVersionOf(sealed)), place, sealed);
  }

  #version(version: number): CryptoKey {
    const key = this.#versions.get(version);
    if (!key) throw new VaultError('cannot-open');
    return key;
  }
}

/** A practice's key: seals names, addresses and conversation keys, and makes digests for exact look-ups. */
export class PracticeKey extends SealingKey {
  readonly #digestKey: CryptoKey;

  constructor(versions: ReadonlyMap<number, CryptoKey>, digestKey: CryptoKey) {
    super(versions);
    this.#digestKey = digestKey;
  }

  /** A keyed digest of a text: equal within this practice for equal texts, and worth nothing without the key. */
  async digest(text: string): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.sign('HMAC', this.#digestKey, utf8(text)));
  }
}

/** A practice key from its raw versions. Sealing and digests use keys derived from it (HKDF, RFC 5869), never itself. */
export async function practiceKey(versions: ReadonlyMap<number, Bytes>): Promise<PracticeKey> {
  const sealing = new Map<number, CryptoKey>();
  for (const [version, raw] of versions) {
    sealing.set(version, await importSealingKey(await derive(raw, 'practice/seal')));
  }
  // Digests are compared over the life of the practice, so they stay with the first version.
  const first = versions.get(Math.min(...versions.keys()));
  if (!first) throw new VaultError('key-missing');
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const digestKey = await crypto.subtle.importKey(
    'raw',
    await derive(first, 'practice/digest'),
    hmac,
    false,
    ['sign'],
  );
  return new PracticeKey(sealing, digestKey);
}

async function derive(raw: Bytes, purpose: string): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']);
  const parameters = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: utf8(`entrenous/${purpose}`),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, base, KEY_BYTES * 8));
}

/** A new random key. */
export function randomKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}
