import type { Queryable } from '../ports.ts';

/** Bytes of the file store that are to go. */
export interface FileRemoval {
  practiceId: string;
  fileId: string;
}

/** Notes that these bytes go at a time, unless somebody claims them before. Said before the first byte is written. */
export async function scheduleRemovals(
  q: Queryable,
  practiceId: string,
  fileIds: readonly string[],
  dueAt: Date,
): Promise<void> {
  await q.query(
    `insert into file_removals (practice_id, file_id, due_at) select $1, id, $3 from unnest($2::uuid[]) as id
     on conflict (practice_id, file_id) do update set due_at = excluded.due_at`,
    [practiceId, fileIds, dueAt.toISOString()],
  );
}

/** Those of these bytes that nobody has claimed go now. */
export async function expediteRemovals(
  q: Queryable,
  practiceId: string,
  fileIds: readonly string[],
  at: Date,
): Promise<void> {
  await q.query(`update file_removals set due_at = $3 where practice_id = $1 and file_id = any($2::uuid[])`, [
    practiceId,
    fileIds,
    at.toISOString(),
  ]);
}

/** Keeps these bytes. @returns whether all of them were still to be had */
export async function claimFiles(
  tx: Queryable,
  practiceId: string,
  fileIds: readonly string[],
): Promise<boolean> {
  const rows = await tx.query(
    `delete from file_removals where practice_id = $1 and file_id = any($2::uuid[]) returning 1`,
    [practiceId, fileIds],
  );
  return rows.length === fileIds.length;
}

/** What is due, the longest waiting first. */
export function dueRemovals(q: Queryable, at: Date, limit: number): Promise<FileRemoval[]> {
  return q.query<FileRemoval>(
    `select practice_id as "practiceId", file_id as "fileId" from file_removals where due_at <= $1 order by due_at limit $2`,
    [at.toISOString(), limit],
  );
}

/** These bytes are gone. */
export async function removalDone(q: Queryable, { practiceId, fileId }: FileRemoval): Promise<void> {
  await q.query(`delete from file_removals where practice_id = $1 and file_id = $2`, [practiceId, fileId]);
}
