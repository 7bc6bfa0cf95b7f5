import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { API_PREFIX } from '../../src/protocol/index.ts';
import { isOriginOfAPractice, originsOf } from '../domain/origins.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Env, RouteDeps } from './context.ts';

/** Seconds for which a browser remembers what a preflight allowed. */
const PREFLIGHT_SECONDS = 7200;

/**
 * Says which pages of other origins may call and read the answer, by exact comparison and without cookies. A preflight has no token,
 * so it is answered for the origins of the server and of all practices together; an answer goes to those of the practice that it is
 * about, and `admitPage` keeps the others from doing anything. See `docs/decisions/0026-origins-of-a-practice.md`.
 */
export function crossOrigin(deps: RouteDeps): MiddlewareHandler<Env> {
  const preflight = cors({
    origin: async (origin, c: Context<Env>) => ((await isKnown(deps, c, origin)) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'Content-Disposition', 'Last-Event-ID'],
    maxAge: PREFLIGHT_SECONDS,
  });
  return async function letPagesRead(c, next) {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    await next();
    c.header('Vary', 'Origin', { append: true });
    const origin = c.req.header('Origin');
    if (origin === undefined) return;
    const { origins } = c.var;
    if (origins === undefined ? !(await isKnown(deps, c, origin)) : !origins.has(origin)) return;
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', 'Retry-After');
  };
}

/** Whether an origin is the server's or any practice's. What is not of the protocol is for the server's alone. */
async function isKnown(deps: RouteDeps, c: Context<Env>, origin: string): Promise<boolean> {
  if (deps.allowedOrigins.has(origin)) return true;
  return c.req.path.startsWith(`${API_PREFIX}/`) && isOriginOfAPractice(deps, origin);
}

/** Whether the page that calls may, and where it comes from when it is one of those that are named. */
export interface Admission {
  admitted: boolean;
  origin?: string;
}

/**
 * Looks whether a page may reach a practice, and lets only its pages read the answer. Callers without an origin are no pages of
 * elsewhere, and a page of the backend's own origin needs no permission. Where a practice has no list, only those are kept out whom
 * another one's has let through the preflight.
 * @param own the practice's list; `null` when it has none
 */
export async function admitPage(
  deps: RouteDeps,
  c: Context<Env>,
  own: readonly string[] | null,
): Promise<Admission> {
  const origins = originsOf(deps, own);
  c.set('origins', origins);
  const origin = c.req.header('Origin');
  if (origin === undefined || isSameOrigin(c, origin)) return { admitted: true };
  if (origins.has(origin)) return { admitted: true, origin };
  return { admitted: own === null && !(await isOriginOfAPractice(deps, origin)) };
}

/** The same for somebody who is not signed in. @throws {Refusal} `forbidden` */
export async function checkPage(
  deps: RouteDeps,
  c: Context<Env>,
  own: readonly string[] | null,
): Promise<void> {
  if (!(await admitPage(deps, c, own)).admitted) throw new Refusal('forbidden');
}

/** What the browser says, and no page can; a browser that says nothing of it names the same host twice. */
function isSameOrigin(c: Context<Env>, origin: string): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host');
}
