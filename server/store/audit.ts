import type { Queryable } from '../ports.ts';

/** One act, written in the transaction that does it: who, when, what, on which ids. Never content. */
export interface AuditEntry {
  actor: { kind: 'person' | 'portal'; id: string };
  action:
    | 'conversation.opened'
    | 'message.sent'
    | 'message.deleted'
    | 'attachment.added'
    | 'attachment.downloaded'
    | 'message.auto-sent'
    | 'absence.put'
    | 'absence.ended'
    | 'absence.removed'
    | 'features.on'
    | 'features.off'
    | 'notice.changed'
    | 'practice.put'
    | 'practice.delete-policy'
    | 'person.put'
    | 'token.issued'
    | 'session.started'
    | 'session.ended'
    | 'sessions.ended'
    | 'notices.on'
    | 'notices.off';
  personId?: string;
  conversationId?: string;
  messageId?: string;
  attachmentId?: string;
}

export async function writeAudit(
  tx: Queryable,
  practiceId: string,
  at: Date,
  entry: AuditEntry,
): Promise<void> {
  await tx.query(
    `insert into audit (practice_id, audit_id, at, actor_kind, actor_id, action, person_id, conversation_id, message_id,
       attachment_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      practiceId,
      crypto.randomUUID(),
      at.toISOString(),
      entry.actor.kind,
      entry.actor.id,
      entry.action,
      entry.personId ?? null,
      entry.conversationId ?? null,
      entry.messageId ?? null,
      entry.attachmentId ?? null,
    ],
  );
}
