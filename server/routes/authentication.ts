import type { MiddlewareHandler } from 'hono';
import { identify } from '../domain/identity.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Env, RouteDeps } from './context.ts';

/** The bearer token of a request (RFC 6750). The scheme is exactly `Bearer`: no other one carries a token of ours. */
function bearer(header: string | undefined): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(header ?? '')?.[1];
  if (token === undefined) throw new Refusal('unauthenticated');
  return token;
}

/**
 * Lets in people with a valid token.
 * @param options.messaging `required` by default: refuses while Secure Messaging is off
 */
export function person(
  deps: RouteDeps,
  options: { messaging: 'required' | 'optional' } = { messaging: 'required' },
): MiddlewareHandler<Env> {
  return async function authenticatePerson(c, next) {
    const me = await identify(deps, deps.signedTokens, bearer(c.req.header('Authorization')));
    if (options.messaging === 'required' && !me.secureMessaging) throw new Refusal('messaging-off');
    c.set('me', me);
    await next();
  };
}

/** Lets in portals' servers with their API key. */
export function portal(deps: RouteDeps): MiddlewareHandler<Env> {
  return async function authenticatePortal(c, next) {
    c.set('portalId', await deps.portalOf(bearer(c.req.header('Authorization'))));
    await next();
  };
}
