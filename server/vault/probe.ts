import type { KeyEncryptionKeys } from '../ports.ts';
import { utf8 } from './bytes.ts';
import { VaultError } from './errors.ts';
import { randomKey } from './keys.ts';

/** What {@link proveKeys} needs to know of the database, under a lock that lets one process at a time in. */
export interface Probes {
  /** Whether there is any practice. */
  hasData(): Promise<boolean>;
  all(): Promise<{ kekVersion: string; wrapped: Uint8Array }[]>;
  add(kekVersion: string, wrapped: Uint8Array): Promise<void>;
}

/** Bound to every probe, so that it is good for nothing else. */
const CONTEXT = utf8('entrenous/probe');

/**
 * Makes sure at the start that the key-encryption keys are those of this database: everything that was ever wrapped here has a probe
 * of its key, and all of them must open. A fresh database gets its first probe; a new current key gets one of its own.
 * @throws {VaultError} `kek-mismatch` or `kek-unproven`; nothing has been written then
 */
export async function proveKeys(keys: KeyEncryptionKeys, probes: Probes): Promise<void> {
  const known = await probes.all();
  if (known.length === 0 && (await probes.hasData())) throw new VaultError('kek-unproven');
  for (const { kekVersion, wrapped } of known) {
    await keys.unwrap(kekVersion, wrapped, CONTEXT).catch(() => {
      throw new VaultError('kek-mismatch');
    });
  }
  if (known.some((probe) => probe.kekVersion === keys.current)) return;
  await probes.add(keys.current, await keys.wrap(randomKey(), CONTEXT));
}
