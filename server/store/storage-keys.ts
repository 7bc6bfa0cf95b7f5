import type { Queryable } from '../ports.ts';

/** A person's storage key as stored: sealed. */
export async function findStorageKey(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<Uint8Array | undefined> {
  const [row] = await q.query<{ sealed: Uint8Array }>(
    `select sealed from storage_keys where practice_id = $1 and person_id = $2`,
    [practiceId, personId],
  );
  return row?.sealed;
}

/** Stores a key unless there is one already. */
export async function insertStorageKey(
  q: Queryable,
  practiceId: string,
  personId: string,
  sealed: Uint8Array,
  at: Date,
): Promise<void> {
  await q.query(
    `insert into storage_keys (practice_id, person_id, sealed, created_at) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [practiceId, personId, sealed, at.toISOString()],
  );
}

/** Revokes a person's key: what their browsers keep can be opened by nobody any more. */
export async function deleteStorageKey(tx: Queryable, practiceId: string, personId: string): Promise<void> {
  await tx.query(`delete from storage_keys where practice_id = $1 and person_id = $2`, [
    practiceId,
    personId,
  ]);
}
