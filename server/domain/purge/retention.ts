/** Kinds of data that a purge removes when their time is over. */
export const RETAINED_KINDS = ['conversations', 'messages', 'files', 'audit'] as const;
export type RetainedKind = (typeof RETAINED_KINDS)[number];

/** Days for which each kind is kept; `null`: for good. */
export type Retention = Readonly<Record<RetainedKind, number | null>>;

/** What is not said is kept; the audit for ten years. */
export const DEFAULT_RETENTION: Retention = { conversations: null, messages: null, files: null, audit: 3650 };

/** The audit is never kept for less: six years (45 CFR § 164.316(b)(2)(i)). */
export const SHORTEST_AUDIT_DAYS = 2192;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is older than this has had its time; `undefined`: nothing has. */
export function endOf(days: number | null, now: Date): Date | undefined {
  return days === null ? undefined : new Date(now.getTime() - days * DAY_MS);
}
