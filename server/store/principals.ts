import type { MailLanguage, PersonKind } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';
import type { TokenRow } from './activity.ts';

/** Who a token stands for, and what decides whether it counts. */
export interface PrincipalRow {
  practiceId: string;
  personId: string;
  portalId: string;
  kind: PersonKind;
  admin: boolean;
  active: boolean;
  secureMessaging: boolean;
  /** Tokens that their portal signed before are revoked; `null`: none is. */
  tokensFrom: Date | null;
  /** Origins whose pages may reach the practice; `null`: those of the server. */
  allowedOrigins: string[] | null;
  /** What their page was shown in when they were last there; `null`: nobody knows. */
  language: MailLanguage | null;
}

const COLUMNS = `p.practice_id as "practiceId", p.person_id as "personId", r.portal_id as "portalId",
  p.kind, p.admin, p.active, p.tokens_from as "tokensFrom", p.language, r.secure_messaging as "secureMessaging",
  r.allowed_origins as "allowedOrigins"`;

export async function findPrincipal(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<PrincipalRow | undefined> {
  const [row] = await q.query<PrincipalRow>(
    `select ${COLUMNS} from people p join practices r using (practice_id)
     where p.practice_id = $1 and p.person_id = $2`,
    [practiceId, personId],
  );
  return row;
}

/** The person of an opaque token, expired or not. */
export async function findTokenPrincipal(
  q: Queryable,
  tokenDigest: Uint8Array,
): Promise<(PrincipalRow & { expiresAt: Date }) | undefined> {
  const [row] = await q.query<PrincipalRow & { expiresAt: Date }>(
    `select ${COLUMNS}, t.expires_at as "expiresAt"
     from access_tokens t
       join people p on p.practice_id = t.practice_id and p.person_id = t.person_id
       join practices r on r.practice_id = t.practice_id
     where t.token_digest = $1`,
    [tokenDigest],
  );
  return row;
}

export async function insertToken(
  tx: Queryable,
  token: TokenRow & {
    /** Of the session that it belongs to; it ends with it. */
    sessionDigest?: Uint8Array;
  },
): Promise<void> {
  await tx.query(
    `insert into access_tokens (practice_id, token_digest, person_id, expires_at, session_digest) values ($1, $2, $3, $4, $5)`,
    [
      token.practiceId,
      token.tokenDigest,
      token.personId,
      token.expiresAt.toISOString(),
      token.sessionDigest ?? null,
    ],
  );
}

/** Forgets a person's tokens that expired before a time. */
export async function deleteTokens(
  tx: Queryable,
  practiceId: string,
  personId: string,
  expiredBefore: Date,
): Promise<void> {
  await tx.query(`delete from access_tokens where practice_id = $1 and person_id = $2 and expires_at < $3`, [
    practiceId,
    personId,
    expiredBefore.toISOString(),
  ]);
}

/** Revokes one token. */
export async function revokeToken(tx: Queryable, practiceId: string, tokenDigest: Uint8Array): Promise<void> {
  await tx.query(`delete from access_tokens where practice_id = $1 and token_digest = $2`, [
    practiceId,
    tokenDigest,
  ]);
}

/** Revokes all of a person's tokens. */
export async function revokeTokens(tx: Queryable, practiceId: string, personId: string): Promise<void> {
  await tx.query(`delete from access_tokens where practice_id = $1 and person_id = $2`, [
    practiceId,
    personId,
  ]);
}
