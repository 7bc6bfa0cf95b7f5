import * as v from 'valibot';
import { Id, Uuid } from '../../../src/protocol/index.ts';
import type { Queryable } from '../../ports.ts';
import {
  appendAudit,
  lockAuditHead,
  type AuditActor,
  type AuditEntry,
  type AuditRow,
} from '../../store/audit.ts';
import type { AuditKey } from '../../vault/audit-key.ts';
import type { Actor, Deps, PortalActor } from '../deps.ts';

/**
 * Writes what somebody does into the audit, in the transaction that does it: what is not written does not happen, and what
 * does not happen is not written. Write last: until the transaction ends, the actor's other acts wait.
 * @param by who acts, where it is not who asks: the member of an automatic reply
 */
export type Audit = (tx: Queryable, at: Date, entry: AuditEntry, by?: Source) => Promise<void>;

/** Who acts, and from which IP address. */
type Source = AuditActor & { address?: string | undefined };

/** The audit for what a person does. Ask for it before the transaction: reading its key takes a connection of its own. */
export function auditOf(deps: Pick<Deps, 'vault'>, me: Actor): Promise<Audit> {
  return auditBy(deps, me.practiceId, { kind: 'person', id: me.personId, address: me.address });
}

/** The audit for what anybody does in a practice. */
export async function auditBy(deps: Pick<Deps, 'vault'>, practiceId: string, actor: Source): Promise<Audit> {
  return auditUnder(await deps.vault.audit(practiceId), practiceId, actor);
}

/** A portal's server as who acts. */
export function portalSource({ id, address }: PortalActor): Source {
  return { kind: 'portal', id, address };
}

/** The audit under a key that is at hand: of a practice that is being made. */
export function auditUnder(key: AuditKey, practiceId: string, actor: Source): Audit {
  return async function write(tx, at, entry, by = actor) {
    const head = await lockAuditHead(tx, practiceId, by);
    const row = {
      auditId: crypto.randomUUID(),
      at,
      actorKind: by.kind,
      actorId: by.id,
      n: head.n + 1,
      action: entry.action,
      outcome: entry.outcome ?? 'done',
      address: by.address ?? null,
      personId: entry.personId ?? null,
      conversationId: entry.conversationId ?? null,
      messageId: entry.messageId ?? null,
      attachmentId: entry.attachmentId ?? null,
      fromSeq: entry.fromSeq ?? null,
      toSeq: entry.toSeq ?? null,
      count: entry.count ?? null,
    };
    const mac = await key.chain(head.mac, partsOf(practiceId, row));
    await appendAudit(tx, practiceId, { ...row, mac });
  };
}

/** Notes that a person was shown something. Nothing is shown whose showing could not be noted. */
export async function noteView(deps: Deps, me: Actor, entry: AuditEntry): Promise<void> {
  const audit = await auditOf(deps, me);
  await deps.database.transaction((tx) => audit(tx, deps.now(), entry));
}

/**
 * Notes that a person tried what is not theirs to do, or what does not exist: the two look the same here as they do to them.
 * @param ids what the request named; only what may be an id of ours is written
 */
export async function noteTry(deps: Deps, me: Actor, ids: Readonly<Record<string, string>>): Promise<void> {
  const entry: AuditEntry = { action: 'access.tried', outcome: 'refused' };
  for (const name of ['conversationId', 'messageId', 'attachmentId'] as const) {
    if (v.is(Uuid, ids[name])) entry[name] = ids[name];
  }
  if (v.is(Id, ids.memberId)) entry.personId = ids.memberId;
  await noteView(deps, me, entry);
}

/** What an entry's code covers: all that it says, always in this order. */
export function partsOf(practiceId: string, row: Omit<AuditRow, 'mac'>): string[] {
  return [
    practiceId,
    row.actorKind,
    row.actorId,
    String(row.n),
    row.auditId,
    row.at.toISOString(),
    row.action,
    row.outcome,
    ...[
      row.address,
      row.personId,
      row.conversationId,
      row.messageId,
      row.attachmentId,
      row.fromSeq,
      row.toSeq,
      row.count,
    ].map((part) => (part === null ? '' : String(part))),
  ];
}
