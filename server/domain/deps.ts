import type { PersonKind } from '../../src/protocol/index.ts';
import type { EventHub } from '../events/hub.ts';
import type { Database, FileStore, ImageCodec, Transactions } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { AbsenceClock } from './absence-clock.ts';
import type { Collector } from './files/collector.ts';
import type { MailDesk } from './mail/desk.ts';

/** What the rules of files work with. */
export interface Files {
  store: FileStore;
  codec: ImageCodec | undefined;
  collector: Collector;
}

/** What the rules work with. */
export interface Deps {
  /** As the practice of the request sees it, or a named work. */
  database: Transactions;
  vault: Vault;
  hub: EventHub;
  now: () => Date;
  absences: AbsenceClock;
  /** Missing where no files are kept. */
  files: Files | undefined;
  /** Missing where no mail is sent. */
  mail: MailDesk | undefined;
  /** Origins whose pages reach the practices that have no list of their own. */
  allowedOrigins: ReadonlySet<string>;
}

/** What there is before it is known whose data a request may see. */
export interface Outside extends Omit<Deps, 'database'> {
  within: Database['within'];
}

/** What the rules work with for a practice, and for no other one. */
export function inPractice<Some extends Pick<Outside, 'within'>>(
  deps: Some,
  practiceId: string,
): Some & Pick<Deps, 'database'> {
  return { ...deps, database: deps.within({ practice: practiceId }) };
}

/** Who asks: always from the verified token, never from what the request says. */
export interface Actor {
  practiceId: string;
  personId: string;
  kind: PersonKind;
  admin: boolean;
  /** The IP address from which they ask, where there is a network in between: for the audit. */
  address?: string | undefined;
}

/** A portal whose server asks: always from the verified key. */
export interface PortalActor {
  id: string;
  address?: string | undefined;
}
