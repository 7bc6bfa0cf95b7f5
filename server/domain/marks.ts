import { findMarks, setDelivered, setRead } from '../store/participants.ts';
import { appendEvents } from '../store/person-events.ts';
import { auditOf } from './audit/record.ts';
import { lockGround } from './change.ts';
import { myConversation } from './conversations.ts';
import type { Actor, Deps } from './deps.ts';

/**
 * I have read everything up to a seq. Never goes back and never past the newest message; both participants are told.
 * @throws {Refusal} `not-found`, `messaging-off`
 */
export async function markRead(deps: Deps, me: Actor, conversationId: string, seq: number): Promise<void> {
  const { practiceId, personId } = me;
  const { otherId } = await myConversation(deps, me, conversationId);
  const audit = await auditOf(deps, me);
  const moved = await deps.database.transaction(async (tx) => {
    const { lastSeq } = await lockGround(tx, me, conversationId, otherId);
    const marks = await findMarks(tx, practiceId, conversationId, personId);
    const target = Math.min(seq, lastSeq);
    if (!marks || target <= marks.readSeq) return false;
    const now = deps.now();
    await setRead(tx, practiceId, conversationId, personId, target, now);
    const told = [personId, otherId].map((id) => ({ personId: id, conversationId }));
    await appendEvents(tx, practiceId, told, { kind: 'conversation.read', actorId: personId }, now);
    await audit(tx, now, { action: 'conversation.read', conversationId, toSeq: target });
    return true;
  });
  if (moved) deps.hub.grown(practiceId, [personId, otherId]);
}

/**
 * A device of mine has received everything up to a seq. Never goes back and never past the newest message; the other participant
 * is told.
 * @throws {Refusal} `not-found`, `messaging-off`
 */
export async function markDelivered(
  deps: Deps,
  me: Actor,
  conversationId: string,
  seq: number,
): Promise<void> {
  const { practiceId, personId } = me;
  const { otherId } = await myConversation(deps, me, conversationId);
  const audit = await auditOf(deps, me);
  const moved = await deps.database.transaction(async (tx) => {
    const { lastSeq } = await lockGround(tx, me, conversationId, otherId);
    const marks = await findMarks(tx, practiceId, conversationId, personId);
    const target = Math.min(seq, lastSeq);
    if (!marks || target <= marks.deliveredSeq) return false;
    await setDelivered(tx, practiceId, conversationId, personId, target);
    const now = deps.now();
    const told = [{ personId: otherId, conversationId }];
    await appendEvents(tx, practiceId, told, { kind: 'conversation.delivered', actorId: personId }, now);
    await audit(tx, now, { action: 'conversation.delivered', conversationId, toSeq: target });
    return true;
  });
  if (moved) deps.hub.grown(practiceId, [otherId]);
}
