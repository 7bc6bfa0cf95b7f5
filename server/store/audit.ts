import type { Queryable } from '../ports.ts';

/** Who acts: somebody of the practice, the portal's server, whoever runs the backend, or the backend by itself. */
export interface AuditActor {
  kind: 'person' | 'portal' | 'operator' | 'system';
  id: string;
}

/** What can be done, or looked at. */
export const AUDIT_ACTIONS = [
  'conversation.opened',
  'conversation.read',
  'conversation.delivered',
  'conversations.viewed',
  'conversations.searched',
  'messages.viewed',
  'record.exported',
  'message.sent',
  'message.deleted',
  'message.auto-sent',
  'events.opened',
  'attachment.added',
  'attachment.downloaded',
  'attachment.previewed',
  'people.viewed',
  'absences.viewed',
  'absence.put',
  'absence.ended',
  'absence.removed',
  'features.on',
  'features.off',
  'notice.changed',
  'practice.put',
  'practice.delete-policy',
  'practice.origins',
  'person.put',
  'token.issued',
  'access.revoked',
  'session.started',
  'session.ended',
  'sessions.ended',
  'notices.on',
  'notices.off',
  'sign-in.tried',
  'audit.viewed',
  'access.tried',
  'hold.placed',
  'hold.lifted',
  'conversation.purged',
  'messages.purged',
  'files.purged',
  'audit.purged',
  'practice.purged',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What was done to what. Ids and numbers only, never content. */
export interface AuditEntry {
  action: AuditAction;
  /** `done` if left out. */
  outcome?: 'done' | 'refused';
  /** Whom it concerns, when it is not who acts. */
  personId?: string;
  conversationId?: string;
  messageId?: string;
  attachmentId?: string;
  /** Which messages of the conversation, both included. */
  fromSeq?: number;
  toSeq?: number;
  /** How many of what was asked for. */
  count?: number;
}

/** An entry as it lies in the database. */
export interface AuditRow {
  auditId: string;
  at: Date;
  actorKind: AuditActor['kind'];
  actorId: string;
  /** Its number in its actor's chain, and its code; `null` for what was written before there were chains. */
  n: number | null;
  mac: Uint8Array | null;
  action: string;
  outcome: string;
  address: string | null;
  personId: string | null;
  conversationId: string | null;
  messageId: string | null;
  attachmentId: string | null;
  fromSeq: number | null;
  toSeq: number | null;
  count: number | null;
}

/** The end of an actor's chain, and where it begins when entries have been removed in their time. */
export interface AuditHead {
  actorKind: AuditActor['kind'];
  actorId: string;
  n: number;
  mac: Uint8Array;
  floorN: number;
  floorMac: Uint8Array | null;
  floorSeal: Uint8Array | null;
}

const ROW = `audit_id as "auditId", at, actor_kind as "actorKind", actor_id as "actorId", n, mac, action, outcome, address,
  person_id as "personId", conversation_id as "conversationId", message_id as "messageId", attachment_id as "attachmentId",
  from_seq as "fromSeq", to_seq as "toSeq", count`;

const HEAD = `actor_kind as "actorKind", actor_id as "actorId", n, mac, floor_n as "floorN", floor_mac as "floorMac",
  floor_seal as "floorSeal"`;

/** The end of an actor's chain, locked until the transaction ends: whoever acts as the same one waits. */
export async function lockAuditHead(
  tx: Queryable,
  practiceId: string,
  actor: AuditActor,
): Promise<{ n: number; mac: Uint8Array }> {
  // One statement, whether the chain is there or not: what is done must not tell whether it was the first time.
  const [head] = await tx.query<{ n: number; mac: Uint8Array }>(
    `insert into audit_heads (practice_id, actor_kind, actor_id, n, mac) values ($1, $2, $3, 0, '')
     on conflict (practice_id, actor_kind, actor_id) do update set n = audit_heads.n
     returning n, mac`,
    [practiceId, actor.kind, actor.id],
  );
  if (!head) throw new TypeError('An insert that updates on conflict returns its row.');
  return head;
}

/** Puts an entry at the end of its chain. */
export async function appendAudit(
  tx: Queryable,
  practiceId: string,
  row: AuditRow & { n: number; mac: Uint8Array },
): Promise<void> {
  await tx.query(
    `with head as (
       update audit_heads set n = $6, mac = $7 where practice_id = $1 and actor_kind = $4 and actor_id = $5
     )
     insert into audit (practice_id, audit_id, at, actor_kind, actor_id, n, mac, action, outcome, address, person_id,
       conversation_id, message_id, attachment_id, from_seq, to_seq, count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      practiceId,
      row.auditId,
      row.at.toISOString(),
      row.actorKind,
      row.actorId,
      row.n,
      row.mac,
      row.action,
      row.outcome,
      row.address,
      row.personId,
      row.conversationId,
      row.messageId,
      row.attachmentId,
      row.fromSeq,
      row.toSeq,
      row.count,
    ],
  );
}

/** Every chain of a practice. */
export function listAuditHeads(q: Queryable, practiceId: string): Promise<AuditHead[]> {
  return q.query<AuditHead>(
    `select ${HEAD} from audit_heads where practice_id = $1 order by actor_kind, actor_id`,
    [practiceId],
  );
}

/** A chain's head, locked until the transaction ends. */
export async function lockWholeHead(
  tx: Queryable,
  practiceId: string,
  { actorKind, actorId }: Pick<AuditHead, 'actorKind' | 'actorId'>,
): Promise<AuditHead | undefined> {
  const [head] = await tx.query<AuditHead>(
    `select ${HEAD} from audit_heads where practice_id = $1 and actor_kind = $2 and actor_id = $3 for update`,
    [practiceId, actorKind, actorId],
  );
  return head;
}

/** Lets a chain begin after an entry, whose code it notes with the seal of that. */
export async function raiseFloor(
  tx: Queryable,
  practiceId: string,
  { actorKind, actorId, floorN }: Pick<AuditHead, 'actorKind' | 'actorId' | 'floorN'>,
  mac: Uint8Array,
  seal: Uint8Array,
): Promise<void> {
  await tx.query(
    `update audit_heads set floor_n = $4, floor_mac = $5, floor_seal = $6
     where practice_id = $1 and actor_kind = $2 and actor_id = $3`,
    [practiceId, actorKind, actorId, floorN, mac, seal],
  );
}

/** Opens the way for {@link deleteChain} and {@link deleteUnchained}, until the transaction ends; for the tables' owner. */
async function allowPurge(tx: Queryable): Promise<void> {
  await tx.query(`select set_config('entrenous.audit_purge', 'on', true)`);
}

/** Removes a chain's entries up to a number. */
export async function deleteChain(
  tx: Queryable,
  practiceId: string,
  { actorKind, actorId }: Pick<AuditHead, 'actorKind' | 'actorId'>,
  upTo: number,
): Promise<void> {
  await allowPurge(tx);
  await tx.query(
    `delete from audit where practice_id = $1 and actor_kind = $2 and actor_id = $3 and n <= $4`,
    [practiceId, actorKind, actorId, upTo],
  );
}

/** Removes entries from before there were chains that are from before a time. @returns how many there were */
export async function deleteUnchained(tx: Queryable, practiceId: string, before: Date): Promise<number> {
  await allowPurge(tx);
  const [row] = await tx.query<{ n: number }>(
    `with gone as (delete from audit where practice_id = $1 and n is null and at < $2 returning 1)
     select count(*)::int as n from gone`,
    [practiceId, before.toISOString()],
  );
  return row?.n ?? 0;
}

/** How many entries are from before a time. */
export async function countOldAudit(q: Queryable, practiceId: string, before: Date): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    `select count(*)::int as n from audit where practice_id = $1 and at < $2`,
    [practiceId, before.toISOString()],
  );
  return row?.n ?? 0;
}

/** Entries of a chain after a number, in order. */
export function listChain(
  q: Queryable,
  practiceId: string,
  { actorKind, actorId }: Pick<AuditHead, 'actorKind' | 'actorId'>,
  after: number,
  limit: number,
): Promise<AuditRow[]> {
  return q.query<AuditRow>(
    `select ${ROW} from audit where practice_id = $1 and actor_kind = $2 and actor_id = $3 and n > $4 order by n limit $5`,
    [practiceId, actorKind, actorId, after, limit],
  );
}

/** Entries that no chain has: how many were written before there were chains, and how many belong to a chain that has no head. */
export async function countUnchained(
  q: Queryable,
  practiceId: string,
): Promise<{ before: number; headless: number }> {
  const [row] = await q.query<{ before: number; headless: number }>(
    `select count(*) filter (where a.n is null)::int as before,
       count(*) filter (where a.n is not null and not exists (select from audit_heads h where h.practice_id = a.practice_id
         and h.actor_kind = a.actor_kind and h.actor_id = a.actor_id))::int as headless
     from audit a where a.practice_id = $1`,
    [practiceId],
  );
  return row ?? { before: 0, headless: 0 };
}

/** Where a list of entries goes on. */
export interface AuditPosition {
  at: Date;
  auditId: string;
}

/** A page of a practice's entries, newest first: all, or those in which a person acts or is concerned. */
export function listAudit(
  q: Queryable,
  practiceId: string,
  { from, to, personId }: { from?: Date | undefined; to?: Date | undefined; personId?: string | undefined },
  before: AuditPosition | undefined,
  limit: number,
): Promise<AuditRow[]> {
  return q.query<AuditRow>(
    `select ${ROW} from audit
     where practice_id = $1
       and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
       and ($4::text is null or person_id = $4 or (actor_kind = 'person' and actor_id = $4))
       and ($5::timestamptz is null or (at, audit_id) < ($5, $6::uuid))
     order by at desc, audit_id desc limit $7`,
    [
      practiceId,
      from?.toISOString() ?? null,
      to?.toISOString() ?? null,
      personId ?? null,
      before?.at.toISOString() ?? null,
      before?.auditId ?? null,
      limit,
    ],
  );
}
