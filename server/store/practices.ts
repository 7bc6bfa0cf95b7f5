import type { DeletePolicy, MailLanguage } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';

/** A practice as stored: `name`, `notice` and what mails say of it are sealed. */
export interface PracticeRow {
  practiceId: string;
  portalId: string;
  name: Uint8Array;
  notice: Uint8Array | null;
  noticeRevision: number;
  secureMessaging: boolean;
  /** Seconds; `null`: no limit. */
  deleteWindow: number | null;
  /** What remains behind a tombstone: nothing, or a copy that no route reaches. */
  deletePolicy: DeletePolicy;
  /** Days for which copies are kept; `null` while none was ever asked for. */
  retentionDays: number | null;
  /** Seconds without activity after which a token is refused. */
  idleSeconds: number;
  /** Whether clients sign in by e-mail. */
  emailSignIn: boolean;
  /** Seconds for which a message is unread before there is a notice of it; `null`: never. */
  noticeSeconds: number | null;
  mailName: Uint8Array | null;
  mailUrl: Uint8Array | null;
  /** Of mails to people of whom nobody knows theirs; `null`: English. */
  mailLanguage: MailLanguage | null;
  /** Origins whose pages may reach it; `null`: those of the server. */
  allowedOrigins: string[] | null;
}

/** What a portal sets of a practice. */
export type PracticeSettings = Pick<
  PracticeRow,
  | 'name'
  | 'deleteWindow'
  | 'deletePolicy'
  | 'retentionDays'
  | 'idleSeconds'
  | 'emailSignIn'
  | 'noticeSeconds'
  | 'mailName'
  | 'mailUrl'
  | 'allowedOrigins'
  | 'mailLanguage'
>;

const COLUMNS = `practice_id as "practiceId", portal_id as "portalId", name, notice,
  notice_revision as "noticeRevision", secure_messaging as "secureMessaging", delete_window as "deleteWindow",
  idle_seconds as "idleSeconds", email_sign_in as "emailSignIn", notice_seconds as "noticeSeconds",
  mail_name as "mailName", mail_url as "mailUrl", delete_policy as "deletePolicy", retention_days as "retentionDays",
  allowed_origins as "allowedOrigins", mail_language as "mailLanguage"`;

/** A practice; none that was purged. */
export async function findPractice(q: Queryable, practiceId: string): Promise<PracticeRow | undefined> {
  const [row] = await q.query<PracticeRow>(
    `select ${COLUMNS} from practices where practice_id = $1 and purged_at is null`,
    [practiceId],
  );
  return row;
}

/** Waits until nobody else changes the practice, and reads it. */
export async function lockPractice(tx: Queryable, practiceId: string): Promise<PracticeRow | undefined> {
  // Not FOR UPDATE: that would stop everybody whose rows refer to the practice.
  const [row] = await tx.query<PracticeRow>(
    `select ${COLUMNS} from practices where practice_id = $1 and purged_at is null for no key update`,
    [practiceId],
  );
  return row;
}

/** @returns whether it was inserted; `false` if the practice is there already */
export async function insertPractice(
  tx: Queryable,
  practice: { practiceId: string; portalId: string; at: Date },
  settings: PracticeSettings,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into practices (practice_id, portal_id, created_at, name, delete_window, idle_seconds, email_sign_in, notice_seconds,
       mail_name, mail_url, delete_policy, retention_days, allowed_origins, mail_language)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning 1`,
    [practice.practiceId, practice.portalId, practice.at.toISOString(), ...valuesOf(settings)],
  );
  return rows.length > 0;
}

export async function updatePractice(
  tx: Queryable,
  practiceId: string,
  settings: PracticeSettings,
): Promise<void> {
  await tx.query(
    `update practices set name = $2, delete_window = $3, idle_seconds = $4, email_sign_in = $5, notice_seconds = $6,
       mail_name = $7, mail_url = $8, delete_policy = $9, retention_days = $10, allowed_origins = $11, mail_language = $12
     where practice_id = $1`,
    [practiceId, ...valuesOf(settings)],
  );
}

function valuesOf(settings: PracticeSettings): unknown[] {
  const { name, deleteWindow, idleSeconds, emailSignIn, noticeSeconds, mailName, mailUrl } = settings;
  const { deletePolicy, retentionDays, allowedOrigins, mailLanguage } = settings;
  return [
    name,
    deleteWindow,
    idleSeconds,
    emailSignIn,
    noticeSeconds,
    mailName,
    mailUrl,
    deletePolicy,
    retentionDays,
    allowedOrigins,
    mailLanguage,
  ];
}

/** Whether any practice lets pages of an origin reach it. */
export async function isOriginOfAny(q: Queryable, origin: string): Promise<boolean> {
  const rows = await q.query(`select 1 from practices where allowed_origins @> array[$1::text] limit 1`, [
    origin,
  ]);
  return rows.length > 0;
}

export async function setSecureMessaging(tx: Queryable, practiceId: string, on: boolean): Promise<void> {
  await tx.query(`update practices set secure_messaging = $2 where practice_id = $1`, [practiceId, on]);
}

/** Puts a version of the notice in place of the last one. */
export async function setNotice(
  tx: Queryable,
  practiceId: string,
  notice: Uint8Array | null,
  revision: number,
): Promise<void> {
  await tx.query(`update practices set notice = $2, notice_revision = $3 where practice_id = $1`, [
    practiceId,
    notice,
    revision,
  ]);
}

/** The version of the notice that a person has put aside. */
export async function findNoticeDismissed(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<number> {
  const [row] = await q.query<{ dismissed: number }>(
    `select notice_dismissed as dismissed from people where practice_id = $1 and person_id = $2`,
    [practiceId, personId],
  );
  return row?.dismissed ?? 0;
}

/** Never goes back. @returns whether it went forward */
export async function raiseNoticeDismissed(
  tx: Queryable,
  practiceId: string,
  personId: string,
  revision: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update people set notice_dismissed = $3
     where practice_id = $1 and person_id = $2 and notice_dismissed < $3 returning 1`,
    [practiceId, personId, revision],
  );
  return rows.length > 0;
}
