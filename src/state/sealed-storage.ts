import type { RecordStore } from './records.ts';
import type { OutgoingMessage } from './types.ts';

/** What a person has written and not sent: in a conversation's composer, or in a form. */
export type Written =
  { kind: 'draft'; conversationId: string; text: string } | { kind: 'form'; name: string; text: string };

/** What is kept of a person: what they are writing, or a message that the server has not acknowledged. */
export type Kept = Written | { kind: 'outgoing'; conversationId: string; message: OutgoingMessage };

/** What is kept, with the name under which it lies. */
export interface Found {
  id: string;
  kept: Kept;
}

/** One person's records, open while their key is in memory. */
export interface SealedStorage {
  /** Everything that this person's key opens; what it does not open is not theirs, or was changed. */
  all(): Promise<Found[]>;
  put(kept: Kept): Promise<void>;
  remove(kept: Kept): Promise<void>;
  has(id: string): Promise<boolean>;
  /** The name under which it lies: tells nothing to who has not the key. */
  idOf(kept: Kept): Promise<string>;
}

/** Whose records they are. */
export interface Scope {
  backend: string;
  practiceId: string;
  personId: string;
}

/** Days for which what a person has left behind waits for them. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Opens a person's records with the key that the backend has handed out. Only keys that cannot be read out of the page
 * again are derived from it (HKDF, RFC 5869) and kept: one seals with AES-256-GCM, the other makes names. Each record is bound to
 * its owner and its name, so one that was put in another's place does not open.
 * @param rawKey 256 bits in base64url
 * @returns `undefined` in a page that has no WebCrypto, because it was not loaded over https
 */
export async function openSealedStorage(
  records: RecordStore,
  rawKey: string,
  scope: Scope,
  now: number,
): Promise<SealedStorage | undefined> {
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  if (!subtle) return undefined;
  const base = await subtle.importKey('raw', fromBase64Url(rawKey), 'HKDF', false, ['deriveKey']);
  const derive = (purpose: string, algorithm: AesKeyGenParams | HmacKeyGenParams, uses: KeyUsage[]) =>
    subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(`entrenous/${purpose}`) },
      base,
      algorithm,
      false,
      uses,
    );
  const sealing = await derive('page/seal', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
  const naming = await derive('page/name', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']);

  const digest = async (...parts: string[]) =>
    toBase64Url(new Uint8Array(await subtle.sign('HMAC', naming, encoder.encode(JSON.stringify(parts)))));
  const owner = await digest('owner', scope.backend, scope.practiceId, scope.personId);
  // Made once for each place: the less stands between a letter and the disk, the later a page may end without losing it.
  const ids = new Map<string, Promise<string>>();
  const idOf = (kept: Kept): Promise<string> => {
    const place = JSON.stringify(placeOf(kept));
    const known = ids.get(place);
    if (known) return known;
    const id = digest(owner, ...placeOf(kept));
    ids.set(place, id);
    id.catch(() => ids.delete(place));
    return id;
  };
  const parameters = (iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: encoder.encode(JSON.stringify(['entrenous/kept@1', owner, id])),
  });
  const day = Math.floor(now / DAY_MS);
  await records.purge(day - KEPT_DAYS);

  return {
    idOf,
    has: (id) => records.has(id),
    async all() {
      const found: Found[] = [];
      for (const { id, iv, sealed } of await records.of(owner)) {
        try {
          const plain = await subtle.decrypt(parameters(iv, id), sealing, sealed);
          found.push({ id, kept: JSON.parse(decoder.decode(plain)) as Kept });
        } catch {
          // Changed, or sealed under a key that was revoked: nobody opens it any more, and it goes with its time.
          continue;
        }
      }
      return found;
    },
    async put(kept) {
      const id = await idOf(kept);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = encoder.encode(JSON.stringify(kept));
      const sealed = new Uint8Array(await subtle.encrypt(parameters(iv, id), sealing, plain));
      // A letter must outlive the page, and not hold up the next one; a message outlives the machine.
      await records.put({ id, owner, day, iv, sealed }, kept.kind === 'outgoing' ? 'strict' : 'relaxed');
    },
    async remove(kept) {
      await records.remove(await idOf(kept));
      // A message is sent once: nobody asks for its name again.
      if (kept.kind === 'outgoing') ids.delete(JSON.stringify(placeOf(kept)));
    },
  };
}

/** What tells it from everything else that is kept of the same person. */
export function placeOf(kept: Kept): string[] {
  if (kept.kind === 'form') return [kept.kind, kept.name];
  return [kept.kind, kept.conversationId, kept.kind === 'draft' ? '' : kept.message.id];
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
