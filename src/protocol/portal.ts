import * as v from 'valibot';
import { Instant } from './ids.ts';
import { IDLE_MINUTES_LIMIT, NAME_LENGTH, RETENTION_DAYS_LIMIT, textLength } from './limits.ts';
import { PersonKind } from './people.ts';

/**
 * What remains behind the tombstone of a deleted message: nothing, or a copy under a key of the practice's own that no route
 * reaches, for the practice's retention time.
 */
export const DeletePolicy = v.picklist(['erase', 'seal']);
export type DeletePolicy = v.InferOutput<typeof DeletePolicy>;

const Name = v.pipe(
  v.string(),
  v.check((name) => name.trim() !== '', 'blank'),
  v.check((name) => textLength(name) <= NAME_LENGTH, 'too long'),
);

/** `PUT /practices/{id}` by the portal's server: makes or renames a practice. */
export const PutPracticeRequest = v.object({
  name: Name,
  /** Seconds in which a sender may delete; `null`: no limit, 0: never. Left out: as it was. */
  deleteWindow: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0)))),
  /** What remains of messages that are deleted from now on; `erase` at first. Left out: as it was. */
  deletePolicy: v.optional(DeletePolicy),
  /**
   * Days for which the copies of messages deleted from now on are kept; `seal` needs it once. Copies that are there keep the
   * time that they were given. Left out: as it was.
   */
  retentionDays: v.optional(
    v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(RETENTION_DAYS_LIMIT)),
  ),
  /** Minutes without activity after which messages are locked, fractions too; 15 at first. Left out: as it was. */
  idleMinutes: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(IDLE_MINUTES_LIMIT))),
});

/** `PUT /practices/{id}/people/{id}` by the portal's server: makes or changes a person. */
export const PutPersonRequest = v.object({
  name: Name,
  kind: PersonKind,
  /** Whether the person administers the practice; practitioners only. */
  admin: v.optional(v.boolean(), false),
  email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(254))),
  /** Whether the person may sign in. Their conversations stay readable for the others. */
  active: v.optional(v.boolean(), true),
});

/** `POST /practices/{id}/people/{id}/tokens`: a token to hand to this person's page. */
export const TokenAnswer = v.object({ token: v.string(), expiresAt: Instant });
export type TokenAnswer = v.InferOutput<typeof TokenAnswer>;

/**
 * Claims of a JWT that a portal signs itself (HS256 with its secret, or an asymmetric key in its JWKS) instead of
 * asking for a token: `iss` as configured, `aud` = {@link TOKEN_AUDIENCE}, `sub` = the person's id,
 * `practice` = the practice's id, `exp` required.
 */
export const TOKEN_AUDIENCE = 'entrenous';
