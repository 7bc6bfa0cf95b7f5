import * as v from 'valibot';
import { Instant, Uuid, type AuditAnswer, type AuditEntry } from '../../../src/protocol/index.ts';
import { listAudit, type AuditPosition, type AuditRow } from '../../store/audit.ts';
import { findNames } from '../../store/people.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Actor, Deps } from '../deps.ts';
import { personPlace } from '../people.ts';
import { Refusal } from '../refusal.ts';
import { noteView } from './record.ts';

const Position = v.object({ at: Instant, id: Uuid });

/** A page of the practice's audit, newest first. @throws {Refusal} `forbidden` for all but administrators */
export async function readPracticeAudit(
  deps: Deps,
  me: Actor,
  limit: number,
  cursor: string | undefined,
): Promise<AuditAnswer> {
  if (!me.admin) throw new Refusal('forbidden');
  return readPage(deps, me, {}, limit, cursor);
}

/** A page of who did what in my name or with my account, newest first. */
export function readMyAudit(
  deps: Deps,
  me: Actor,
  limit: number,
  cursor: string | undefined,
): Promise<AuditAnswer> {
  return readPage(deps, me, { personId: me.personId }, limit, cursor);
}

async function readPage(
  deps: Deps,
  me: Actor,
  filter: { personId?: string },
  limit: number,
  cursor: string | undefined,
): Promise<AuditAnswer> {
  const position = decodeCursor(Position, cursor);
  const before = position && { at: new Date(position.at), auditId: position.id };
  const rows = await listAudit(deps.database, me.practiceId, filter, before, limit + 1);
  const page = rows.slice(0, limit);
  const entries = await openEntries(deps, me, page);
  await noteView(deps, me, { action: 'audit.viewed', count: entries.length });
  const last = page.at(-1);
  if (!last || rows.length <= limit) return { entries };
  return { entries, next: encodeCursor({ at: last.at.toISOString(), id: last.auditId }) };
}

/** Pages of the practice's audit from an instant on and before another, newest first. */
export async function* auditPages(
  deps: Deps,
  me: Actor,
  range: { from: Date; to: Date },
  limit: number,
): AsyncGenerator<AuditEntry[]> {
  let before: AuditPosition | undefined;
  for (;;) {
    const rows = await listAudit(deps.database, me.practiceId, range, before, limit);
    if (rows.length > 0) yield await openEntries(deps, me, rows);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    before = { at: last.at, auditId: last.auditId };
  }
}

/** Entries with the names of whom they name, as far as they are people of the practice. */
async function openEntries(
  deps: Deps,
  { practiceId }: Actor,
  rows: readonly AuditRow[],
): Promise<AuditEntry[]> {
  const ids = rows.flatMap((row) => [row.actorKind === 'person' ? row.actorId : null, row.personId]);
  const sealed = await findNames(deps.database, practiceId, [...new Set(ids.filter((id) => id !== null))]);
  const names = new Map(
    await Promise.all(
      sealed.map(async ({ personId, name }) => {
        const place = personPlace(practiceId, personId, 'name');
        return [personId, await deps.vault.openRemembered(place, name)] as const;
      }),
    ),
  );
  return rows.map((row) => toEntry(row, names));
}

function toEntry(row: AuditRow, names: ReadonlyMap<string, string>): AuditEntry {
  const named = (id: string) => {
    const name = names.get(id);
    return name === undefined ? { id } : { id, name };
  };
  const actor = row.actorKind === 'person' ? named(row.actorId) : { id: row.actorId };
  return {
    id: row.auditId,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, ...actor },
    action: row.action,
    outcome: row.outcome === 'refused' ? 'refused' : 'done',
    ...(row.address !== null && { address: row.address }),
    ...(row.personId !== null && { person: named(row.personId) }),
    ...(row.conversationId !== null && { conversationId: row.conversationId }),
    ...(row.messageId !== null && { messageId: row.messageId }),
    ...(row.attachmentId !== null && { attachmentId: row.attachmentId }),
    ...(row.fromSeq !== null && { fromSeq: row.fromSeq }),
    ...(row.toSeq !== null && { toSeq: row.toSeq }),
    ...(row.count !== null && { count: row.count }),
  };
}
