import * as v from 'valibot';
import { Id } from './ids.ts';
import { DEFAULT_LIMITS, isBlank, NOTICE_LENGTH, textLength } from './limits.ts';
import { PersonKind } from './people.ts';

/** The practice as its people see it. */
export const Practice = v.object({
  id: Id,
  name: v.string(),
  /** Account Settings › Portal › Features › Secure Messaging. While off, nothing is sent or read. */
  secureMessaging: v.boolean(),
  /**
   * The practice's own guidelines, shown where people write; `null` when there are none. HTML as an administrator wrote it:
   * untrusted, so a page cleans it before it shows it.
   */
  notice: v.nullable(v.string()),
  /** Counts the versions of the notice: 0 while there has never been one. */
  noticeRevision: v.optional(v.number(), 0),
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
  /** The version of the practice's notice that I have put aside; it is shown again when there is a newer one. */
  noticeDismissed: v.optional(v.number(), 0),
  /** Whether I get an e-mail when a message of mine is unread for a while; missing where there are no such notices. */
  emailNotices: v.optional(v.boolean()),
});
export type Me = v.InferOutput<typeof Me>;

/** `PUT /practice/features`, administrators only. */
export const FeaturesRequest = v.object({ secureMessaging: v.boolean() });
export const Features = FeaturesRequest;
export type Features = v.InferOutput<typeof Features>;

/** `PUT /practice/notice`, administrators only: the practice's own guidelines; blank or `null` takes them away. */
export const NoticeRequest = v.object({
  html: v.nullable(
    v.pipe(
      v.string(),
      v.check((html) => textLength(html) <= NOTICE_LENGTH, 'too long'),
      v.transform((html) => (isBlank(html) ? null : html)),
    ),
  ),
});

/** The practice's guidelines as they are now; also what `notice.changed` tells. */
export const PracticeNotice = v.object({ notice: v.nullable(v.string()), noticeRevision: v.number() });
export type PracticeNotice = v.InferOutput<typeof PracticeNotice>;

/** `PUT /me/notice-dismissed`: I have put this version of the notice aside. Never goes back. */
export const NoticeDismissed = v.object({
  noticeDismissed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type NoticeDismissed = v.InferOutput<typeof NoticeDismissed>;
