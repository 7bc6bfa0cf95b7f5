import type * as v from 'valibot';
import type { PersonKind, PutPersonRequest } from '../../src/protocol/index.ts';
import { listPartners } from '../store/conversations.ts';
import { findPerson, insertPerson, lockPeople, updatePerson, type PersonRecord } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import { revokeTokens } from '../store/principals.ts';
import { endSessions, endSessionsOfOtherAddress } from '../store/sign-in-sessions.ts';
import { deleteStorageKey } from '../store/storage-keys.ts';
import { auditBy, portalSource, type Audit } from './audit/record.ts';
import type { Deps, PortalActor } from './deps.ts';
import { emailDigest, personPlace } from './people.ts';
import { checkId, checkPractice } from './portal.ts';
import { invalid, Refusal } from './refusal.ts';
import { isWellFormed } from './text.ts';

/** A person as their portal sees them. */
export interface PutPersonAnswer {
  id: string;
  name: string;
  kind: PersonKind;
  admin: boolean;
  active: boolean;
}

type Request = v.InferOutput<typeof PutPersonRequest>;

/** Partners that appeared while we were locking the ones we knew; more often than this it is not chance. */
const TRIES = 5;

/**
 * Makes or changes a person. Who is made inactive can no longer sign in; their tokens are revoked and their streams end.
 * @throws {Refusal} `not-found` for another portal's practice, `kind-fixed`, `invalid`
 */
export async function putPerson(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  personId: string,
  request: Request,
): Promise<{ person: PutPersonAnswer; created: boolean }> {
  await checkPractice(deps, portal.id, practiceId);
  checkId('personId', personId);
  if (!isWellFormed(request.name)) throw invalid('name', 'well-formed');
  if (request.admin && request.kind !== 'practitioner') throw invalid('admin', 'practitioners-only');

  const record = await sealPerson(deps, practiceId, personId, request);
  const { name, kind, admin, active } = request;
  const person = { id: personId, name, kind, admin, active };
  const known = await findPerson(deps.database, practiceId, personId);
  const audit = await auditBy(deps, practiceId, portalSource(portal));
  const at = deps.now();
  const created =
    !known &&
    (await deps.database.transaction(async (tx) => {
      if (!(await insertPerson(tx, record, at))) return false;
      await audit(tx, at, { action: 'person.put', personId });
      return true;
    }));
  if (!created) await changePerson(deps, audit, record, name);
  return { person, created };
}

async function sealPerson(
  deps: Deps,
  practiceId: string,
  personId: string,
  request: Request,
): Promise<PersonRecord> {
  const key = await deps.vault.practice(practiceId);
  const { kind, admin, active, name, email } = request;
  return {
    practiceId,
    personId,
    kind,
    admin,
    active,
    name: await key.seal(personPlace(practiceId, personId, 'name'), name),
    email: email === undefined ? null : await key.seal(personPlace(practiceId, personId, 'email'), email),
    emailDigest: email === undefined ? null : await emailDigest(key, email),
  };
}

async function changePerson(deps: Deps, audit: Audit, record: PersonRecord, name: string): Promise<void> {
  const { practiceId, personId } = record;
  // Before the transaction: reading a key takes a connection of its own.
  const key = await deps.vault.practice(practiceId);
  for (let tries = 0; tries < TRIES; tries++) {
    const told = await deps.database.transaction(async (tx) => {
      const before = await listPartners(tx, practiceId, personId);
      const people = await lockPeople(tx, practiceId, [
        personId,
        ...before.map((partner) => partner.personId),
      ]);
      const person = people.get(personId);
      if (!person) throw new Refusal('not-found');
      if (person.kind !== record.kind) throw new Refusal('kind-fixed');
      const renamed = (await key.open(personPlace(practiceId, personId, 'name'), person.name)) !== name;
      const partners = renamed ? await listPartners(tx, practiceId, personId) : [];
      // Somebody whose row we do not hold: locking it now could wait in a circle, so we begin anew.
      if (!partners.every((partner) => people.has(partner.personId))) return undefined;
      const at = deps.now();
      await updatePerson(tx, record);
      // Whoever has only the old address signs in no more, and is no longer signed in.
      await endSessionsOfOtherAddress(tx, practiceId, personId, record.emailDigest);
      if (!record.active) {
        await endSessions(tx, practiceId, personId);
        await revokeTokens(tx, practiceId, personId);
        await deleteStorageKey(tx, practiceId, personId);
      }
      await appendEvents(tx, practiceId, partners, { kind: 'conversation.updated' }, at);
      await audit(tx, at, { action: 'person.put', personId });
      return [personId, ...partners.map((partner) => partner.personId)];
    });
    if (told) return deps.hub.grown(practiceId, told);
  }
  throw new Refusal('unavailable');
}
