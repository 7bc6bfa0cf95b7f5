import type { ErrorHandler } from 'hono';
import { Refusal } from '../domain/refusal.ts';
import type { LogEntry } from '../ports.ts';
import type { Env } from './context.ts';
import { problemResponse } from './problem.ts';

/** Turns whatever a handler threw into an answer. What nobody expected is logged by its code and answered without detail. */
export function errorHandler(log: (entry: LogEntry) => void): ErrorHandler<Env> {
  return function answerError(error) {
    if (error instanceof Refusal) {
      // Everything else is the caller's own affair; this is the operator's.
      if (error.code === 'unavailable') log({ level: 'warn', event: 'unavailable' });
      const { code, errors, retryAfter } = error;
      return problemResponse(
        code,
        errors,
        retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
      );
    }
    const code = codeOf(error);
    const unavailable = isUnavailable(code);
    log({ level: 'error', event: unavailable ? 'database-unavailable' : 'internal-error', code });
    return problemResponse(unavailable ? 'unavailable' : 'internal');
  };
}

/** The error's code (SQLSTATE, system error, ours) or else its class: never its message, which may quote what was sent. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : error.name;
}

/**
 * Whether the database cannot be reached, is shutting down, has no connection left (SQLSTATE classes 08, 53, 57P), broke off what took too
 * long (57014, 25P03) or one of two that waited for each other (40P01).
 */
function isUnavailable(code: string): boolean {
  return /^(08\w{3}|53\w{3}|57P\w{2}|57014|25P03|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/.test(
    code,
  );
}
