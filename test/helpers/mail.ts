import type { MailError, Letter, Mailer } from '../../server/ports.ts';

/** A mail server that keeps what it is given, and fails as told. */
export interface Mailbox extends Mailer {
  readonly letters: Letter[];
  /** The next letters fail with these, first things first. */
  readonly failures: MailError[];
  /** Resolves with the first letter to this address of which nobody has heard yet. */
  next(to: string): Promise<Letter>;
  /** The code of the next mail to this address. */
  code(to: string): Promise<string>;
  /** Keeps whoever sends waiting, until that is released. @returns resolves when so many wait */
  hold(): { waiting(count: number): Promise<void>; release(): void };
}

export function createMailbox(): Mailbox {
  const letters: Letter[] = [];
  const heard = new Set<Letter>();
  const failures: MailError[] = [];
  let waiting: (() => void)[] = [];
  let held: Promise<void> | undefined;
  let inHold = 0;
  const wake = () => {
    for (const one of waiting.splice(0)) one();
  };
  const change = () => new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
  const self: Mailbox = {
    letters,
    failures,
    async send(letter) {
      const failure = failures.shift();
      if (failure) throw failure;
      if (held) {
        inHold++;
        wake();
        await held;
      }
      letters.push(letter);
      wake();
    },
    async next(to) {
      for (;;) {
        const letter = letters.find((one) => one.to === to && !heard.has(one));
        if (letter) {
          heard.add(letter);
          return letter;
        }
        await change();
      }
    },
    async code(to) {
      const code = /\b\d{6}\b/.exec((await self.next(to)).text)?.[0];
      if (code === undefined) throw new Error('There is no code in the mail.');
      return code;
    },
    hold() {
      let release = () => {};
      held = new Promise((resolve) => (release = resolve));
      return {
        async waiting(count) {
          while (inHold < count) await change();
        },
        release() {
          held = undefined;
          release();
        },
      };
    },
  };
  return self;
}

/** Resolves after everything that was put off by a timer of no length before, as the mail desk's waking is. */
export function afterTimers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
