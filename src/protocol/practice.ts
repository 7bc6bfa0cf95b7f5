import * as v from 'valibot';
import { Id } from './ids.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { PersonKind } from './people.ts';

/** The practice as its people see it. */
export const Practice = v.object({
  id: Id,
  name: v.string(),
  /** Account Settings › Portal › Features › Secure Messaging. While off, nothing is sent or read. */
  secureMessaging: v.boolean(),
  /** The practice's own guidelines, shown where people write; `null` when there are none. */
  notice: v.nullable(v.string()),
});
export type Practice = v.InferOutput<typeof Practice>;

/** The limits in force for this practice. */
export const Limits = v.object({
  textLength: v.number(),
  files: v.number(),
  fileBytes: v.number(),
  /** Seconds after sending in which the sender may delete; `null`: no limit, 0: never. */
  deleteWindow: v.nullable(v.number()),
  /** Seconds without activity after which the page blanks and the server refuses the token. */
  idleSeconds: v.optional(v.pipe(v.number(), v.gtValue(0)), DEFAULT_LIMITS.idleSeconds),
});
export type Limits = v.InferOutput<typeof Limits>;

/** `GET /me`: who the token says I am, and what I need to start. Answered also while messaging is off. */
export const Me = v.object({
  person: v.object({ id: Id, name: v.string(), kind: PersonKind, admin: v.boolean() }),
  practice: Practice,
  /** Unread messages over all my conversations; 0 while messaging is off. */
  unread: v.number(),
  limits: Limits,
});
export type Me = v.InferOutput<typeof Me>;

/** `PUT /practice/features`, administrators only. */
export const FeaturesRequest = v.object({ secureMessaging: v.boolean() });
export const Features = FeaturesRequest;
export type Features = v.InferOutput<typeof Features>;
