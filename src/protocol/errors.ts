import * as v from 'valibot';

/**
 * Every refusal has one of these codes. They are part of the protocol: the page turns them into words, so a code
 * never changes its meaning. The number is the HTTP status that carries it.
 */
export const ERROR_STATUS = {
  /** The body is not JSON, or the request line or a header cannot be read. */
  malformed: 400,
  /** The token is missing, forged, or of a person or practice that is not active. */
  unauthenticated: 401,
  /** The token was good once; the page should ask for a new one. */
  'token-expired': 401,
  /** Nobody did anything with this token for the practice's idle time; the person has to come back for a new one. */
  locked: 401,
  /** The practice has no sign-in by e-mail, or there is no such practice. */
  'sign-in-off': 403,
  /** This backend keeps no files. */
  'files-off': 403,
  /** The person is known but their role does not allow this. */
  forbidden: 403,
  /** Secure Messaging is switched off for the practice. */
  'messaging-off': 403,
  /** Only the sender deletes a message. */
  'not-sender': 403,
  /** The practice's time for deleting has passed. */
  'delete-window-over': 403,
  /** The other person no longer receives messages. */
  'recipient-inactive': 403,
  /** It does not exist, or it is not yours to see: the two look the same on purpose. */
  'not-found': 404,
  'method-not-allowed': 405,
  /** The client-made id is taken by something that is not the caller's first try. */
  'id-conflict': 409,
  /** A person's kind cannot change: their conversations were allowed because of it. */
  'kind-fixed': 409,
  /** The member is out of office already in a part of this time. */
  'absence-overlap': 409,
  /** The body is larger than this route takes. */
  'too-large': 413,
  /** The file is over the limit. */
  'file-too-large': 413,
  /** The picture has more pixels than are looked at. */
  'picture-too-large': 413,
  'unsupported-media-type': 415,
  /** The file is not of a kind that messages carry, or its name says something else than its content. */
  'file-type-refused': 415,
  /** The body is JSON but not what the route takes; `errors` says where. */
  invalid: 422,
  /** The message has no visible text and no file. */
  'text-empty': 422,
  /** The message text is over the limit. */
  'text-too-long': 422,
  /** The file has no content. */
  'file-empty': 422,
  /** A file of the message was not uploaded by its sender, is gone, or belongs to another message. */
  'file-missing': 422,
  /** More files than one message carries. */
  'too-many-files': 422,
  /** This is not the code that was sent last to this address. */
  'code-wrong': 422,
  /** The code's time or tries are over, it was used, or there is none: only a new one helps. */
  'code-expired': 422,
  /** Nobody writes to oneself. */
  'recipient-self': 422,
  /** Too often in too short a time; `Retry-After` says how many seconds to wait. */
  'too-many-requests': 429,
  internal: 500,
  /** The server is starting, stopping or overloaded; try again after `Retry-After`. */
  unavailable: 503,
} as const;

/** A stable error code; see {@link ERROR_STATUS}. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** All error codes, for schemas and exhaustive tables of words. */
export const ERROR_CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];

/** The media type of every refusal (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** The body of every refusal: RFC 9457 with our stable `code`. Never carries what the caller sent. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  errors: v.optional(v.array(v.object({ path: v.string(), code: v.string() }))),
});
export type Problem = v.InferOutput<typeof Problem>;
