import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** A digest of bytes that come piece by piece. Nothing may come after {@link digest}. */
export interface RunningHash {
  update(bytes: Uint8Array): RunningHash;
  digest(): Uint8Array;
}

/** SHA-256 of files and documents that nobody holds as a whole: WebCrypto takes only what is in memory at once. */
export function runningSha256(): RunningHash {
  return sha256.create();
}

/** SHA-1, which FHIR R4 wants of an attachment. It proves nothing to anybody today. */
export function runningSha1(): RunningHash {
  return sha1.create();
}
