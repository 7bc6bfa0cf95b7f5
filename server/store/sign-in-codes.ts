import type { MailLanguage } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';

/** The code that was sent last to an address, or would have been. */
export interface CodeRow {
  codeDigest: Uint8Array;
  /** Wrong tries so far. */
  tries: number;
  expiresAt: Date;
}

/** Puts a fresh code in the place of the last one. */
export async function putCode(
  tx: Queryable,
  practiceId: string,
  emailDigest: Uint8Array,
  code: Omit<CodeRow, 'tries'>,
): Promise<void> {
  await tx.query(
    `insert into sign_in_codes (practice_id, email_digest, code_digest, expires_at) values ($1, $2, $3, $4)
     on conflict (practice_id, email_digest) do update
     set code_digest = excluded.code_digest, expires_at = excluded.expires_at, tries = 0`,
    [practiceId, emailDigest, code.codeDigest, code.expiresAt.toISOString()],
  );
}

/** Waits until nobody else tries this address's code, and reads it. */
export async function lockCode(
  tx: Queryable,
  practiceId: string,
  emailDigest: Uint8Array,
): Promise<CodeRow | undefined> {
  const [row] = await tx.query<CodeRow>(
    `select code_digest as "codeDigest", tries, expires_at as "expiresAt" from sign_in_codes
     where practice_id = $1 and email_digest = $2 for update`,
    [practiceId, emailDigest],
  );
  return row;
}

export async function countTry(tx: Queryable, practiceId: string, emailDigest: Uint8Array): Promise<void> {
  await tx.query(`update sign_in_codes set tries = tries + 1 where practice_id = $1 and email_digest = $2`, [
    practiceId,
    emailDigest,
  ]);
}

export async function deleteCode(tx: Queryable, practiceId: string, emailDigest: Uint8Array): Promise<void> {
  await tx.query(`delete from sign_in_codes where practice_id = $1 and email_digest = $2`, [
    practiceId,
    emailDigest,
  ]);
}

/** A client as mail reaches them. */
export interface ClientAddress {
  personId: string;
  /** Sealed. */
  email: Uint8Array;
  /** What their page was shown in when they were last there. */
  language: MailLanguage | null;
}

/** The active client who alone has this address. Two who share one cannot be told apart by it, so it is neither's. */
export async function findClientByEmail(
  q: Queryable,
  practiceId: string,
  emailDigest: Uint8Array,
): Promise<ClientAddress | undefined> {
  const rows = await q.query<ClientAddress & { kind: string }>(
    `select person_id as "personId", email, kind, language from people
     where practice_id = $1 and email_digest = $2 and active limit 2`,
    [practiceId, emailDigest],
  );
  const [one, other] = rows;
  return other === undefined && one?.kind === 'client' ? one : undefined;
}
