import { countOldAudit } from '../../store/audit.ts';
import { hasHold } from '../../store/legal-holds.ts';
import { removeStale } from '../../store/mail-queue.ts';
import { countDueConversations, countOld, removeExpiredTokens } from '../../store/purge.ts';
import { EXPIRED_KEPT_MS } from '../portal.ts';
import { purgeAudit } from './audit.ts';
import { purgeConversations } from './conversations.ts';
import { beginRun, type PurgeDeps } from './deps.ts';
import { purgeOld } from './messages.ts';
import { endOf, type RetainedKind, type Retention } from './retention.ts';

/** How much of each kind has had its time, and how many conversations more would be, if nobody held them. */
export type Due = Record<RetainedKind, number> & { held: number };

/** Looks what of a practice has had its time. Changes nothing. */
export async function lookForDue(
  { database, now }: Pick<PurgeDeps, 'database' | 'now'>,
  practiceId: string,
  retention: Retention,
): Promise<Due> {
  const at = now();
  const conversations = endOf(retention.conversations, at);
  const messages = endOf(retention.messages, at);
  const files = endOf(retention.files, at);
  const audit = endOf(retention.audit, at);
  const due = conversations && (await countDueConversations(database, practiceId, conversations));
  return {
    conversations: due?.conversations ?? 0,
    messages: messages ? await countOld(database, practiceId, 'messages', messages) : 0,
    files: files ? await countOld(database, practiceId, 'files', files) : 0,
    audit:
      audit && !(await hasHold(database, practiceId)) ? await countOldAudit(database, practiceId, audit) : 0,
    held: due?.held ?? 0,
  };
}

/** Removes what of a practice has had its time. @returns how much it was */
export async function purgeDue(
  deps: PurgeDeps,
  practiceId: string,
  retention: Retention,
): Promise<Record<RetainedKind, number>> {
  const run = await beginRun(deps, practiceId);
  const at = deps.now();
  const done = { conversations: 0, messages: 0, files: 0, audit: 0 };
  const conversations = endOf(retention.conversations, at);
  if (conversations) done.conversations = await purgeConversations(deps, run, conversations);
  for (const what of ['messages', 'files'] as const) {
    const before = endOf(retention[what], at);
    if (before) done[what] = await purgeOld(deps, run, what, before);
  }
  const audit = endOf(retention.audit, at);
  if (audit) done.audit = await purgeAudit(deps, run, audit);
  return done;
}

/** Removes what nobody keeps once it is over: mails, codes, sessions, counts and tokens, of every practice. */
export async function removeLeftovers({ database, now }: Pick<PurgeDeps, 'database' | 'now'>): Promise<void> {
  await removeStale(database, now());
  await removeExpiredTokens(database, new Date(now().getTime() - EXPIRED_KEPT_MS));
}
