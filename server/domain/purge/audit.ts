import type { Queryable } from '../../ports.ts';
import {
  deleteChain,
  deleteUnchained,
  listAuditHeads,
  listChain,
  lockWholeHead,
  raiseFloor,
  type AuditHead,
  type AuditRow,
} from '../../store/audit.ts';
import { CHAIN_START, type AuditKey } from '../../vault/audit-key.ts';
import { partsOf } from '../audit/record.ts';
import { floorParts } from '../audit/verify.ts';
import { holdPractice } from '../../store/purge-practice.ts';
import { hasHold } from '../../store/legal-holds.ts';
import { PurgeError, type PurgeDeps, type Run } from './deps.ts';

/** Entries removed in one transaction. */
const BATCH = 1_000;

/**
 * Takes away the first entries of each chain that are from before a time, and notes under the audit's key where the chain begins now:
 * so a look can tell what a purge has removed from what somebody else has. Nothing goes while anything of the practice is held.
 * @returns how many entries there were
 * @throws {PurgeError} when an entry is not as it was written: a purge must not cover that up
 */
export async function purgeAudit(deps: PurgeDeps, run: Run, before: Date): Promise<number> {
  const { practiceId } = run;
  const key = await deps.vault.audit(practiceId);
  let purged = 0;
  for (const chain of await listAuditHeads(deps.database, practiceId)) {
    for (;;) {
      const count = await deps.database.transaction((tx) => removeSome(deps, tx, run, key, chain, before));
      purged += count;
      deps.progress?.(count);
      if (count < BATCH) break;
    }
  }
  purged += await deps.database.transaction(async (tx) => {
    if (await isStopped(tx, practiceId)) return 0;
    const count = await deleteUnchained(tx, practiceId, before);
    if (count > 0) await run.audit(tx, deps.now(), { action: 'audit.purged', count });
    return count;
  });
  return purged;
}

async function isStopped(tx: Queryable, practiceId: string): Promise<boolean> {
  await holdPractice(tx, practiceId);
  return hasHold(tx, practiceId);
}

async function removeSome(
  deps: PurgeDeps,
  tx: Queryable,
  run: Run,
  key: AuditKey,
  chain: AuditHead,
  before: Date,
): Promise<number> {
  const { practiceId } = run;
  if (await isStopped(tx, practiceId)) return 0;
  const head = await lockWholeHead(tx, practiceId, chain);
  if (!head) return 0;
  const rows = await listChain(tx, practiceId, head, head.floorN, BATCH);
  // The first ones only: a clock that was set back must not make a hole.
  const end = rows.findIndex((row) => row.at >= before);
  const old = end < 0 ? rows : rows.slice(0, end);
  const last = old.at(-1);
  if (!last || last.n === null || !last.mac) return 0;
  await requireWhole(practiceId, key, head, old);
  const floor = { ...head, floorN: last.n };
  const seal = await key.floor(floorParts(practiceId, floor, last.mac));
  await deleteChain(tx, practiceId, head, last.n);
  await raiseFloor(tx, practiceId, floor, last.mac, seal);
  await run.audit(tx, deps.now(), {
    action: 'audit.purged',
    count: old.length,
    ...(head.actorKind === 'person' && { personId: head.actorId }),
  });
  return old.length;
}

async function requireWhole(
  practiceId: string,
  key: AuditKey,
  head: AuditHead,
  rows: readonly AuditRow[],
): Promise<void> {
  let [n, mac] = [head.floorN, head.floorMac ?? CHAIN_START];
  for (const row of rows) {
    const code = await key.chain(mac, partsOf(practiceId, row));
    if (row.n !== ++n || !row.mac || !key.same(code, row.mac)) {
      throw new PurgeError(
        `The audit of ${practiceId} is not as it was written (${head.actorKind}/${head.actorId}, entry ${n}). ` +
          'Look with entrenous verify; nothing more was removed.',
      );
    }
    mac = row.mac;
  }
}
