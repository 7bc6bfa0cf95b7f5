import { verifyAudit } from '../../server/domain/audit/verify.ts';
import { verifyContent } from '../../server/domain/integrity/verify-content.ts';
import type { PurgeDeps } from '../../server/domain/purge/deps.ts';
import { DEFAULT_RETENTION, type Retention } from '../../server/domain/purge/retention.ts';
import { EventHub } from '../../server/events/hub.ts';
import type { Database, KeyEncryptionKeys } from '../../server/ports.ts';
import { wrappedKeys } from '../../server/store/keys.ts';
import { listTables } from '../../server/store/whole.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import { Vault } from '../../server/vault/vault.ts';
import { TEST_KEYS } from './world.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** For how long things are kept: all that is not named for good, the audit too. */
export function keepFor(retention: Partial<Retention>): Retention {
  return { ...DEFAULT_RETENTION, audit: null, ...retention };
}

/** What an operator's purge works with. */
export function purgeDeps(
  database: Database,
  now: () => Date,
  keys: KeyEncryptionKeys = localKeys(TEST_KEYS),
): PurgeDeps {
  const vault = new Vault(keys, wrappedKeys(database));
  return { database, vault, hub: new EventHub(database, () => undefined), now };
}

/** What `entrenous verify` finds in a practice. */
export async function findingsIn(deps: PurgeDeps & { database: Database }, practiceId = 'alder') {
  const content = await verifyContent(deps, practiceId);
  return [...content.findings, ...(await verifyAudit(deps, practiceId)).findings];
}

/** How many rows a practice has, by table. */
export async function rowsOf(database: Database, practiceId: string): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of await listTables(database)) {
    if (table === 'vault_probes') continue;
    const [row] = await database.query<{ n: number }>(
      `select count(*)::int as n from ${table} where practice_id = $1`,
      [practiceId],
    );
    if (row && row.n > 0) rows[table] = row.n;
  }
  return rows;
}

/** The entries of a practice's audit whose action is like something, in their order. */
export function auditLike(database: Database, like: string) {
  return database.query<{ action: string; conversation: string | null; count: number | null }>(
    `select action, conversation_id as conversation, count from audit
     where practice_id = 'alder' and action like $1 order by at, n`,
    [like],
  );
}
