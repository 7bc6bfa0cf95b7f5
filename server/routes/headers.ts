import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
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

/** Seconds for which a browser remembers what a preflight allowed. */
const PREFLIGHT_SECONDS = 7200;

/** Lets pages of the given origins call, by exact comparison and without cookies. */
export function crossOrigin(allowed: readonly string[]): MiddlewareHandler<Env> {
  const origins = new Set(allowed);
  return cors({
    origin: (origin) => (origins.has(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'Content-Disposition', 'Last-Event-ID'],
    exposeHeaders: ['Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
  });
}
