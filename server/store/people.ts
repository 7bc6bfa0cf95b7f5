import type { MailLanguage, PersonKind } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';

/** A person as stored: `name` is sealed. */
export interface PersonRow {
  personId: string;
  kind: PersonKind;
  admin: boolean;
  active: boolean;
  name: Uint8Array;
}

const COLUMNS = `person_id as "personId", kind, admin, active, name`;

export async function findPerson(
  q: Queryable,
  practiceId: string,
  personId: string,
): Promise<PersonRow | undefined> {
  const [row] = await q.query<PersonRow>(
    `select ${COLUMNS} from people where practice_id = $1 and person_id = $2`,
    [practiceId, personId],
  );
  return row;
}

/**
 * Locks people until the transaction ends and reads them. Everybody locks in the order of ids, so nobody waits in a circle;
 * who holds the lock may append to the person's events.
 */
export async function lockPeople(
  tx: Queryable,
  practiceId: string,
  personIds: readonly string[],
): Promise<Map<string, PersonRow>> {
  const rows = await tx.query<PersonRow>(
    `select ${COLUMNS} from people where practice_id = $1 and person_id = any($2::text[])
     order by person_id for no key update`,
    [practiceId, personIds],
  );
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Locks everybody of a practice, in the order of ids. */
export async function lockEverybody(tx: Queryable, practiceId: string): Promise<string[]> {
  const rows = await tx.query<{ personId: string }>(
    `select person_id as "personId" from people where practice_id = $1 order by person_id for no key update`,
    [practiceId],
  );
  return rows.map((row) => row.personId);
}

/** The active people of some kinds, without one. */
export function listActivePeople(
  q: Queryable,
  practiceId: string,
  kinds: readonly PersonKind[],
  without: string,
): Promise<PersonRow[]> {
  return q.query<PersonRow>(
    `select ${COLUMNS} from people
     where practice_id = $1 and active and kind = any($2::text[]) and person_id <> $3`,
    [practiceId, kinds, without],
  );
}

/** What the portal says of a person, sealed where it must be. */
export interface PersonRecord extends PersonRow {
  practiceId: string;
  email: Uint8Array | null;
  emailDigest: Uint8Array | null;
}

/** @returns whether it was inserted; `false` if the person is there already */
export async function insertPerson(tx: Queryable, person: PersonRecord, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into people (practice_id, person_id, kind, admin, active, name, email, email_digest, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
    [
      person.practiceId,
      person.personId,
      person.kind,
      person.admin,
      person.active,
      person.name,
      person.email,
      person.emailDigest,
      at.toISOString(),
    ],
  );
  return rows.length > 0;
}

/** Changes everything but the kind, which never changes. */
export async function updatePerson(tx: Queryable, person: PersonRecord): Promise<void> {
  await tx.query(
    `update people set admin = $3, active = $4, name = $5, email = $6, email_digest = $7
     where practice_id = $1 and person_id = $2`,
    [
      person.practiceId,
      person.personId,
      person.admin,
      person.active,
      person.name,
      person.email,
      person.emailDigest,
    ],
  );
}

/** The active practitioners of a practice. */
export function listPractitioners(q: Queryable, practiceId: string): Promise<PersonRow[]> {
  return q.query<PersonRow>(
    `select ${COLUMNS} from people where practice_id = $1 and active and kind = 'practitioner'`,
    [practiceId],
  );
}

/** The active administrators of a practice. */
/** Revokes the tokens that the portal has signed for a person before a moment. */
export async function setTokensFrom(
  tx: Queryable,
  practiceId: string,
  personId: string,
  from: Date,
): Promise<void> {
  await tx.query(`update people set tokens_from = $3 where practice_id = $1 and person_id = $2`, [
    practiceId,
    personId,
    from.toISOString(),
  ]);
}

/** The sealed names of people, active or not. */
export function findNames(
  q: Queryable,
  practiceId: string,
  personIds: readonly string[],
): Promise<{ personId: string; name: Uint8Array }[]> {
  return q.query(
    `select person_id as "personId", name from people where practice_id = $1 and person_id = any($2::text[])`,
    [practiceId, personIds],
  );
}

export async function listAdministrators(q: Queryable, practiceId: string): Promise<string[]> {
  const rows = await q.query<{ personId: string }>(
    `select person_id as "personId" from people where practice_id = $1 and active and admin`,
    [practiceId],
  );
  return rows.map((row) => row.personId);
}

/** Notes what a person's page is shown in, for the mails to them. */
export async function setLanguage(
  q: Queryable,
  practiceId: string,
  personId: string,
  language: MailLanguage,
): Promise<void> {
  await q.query(
    `update people set language = $3
     where practice_id = $1 and person_id = $2 and language is distinct from $3`,
    [practiceId, personId, language],
  );
}
