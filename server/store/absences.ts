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
}

const COLUMNS = `absence_id as "absenceId", person_id as "personId", revision, message, starts_at as "startsAt",
  ends_at as "endsAt", time_zone as "timeZone", every_hours as "everyHours"`;

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
       (practice_id, absence_id, person_id, revision, message, starts_at, ends_at, time_zone, every_hours)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (practice_id, absence_id) do update set revision = excluded.revision, message = excluded.message,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, time_zone = excluded.time_zone,
       every_hours = excluded.every_hours`,
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
