import { findStorageKey, insertStorageKey } from '../store/storage-keys.ts';
import { toBase64Url } from '../vault/bytes.ts';
import { randomKey } from '../vault/keys.ts';
import type { Place } from '../vault/place.ts';
import type { Actor, Deps } from './deps.ts';

/** Where a person's storage key is sealed. */
export function storageKeyPlace(practiceId: string, personId: string): Place {
  return { table: 'storage_keys', field: 'sealed', practiceId, row: personId };
}

/**
 * The key under which a person's browsers keep what was written and not sent. It is random, sealed under the practice's key,
 * and the same at every sign-in, so that a page that was reloaded opens what it kept; making the person inactive ends it.
 */
export async function storageKeyOf(deps: Deps, { practiceId, personId }: Actor): Promise<string> {
  const key = await deps.vault.practice(practiceId);
  const place = storageKeyPlace(practiceId, personId);
  let sealed = await findStorageKey(deps.database, practiceId, personId);
  if (!sealed) {
    const made = await key.sealBytes(place, randomKey());
    await insertStorageKey(deps.database, practiceId, personId, made, deps.now());
    // Another page may have been first; then its key is the one.
    sealed = (await findStorageKey(deps.database, practiceId, personId)) ?? made;
  }
  return toBase64Url(await key.openBytes(place, sealed));
}
