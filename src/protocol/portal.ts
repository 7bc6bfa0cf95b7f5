import * as v from 'valibot';
import { Instant } from './ids.ts';
import { IDLE_MINUTES_LIMIT, NAME_LENGTH, RETENTION_DAYS_LIMIT, textLength } from './limits.ts';
import { PersonKind } from './people.ts';
import { Email } from './sign-in.ts';

/**
 * What remains behind the tombstone of a deleted message: nothing, or a copy under a key of the practice's own that no route
 * reaches, for the practice's retention time.
 */
export const DeletePolicy = v.picklist(['erase', 'seal']);
export type DeletePolicy = v.InferOutput<typeof DeletePolicy>;

/** A practice may tell later than the default, but not days later. */
const NOTICE_MINUTES_MOST = 24 * 60;

/** What a mail says of the practice: one line of plain text. */
const MailName = v.pipe(
  v.string(),
  v.check((name) => name.trim() !== '' && textLength(name) <= NAME_LENGTH, 'length'),
  v.check((name) => !/\p{C}/u.test(name), 'plain'),
);

/** Where a mail leads: the practice's website, without anybody's id or text in it. */
const MailUrl = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check((url) => /^https?:\/\/[\x21-\x7e]+$/.test(url) && URL.canParse(url), 'url'),
);

/** The languages that mails are written in. */
export const MAIL_LANGUAGES = ['en', 'es', 'fr', 'de', 'ar', 'zh'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** Most origins that a practice may name. */
const ORIGINS_MOST = 50;

/** Where a page comes from, as a browser says it: `https://practice.example`, without a path, in ASCII. */
const Origin = v.pipe(
  v.string(),
  v.check(
    (origin) =>
      /^https?:\/\/[\w.:[\]-]+$/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin,
    'origin',
  ),
);

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
  /** Whether clients may sign in with a code that comes by e-mail; not at first. Left out: as it was. */
  emailSignIn: v.optional(v.boolean()),
  /**
   * Minutes for which a client's message is unread before they get a notice by e-mail, fractions too; 10 at first. `null`: no notices.
   * Left out: as it was.
   */
  noticeMinutes: v.optional(v.nullable(v.pipe(v.number(), v.gtValue(0), v.maxValue(NOTICE_MINUTES_MOST)))),
  /** What mails may say of the practice; `null`, as at first: nothing, not even its name. Left out: as it was. */
  mailName: v.optional(v.nullable(MailName)),
  /** The address that mails lead to; `null`, as at first: none. Left out: as it was. */
  mailUrl: v.optional(v.nullable(MailUrl)),
  /**
   * The language of mails to somebody of whom nobody knows what their page is shown in; `null`, as at first: English. Left out: as it
   * was.
   */
  mailLanguage: v.optional(v.nullable(v.picklist(MAIL_LANGUAGES))),
  /**
   * Origins of the websites whose pages may reach this practice, like `https://practice.example`; they take the place of the
   * server's own. `null`, as at first: those of the server. Left out: as it was.
   */
  allowedOrigins: v.optional(v.nullable(v.pipe(v.array(Origin), v.maxLength(ORIGINS_MOST)))),
});

/** `PUT /practices/{id}/people/{id}` by the portal's server: makes or changes a person. */
export const PutPersonRequest = v.object({
  name: Name,
  kind: PersonKind,
  /** Whether the person administers the practice; practitioners only. */
  admin: v.optional(v.boolean(), false),
  /** For sign-in by e-mail and notices; clients only. Left out: none. */
  email: v.optional(Email),
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
