import type { KeyEncryptionKeys } from '../ports.ts';
import { concat, fromBase64, type Bytes } from './bytes.ts';
import { VaultError } from './errors.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const FORMAT = 1;

/** Key-encryption keys by label: 32 bytes each, raw or in base64. */
export interface LocalKeySet {
  /** The label of the key that wraps new keys. */
  current: string;
  keys: Readonly<Record<string, string | Uint8Array>> | ReadonlyMap<string, string | Uint8Array>;
}

/**
 * Key-encryption keys that this process holds itself, from its environment or a file. A KMS takes its place behind the same
 * interface.
 * @throws {VaultError} `kek-invalid` when a key is not 32 bytes or the current one is missing
 */
export function localKeys(set: LocalKeySet): KeyEncryptionKeys {
  const keys = new Map<string, Promise<CryptoKey>>();
  const entries = set.keys instanceof Map ? [...set.keys] : Object.entries(set.keys);
  for (const [version, key] of entries as [string, string | Uint8Array][]) keys.set(version, importKey(key));
  if (!keys.has(set.current)) throw new VaultError('kek-invalid');

  return {
    current: set.current,

    async wrap(key, context) {
      const kek = await keys.get(set.current)!;
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const additionalData = Uint8Array.from(context);
      const wrapped = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        kek,
        Uint8Array.from(key),
      );
      return concat(Uint8Array.of(FORMAT), iv, new Uint8Array(wrapped));
    },

    async unwrap(version, wrapped, context) {
      const kek = await keys.get(version);
      if (!kek || wrapped[0] !== FORMAT) throw new VaultError('kek-mismatch');
      const bytes = Uint8Array.from(wrapped);
      const iv = bytes.subarray(1, 1 + IV_BYTES);
      const additionalData = Uint8Array.from(context);
      try {
        const sealed = bytes.subarray(1 + IV_BYTES);
        return new Uint8Array(
          await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, kek, sealed),
        );
      } catch {
        throw new VaultError('kek-mismatch');
      }
    },
  };
}

function importKey(key: string | Uint8Array): Promise<CryptoKey> {
  const raw = rawKey(key);
  if (raw?.length !== KEY_BYTES) throw new VaultError('kek-invalid');
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function rawKey(key: string | Uint8Array): Bytes | undefined {
  if (typeof key !== 'string') return Uint8Array.from(key);
  try {
    return fromBase64(key);
  } catch {
    return undefined;
  }
}
