import type { Queryable } from '../../ports.ts';
import { removeAttachmentsOf } from '../../store/attachments.ts';
import { eraseMessage, findMessage } from '../../store/messages.ts';
import { lockPeople } from '../../store/people.ts';
import { appendEvents } from '../../store/person-events.ts';
import {
  forgetFilesOf,
  insertPurge,
  listConversationsWithOld,
  listOldMessages,
  lockDueConversation,
} from '../../store/purge.ts';
import { holdPractice } from '../../store/purge-practice.ts';
import type { PurgeDeps, Run } from './deps.ts';

/** Conversations looked for at once, and messages in one transaction. */
const CONVERSATIONS = 100;
const MESSAGES = 100;

/**
 * Takes the text and files, or the files alone, of messages from before a time, in conversations that go on. Of a message without text
 * the tombstone remains, as when its sender deletes it.
 * @returns how many messages, or files, there were
 */
export async function purgeOld(
  deps: PurgeDeps,
  run: Run,
  what: 'messages' | 'files',
  before: Date,
): Promise<number> {
  let purged = 0;
  for (;;) {
    const due = await listConversationsWithOld(deps.database, run.practiceId, what, before, CONVERSATIONS);
    for (const { conversationId } of due) {
      for (;;) {
        const done = await deps.database.transaction((tx) =>
          removeSome(deps, tx, run, conversationId, what, before),
        );
        if (!done) break;
        purged += done.count;
        deps.hub.grown(run.practiceId, done.people);
        deps.progress?.(done.count);
      }
    }
    if (due.length < CONVERSATIONS) return purged;
  }
}

async function removeSome(
  deps: PurgeDeps,
  tx: Queryable,
  run: Run,
  conversationId: string,
  what: 'messages' | 'files',
  before: Date,
): Promise<{ count: number; people: string[] } | undefined> {
  const { practiceId } = run;
  await holdPractice(tx, practiceId);
  const conversation = await lockDueConversation(tx, practiceId, conversationId, undefined);
  if (!conversation) return undefined;
  await lockPeople(tx, practiceId, conversation.people);
  const old = await listOldMessages(tx, practiceId, conversationId, what, before, MESSAGES);
  const [first, last] = [old[0], old.at(-1)];
  if (!first || !last) return undefined;
  const at = deps.now();
  const told = conversation.people.map((personId) => ({ personId, conversationId }));
  for (const { messageId, files } of old) {
    if (files > 0) await removeAttachmentsOf(tx, practiceId, conversationId, messageId, at);
    if (what === 'files') continue;
    const message = await findMessage(tx, practiceId, conversationId, messageId);
    if (message) await eraseMessage(tx, practiceId, message, at);
    await appendEvents(tx, practiceId, told, { kind: 'message.deleted', messageId }, at);
  }
  const carried = old.filter(({ files }) => files > 0).map(({ messageId }) => messageId);
  if (what === 'files') await forgetFilesOf(tx, practiceId, conversationId, carried);
  const count = what === 'files' ? old.reduce((all, { files }) => all + files, 0) : old.length;
  await insertPurge(tx, practiceId, run.purgeId, { kind: what, count }, at);
  await run.audit(tx, at, {
    action: what === 'files' ? 'files.purged' : 'messages.purged',
    conversationId,
    fromSeq: first.seq,
    toSeq: last.seq,
    count,
  });
  return { count, people: conversation.people };
}
