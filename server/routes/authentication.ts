import type { MiddlewareHandler } from 'hono';
import { noteTry } from '../domain/audit/record.ts';
import { inPractice } from '../domain/deps.ts';
import { identify } from '../domain/identity.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Env, RouteDeps } from './context.ts';
import { admitPage } from './cross-origin.ts';

/** The bearer token of a request (RFC 6750). The scheme is exactly `Bearer`: no other one carries a token of ours. */
function bearer(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(header ?? '')?.[1];
  if (token === undefined) throw new Refusal('unauthenticated');
  return token;
}

/** Refusals that say that somebody tried what is not theirs to do. */
const SUSPICIOUS: ReadonlySet<string> = new Set(['not-found', 'forbidden', 'not-sender']);

/**
 * Lets in people with a valid token.
 * @param options.messaging `required` by default: refuses while Secure Messaging is off
 */
export function person(
  deps: RouteDeps,
  options: { messaging: 'required' | 'optional' } = { messaging: 'required' },
): MiddlewareHandler<Env> {
  return async function authenticatePerson(c, next) {
    const { address } = c.env;
    deps.turnstile.network(address);
    const token = bearer(c.req.header('Authorization'));
    const principal = await identify(deps, deps.signedTokens, token);
    const scoped = inPractice(deps, principal.practiceId);
    const { origin, admitted } = await admitPage(deps, c, principal.allowedOrigins);
    const me = { ...principal, ...(origin !== undefined && { origin }), address };
    deps.turnstile.person(me);
    if (!admitted) {
      await noteTry(scoped, me, c.req.param());
      throw new Refusal('forbidden');
    }
    if (options.messaging === 'required' && !me.secureMessaging) throw new Refusal('messaging-off');
    c.set('me', me);
    c.set('deps', scoped);
    await next();
    if (c.error instanceof Refusal && SUSPICIOUS.has(c.error.code)) await noteTry(scoped, me, c.req.param());
  };
}

/** Lets in portals' servers with their API key; these are not counted, whoever has none is. */
export function portal(deps: RouteDeps): MiddlewareHandler<Env> {
  const portalOf = async (header: string | undefined) => deps.portalOf(bearer(header));
  return async function authenticatePortal(c, next) {
    const { address } = c.env;
    const id = await portalOf(c.req.header('Authorization')).catch((error: unknown) => {
      deps.turnstile.network(address);
      throw error;
    });
    c.set('portal', { id, address });
    // A portal's server is no page; if one of its pages is, it is one of this server's.
    c.set('origins', deps.allowedOrigins);
    // Whether the practice is this portal's, each act looks first.
    c.set('deps', inPractice(deps, c.req.param('practiceId') ?? ''));
    await next();
  };
}

/** Lets in people who are not signed in, unless too many come from their network. */
export function anybody(deps: RouteDeps): MiddlewareHandler<Env> {
  return async function countAnybody(c, next) {
    deps.turnstile.network(c.env.address);
    await next();
  };
}
