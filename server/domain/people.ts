import * as v from 'valibot';
import type { PeopleSearchAnswer, Person, PersonKind } from '../../src/protocol/index.ts';
import { Id, PAGE_DEFAULT } from '../../src/protocol/index.ts';
import { listActivePeople } from '../store/people.ts';
import type { Bytes } from '../vault/bytes.ts';
import type { PracticeKey } from '../vault/keys.ts';
import type { Place } from '../vault/place.ts';
import type { Vault } from '../vault/vault.ts';
import { awayOf, withAway } from './absences.ts';
import { noteView } from './audit/record.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Actor, Deps } from './deps.ts';
import { foldText, matches, queryWords } from './fold.ts';

/** Whom a person of a kind may write to (M1): practitioners to everybody, clients to practitioners only. */
export function writableKinds(kind: PersonKind): PersonKind[] {
  return kind === 'practitioner' ? ['practitioner', 'client'] : ['practitioner'];
}

/** Where a person's name or address is sealed. */
export function personPlace(practiceId: string, personId: string, field: 'name' | 'email'): Place {
  return { table: 'people', field, practiceId, row: personId };
}

/**
 * By what an address is found. Mail servers do not tell upper from lower case in practice, and people type either. What is
 * found by it is not the same address: mail goes to the one that the portal gave, never to the one that was typed.
 */
export function emailDigest(key: PracticeKey, email: string): Promise<Bytes> {
  return key.digest(`email/${email.toLowerCase()}`);
}

/** A person as others see them. */
export async function openPerson(
  vault: Vault,
  practiceId: string,
  row: { personId: string; kind: PersonKind; name: Uint8Array },
): Promise<Person> {
  const name = await vault.openRemembered(personPlace(practiceId, row.personId, 'name'), row.name);
  return { id: row.personId, name, kind: row.kind };
}

/** Orders names as people expect them, the same for everybody. */
export const byName = new Intl.Collator('en', { numeric: true });

const Position = v.object({ id: Id, index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });

/** The people I may write to whose name has every typed word in it, by name; all of them for a blank query. */
export async function searchPeople(
  deps: Deps,
  me: Actor,
  query: string,
  cursor: string | undefined,
): Promise<PeopleSearchAnswer> {
  const after = decodeCursor(Position, cursor);
  const rows = await listActivePeople(deps.database, me.practiceId, writableKinds(me.kind), me.personId);
  const people = await Promise.all(rows.map((row) => openPerson(deps.vault, me.practiceId, row)));
  const words = queryWords(query);
  const found = people
    .filter((person) => matches(foldText(person.name), words))
    .sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));

  const start = after ? positionAfter(found, after) : 0;
  const page = found.slice(start, start + PAGE_DEFAULT);
  const last = page.at(-1);
  const practitioners = page.filter((person) => person.kind === 'practitioner').map((person) => person.id);
  const away = await awayOf(deps, me.practiceId, practitioners);
  const shown = page.map((person) => withAway(person, away));
  await noteView(deps, me, { action: 'people.viewed', count: shown.length });
  if (!last || start + page.length >= found.length) return { people: shown };
  return { people: shown, next: encodeCursor({ id: last.id, index: start + page.length }) };
}

/** Goes on after the person who was last; by count if they have meanwhile gone. */
function positionAfter(people: readonly Person[], after: v.InferOutput<typeof Position>): number {
  const index = people.findIndex((person) => person.id === after.id);
  return index < 0 ? after.index : index + 1;
}
