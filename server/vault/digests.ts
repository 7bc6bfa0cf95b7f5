import { toBase64Url, utf8, type Bytes } from './bytes.ts';

/** SHA-256 of a text's UTF-8 bytes. */
export async function sha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text)));
}

/** Whether two digests are the same, in a time that does not tell where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** 256 random bits as text. */
export function randomSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** A random number of so many decimal digits, every one as likely as the others. */
export function randomDigits(length: number): string {
  const digits: number[] = [];
  while (digits.length < length) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // 250 is the largest multiple of ten in a byte; what lies above would favour small digits.
    if (byte < 250) digits.push(byte % 10);
  }
  return digits.join('');
}
