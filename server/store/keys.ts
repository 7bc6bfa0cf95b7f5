import type { Database, Queryable } from '../ports.ts';
import type { Probes } from '../vault/probe.ts';
import type { WrappedConversationKey, WrappedKeys, WrappedPracticeKey } from '../vault/vault.ts';

/** The wrapped keys of practices and conversations. */
export function wrappedKeys({ within }: Pick<Database, 'within'>): WrappedKeys {
  const of = (practice: string) => within({ practice });
  return {
    ofPractice: (practiceId) =>
      of(practiceId).query<WrappedPracticeKey>(
        `select version, kek_version as "kekVersion", wrapped from practice_keys where practice_id = $1`,
        [practiceId],
      ),
    ofRetention: (practiceId) =>
      of(practiceId).query<WrappedPracticeKey>(
        `select version, kek_version as "kekVersion", wrapped from retention_keys where practice_id = $1`,
        [practiceId],
      ),
    ofAudit: (practiceId) =>
      of(practiceId).query<WrappedPracticeKey>(
        `select version, kek_version as "kekVersion", wrapped from audit_keys where practice_id = $1`,
        [practiceId],
      ),
    ofConversations: (practiceId, conversationIds) =>
      of(practiceId).query<WrappedConversationKey>(
        `select conversation_id as "conversationId", version, wrapped from conversation_keys
         where practice_id = $1 and conversation_id = any($2::uuid[])`,
        [practiceId, conversationIds],
      ),
  };
}

export async function insertPracticeKey(
  tx: Queryable,
  practiceId: string,
  key: WrappedPracticeKey,
): Promise<void> {
  await tx.query(
    `insert into practice_keys (practice_id, version, kek_version, wrapped) values ($1, $2, $3, $4)`,
    [practiceId, key.version, key.kekVersion, key.wrapped],
  );
}

/** The key of a practice that begins to keep copies; one that is there already stays. */
export async function insertRetentionKey(
  tx: Queryable,
  practiceId: string,
  key: WrappedPracticeKey,
): Promise<void> {
  await tx.query(
    `insert into retention_keys (practice_id, version, kek_version, wrapped) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [practiceId, key.version, key.kekVersion, key.wrapped],
  );
}

/** The key of a practice's audit; one that is there already stays. */
export async function insertAuditKey(
  tx: Queryable,
  practiceId: string,
  key: WrappedPracticeKey,
): Promise<void> {
  await tx.query(
    `insert into audit_keys (practice_id, version, kek_version, wrapped) values ($1, $2, $3, $4) on conflict do nothing`,
    [practiceId, key.version, key.kekVersion, key.wrapped],
  );
}

/** Practices that were made before audits had keys. */
export async function listWithoutAuditKey(q: Queryable): Promise<string[]> {
  const rows = await q.query<{ practiceId: string }>(
    `select practice_id as "practiceId" from practices p
     where not exists (select from audit_keys k where k.practice_id = p.practice_id)`,
  );
  return rows.map((row) => row.practiceId);
}

export async function insertConversationKey(
  tx: Queryable,
  practiceId: string,
  key: WrappedConversationKey,
): Promise<void> {
  await tx.query(
    `insert into conversation_keys (practice_id, conversation_id, version, wrapped) values ($1, $2, $3, $4)`,
    [practiceId, key.conversationId, key.version, key.wrapped],
  );
}

/** The probes of the key-encryption keys. */
export function keyProbes(tx: Queryable): Probes {
  return {
    async hasData() {
      return (await tx.query(`select 1 from practices limit 1`)).length > 0;
    },
    all: () => tx.query(`select kek_version as "kekVersion", wrapped from vault_probes`),
    async add(kekVersion, wrapped) {
      await tx.query(`insert into vault_probes (kek_version, wrapped) values ($1, $2)`, [
        kekVersion,
        wrapped,
      ]);
    },
  };
}
