import type { EventHub } from '../../events/hub.ts';
import type { Transactions } from '../../ports.ts';
import type { Vault } from '../../vault/vault.ts';
import { auditBy, type Audit } from '../audit/record.ts';

/** What a purge works with: the database as the tables' owner. */
export interface PurgeDeps {
  database: Transactions;
  vault: Vault;
  hub: EventHub;
  now: () => Date;
  /** Called whenever something more is gone, with how much it is. */
  progress?: ((more: number) => void) | undefined;
}

/** One purge of one practice. */
export interface Run {
  practiceId: string;
  /** Names the purge where it is noted; a purge that goes on after it was killed is another one. */
  purgeId: string;
  audit: Audit;
}

/** Begins a purge of a practice. */
export async function beginRun(deps: Pick<PurgeDeps, 'vault'>, practiceId: string): Promise<Run> {
  const audit = await auditBy(deps, practiceId, { kind: 'operator', id: 'purge' });
  return { practiceId, purgeId: crypto.randomUUID(), audit };
}

/** A purge does not go on; the message is for the operator. */
export class PurgeError extends Error {
  override readonly name = 'PurgeError';
}
