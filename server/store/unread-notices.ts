import type { Queryable } from '../ports.ts';

/** A client who has waited long enough for a notice. */
export interface UnreadClient {
  practiceId: string;
  personId: string;
  /** When the oldest message was sent that they have not read. */
  oldest: Date;
}

/** Who is told at all: clients with an address who want it, where messaging and notices are on. */
const TOLD = `p.kind = 'client' and p.active and p.email is not null and p.email_notices
  and r.secure_messaging and r.notice_seconds is not null`;

/** What somebody has written that the reader of \`t\` has not read. Automatic replies tell nobody anything. */
const UNREAD = `m.practice_id = t.practice_id and m.conversation_id = t.conversation_id and m.seq > t.read_seq
  and m.sender_id <> t.person_id and m.origin = 'person' and m.deleted_at is null`;

/**
 * The clients to whom a notice is due: something is unread for their practice's time and there was no notice since it was sent,
 * or one so long ago that it is time for the reminder. What nobody has touched for long is left alone (`newerThan`).
 */
export function listDueNotices(
  q: Queryable,
  at: Date,
  remindedSince: Date,
  newerThan: Date,
): Promise<UnreadClient[]> {
  return q.query<UnreadClient>(
    `select t.practice_id as "practiceId", t.person_id as "personId", min(m.sent_at) as oldest
     from participants t
       join people p on p.practice_id = t.practice_id and p.person_id = t.person_id
       join practices r on r.practice_id = t.practice_id
       join messages m on ${UNREAD}
       left join unread_notices n on n.practice_id = t.practice_id and n.person_id = t.person_id
     where t.unread > 0 and ${TOLD}
     group by t.practice_id, t.person_id, r.notice_seconds, n.first_at, n.count
     having min(m.sent_at) <= $1::timestamptz - make_interval(secs => r.notice_seconds)
       and max(m.sent_at) > $3
       and (n.first_at is null or n.first_at < min(m.sent_at) or (n.count = 1 and n.first_at <= $2))`,
    [at.toISOString(), remindedSince.toISOString(), newerThan.toISOString()],
  );
}

/**
 * Notes that this client gets a notice now, and queues it: one statement, so both or neither. Whoever comes second, in another
 * process, finds it noted and queues nothing.
 * @returns whether it was queued
 */
export async function queueNotice(
  q: Queryable,
  { practiceId, personId, oldest }: UnreadClient,
  at: Date,
  remindedSince: Date,
  mailId: string,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await q.query(
    `with noted as (
       insert into unread_notices as n (practice_id, person_id, first_at, count) values ($1, $2, $4, 1)
       on conflict (practice_id, person_id) do update set
         count = case when n.first_at < $3 then 1 else 2 end,
         first_at = case when n.first_at < $3 then $4 else n.first_at end
       where n.first_at < $3 or (n.count = 1 and n.first_at <= $5)
       returning 1
     )
     insert into mail_queue (practice_id, mail_id, kind, person_id, due_at, expires_at)
     select $1, $6::uuid, 'notice', $2, $4, $7::timestamptz from noted returning 1`,
    [
      practiceId,
      personId,
      oldest.toISOString(),
      at.toISOString(),
      remindedSince.toISOString(),
      mailId,
      expiresAt.toISOString(),
    ],
  );
  return rows.length > 0;
}

/** The sealed address of a client who still has something unread and still wants to be told. */
export async function findUnreadAddress(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<Uint8Array | undefined> {
  const [row] = await q.query<{ email: Uint8Array }>(
    `select p.email from people p join practices r using (practice_id)
     where p.practice_id = $1 and p.person_id = $2 and ${TOLD} and exists (
       select 1 from participants t join messages m on ${UNREAD}
       where t.practice_id = p.practice_id and t.person_id = p.person_id and t.unread > 0)`,
    [practiceId, personId],
  );
  return row?.email;
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
