import { concat, type Bytes } from './bytes.ts';
import { VaultError } from './errors.ts';
import { encodePlace, uint32, type Place } from './place.ts';

/** The first byte of everything sealed: how the rest is to be read. */
const FORMAT = 1;

/** Random IV of 96 bits (NIST SP 800-38D): at most 2³² values under one key, far above what one conversation holds. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + 4;

/** format (1) · key version (4) · IV (12) · ciphertext and tag. */
export async function sealBytes(
  key: CryptoKey,
  keyVersion: number,
  place: Place,
  plain: Bytes,
): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encodePlace(place, FORMAT, keyVersion), tagLength: TAG_BYTES * 8 },
    key,
    plain,
  );
  return concat(Uint8Array.of(FORMAT), uint32(keyVersion), iv, new Uint8Array(sealed));
}

/** The key version that a sealed value names. @throws {VaultError} when it is not a sealed value */
export function keyVersionOf(sealed: Uint8Array): number {
  if (sealed.length < HEADER_BYTES + IV_BYTES + TAG_BYTES || sealed[0] !== FORMAT) {
    throw new VaultError('cannot-open');
  }
  return new DataView(sealed.buffer, sealed.byteOffset).getUint32(1);
}

/** What {@link sealBytes} sealed. @throws {VaultError} when anything differs: key, place or a bit of the value */
export async function openBytes(key: CryptoKey, place: Place, sealed: Uint8Array): Promise<Bytes> {
  const additionalData = encodePlace(place, FORMAT, keyVersionOf(sealed));
  const bytes = Uint8Array.from(sealed);
  try {
    const plain = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: bytes.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES),
        additionalData,
        tagLength: TAG_BYTES * 8,
      },
      key,
      bytes.subarray(HEADER_BYTES + IV_BYTES),
    );
    return new Uint8Array(plain);
  } catch {
    // WebCrypto says no more than OperationError, on purpose.
    throw new VaultError('cannot-open');
  }
}

/** What tells two sealed values apart without opening them: the IV, random for each. */
export function ivOf(sealed: Uint8Array): Uint8Array {
  return sealed.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
}

/** Raw bytes as a key for {@link sealBytes} and {@link openBytes}; they cannot be read out of it again. */
export function importSealingKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
