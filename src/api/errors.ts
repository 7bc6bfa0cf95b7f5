import { safeParse } from 'valibot';

import { ERROR_STATUS, Problem, type ErrorCode } from '../protocol/index.ts';

/** Why something failed, as a code that the page turns into words. */
export type Failure =
  /** The backend refused. `retryAfter` is in seconds. */
  | { code: ErrorCode; retryAfter?: number }
  /** No answer: offline, or the server cannot be reached. */
  | { code: 'network' }
  /** The answer is not what the protocol says. */
  | { code: 'unexpected' };

/** What every failed operation rejects with. Its message is the code alone: never text, names or tokens. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}

/** The failure behind whatever was thrown. */
export function failureOf(error: unknown): Failure {
  return error instanceof ApiError ? error.failure : { code: 'unexpected' };
}

/** Whether a failure says that no valid token is at hand. */
export function isSignedOut({ code }: Failure): boolean {
  return code === 'unauthenticated' || code === 'token-expired' || code === 'locked';
}

/** What a status means when its body names no code that we know. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'id-conflict',
  410: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'invalid',
  429: 'too-many-requests',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Turns a refusal into the one error of this package. */
export async function refusal(response: Response): Promise<ApiError> {
  const code = (await problemCode(response)) ?? byStatus(response.status);
  if (!code) return new ApiError({ code: 'unexpected' });
  const retryAfter = retryAfterOf(response.headers);
  return new ApiError(retryAfter === undefined ? { code } : { code, retryAfter });
}

async function problemCode(response: Response): Promise<ErrorCode | undefined> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    // A gateway in between answers with a page of its own, or the connection breaks: the status alone tells.
    return undefined;
  }
  const problem = safeParse(Problem, body);
  if (!problem.success || !Object.hasOwn(ERROR_STATUS, problem.output.code)) return undefined;
  return problem.output.code as ErrorCode;
}

function byStatus(status: number): ErrorCode | undefined {
  return BY_STATUS[status] ?? (status >= 500 ? 'internal' : undefined);
}

/** The `Retry-After` of a refusal, in seconds from now; it comes as seconds or as a date (RFC 9110 10.2.3). */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
