import type { Letter, Mailer } from '../server/ports.ts';

/** A mail as the mailbox page shows it. */
export interface DemoMail extends Letter {
  at: Date;
}

/** Mails that are kept; older ones go. */
const KEPT = 50;

/** Where the demo's mails end: in the memory of this process, for everybody at the demo to read. */
export interface Mailbox extends Mailer {
  /** Newest first. */
  readonly mails: readonly DemoMail[];
}

export function createMailbox(): Mailbox {
  const mails: DemoMail[] = [];
  return {
    mails,
    async send(letter) {
      mails.unshift({ ...letter, at: new Date() });
      mails.splice(KEPT);
    },
  };
}
