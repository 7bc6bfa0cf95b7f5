import type { Queryable } from '../ports.ts';

/** So many at once, and then one each so many seconds. */
export interface Rate {
  burst: number;
  everySeconds: number;
}

/**
 * Counts one act against a rate (a leaky bucket: the generic cell rate algorithm), unless it is full. One statement, so that
 * acts at the same moment in several processes never exceed it together.
 * @returns seconds after which another try makes sense, or `undefined` when this one was counted
 */
export async function takeFrom(
  q: Queryable,
  practiceId: string,
  kind: string,
  keyDigest: Uint8Array,
  { burst, everySeconds }: Rate,
  at: Date,
): Promise<number | undefined> {
  const counted = await q.query(
    `insert into rate_limits as l (practice_id, kind, key_digest, forgotten_at)
     values ($1, $2, $3, $4::timestamptz + make_interval(secs => $5))
     on conflict (practice_id, kind, key_digest) do update
     set forgotten_at = greatest(l.forgotten_at, $4::timestamptz) + make_interval(secs => $5)
     where greatest(l.forgotten_at, $4::timestamptz) <= $4::timestamptz + make_interval(secs => $6)
     returning 1`,
    [practiceId, kind, keyDigest, at.toISOString(), everySeconds, (burst - 1) * everySeconds],
  );
  if (counted.length > 0) return undefined;
  const [row] = await q.query<{ forgottenAt: Date }>(
    `select forgotten_at as "forgottenAt" from rate_limits
     where practice_id = $1 and kind = $2 and key_digest = $3`,
    [practiceId, kind, keyDigest],
  );
  const wait = (row?.forgottenAt.getTime() ?? 0) - at.getTime() - (burst - 1) * everySeconds * 1000;
  return Math.max(1, Math.ceil(wait / 1000));
}
