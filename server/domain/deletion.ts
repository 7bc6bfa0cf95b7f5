import * as v from 'valibot';
import { Uuid } from '../../src/protocol/index.ts';
import { removeAttachmentsOf } from '../store/attachments.ts';
import { isConversationHeld } from '../store/legal-holds.ts';
import { eraseMessage, findMessage, type MessageRow } from '../store/messages.ts';
import { appendEvents } from '../store/person-events.ts';
import { findPractice } from '../store/practices.ts';
import { auditOf } from './audit/record.ts';
import { lockGround } from './change.ts';
import { myConversation } from './conversations.ts';
import type { Actor, Deps } from './deps.ts';
import { Refusal } from './refusal.ts';
import { copyKeys, sealCopy } from './retention.ts';

/**
 * Deletes a message of mine (M12) and leaves its tombstone; behind it remains what the practice's policy says. Again: nothing
 * happens.
 * @throws {Refusal} `not-found`, `not-sender`, `delete-window-over`, `messaging-off`, `unavailable`
 */
export async function deleteMessage(
  deps: Deps,
  me: Actor,
  conversationId: string,
  messageId: string,
): Promise<void> {
  const { practiceId, personId } = me;
  const { otherId } = await myConversation(deps, me, conversationId);
  if (!v.is(Uuid, messageId)) throw new Refusal('not-found');
  // Before the transaction: reading a key takes a connection of its own.
  const practice = await findPractice(deps.database, practiceId);
  const held = await isConversationHeld(deps.database, practiceId, conversationId);
  const keys = practice && (await copyKeys(deps, practice, conversationId, held));
  const audit = await auditOf(deps, me);

  const erased = await deps.database.transaction(async (tx) => {
    const ground = await lockGround(tx, me, conversationId, otherId);
    const message = await findMessage(tx, practiceId, conversationId, messageId);
    if (!message) throw new Refusal('not-found');
    if (message.senderId !== personId) throw new Refusal('not-sender');
    if (message.deletedAt !== null) return false;
    const now = deps.now();
    if (isOver(ground.practice.deleteWindow, message, now)) throw new Refusal('delete-window-over');
    const { deletePolicy, retentionDays } = ground.practice;
    // What is held is kept for as long as that lasts, whatever the policy says.
    const isHeld = await isConversationHeld(tx, practiceId, conversationId);
    const sealed = isHeld || (deletePolicy === 'seal' && retentionDays !== null);
    const days = deletePolicy === 'seal' && retentionDays !== null ? retentionDays : 0;
    if (sealed) {
      // The policy has changed since we looked: whoever asks again gets what it says now.
      if (!keys) throw new Refusal('unavailable');
      await sealCopy(tx, practiceId, message, keys, days, now);
    }
    if (message.files > 0) {
      const bytes = sealed ? 'previews' : 'all';
      await removeAttachmentsOf(tx, practiceId, conversationId, messageId, now, bytes);
    }
    await eraseMessage(tx, practiceId, message, now);
    const told = [personId, otherId].map((id) => ({ personId: id, conversationId }));
    await appendEvents(tx, practiceId, told, { kind: 'message.deleted', messageId }, now);
    await audit(tx, now, { action: 'message.deleted', conversationId, messageId });
    return true;
  });
  if (!erased) return;
  deps.hub.grown(practiceId, [personId, otherId]);
  // The bytes are due to go now; if the process ends here, the next one finds them.
  await deps.files?.collector.collect();
}

/** Whether the practice's time for deleting has passed: `null` never, 0 at once. */
function isOver(windowSeconds: number | null, message: MessageRow, now: Date): boolean {
  if (windowSeconds === null) return false;
  return windowSeconds === 0 || now.getTime() - message.sentAt.getTime() > windowSeconds * 1000;
}
