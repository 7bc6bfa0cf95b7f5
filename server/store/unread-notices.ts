import type { Queryable } from '../ports.ts';
import type { ClientAddress } from './sign-in-codes.ts';

/** A client who has waited long enough for a notice. */
export interface DueNotice {
  practiceId: string;
  personId: string;
  /** The last first notice that they got, and how many there were with its reminder; `null` when there never was one. */
  lastAt: Date | null;
  count: number;
  /** Whether this is the reminder of that one. */
  reminder: boolean;
}

/** Who is told at all: clients with an address who want it, where messaging and notices are on. */
const TOLD = `p.kind = 'client' and p.active and p.email is not null and p.email_notices
  and r.secure_messaging and r.notice_seconds is not null`;

/** What somebody has written that the reader of \`t\` has not read. Automatic replies tell nobody anything. */
const UNREAD = `m.practice_id = t.practice_id and m.conversation_id = t.conversation_id and m.seq > t.read_seq
  and m.sender_id <> t.person_id and m.origin = 'person' and m.deleted_at is null`;

/**
 * The clients to whom a notice is due. A first one: something of which they were not told is unread for their practice's time, and they
 * have come back since the last notice, by reading something, or all that it was about. A reminder: something of which they were
 * told once is still unread. What nobody has touched for long is left alone (`newerThan`).
 */
export function listDueNotices(
  q: Queryable,
  at: Date,
  remindedSince: Date,
  newerThan: Date,
): Promise<DueNotice[]> {
  return q.query<DueNotice>(
    `with waiting as (
       select t.practice_id, t.person_id, r.notice_seconds, n.first_at, coalesce(n.count, 0) as count,
         min(m.sent_at) as oldest, max(m.sent_at) as newest,
         min(m.sent_at) filter (where n.first_at is null or m.sent_at > n.first_at) as untold,
         (select max(read_at) from participants o
          where o.practice_id = t.practice_id and o.person_id = t.person_id) as read_at
       from participants t
         join people p on p.practice_id = t.practice_id and p.person_id = t.person_id
         join practices r on r.practice_id = t.practice_id
         join messages m on ${UNREAD}
         left join unread_notices n on n.practice_id = t.practice_id and n.person_id = t.person_id
       where t.unread > 0 and ${TOLD}
       group by t.practice_id, t.person_id, r.notice_seconds, n.first_at, n.count
     ), due as (
       select *,
         (untold <= $1::timestamptz - make_interval(secs => notice_seconds)
           and (first_at is null or oldest > first_at or read_at > first_at)) is true as first,
         (count = 1 and first_at <= $2 and oldest <= first_at) is true as reminder
       from waiting where newest > $3
     )
     select practice_id as "practiceId", person_id as "personId", first_at as "lastAt", count,
       not first as reminder
     from due where first or reminder`,
    [at.toISOString(), remindedSince.toISOString(), newerThan.toISOString()],
  );
}

/**
 * Notes that this client gets a notice now, and queues it: one statement, so both or neither. Whoever comes second, in another
 * process, finds that it is no longer as they have seen it, and queues nothing.
 * @returns whether it was queued
 */
export async function queueNotice(
  q: Queryable,
  { practiceId, personId, lastAt, count, reminder }: DueNotice,
  at: Date,
  mailId: string,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await q.query(
    `with noted as (
       insert into unread_notices as n (practice_id, person_id, first_at, count) values ($1, $2, $5, $6)
       on conflict (practice_id, person_id) do update set first_at = excluded.first_at, count = excluded.count
       where n.first_at = $3 and n.count = $4
       returning 1
     )
     insert into mail_queue (practice_id, mail_id, kind, person_id, due_at, expires_at)
     select $1, $7::uuid, 'notice', $2, $8::timestamptz, $9::timestamptz from noted returning 1`,
    [
      practiceId,
      personId,
      lastAt?.toISOString() ?? null,
      count,
      (reminder && lastAt ? lastAt : at).toISOString(),
      reminder ? 2 : 1,
      mailId,
      at.toISOString(),
      expiresAt.toISOString(),
    ],
  );
  return rows.length > 0;
}

/** The sealed address of a client who still has something unread and still wants to be told, and their language. */
export async function findUnreadAddress(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<Omit<ClientAddress, 'personId'> | undefined> {
  const [row] = await q.query<Omit<ClientAddress, 'personId'>>(
    `select p.email, p.language from people p join practices r using (practice_id)
     where p.practice_id = $1 and p.person_id = $2 and ${TOLD} and exists (
       select 1 from participants t join messages m on ${UNREAD}
       where t.practice_id = p.practice_id and t.person_id = p.person_id and t.unread > 0)`,
    [practiceId, personId],
  );
  return row;
}

/** Whether this person is told of unread messages; `undefined` where nobody could be. */
export async function findEmailNotices(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<boolean | undefined> {
  const [row] = await q.query<{ on: boolean }>(
    `select p.email_notices as "on" from people p join practices r using (practice_id)
     where p.practice_id = $1 and p.person_id = $2 and p.kind = 'client' and p.email is not null
       and r.notice_seconds is not null`,
    [practiceId, personId],
  );
  return row?.on;
}

/** The person's own choice. @returns whether it was another one */
export async function setEmailNotices(
  tx: Queryable,
  practiceId: string,
  personId: string,
  on: boolean,
): Promise<boolean> {
  const rows = await tx.query(
    `update people set email_notices = $3 where practice_id = $1 and person_id = $2 and email_notices <> $3 returning 1`,
    [practiceId, personId, on],
  );
  return rows.length > 0;
}
