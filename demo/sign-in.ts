import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { TOKEN_AUDIENCE } from '../src/protocol/index.ts';

/** Signs somebody in: gives a token of theirs. */
export type SignIn = (practiceId: string, personId: string) => Promise<string>;

/** The name by which the demo's portal signs. */
export const ISSUER = 'demo-portal';

/**
 * Signs people in as a portal does that signs its own JWTs: without asking the backend. The history is written with
 * such tokens, because their time does not run out while the clock jumps through the past weeks.
 */
export function signer(secret: Uint8Array): SignIn {
  return (practiceId, personId) =>
    new SignJWT({ practice: practiceId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(personId)
      .setJti(randomUUID())
      .setExpirationTime('10 minutes')
      .sign(secret);
}
