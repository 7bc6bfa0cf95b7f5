import type { Queryable } from '../ports.ts';

/** An out-of-office setting as stored: `message` is sealed. */
export interface AbsenceRow {
  absenceId: string;
  personId: string;
  /** Changes with every edit. */
  revision: string;
  message: Uint8Array;
  startsAt: Date;
  /** The first instant that is no longer in it; `null`: until it is switched off. */
  endsAt: Date | null;
  timeZone: string;
  /** Hours between two replies in one conversation; 0: once. */
  everyHours: number;
  /** What others have been told: they see what has begun and is not over, whatever the clock of the process that they ask. */
  told: 'begun' | 'over' | null;
}

const COLUMNS = `absence_id as "absenceId", person_id as "personId", revision, message, starts_at as "startsAt",
  ends_at as "endsAt", time_zone as "timeZone", every_hours as "everyHours", told`;

/** Settings of these people that are not over, in the order of their start. */
export function listAbsences(
  q: Queryable,
  practiceId: string,
  personIds: readonly string[],
  now: Date,
): Promise<AbsenceRow[]> {
  return q.query<AbsenceRow>(
    `select ${COLUMNS} from absences
     where practice_id = $1 and person_id = any($2::text[]) and (ends_at is null or ends_at > $3)
     order by starts_at, absence_id`,
    [practiceId, personIds, now.toISOString()],
  );
}

/** The settings in which these people are now: all that others may know. */
export function listRunning(
  q: Queryable,
  practiceId: string,
  personIds: readonly string[],
  now: Date,
): Promise<AbsenceRow[]> {
  return q.query<AbsenceRow>(
    `select ${COLUMNS} from absences
     where practice_id = $1 and person_id = any($2::text[]) and (told = 'begun' or told is null and starts_at <= $3)
       and (ends_at is null or ends_at > $3)
     order by starts_at, absence_id`,
    [practiceId, personIds, now.toISOString()],
  );
}

/** The setting in which this person is at an instant. */
export async function findAbsence(
  q: Queryable,
  practiceId: string,
  personId: string,
  at: Date,
): Promise<AbsenceRow | undefined> {
  const [row] = await q.query<AbsenceRow>(
    `select ${COLUMNS} from absences
     where practice_id = $1 and person_id = $2 and starts_at <= $3 and (ends_at is null or ends_at > $3)`,
    [practiceId, personId, at.toISOString()],
  );
  return row;
}

/** Stores a setting, or puts it in the place of the one with the same id. The caller holds the person's lock. */
export async function putAbsence(tx: Queryable, practiceId: string, row: AbsenceRow): Promise<void> {
  await tx.query(
    `insert into absences
       (practice_id, absence_id, person_id, revision, message, starts_at, ends_at, time_zone, every_hours, told)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (practice_id, absence_id) do update set revision = excluded.revision, message = excluded.message,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, time_zone = excluded.time_zone,
       every_hours = excluded.every_hours, told = excluded.told`,
    [
      practiceId,
      row.absenceId,
      row.personId,
      row.revision,
      row.message,
      row.startsAt.toISOString(),
      row.endsAt?.toISOString() ?? null,
      row.timeZone,
      row.everyHours,
      row.told,
    ],
  );
}

export async function deleteAbsence(tx: Queryable, practiceId: string, absenceId: string): Promise<void> {
  await tx.query(`delete from absences where practice_id = $1 and absence_id = $2`, [practiceId, absenceId]);
}

/** Forgets a person's settings that are over: nothing reads them any more. */
export async function deletePastAbsences(
  tx: Queryable,
  practiceId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await tx.query(`delete from absences where practice_id = $1 and person_id = $2 and ends_at <= $3`, [
    practiceId,
    personId,
    now.toISOString(),
  ]);
}

/** Notes which of a person's settings have begun and which are over. @returns whether either is news */
export async function noteTold(
  tx: Queryable,
  practiceId: string,
  personId: string,
  now: Date,
): Promise<{ begun: boolean; over: boolean }> {
  const rows = await tx.query<{ told: 'begun' | 'over' }>(
    `update absences set told = case when ends_at <= $3 then 'over' else 'begun' end
     where practice_id = $1 and person_id = $2
       and (told is null and starts_at <= $3 or told is distinct from 'over' and ends_at <= $3)
     returning told`,
    [practiceId, personId, now.toISOString()],
  );
  return {
    begun: rows.some(({ told }) => told === 'begun'),
    over: rows.some(({ told }) => told === 'over'),
  };
}

/** Members for whom a setting has begun or ended and nobody was told, the longest due first. */
export function listDue(
  q: Queryable,
  now: Date,
  limit: number,
): Promise<{ practiceId: string; personId: string }[]> {
  return q.query(
    `select practice_id as "practiceId", person_id as "personId" from (
       select practice_id, person_id, starts_at as due from absences where told is null and starts_at <= $1
       union all
       select practice_id, person_id, ends_at from absences where told is distinct from 'over' and ends_at <= $1
     ) changes
     group by practice_id, person_id order by min(due) limit $2`,
    [now.toISOString(), limit],
  );
}

/** When the next setting begins or ends of which nobody was told. */
export async function findNextDue(q: Queryable): Promise<Date | undefined> {
  const [row] = await q.query<{ due: Date | null }>(
    `select least(
       (select min(starts_at) from absences where told is null),
       (select min(ends_at) from absences where told is distinct from 'over')) as due`,
  );
  return row?.due ?? undefined;
}

/** When a revision of a setting last replied in a conversation. */
export async function findReply(
  q: Queryable,
  practiceId: string,
  conversationId: string,
  { absenceId, revision }: Pick<AbsenceRow, 'absenceId' | 'revision'>,
): Promise<Date | undefined> {
  const [row] = await q.query<{ repliedAt: Date }>(
    `select replied_at as "repliedAt" from absence_replies
     where practice_id = $1 and absence_id = $2 and conversation_id = $3 and revision = $4`,
    [practiceId, absenceId, conversationId, revision],
  );
  return row?.repliedAt;
}

/** Notes that a revision of a setting has replied. The caller holds the conversation's lock. */
export async function putReply(
  tx: Queryable,
  practiceId: string,
  conversationId: string,
  { absenceId, revision }: Pick<AbsenceRow, 'absenceId' | 'revision'>,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into absence_replies (practice_id, absence_id, conversation_id, revision, replied_at)
     values ($1, $2, $3, $4, $5)
     on conflict (practice_id, absence_id, conversation_id) do update
       set revision = excluded.revision, replied_at = excluded.replied_at`,
    [practiceId, absenceId, conversationId, revision, at.toISOString()],
  );
}
