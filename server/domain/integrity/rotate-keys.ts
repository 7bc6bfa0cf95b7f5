import type { Database, KeyEncryptionKeys } from '../../ports.ts';
import { forgetUnused, listWrapped, replaceWrapped } from '../../store/wrapped-keys.ts';
import { VaultError } from '../../vault/errors.ts';
import { WRAPPED_KINDS, type Vault } from '../../vault/vault.ts';

/** Keys read at once. */
const BATCH = 100;

/** What a rotation has done. */
export interface Rotation {
  /** Keys that the current key-encryption key wraps now and did not before. */
  rewrapped: number;
  /** Key-encryption keys that nothing needs any more. */
  retired: string[];
}

/**
 * Wraps every practice's keys anew by the current key-encryption key; what they seal stays as it is. Each key is one statement that
 * changes it only if it is still what was read, so servers go on meanwhile, a rotation that was killed is begun again, and
 * two at once do no harm. Every key that was wrapped is read back and opened before an old key-encryption key is let go.
 * @param rewrapped called with the number so far
 * @throws {VaultError} `kek-mismatch` when a key that wraps something is not at hand; what was done until then stays
 */
export async function rotateKeys(
  deps: { database: Database; keys: KeyEncryptionKeys; vault: Vault },
  rewrapped: (keys: number) => void | Promise<void> = () => undefined,
): Promise<Rotation> {
  const { database, keys, vault } = deps;
  let done = 0;
  for (const kind of WRAPPED_KINDS) {
    for (;;) {
      const rows = await listWrapped(database, kind, { otherThan: keys.current }, BATCH);
      for (const row of rows) {
        const anew = await vault.rewrap(kind, row.practiceId, row);
        if (!(await vault.opens(kind, row.practiceId, anew))) throw new VaultError('kek-mismatch');
        // Somebody else was quicker: then it is wrapped anew all the same.
        if (await replaceWrapped(database, kind, row, anew)) await rewrapped(++done);
      }
      if (rows.length < BATCH) break;
    }
  }
  for (const kind of WRAPPED_KINDS) {
    const rows = await listWrapped(database, kind, {}, Number.MAX_SAFE_INTEGER);
    for (const row of rows) {
      if (!(await vault.opens(kind, row.practiceId, row))) throw new VaultError('kek-mismatch');
    }
  }
  return { rewrapped: done, retired: await forgetUnused(database, keys.current) };
}
