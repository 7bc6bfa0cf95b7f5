import * as v from 'valibot';
import { Id, Instant } from './ids.ts';

/** Digits of a one-time code. */
export const CODE_LENGTH = 6;

/** Seconds for which a code is good. */
export const CODE_SECONDS = 10 * 60;

/** Wrong tries after which a code is worth nothing any more. */
export const CODE_TRIES = 5;

/** Longest e-mail address (RFC 5321, 4.5.3.1.3). */
export const EMAIL_LENGTH = 254;

/** An e-mail address, as a person types it or a portal knows it. */
export const Email = v.pipe(v.string(), v.maxLength(EMAIL_LENGTH), v.email());

/**
 * `POST /sign-in/codes`, without a token: sends a one-time code to this address if it is a client's of this practice, and makes every
 * earlier one worthless. Answers 202 and {@link SignInCodeAnswer} whether it is or not, in the same time: who asks learns nothing.
 */
export const SignInCodeRequest = v.object({ practice: Id, email: Email });

/** What is true for every address. */
export const SignInCodeAnswer = v.object({
  /** Seconds for which the code is good. */
  expiresIn: v.number(),
});
export type SignInCodeAnswer = v.InferOutput<typeof SignInCodeAnswer>;

/** `POST /sign-in`, without a token: signs in with the code that came by e-mail. It works once. */
export const SignInRequest = v.object({
  practice: Id,
  email: Email,
  code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
});

/** The start of a signed-in session. */
export const SignInAnswer = v.object({
  /** For requests, as every other token. */
  token: v.string(),
  /** When the token ends; a renewal brings the next one. */
  expiresAt: Instant,
  /** The secret for `POST /sign-in/renewal`, and for nothing else. */
  session: v.string(),
  /** When the session ends, whatever happens in it; sooner if nobody does anything for the practice's idle time. */
  sessionExpiresAt: Instant,
});
export type SignInAnswer = v.InferOutput<typeof SignInAnswer>;

/**
 * `POST /sign-in/renewal`, without a token: the next token of a session. It is no sign of life: after the practice's idle time
 * the answer is `locked` and the session is over.
 */
export const RenewalRequest = v.object({ session: v.pipe(v.string(), v.regex(/^ens_[\w-]{43}$/)) });

/** The same session's next token. */
export const RenewalAnswer = v.omit(SignInAnswer, ['session']);
export type RenewalAnswer = v.InferOutput<typeof RenewalAnswer>;

/**
 * `POST /sign-out`: ends the session that this token belongs to, or with `everywhere` all sessions and tokens of the person, on all
 * devices, and their event streams. A token that a portal signs itself ends with its own time only.
 */
export const SignOutRequest = v.object({ everywhere: v.optional(v.boolean(), false) });

/** `PUT /me/notices`: whether I get an e-mail when a message of mine is unread for a while. */
export const EmailNotices = v.object({ email: v.boolean() });
export type EmailNotices = v.InferOutput<typeof EmailNotices>;
