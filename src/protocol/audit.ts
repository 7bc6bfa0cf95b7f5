import * as v from 'valibot';
import { Id, Instant } from './ids.ts';

/** Longest time for which entries of the audit are asked for at once, in days. */
export const AUDIT_DAYS_LIMIT = 366;

/** Somebody who acts in an entry of the audit: a person, the portal's server, whoever runs the backend, or the backend by itself. */
export const AuditActor = v.object({
  kind: v.picklist(['person', 'portal', 'operator', 'system']),
  id: v.string(),
  /** Of a person. */
  name: v.optional(v.string()),
});
export type AuditActor = v.InferOutput<typeof AuditActor>;

/** One entry of the audit: who did, or looked at, what, when, from where, and whether it was let. Never content. */
export const AuditEntry = v.object({
  id: v.string(),
  at: Instant,
  actor: AuditActor,
  /** Like `message.sent`; more may come. */
  action: v.string(),
  outcome: v.picklist(['done', 'refused']),
  /** The IP address it came from. */
  address: v.optional(v.string()),
  /** Whom it concerns, when it is not who acts. */
  person: v.optional(v.object({ id: Id, name: v.optional(v.string()) })),
  conversationId: v.optional(v.string()),
  messageId: v.optional(v.string()),
  attachmentId: v.optional(v.string()),
  /** Which messages of the conversation, both included. */
  fromSeq: v.optional(v.number()),
  toSeq: v.optional(v.number()),
  /** How many were shown or found. */
  count: v.optional(v.number()),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

/** `GET /audit` and `GET /me/audit`: a page of entries, newest first. */
export const AuditAnswer = v.object({ entries: v.array(AuditEntry), next: v.optional(v.string()) });
export type AuditAnswer = v.InferOutput<typeof AuditAnswer>;

/** `POST /audit/export`: the practice's entries from an instant on and before another, oldest last. */
export const AuditExportRequest = v.object({
  format: v.picklist(['csv', 'json']),
  from: Instant,
  to: Instant,
});
export type AuditExportRequest = v.InferOutput<typeof AuditExportRequest>;
