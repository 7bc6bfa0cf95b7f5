import {
  CODE_TRIES,
  type MailLanguage,
  type RenewalAnswer,
  type SignInAnswer,
} from '../../../src/protocol/index.ts';
import type { Queryable } from '../../ports.ts';
import { insertActivity } from '../../store/activity.ts';
import { findPerson, lockPeople, setLanguage } from '../../store/people.ts';
import { deleteTokens, insertToken, revokeToken, revokeTokens } from '../../store/principals.ts';
import { countTry, deleteCode, findClientByEmail, lockCode } from '../../store/sign-in-codes.ts';
import {
  endSession,
  endSessionOfToken,
  endSessions,
  findSession,
  holdSession,
  insertSession,
  type SessionRow,
} from '../../store/sign-in-sessions.ts';
import { randomSecret, sameBytes, sha256 } from '../../vault/digests.ts';
import { inPractice, type Deps, type Outside } from '../deps.ts';
import type { Principal } from '../identity.ts';
import { EXPIRED_KEPT_MS, TOKEN_LIFE_MS, TOKEN_PREFIX } from '../portal.ts';
import { Refusal } from '../refusal.ts';
import { auditBy, auditOf } from '../audit/record.ts';
import { codeDigest, toTheDoor } from './door.ts';

/** How long a session lasts at most, in milliseconds: a long day. */
const SESSION_LIFE_MS = 12 * 60 * 60 * 1000;

/** What a session's secret starts with: it is no token, and secret scanners find it. */
const SESSION_PREFIX = 'ens_';

/**
 * Signs somebody in with the code that was sent to their address. Tries wait for each other, so that any number of them at the same
 * moment are no more than the code has.
 * @param caller the IP address of who tries
 * @param language of their page, for later mails to them
 * @throws {Refusal} `sign-in-off`, `too-many-requests`, `code-wrong`, `code-expired`
 */
export async function signIn(
  deps: Deps,
  request: { practice: string; email: string; code: string },
  caller: string | undefined,
  language: MailLanguage | undefined,
): Promise<SignInAnswer> {
  const visitor = await toTheDoor(deps, request.practice, request.email, caller, 'try');
  const { practiceId, address } = visitor;
  const tried = await codeDigest(visitor, request.code);
  const secret = `${SESSION_PREFIX}${randomSecret()}`;
  const sessionDigest = await sha256(secret);
  const fresh = await freshToken();
  const now = deps.now();

  // A refusal is returned, not thrown: the try that it counts has to be committed.
  const audit = await auditBy(deps, practiceId, { kind: 'system', id: 'sign-in', address: caller });
  const outcome = await deps.database.transaction(async (tx) => {
    const refuse = async (code: 'code-wrong' | 'code-expired') => {
      // Who tried is not known, and whose address it was would say that it is somebody's.
      await audit(tx, now, { action: 'sign-in.tried', outcome: 'refused' });
      return code;
    };
    const code = await lockCode(tx, practiceId, address);
    if (!code || code.expiresAt <= now || code.tries >= CODE_TRIES) return refuse('code-expired');
    if (!sameBytes(code.codeDigest, tried)) {
      await countTry(tx, practiceId, address);
      return refuse(code.tries + 1 >= CODE_TRIES ? 'code-expired' : 'code-wrong');
    }
    await deleteCode(tx, practiceId, address);
    const client = await findClientByEmail(tx, practiceId, address);
    // Somebody has guessed the code of an address that is nobody's, or no longer.
    if (!client) return refuse('code-wrong');
    const { personId } = client;
    const locked = await lockPeople(tx, practiceId, [personId]);
    if (!locked.get(personId)?.active) return refuse('code-wrong');
    const expiresAt = new Date(now.getTime() + SESSION_LIFE_MS);
    const session: SessionRow = { practiceId, personId, sessionDigest, lastActivity: now, expiresAt };
    await insertSession(tx, { ...session, emailDigest: address });
    if (language !== undefined) await setLanguage(tx, practiceId, personId, language);
    const tokenEnds = await issue(tx, session, fresh.digest, now);
    const by = { kind: 'person', id: personId, address: caller } as const;
    await audit(tx, now, { action: 'session.started' }, by);
    return { tokenEnds, expiresAt };
  });
  if (typeof outcome === 'string') throw new Refusal(outcome);
  return { ...answer(fresh.token, outcome.tokenEnds, outcome.expiresAt), session: secret };
}

/**
 * Gives a session its next token. Nobody is active by this: the token goes on from when the person last was, and after the practice's
 * idle time there is none any more.
 * @throws {Refusal} `unauthenticated` for a session that is over or never was, `locked`
 */
export async function renew(outside: Outside, secret: string): Promise<RenewalAnswer> {
  const now = outside.now();
  const session = await findSession(outside.within({ work: 'identify' }), await sha256(secret));
  if (!session || session.expiresAt <= now) throw new Refusal('unauthenticated');
  const { practiceId, personId, sessionDigest } = session;
  const deps = inPractice(outside, practiceId);
  if (now.getTime() - session.lastActivity.getTime() > session.idleSeconds * 1000) {
    await endSession(deps.database, practiceId, sessionDigest);
    throw new Refusal('locked');
  }
  const fresh = await freshToken();
  const tokenEnds = await deps.database.transaction(async (tx) => {
    const person = await findPerson(tx, practiceId, personId);
    const there = person?.active && (await holdSession(tx, practiceId, sessionDigest));
    return there ? issue(tx, session, fresh.digest, now) : undefined;
  });
  if (!tokenEnds) throw new Refusal('unauthenticated');
  return answer(fresh.token, tokenEnds, session.expiresAt);
}

/** Ends my session, or everything by which anybody is signed in as me. Streams that were open with it end at once. */
export async function signOut(deps: Deps, me: Principal, everywhere: boolean): Promise<void> {
  const { practiceId, personId, tokenDigest } = me;
  const audit = await auditOf(deps, me);
  await deps.database.transaction(async (tx) => {
    if (everywhere) {
      await endSessions(tx, practiceId, personId);
      await revokeTokens(tx, practiceId, personId);
    } else if (tokenDigest) {
      await endSessionOfToken(tx, practiceId, tokenDigest);
      await revokeToken(tx, practiceId, tokenDigest);
    }
    await audit(tx, deps.now(), { action: everywhere ? 'sessions.ended' : 'session.ended' });
  });
  deps.hub.grown(practiceId, [personId]);
}

async function freshToken(): Promise<{ token: string; digest: Uint8Array }> {
  const token = `${TOKEN_PREFIX}${randomSecret()}`;
  return { token, digest: await sha256(token) };
}

/** Adds a token to a session. @returns when it ends: with the session at the latest */
async function issue(tx: Queryable, session: SessionRow, tokenDigest: Uint8Array, now: Date): Promise<Date> {
  const { practiceId, personId, sessionDigest, lastActivity } = session;
  const ends = Math.min(now.getTime() + TOKEN_LIFE_MS, session.expiresAt.getTime());
  const token = { practiceId, personId, tokenDigest, expiresAt: new Date(ends) };
  await deleteTokens(tx, practiceId, personId, new Date(now.getTime() - EXPIRED_KEPT_MS));
  await insertToken(tx, { ...token, sessionDigest });
  await insertActivity(tx, token, lastActivity);
  return token.expiresAt;
}

function answer(token: string, expiresAt: Date, sessionExpiresAt: Date): RenewalAnswer {
  return {
    token,
    expiresAt: expiresAt.toISOString(),
    sessionExpiresAt: sessionExpiresAt.toISOString(),
  };
}
