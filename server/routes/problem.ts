import { ERROR_STATUS, PROBLEM_TYPE, type ErrorCode, type Problem } from '../../src/protocol/index.ts';
import type { FieldError } from '../domain/refusal.ts';

/** One English sentence for each code, for whoever reads the answer; the page has its own words. */
const TITLES: Record<ErrorCode, string> = {
  malformed: 'The request cannot be read.',
  unauthenticated: 'A valid token is needed.',
  'token-expired': 'The token has expired.',
  locked: 'Nothing was done with the token for too long.',
  'sign-in-off': 'There is no sign-in by e-mail here.',
  'files-off': 'No files are kept here.',
  forbidden: 'Your role does not allow this.',
  'messaging-off': 'Secure Messaging is switched off.',
  'not-sender': 'Only the sender deletes a message.',
  'delete-window-over': 'The time for deleting has passed.',
  'recipient-inactive': 'The other person no longer receives messages.',
  'not-found': 'There is nothing here.',
  'method-not-allowed': 'This method is not allowed here.',
  'id-conflict': 'The id is taken.',
  'kind-fixed': "A person's kind cannot change.",
  'absence-overlap': 'The member is out of office already in a part of this time.',
  'too-large': 'The body is too large.',
  'file-too-large': 'The file is too large.',
  'picture-too-large': 'The picture has too many pixels.',
  'file-type-refused': 'Files of this kind are not taken.',
  'unsupported-media-type': 'The body must be application/json.',
  invalid: 'The request has values that are not allowed.',
  'text-empty': 'The message is empty.',
  'text-too-long': 'The message is too long.',
  'file-empty': 'The file is empty.',
  'file-missing': 'A file of the message is not there.',
  'too-many-files': 'The message has too many files.',
  'code-wrong': 'The code is not right.',
  'code-expired': 'The code is no longer valid.',
  'recipient-self': 'Nobody writes to oneself.',
  'too-many-requests': 'Too many requests.',
  internal: 'Something went wrong here.',
  unavailable: 'The service is not available right now.',
};

/** Seconds after which a refusal for overload or closing is worth another try. */
const RETRY_AFTER = '2';

/** A refusal as RFC 9457 wants it. The same code has the same body everywhere, so it tells nothing more than its code. */
export function problemResponse(
  code: ErrorCode,
  errors?: readonly FieldError[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const status = ERROR_STATUS[code];
  const problem: Problem = { type: `urn:entrenous:problem:${code}`, title: TITLES[code], status, code };
  if (errors) problem.errors = errors.map(({ path, code: rule }) => ({ path, code: rule }));
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'Content-Type': PROBLEM_TYPE,
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
      ...headers,
    },
  });
}
