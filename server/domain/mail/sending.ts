import { MailError, type Database, type LogEntry, type Mailer } from '../../ports.ts';
import { claimMail, postponeMail, removeMail, type MailRow } from '../../store/mail-queue.ts';
import type { Vault } from '../../vault/vault.ts';
import { writeLetter } from './letters.ts';

/** What sending mail works with. */
export interface MailDeps {
  within: Database['within'];
  vault: Vault;
  mailer: Mailer;
  now: () => Date;
  log: (entry: LogEntry) => void;
}

/** Milliseconds after which a code that somebody took to send counts as not sent: they must have died. */
const LEASE_MS = 90_000;

/** Milliseconds that the mail server gets for one letter; less than {@link LEASE_MS}. */
const PATIENCE_MS = 60_000;

/** Milliseconds until the second try, doubled with each further one. */
const FIRST_AGAIN_MS = 5_000;
const LONGEST_AGAIN_MS = 15 * 60_000;

/**
 * Sends what is due, one after the other, and keeps nothing of what is sent. Several may do so at once, also elsewhere.
 * @param looking called before each look for what is due
 */
export async function sendDue(
  deps: MailDeps,
  signal: AbortSignal,
  looking: () => void = () => undefined,
): Promise<void> {
  const { now } = deps;
  const everywhere = deps.within({ work: 'mail' });
  while (!signal.aborted) {
    looking();
    const at = now();
    const row = await claimMail(everywhere, at, new Date(at.getTime() + LEASE_MS));
    if (!row) return;
    await sendOne(deps, row, signal);
  }
}

async function sendOne(deps: MailDeps, row: MailRow, signal: AbortSignal): Promise<void> {
  const { vault, mailer, log } = deps;
  const database = deps.within({ practice: row.practiceId });
  const letter = await writeLetter(database, vault, row);
  if (letter) {
    try {
      await mailer.send(letter, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    } catch (error) {
      // Whatever else is thrown leaves open what has happened, as a broken connection does.
      const { reason, code } = error instanceof MailError ? error : { reason: 'unknown', code: 'unexpected' };
      log({ level: 'warn', event: 'mail-not-sent', kind: row.kind, code });
      // A code twice does no harm; a notice twice would be noise, and its reminder comes in any case.
      const again = reason === 'later' || (reason === 'unknown' && row.kind === 'code');
      if (again) return postponeMail(database, row, againAt(deps.now(), row.tries));
    }
  }
  await removeMail(database, row);
}

function againAt(now: Date, tries: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_AGAIN_MS * 2 ** (tries - 1), LONGEST_AGAIN_MS));
}
