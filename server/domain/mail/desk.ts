import { removeStale } from '../../store/mail-queue.ts';
import { sendDue, type MailDeps } from './sending.ts';
import { queueNotices } from './unread-notices.ts';

/** Milliseconds between two looks for what is due. */
export const MAIL_MS = 10_000;

/** Letters on their way at the same moment. */
const AT_ONCE = 4;

/** Milliseconds between two clean-ups. */
const SWEEP_MS = 60_000;

/** Where mails are queued for sending, and sent after the answer that queued them. */
export interface MailDesk {
  /** Something has been queued. */
  wake(): void;
  /** Lets go of letters that are on their way. */
  stop(): Promise<void>;
}

/**
 * Starts sending what is queued and telling clients of unread messages, now and from time to time. What has to be done stands in
 * the database, so that it survives a crash, and several processes may do it at once.
 * @param failed hears of what could not be done now; it is tried again
 */
export function startMail(deps: MailDeps, intervalMs: number, failed: (error: unknown) => void): MailDesk {
  const stopping = new AbortController();
  const { signal } = stopping;
  const hands = new Set<Promise<void>>();
  /** How often there was reason to look, so that a look that began before the last one is known to be too old. */
  let reasons = 0;
  let looking: Promise<void> | undefined;
  let swept = -Infinity;

  /** Puts every free hand to work: one slow letter keeps nobody else waiting. */
  function send(): void {
    reasons++;
    while (hands.size < AT_ONCE && !signal.aborted) start();
  }

  function start(): void {
    let begun = reasons;
    const hand = sendDue(deps, signal, () => (begun = reasons))
      // The database is away for a moment; everything is still there.
      .catch(failed)
      .finally(() => {
        hands.delete(hand);
        // What has come since its last look it could not see, and others may have found enough to do.
        if (begun < reasons && !signal.aborted) start();
      });
    hands.add(hand);
  }

  async function lookAround(): Promise<void> {
    const now = deps.now();
    await queueNotices(deps, now);
    if (now.getTime() - swept < SWEEP_MS) return;
    swept = now.getTime();
    await removeStale(deps.within({ work: 'mail' }), now);
  }

  function look(): void {
    looking ??= lookAround()
      .catch(failed)
      .finally(() => {
        looking = undefined;
        send();
      });
  }

  const timer = setInterval(look, intervalMs);
  // In Node this timer alone does not keep the process.
  (timer as { unref?: () => void }).unref?.();
  look();
  return {
    // In a turn of its own, so that nothing of it is part of the answer.
    wake: () => void setTimeout(send),
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await looking;
      await Promise.all(hands);
    },
  };
}
