import type { Queryable } from '../ports.ts';

/** What can have happened. */
export type ChangeKind =
  | 'message.created'
  | 'message.deleted'
  | 'conversation.updated'
  | 'conversation.read'
  | 'conversation.delivered'
  | 'out-of-office.changed'
  | 'features.changed'
  | 'notice.changed'
  | 'notice.dismissed'
  | 'email-notices.changed';

/** What happened, in ids; the same for everybody who is told in one call. */
export interface Change {
  kind: ChangeKind;
  messageId?: string;
  /** Who did it, or whose settings have changed. */
  actorId?: string;
}

/** One entry of a person's log. `n` counts 1, 2, 3 … without gaps. */
export interface LogRow {
  n: number;
  kind: ChangeKind;
  conversationId: string | null;
  messageId: string | null;
  actorId: string | null;
}

/** Entries kept for each person; a stream that is further behind begins anew. */
const KEPT = 1000;
const KEPT_DAYS = 7;
/** Entries between two clean-ups of a person's log. */
const TRIM_EVERY = 100;

/**
 * Appends to the logs of people whose rows the caller has locked, so that the order of the numbers is the order of the commits:
 * who has read up to `n` will never find a smaller number later.
 */
export async function appendEvents(
  tx: Queryable,
  practiceId: string,
  told: readonly { personId: string; conversationId: string | null }[],
  change: Change,
  at: Date,
): Promise<void> {
  if (told.length === 0) return;
  const rows = await tx.query<{ personId: string; n: number }>(
    `with told as (
       select * from unnest($2::text[], $3::uuid[]) as t(person_id, conversation_id)
     ), numbered as (
       update people p set last_event = p.last_event + 1 from told
       where p.practice_id = $1 and p.person_id = told.person_id
       returning p.person_id, p.last_event, told.conversation_id
     )
     insert into person_events (practice_id, person_id, n, kind, conversation_id, message_id, actor_id, created_at)
     select $1, person_id, last_event, $4, conversation_id, $5::uuid, $6, $7 from numbered
     returning person_id as "personId", n`,
    [
      practiceId,
      told.map((entry) => entry.personId),
      told.map((entry) => entry.conversationId),
      change.kind,
      change.messageId ?? null,
      change.actorId ?? null,
      at.toISOString(),
    ],
  );
  for (const { personId, n } of rows) {
    if (n % TRIM_EVERY === 0) await trim(tx, practiceId, personId, n, at);
  }
}

async function trim(
  tx: Queryable,
  practiceId: string,
  personId: string,
  last: number,
  at: Date,
): Promise<void> {
  const oldest = new Date(at.getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  await tx.query(
    `delete from person_events
     where practice_id = $1 and person_id = $2 and (n <= $3 or created_at < $4)`,
    [practiceId, personId, last - KEPT, oldest.toISOString()],
  );
}

/** A moment of a person's log and of what decides whether they may hear it: one statement, so one snapshot. */
export interface LogBatch {
  active: boolean;
  /** Whether the token that opened the stream is still there. */
  tokenValid: boolean;
  secureMessaging: boolean;
  /** Origins whose pages may reach the practice; `null`: those of the server. */
  allowedOrigins: string[] | null;
  /** The newest entry's number; 0 when there never was one. */
  last: number;
  /** The oldest entry's number, `null` when none is kept. */
  oldest: number | null;
  /** Entries after the cursor, in order. */
  rows: LogRow[];
}

/** Whose log is read, and with which token: one of ours by its digest, one that the portal has signed by when. */
export interface LogReader {
  practiceId: string;
  personId: string;
  tokenDigest?: Uint8Array;
  issuedAt?: Date;
}

export async function readLog(
  q: Queryable,
  { practiceId, personId, tokenDigest, issuedAt }: LogReader,
  after: number,
  limit: number,
): Promise<LogBatch | undefined> {
  type Row = Omit<LogBatch, 'rows'> & Omit<LogRow, 'n'> & { n: number | null };
  const found = await q.query<Row>(
    `select p.active, p.last_event as last, r.secure_messaging as "secureMessaging",
       r.allowed_origins as "allowedOrigins",
       ($5::bytea is null or exists (
         select 1 from access_tokens t where t.practice_id = p.practice_id and t.token_digest = $5))
         and ($6::timestamptz is null or p.tokens_from is null or $6 >= p.tokens_from) as "tokenValid",
       (select min(n) from person_events o
        where o.practice_id = p.practice_id and o.person_id = p.person_id) as oldest,
       e.n, e.kind, e.conversation_id as "conversationId", e.message_id as "messageId", e.actor_id as "actorId"
     from people p
       join practices r on r.practice_id = p.practice_id
       left join lateral (
         select * from person_events
         where practice_id = p.practice_id and person_id = p.person_id and n > $3 order by n limit $4
       ) e on true
     where p.practice_id = $1 and p.person_id = $2
     order by e.n`,
    [practiceId, personId, after, limit, tokenDigest ?? null, issuedAt?.toISOString() ?? null],
  );
  const [first] = found;
  if (!first) return undefined;
  const { active, tokenValid, secureMessaging, allowedOrigins, last, oldest } = first;
  const rows = found.flatMap(({ n, kind, conversationId, messageId, actorId }) =>
    n === null ? [] : [{ n, kind, conversationId, messageId, actorId }],
  );
  return { active, tokenValid, secureMessaging, allowedOrigins, last, oldest, rows };
}
