import type { Queryable } from '../ports.ts';

/** Waits until nobody else purges the practice or places a hold in it, and keeps them out until the transaction ends. */
export async function holdPractice(tx: Queryable, practiceId: string): Promise<void> {
  await tx.query(`select from practices where practice_id = $1 for no key update`, [practiceId]);
}

/** From here on nobody of the practice gets in. @returns whether there is such a practice */
export async function closePractice(tx: Queryable, practiceId: string, at: Date): Promise<boolean> {
  await tx.query(`update people set active = false where practice_id = $1`, [practiceId]);
  const rows = await tx.query(
    `update practices set purged_at = coalesce(purged_at, $2), secure_messaging = false, email_sign_in = false
     where practice_id = $1 returning 1`,
    [practiceId, at.toISOString()],
  );
  return rows.length > 0;
}

/** Tables whose rows go with their practice, each before those that it refers to. */
const TABLES = [
  'mail_queue',
  'unread_notices',
  'rate_limits',
  'sign_in_codes',
  'access_tokens',
  'sign_in_sessions',
  'token_activity',
  'storage_keys',
  'person_events',
  'absence_replies',
  'absences',
  'legal_holds',
  'people',
  'retention_keys',
  'practice_keys',
] as const;

/**
 * Takes away what a practice has beside its conversations, and the keys that sealed all of it. What stays: its id, its audit with
 * the key of that, and what was noted of purges.
 * @returns whether there was anything left
 */
export async function emptyPractice(tx: Queryable, practiceId: string, at: Date): Promise<boolean> {
  const keys = await tx.query(`select from practice_keys where practice_id = $1`, [practiceId]);
  await tx.query(
    `with gone as (
       delete from attachments where practice_id = $1 returning practice_id, file_id, preview_id
     )
     insert into file_removals (practice_id, file_id, due_at)
     select practice_id, id, $2::timestamptz from gone, unnest(array[file_id, preview_id]) as id where id is not null
     on conflict (practice_id, file_id) do update set due_at = excluded.due_at`,
    [practiceId, at.toISOString()],
  );
  for (const table of TABLES) await tx.query(`delete from ${table} where practice_id = $1`, [practiceId]);
  await tx.query(
    `update practices set name = '', notice = null, mail_name = null, mail_url = null where practice_id = $1`,
    [practiceId],
  );
  return keys.length > 0;
}

/** Whether a practice was purged, or is being. */
export async function isPurged(q: Queryable, practiceId: string): Promise<boolean> {
  const rows = await q.query(`select from practices where practice_id = $1 and purged_at is not null`, [
    practiceId,
  ]);
  return rows.length > 0;
}
