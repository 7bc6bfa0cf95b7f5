import type { PersonKind } from '../../src/protocol/index.ts';
import type { EventHub } from '../events/hub.ts';
import type { Database } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';

/** What the rules work with. */
export interface Deps {
  database: Database;
  vault: Vault;
  hub: EventHub;
  now: () => Date;
}

/** Who asks: always from the verified token, never from what the request says. */
export interface Actor {
  practiceId: string;
  personId: string;
  kind: PersonKind;
  admin: boolean;
}
