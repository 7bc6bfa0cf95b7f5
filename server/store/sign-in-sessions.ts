import type { Queryable } from '../ports.ts';

/** A session of somebody who signed in by e-mail; it is named by the digest of its secret. */
export interface SessionRow {
  practiceId: string;
  personId: string;
  sessionDigest: Uint8Array;
  lastActivity: Date;
  expiresAt: Date;
}

export async function insertSession(
  tx: Queryable,
  session: SessionRow & { emailDigest: Uint8Array },
): Promise<void> {
  const { practiceId, sessionDigest, personId, emailDigest, lastActivity, expiresAt } = session;
  await tx.query(
    `insert into sign_in_sessions (practice_id, session_digest, person_id, email_digest, last_activity, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [practiceId, sessionDigest, personId, emailDigest, lastActivity.toISOString(), expiresAt.toISOString()],
  );
}

/** What a session's practice says of it. */
interface PracticeOfSession {
  /** Seconds without a sign of life after which it is over. */
  idleSeconds: number;
  allowedOrigins: string[] | null;
}

/** The session of a secret. */
export async function findSession(
  q: Queryable,
  sessionDigest: Uint8Array,
): Promise<(SessionRow & PracticeOfSession) | undefined> {
  const [row] = await q.query<SessionRow & PracticeOfSession>(
    `select s.practice_id as "practiceId", s.person_id as "personId", s.session_digest as "sessionDigest",
       s.last_activity as "lastActivity", s.expires_at as "expiresAt", r.idle_seconds as "idleSeconds",
       r.allowed_origins as "allowedOrigins"
     from sign_in_sessions s join practices r using (practice_id)
     where s.session_digest = $1`,
    [sessionDigest],
  );
  return row;
}

/** Keeps the session from ending until the transaction does. @returns whether it is still there */
export async function holdSession(
  tx: Queryable,
  practiceId: string,
  sessionDigest: Uint8Array,
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from sign_in_sessions where practice_id = $1 and session_digest = $2 for key share`,
    [practiceId, sessionDigest],
  );
  return rows.length > 0;
}

/** Ends a session, and with it its tokens. */
export async function endSession(q: Queryable, practiceId: string, sessionDigest: Uint8Array): Promise<void> {
  await q.query(`delete from sign_in_sessions where practice_id = $1 and session_digest = $2`, [
    practiceId,
    sessionDigest,
  ]);
}

/** Ends the session that a token belongs to, if it belongs to one. */
export async function endSessionOfToken(
  tx: Queryable,
  practiceId: string,
  tokenDigest: Uint8Array,
): Promise<void> {
  await tx.query(
    `delete from sign_in_sessions s using access_tokens t
     where t.practice_id = $1 and t.token_digest = $2
       and s.practice_id = t.practice_id and s.session_digest = t.session_digest`,
    [practiceId, tokenDigest],
  );
}

/** Ends all sessions of a person. */
export async function endSessions(tx: Queryable, practiceId: string, personId: string): Promise<void> {
  await tx.query(`delete from sign_in_sessions where practice_id = $1 and person_id = $2`, [
    practiceId,
    personId,
  ]);
}

/** Ends the sessions of a person that began with a code to another address than this. */
export async function endSessionsOfOtherAddress(
  tx: Queryable,
  practiceId: string,
  personId: string,
  emailDigest: Uint8Array | null,
): Promise<void> {
  await tx.query(
    `delete from sign_in_sessions
     where practice_id = $1 and person_id = $2 and email_digest is distinct from $3::bytea`,
    [practiceId, personId, emailDigest],
  );
}

/** Ends all sessions of a practice. */
export async function endPracticeSessions(tx: Queryable, practiceId: string): Promise<void> {
  await tx.query(`delete from sign_in_sessions where practice_id = $1`, [practiceId]);
}
