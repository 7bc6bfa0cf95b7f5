import type { MiddlewareHandler } from 'hono';
import type { Env } from './context.ts';

/** On every answer: nothing is kept, guessed, framed or passed on. A route may say more with a policy of its own. */
const SAFE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The policy of a file: whatever a browser makes of it, it runs nothing and reaches nobody. */
export const NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Sets the headers that every answer has. */
export function makeSafe(response: Response): Response {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) {
    if (name !== 'Content-Security-Policy' || !response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

export function safeHeaders(): MiddlewareHandler<Env> {
  return async function addSafeHeaders(c, next) {
    await next();
    makeSafe(c.res);
  };
}
