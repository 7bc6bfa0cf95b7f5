import type { MailLanguage } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';

/** A mail that waits to be sent. */
export type MailRow = {
  practiceId: string;
  mailId: string;
  tries: number;
  /** Of the page on which a code was asked for, where it said. */
  language: MailLanguage | null;
} & (
  | {
      kind: 'code';
      emailDigest: Uint8Array;
      /** Sealed. */
      code: Uint8Array;
    }
  | { kind: 'notice'; personId: string }
);

/** Queues the mail with a code, in the place of the one with the last code if that still waits. */
export async function queueCode(
  tx: Queryable,
  practiceId: string,
  mail: { mailId: string; emailDigest: Uint8Array; code: Uint8Array; language: MailLanguage | undefined },
  at: Date,
  expiresAt: Date,
): Promise<void> {
  await tx.query(
    `insert into mail_queue (practice_id, mail_id, kind, email_digest, code, due_at, expires_at, language)
     values ($1, $2, 'code', $3, $4, $5, $6, $7)
     on conflict (practice_id, email_digest) where email_digest is not null do update
     set mail_id = excluded.mail_id, code = excluded.code, tries = 0, due_at = excluded.due_at, expires_at = excluded.expires_at,
       language = excluded.language`,
    [
      practiceId,
      mail.mailId,
      mail.emailDigest,
      mail.code,
      at.toISOString(),
      expiresAt.toISOString(),
      mail.language ?? null,
    ],
  );
}

/**
 * Takes the mail that has waited longest, so that nobody else has it. A code is due again when whoever took it must have died
 * (`againAt`): it may come twice. A notice is not: it comes once or not at all.
 */
export async function claimMail(q: Queryable, at: Date, againAt: Date): Promise<MailRow | undefined> {
  const [row] = await q.query<MailRow>(
    `update mail_queue q
     set tries = q.tries + 1, due_at = case q.kind when 'code' then $2::timestamptz end
     from (
       select practice_id, mail_id from mail_queue
       where due_at <= $1 and expires_at > $1 order by due_at limit 1 for update skip locked
     ) as next
     where q.practice_id = next.practice_id and q.mail_id = next.mail_id
     returning q.practice_id as "practiceId", q.mail_id as "mailId", q.kind, q.tries, q.language,
       q.email_digest as "emailDigest", q.code, q.person_id as "personId"`,
    [at.toISOString(), againAt.toISOString()],
  );
  return row;
}

/** It has gone, or it never will: nothing of it is kept. */
export async function removeMail(q: Queryable, { practiceId, mailId }: MailRow): Promise<void> {
  await q.query(`delete from mail_queue where practice_id = $1 and mail_id = $2`, [practiceId, mailId]);
}

/** It has not gone, and is tried again. */
export async function postponeMail(
  q: Queryable,
  { practiceId, mailId }: MailRow,
  dueAt: Date,
): Promise<void> {
  await q.query(`update mail_queue set due_at = $3 where practice_id = $1 and mail_id = $2`, [
    practiceId,
    mailId,
    dueAt.toISOString(),
  ]);
}

/** Takes away whatever of signing in has had its time: mails, codes, sessions, counts. */
export async function removeStale(q: Queryable, at: Date): Promise<void> {
  const now = [at.toISOString()];
  await q.query(`delete from mail_queue where expires_at <= $1`, now);
  await q.query(`delete from sign_in_codes where expires_at <= $1`, now);
  await q.query(`delete from sign_in_sessions where expires_at <= $1`, now);
  await q.query(`delete from rate_limits where forgotten_at <= $1`, now);
}
