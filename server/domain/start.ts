import type { Database, KeyEncryptionKeys } from '../ports.ts';
import { insertAuditKey, keyProbes, listWithoutAuditKey } from '../store/keys.ts';
import { migrate } from '../store/migrate.ts';
import { setWork } from '../store/scope.ts';
import { proveKeys } from '../vault/probe.ts';
import type { Vault } from '../vault/vault.ts';

/**
 * What is done before anything else, at every start: the schema is brought up to date, the keys are proved, and what an older
 * release did not have is made. All of it or nothing.
 * @param database the tables' owner; where everything is up to date the application's role does, too
 * @throws {VaultError} when the key-encryption keys are not the database's
 * @throws {SchemaTooOldError} or {@link SchemaTooNewError} when the schema is not this release's and cannot be brought there
 */
export async function bringUpToDate(
  database: Database,
  { keys, vault }: { keys: KeyEncryptionKeys; vault: Vault },
  now: Date,
): Promise<void> {
  await migrate(database, now, async (tx) => {
    await setWork(tx, 'start');
    await proveKeys(keys, keyProbes(tx));
    for (const practiceId of await listWithoutAuditKey(tx)) {
      await insertAuditKey(tx, practiceId, (await vault.newAudit(practiceId)).row);
    }
  });
}
