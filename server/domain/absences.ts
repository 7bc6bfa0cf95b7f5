import type { Away, OutOfOfficeSetting, Person } from '../../src/protocol/index.ts';
import { listRunning, type AbsenceRow } from '../store/absences.ts';
import type { SealingKey } from '../vault/keys.ts';
import type { Place } from '../vault/place.ts';
import type { Vault } from '../vault/vault.ts';
import type { Deps } from './deps.ts';

/** Where the text of an out-of-office setting is sealed: bound to its member, and to this revision of it. */
export function absencePlace(
  practiceId: string,
  row: Pick<AbsenceRow, 'absenceId' | 'revision' | 'personId'>,
): Place {
  return {
    table: 'absences',
    field: 'message',
    practiceId,
    row: `${row.absenceId}/${row.revision}`,
    senderId: row.personId,
  };
}

/** The text of a setting, with a key that is at hand. */
export function openAbsence(key: SealingKey, practiceId: string, row: AbsenceRow): Promise<string> {
  return key.open(absencePlace(practiceId, row), row.message);
}

/** A setting as those see it who may change it. */
export async function openSetting(
  vault: Vault,
  practiceId: string,
  row: AbsenceRow,
  member: Person,
): Promise<OutOfOfficeSetting> {
  return {
    id: row.absenceId,
    member,
    message: await vault.openRemembered(absencePlace(practiceId, row), row.message),
    start: row.startsAt.toISOString(),
    end: row.endsAt?.toISOString() ?? null,
    timeZone: row.timeZone,
    everyHours: row.everyHours,
  };
}

/**
 * For each of these people who is away now, what others may know of it. What is only planned is nobody's business: it would tell
 * clients when a practitioner will not be at home, and what was written for later.
 */
export async function awayOf(
  deps: Pick<Deps, 'vault' | 'database' | 'now'>,
  practiceId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Away>> {
  const away = new Map<string, Away>();
  if (personIds.length === 0) return away;
  for (const row of await listRunning(deps.database, practiceId, [...new Set(personIds)], deps.now())) {
    away.set(row.personId, {
      from: row.startsAt.toISOString(),
      until: row.endsAt?.toISOString() ?? null,
      message: await deps.vault.openRemembered(absencePlace(practiceId, row), row.message),
    });
  }
  return away;
}

/** The same person, with when they are away. */
export function withAway(person: Person, away: ReadonlyMap<string, Away>): Person {
  const mine = away.get(person.id);
  return mine ? { ...person, away: mine } : person;
}
