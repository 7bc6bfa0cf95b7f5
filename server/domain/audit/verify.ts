import type { Database } from '../../ports.ts';
import { countUnchained, listAuditHeads, listChain, type AuditHead } from '../../store/audit.ts';
import { CHAIN_START, type AuditKey } from '../../vault/audit-key.ts';
import { toHex } from '../../vault/bytes.ts';
import type { Vault } from '../../vault/vault.ts';
import { partsOf } from './record.ts';

/** Entries read at once. */
const BATCH = 1_000;

/** What is wrong with a chain. */
export interface AuditFinding {
  practiceId: string;
  /** Whose chain, as `kind/id`; missing for a finding about the practice. */
  chain?: string;
  /** The first entry that is not as it was written. */
  n?: number;
  what:
    /** An entry, or the code of one, is not what was written, or another stands in its place. */
    | 'changed'
    /** An entry is missing between others. */
    | 'gap'
    /** The chain's last entries, or its end, are missing. */
    | 'cut'
    /** Entries are missing at the beginning that were not removed in their time. */
    | 'beginning'
    /** Entries of a chain that has no end noted. */
    | 'headless'
    /** The chain ends before, or differs from, what was noted elsewhere. */
    | 'anchor';
}

/** The end of a chain, noted where whoever can change the database cannot. */
export interface AuditAnchor {
  practiceId: string;
  chain: string;
  n: number;
  /** The code of entry `n`, in hexadecimal. */
  mac: string;
}

/** What a look at a practice's audit has found. */
export interface AuditReport {
  practiceId: string;
  chains: number;
  entries: number;
  /** Entries from before there were chains: nothing can be said of them. */
  unchained: number;
  findings: AuditFinding[];
  anchors: AuditAnchor[];
}

/**
 * Looks through the whole audit of a practice: is every entry as it was written, in its place, and none missing? What a chain alone
 * cannot tell is whether its newest entries were taken away together with the note of its end; anchors that were kept elsewhere tell
 * that.
 * @param anchors what was noted earlier, of this practice or others
 * @param looked called with the number of entries as it grows
 */
export async function verifyAudit(
  deps: { database: Database; vault: Vault },
  practiceId: string,
  anchors: readonly AuditAnchor[] = [],
  looked: (entries: number) => void = () => undefined,
): Promise<AuditReport> {
  const key = await deps.vault.audit(practiceId);
  const heads = await listAuditHeads(deps.database, practiceId);
  const { before, headless } = await countUnchained(deps.database, practiceId);
  const report: AuditReport = {
    practiceId,
    chains: heads.length,
    entries: 0,
    unchained: before,
    findings: headless > 0 ? [{ practiceId, what: 'headless' }] : [],
    anchors: [],
  };
  const noted = new Map<string, AuditAnchor[]>();
  for (const anchor of anchors) {
    if (anchor.practiceId === practiceId)
      noted.set(anchor.chain, [...(noted.get(anchor.chain) ?? []), anchor]);
  }
  for (const head of heads) {
    const chain = `${head.actorKind}/${head.actorId}`;
    const expected = new Map((noted.get(chain) ?? []).map(({ n, mac }) => [n, mac]));
    noted.delete(chain);
    const read = report.entries;
    const result = await verifyChain(deps.database, key, practiceId, head, expected, (entries) => {
      report.entries = read + entries;
      looked(report.entries);
    });
    if (result) report.findings.push({ practiceId, chain, ...result });
    else if (head.n > 0) report.anchors.push({ practiceId, chain, n: head.n, mac: toHex(head.mac) });
  }
  for (const chain of noted.keys()) report.findings.push({ practiceId, chain, what: 'anchor' });
  return report;
}

async function verifyChain(
  database: Database,
  key: AuditKey,
  practiceId: string,
  head: AuditHead,
  expected: Map<number, string>,
  looked: (entries: number) => void,
): Promise<Pick<AuditFinding, 'what' | 'n'> | undefined> {
  let n = head.floorN;
  let mac: Uint8Array = CHAIN_START;
  if (head.floorMac && head.floorSeal) {
    const seal = await key.floor(floorParts(practiceId, head, head.floorMac));
    if (!key.same(seal, head.floorSeal)) return { what: 'beginning' };
    mac = head.floorMac;
  }
  const start = n;
  for (;;) {
    const rows = await listChain(database, practiceId, head, n, BATCH);
    for (const row of rows) {
      if (row.n !== n + 1) return { what: 'gap', n: n + 1 };
      const code = await key.chain(mac, partsOf(practiceId, row));
      if (!row.mac || !key.same(code, row.mac)) return { what: 'changed', n: row.n };
      n = row.n;
      mac = row.mac;
      if (n === head.n && !key.same(mac, head.mac)) return { what: 'changed', n };
      const anchor = expected.get(n);
      if (anchor !== undefined && anchor !== toHex(mac)) return { what: 'anchor', n };
      expected.delete(n);
    }
    looked(n - start);
    // What is written while we look lies beyond the end that we were told, and is for the next look.
    if (rows.length < BATCH || n >= head.n) break;
  }
  if (n < head.n) return { what: 'cut', n: n + 1 };
  const missing = [...expected.keys()].find((number) => number > head.floorN);
  return missing === undefined ? undefined : { what: 'anchor', n: missing };
}

/** What the code of a chain's later beginning covers. */
export function floorParts(
  practiceId: string,
  head: Pick<AuditHead, 'actorKind' | 'actorId' | 'floorN'>,
  floorMac: Uint8Array,
): string[] {
  return [practiceId, head.actorKind, head.actorId, String(head.floorN), toHex(floorMac)];
}
