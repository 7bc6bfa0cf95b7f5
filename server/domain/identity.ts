import type { MailLanguage } from '../../src/protocol/index.ts';
import type { Portal } from '../ports.ts';
import { findPrincipal, findTokenPrincipal, type PrincipalRow } from '../store/principals.ts';
import { sameBytes, sha256 } from '../vault/digests.ts';
import { checkActivity } from './activity.ts';
import { inPractice, type Actor, type Outside } from './deps.ts';
import type { SignedTokens } from './signed-tokens.ts';
import { TOKEN_PREFIX } from './portal.ts';
import { Refusal } from './refusal.ts';

/** A person whose token was verified, and for how long it counts. */
export interface Principal extends Actor {
  secureMessaging: boolean;
  /** The practice's own list of origins whose pages may reach it; `null`: it has none. */
  allowedOrigins: readonly string[] | null;
  /** What their page was shown in when they were last there; `null`: nobody knows. */
  language: MailLanguage | null;
  /** Of the page that asks, when it is one of those. */
  origin?: string;
  expiresAt: Date;
  /** Names the token, of either kind, where its activity is noted. */
  digest: Uint8Array;
  /** Set for tokens of ours: the row that revokes it. */
  tokenDigest?: Uint8Array;
  /** Set for tokens that the portal has signed: those from before a moment can be revoked. */
  issuedAt?: Date;
}

/** Longest token that is looked at. */
const TOKEN_LENGTH = 8192;

/**
 * Verifies a person's bearer token, of either kind; see `docs/decisions/0005-opaque-tokens-and-signed-ones.md`.
 * @throws {Refusal} `unauthenticated`, `token-expired`, `locked`
 */
export async function identify(deps: Outside, signed: SignedTokens, token: string): Promise<Principal> {
  if (token.length > TOKEN_LENGTH) throw new Refusal('unauthenticated');
  const digest = await sha256(token);
  const me = token.startsWith(TOKEN_PREFIX)
    ? await identifyByOpaqueToken(deps, digest)
    : await identifyBySignedToken(deps, signed, token, digest);
  await checkActivity(inPractice(deps, me.practiceId), me);
  return me;
}

async function identifyByOpaqueToken(deps: Outside, tokenDigest: Uint8Array): Promise<Principal> {
  const row = await findTokenPrincipal(deps.within({ work: 'identify' }), tokenDigest);
  if (!row?.active) throw new Refusal('unauthenticated');
  if (row.expiresAt <= deps.now()) throw new Refusal('token-expired');
  return { ...toPrincipal(row, row.expiresAt, tokenDigest), tokenDigest };
}

async function identifyBySignedToken(
  deps: Outside,
  signed: SignedTokens,
  token: string,
  digest: Uint8Array,
): Promise<Principal> {
  const claims = await signed.verify(token, deps.now());
  const row = await findPrincipal(
    deps.within({ practice: claims.practiceId }),
    claims.practiceId,
    claims.personId,
  );
  // A portal speaks for its own practices only.
  if (!row?.active || row.portalId !== claims.portalId) throw new Refusal('unauthenticated');
  const { issuedAt } = claims;
  if (row.tokensFrom && issuedAt < row.tokensFrom) throw new Refusal('unauthenticated');
  return { ...toPrincipal(row, claims.expiresAt, digest), issuedAt };
}

function toPrincipal(row: PrincipalRow, expiresAt: Date, digest: Uint8Array): Principal {
  const { practiceId, personId, kind, admin, secureMessaging, allowedOrigins, language } = row;
  return { practiceId, personId, kind, admin, secureMessaging, allowedOrigins, language, expiresAt, digest };
}

/** Finds the portal of an API key. Keys are compared by digest, all of them, in constant time. */
export function portalDirectory(portals: readonly Portal[]): (apiKey: string) => Promise<string> {
  const digests = Promise.all(
    portals.map(async (portal) => ({ id: portal.id, digest: await sha256(portal.apiKey) })),
  );
  return async function portalOf(apiKey) {
    const digest = await sha256(apiKey);
    let found: string | undefined;
    for (const portal of await digests) {
      if (sameBytes(portal.digest, digest)) found = portal.id;
    }
    if (found === undefined) throw new Refusal('unauthenticated');
    return found;
  };
}
