import type { Queryable } from '../ports.ts';

/** A token in use; it is named by its digest. */
export interface TokenRow {
  practiceId: string;
  personId: string;
  tokenDigest: Uint8Array;
  expiresAt: Date;
}

/**
 * When somebody last did something with a token, and how long its practice waits. The tokens of a signed-in session are one: what was
 * done with any of them counts, and a new one is none the younger.
 */
export interface ActivityRow {
  lastActivity: Date;
  idleSeconds: number;
}

export async function findActivity(
  q: Queryable,
  practiceId: string,
  tokenDigest: Uint8Array,
): Promise<ActivityRow | undefined> {
  const [row] = await q.query<ActivityRow>(
    `select coalesce(s.last_activity, a.last_activity) as "lastActivity", r.idle_seconds as "idleSeconds"
     from token_activity a
       join practices r using (practice_id)
       left join access_tokens t on t.practice_id = a.practice_id and t.token_digest = a.token_digest
       left join sign_in_sessions s on s.practice_id = t.practice_id and s.session_digest = t.session_digest
     where a.practice_id = $1 and a.token_digest = $2`,
    [practiceId, tokenDigest],
  );
  return row;
}

/** Notes the first use of a token, and forgets the person's tokens that have expired. A row that is there stays as it is. */
export async function insertActivity(q: Queryable, token: TokenRow, at: Date): Promise<void> {
  const { practiceId, personId, tokenDigest, expiresAt } = token;
  await q.query(
    `with expired as (
       delete from token_activity where practice_id = $1 and person_id = $2 and expires_at < $4
     )
     insert into token_activity (practice_id, person_id, token_digest, last_activity, expires_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [practiceId, personId, tokenDigest, at.toISOString(), expiresAt.toISOString()],
  );
}

/**
 * Notes when somebody did something with a token. The first word about it counts as it is: a token begins as if its person were
 * active, and a renewed one may have come for somebody who was not. After that requests may overtake each other, and what tells of an
 * earlier time changes nothing.
 */
export async function updateActivity(
  q: Queryable,
  practiceId: string,
  tokenDigest: Uint8Array,
  at: Date,
): Promise<void> {
  await q.query(
    `with session as (
       update sign_in_sessions s set last_activity = greatest(s.last_activity, $3) from access_tokens t
       where t.practice_id = $1 and t.token_digest = $2
         and s.practice_id = t.practice_id and s.session_digest = t.session_digest
     )
     update token_activity set said = true,
       last_activity = case when said then greatest(last_activity, $3) else $3 end
     where practice_id = $1 and token_digest = $2`,
    [practiceId, tokenDigest, at.toISOString()],
  );
}
