import type { Database } from '../../ports.ts';
import { listDueNotices, queueNotice } from '../../store/unread-notices.ts';

const MINUTE_MS = 60_000;

/** Milliseconds after the first notice at which there is a second and last one, if the messages are still unread. */
export const REMIND_MS = 60 * MINUTE_MS;

/** Milliseconds after which nobody is told any more of what has been unread all the time. */
const STALE_MS = 7 * 24 * 60 * MINUTE_MS;

/** Milliseconds for which a mail server that is away is tried with a notice. */
const GIVE_UP_MS = 6 * 60 * MINUTE_MS;

/**
 * Queues a notice for every client who has something unread for longer than their practice's delay: one for a burst, which lasts
 * until they have come back and read, and one reminder. @returns how many were queued
 */
export async function queueNotices({ within }: Pick<Database, 'within'>, now: Date): Promise<number> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const expiresAt = new Date(now.getTime() + GIVE_UP_MS);
  let queued = 0;
  for (const client of await listDueNotices(
    within({ work: 'mail' }),
    now,
    before(REMIND_MS),
    before(STALE_MS),
  )) {
    const practice = within({ practice: client.practiceId });
    if (await queueNotice(practice, client, now, crypto.randomUUID(), expiresAt)) queued++;
  }
  return queued;
}
