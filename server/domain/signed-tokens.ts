import * as jose from 'jose';
import { ID_PATTERN, LAST_INSTANT, TOKEN_AUDIENCE } from '../../src/protocol/index.ts';
import type { Portal } from '../ports.ts';
import { Refusal } from './refusal.ts';

/** What a portal's signature vouches for. */
export interface SignedClaims {
  portalId: string;
  practiceId: string;
  personId: string;
  expiresAt: Date;
  /** When it was signed, as it says; long ago when it does not. */
  issuedAt: Date;
}

/** Verifies the JWTs that portals sign themselves. */
export interface SignedTokens {
  /** @throws {Refusal} `unauthenticated`, `token-expired` */
  verify(token: string, now: Date): Promise<SignedClaims>;
}

/** Seconds by which the portal's clock may differ from ours. */
const CLOCK_TOLERANCE = 30;

/** RFC 7518 §3.2: an HS256 key has at least the size of the hash. */
const SECRET_BYTES = 32;

/** Headers that would let a token bring its own key, or demand what we do not check. */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'zip'];

/** How one portal's tokens are verified. */
export interface Verifier {
  portalId: string;
  issuer: string;
  algorithms: string[];
  verify(token: string, options: jose.JWTVerifyOptions): Promise<jose.JWTVerifyResult>;
}

/** @throws {TypeError} when a portal's JWT settings cannot work: neither or both kinds of key, or a short secret */
export function signedTokens(portals: readonly Portal[]): SignedTokens {
  const verifiers = new Map<string, Verifier>();
  for (const portal of portals) {
    const verifier = verifierOf(portal);
    if (!verifier) continue;
    if (verifiers.has(verifier.issuer)) throw new TypeError('Two portals have the same JWT issuer.');
    verifiers.set(verifier.issuer, verifier);
  }

  return {
    async verify(token, now) {
      // The issuer only chooses whose key must have signed; nothing else is believed before the signature holds.
      const verifier = verifiers.get(issuerOf(token) ?? '');
      if (!verifier) throw new Refusal('unauthenticated');
      try {
        const { payload } = await verifier.verify(token, {
          algorithms: verifier.algorithms,
          issuer: verifier.issuer,
          audience: TOKEN_AUDIENCE,
          clockTolerance: CLOCK_TOLERANCE,
          currentDate: now,
          requiredClaims: ['sub', 'exp', 'practice'],
        });
        return toClaims(verifier.portalId, payload);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        // Only a token whose signature and issuer hold gets as far as its time.
        if (error instanceof jose.errors.JWTExpired) throw new Refusal('token-expired');
        throw new Refusal(isTokenFault(error) ? 'unauthenticated' : 'unavailable');
      }
    },
  };
}

/** How a portal's tokens are verified; `undefined` when it signs none. @throws {TypeError} for settings that cannot work */
export function verifierOf({ id: portalId, jwt }: Pick<Portal, 'id' | 'jwt'>): Verifier | undefined {
  if (!jwt) return undefined;
  const { issuer, secret, jwks } = jwt;
  if ((secret === undefined) === (jwks === undefined)) {
    throw new TypeError('A portal signs its JWTs either with a secret or with the keys of a JWKS.');
  }
  if (secret !== undefined) {
    if (secret.length < SECRET_BYTES) throw new TypeError('A JWT secret has at least 32 bytes.');
    const verify: Verifier['verify'] = (token, options) => jose.jwtVerify(token, secret, options);
    return { portalId, issuer, algorithms: ['HS256'], verify };
  }
  const keys =
    jwks instanceof URL ? jose.createRemoteJWKSet(jwks) : jose.createLocalJWKSet(jwks as jose.JSONWebKeySet);
  const verify: Verifier['verify'] = (token, options) => jose.jwtVerify(token, keys, options);
  return { portalId, issuer, algorithms: ['RS256', 'ES256', 'EdDSA'], verify };
}

/** The issuer that a token names, or `undefined` when it is not a JWT that we would look at. */
function issuerOf(token: string): string | undefined {
  if (!isWorthLooking(token)) return undefined;
  try {
    return jose.decodeJwt(token).iss;
  } catch {
    // What it says is no JSON object.
    return undefined;
  }
}

/** Whether a token has the one spelling that we take, and a header that asks for nothing that we do not do. */
export function isWorthLooking(token: string): boolean {
  if (!isCanonical(token)) return false;
  try {
    const header = jose.decodeProtectedHeader(token);
    return !REFUSED_HEADERS.some((name) => name in header);
  } catch {
    // The header is no JSON object.
    return false;
  }
}

function toClaims(portalId: string, payload: jose.JWTPayload): SignedClaims {
  const { sub, practice, exp } = payload;
  if (typeof sub !== 'string' || !ID_PATTERN.test(sub)) throw new Refusal('unauthenticated');
  if (typeof practice !== 'string' || !ID_PATTERN.test(practice)) throw new Refusal('unauthenticated');
  if (typeof exp !== 'number') throw new Refusal('unauthenticated');
  const expiresAt = new Date((exp + CLOCK_TOLERANCE) * 1000);
  // Milliseconds in the place of seconds, most likely: a token for tens of thousands of years is nobody's intention.
  if (!(expiresAt.getTime() <= LAST_INSTANT)) throw new Refusal('unauthenticated');
  const issuedAt = new Date(typeof payload.iat === 'number' && payload.iat > 0 ? payload.iat * 1000 : 0);
  return { portalId, practiceId: practice, personId: sub, expiresAt, issuedAt };
}

/**
 * Whether a JWT is three parts of canonical base64url. Decoders forgive stray bits, spaces and padding, so without this the same
 * signature would be valid under several spellings.
 */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && parts.every(isCanonicalPart);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function isCanonicalPart(part: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(part) || part.length % 4 === 1) return false;
  // The last character of a part that does not fill its bytes carries bits that must be zero.
  const unused = part.length % 4 === 2 ? 4 : part.length % 4 === 3 ? 2 : 0;
  return ALPHABET.indexOf(part.at(-1) ?? '') % 2 ** unused === 0;
}

/** Whether verification failed because of the token, and not because the portal's keys could not be fetched. */
function isTokenFault(error: unknown): boolean {
  if (error instanceof jose.errors.JWKSTimeout || error instanceof jose.errors.JWKSInvalid) return false;
  if (error instanceof jose.errors.JOSEError) return error.code !== 'ERR_JOSE_GENERIC';
  return false;
}
