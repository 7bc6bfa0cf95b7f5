import type { Queryable } from '../ports.ts';
import type { WrappedKind, WrappedPracticeKey } from '../vault/vault.ts';

/** A practice's wrapped key of any kind, and whose it is. */
export interface PracticeKeyRow extends WrappedPracticeKey {
  practiceId: string;
}

const TABLES: Readonly<Record<WrappedKind, string>> = {
  practice: 'practice_keys',
  retention: 'retention_keys',
  audit: 'audit_keys',
};

const COLUMNS = `practice_id as "practiceId", version, kek_version as "kekVersion", wrapped`;

/** Keys that another than the current key-encryption key wraps, or all. */
export function listWrapped(
  q: Queryable,
  kind: WrappedKind,
  filter: { otherThan?: string; practiceId?: string },
  limit: number,
): Promise<PracticeKeyRow[]> {
  return q.query<PracticeKeyRow>(
    `select ${COLUMNS} from ${TABLES[kind]}
     where ($1::text is null or kek_version <> $1) and ($2::text is null or practice_id = $2)
     order by practice_id, version limit $3`,
    [filter.otherThan ?? null, filter.practiceId ?? null, limit],
  );
}

/** How many keys each key-encryption key wraps. */
export async function countWrapped(q: Queryable): Promise<{ kekVersion: string; keys: number }[]> {
  const all = Object.values(TABLES).map((table) => `select kek_version from ${table}`);
  return q.query(
    `select p.kek_version as "kekVersion", count(w.kek_version)::int as keys
     from vault_probes p left join (${all.join(' union all ')}) w using (kek_version)
     group by p.kek_version order by p.kek_version`,
  );
}

/** Puts a key that was wrapped anew in the place of what it was. @returns whether it was still that */
export async function replaceWrapped(
  q: Queryable,
  kind: WrappedKind,
  before: PracticeKeyRow,
  after: WrappedPracticeKey,
): Promise<boolean> {
  const rows = await q.query(
    `update ${TABLES[kind]} set kek_version = $3, wrapped = $4
     where practice_id = $1 and version = $2 and kek_version = $5 and wrapped = $6 returning version`,
    [before.practiceId, before.version, after.kekVersion, after.wrapped, before.kekVersion, before.wrapped],
  );
  return rows.length > 0;
}

/**
 * Lets key-encryption keys go that wrap nothing any more, but for the current one: a start no longer asks for them. One that
 * comes into use at the same moment stays, by the tables' own rule.
 */
export async function forgetUnused(q: Queryable, current: string): Promise<string[]> {
  const used = Object.values(TABLES).map(
    (table) => `not exists (select from ${table} k where k.kek_version = p.kek_version)`,
  );
  const rows = await q.query<{ kekVersion: string }>(
    `delete from vault_probes p where kek_version <> $1 and ${used.join(' and ')} returning kek_version as "kekVersion"`,
    [current],
  );
  return rows.map((row) => row.kekVersion).sort();
}

/** Every practice, in order. */
export async function listPracticeIds(q: Queryable): Promise<string[]> {
  const rows = await q.query<{ id: string }>(`select practice_id as id from practices order by practice_id`);
  return rows.map((row) => row.id);
}
