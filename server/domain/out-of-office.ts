import type * as v from 'valibot';
import type {
  OutOfOffice,
  OutOfOfficeSetting,
  Person,
  PutOutOfOfficeAnswer,
  PutOutOfOfficeRequest,
} from '../../src/protocol/index.ts';
import {
  deleteAbsence,
  deletePastAbsences,
  listAbsences,
  noteTold,
  putAbsence,
  type AbsenceRow,
} from '../store/absences.ts';
import { findPerson, listPractitioners, type PersonRow } from '../store/people.ts';
import { auditOf, noteView } from './audit/record.ts';
import { changeAbsences } from './absence-change.ts';
import { absencePlace, openSetting } from './absences.ts';
import type { Actor, Deps } from './deps.ts';
import { byName, openPerson } from './people.ts';
import { invalid, Refusal } from './refusal.ts';
import { checkText } from './text.ts';
import { isTimeZone } from './time-zone.ts';

type Request = v.InferOutput<typeof PutOutOfOfficeRequest>;

/** The settings I may change, that are not over, and whose they may be. @throws {Refusal} `forbidden` for clients */
export async function listOutOfOffice(deps: Deps, me: Actor): Promise<OutOfOffice> {
  if (me.kind !== 'practitioner') throw new Refusal('forbidden');
  const { practiceId, personId } = me;
  const practitioners = await listPractitioners(deps.database, practiceId);
  const rows = practitioners.filter((row) => me.admin || row.personId === personId);
  const members = await openMembers(deps, practiceId, rows);
  const settings = await openSettings(deps, practiceId, members);
  await noteView(deps, me, { action: 'absences.viewed', count: settings.length });
  return { settings, members };
}

/** The settings of one member, for their event: undefined when they are not mine to see. */
export async function settingsOf(
  deps: Deps,
  me: Actor,
  memberId: string,
): Promise<{ member: Person; settings: OutOfOfficeSetting[] } | undefined> {
  const { practiceId, personId } = me;
  const asker = await findPerson(deps.database, practiceId, personId);
  if (memberId !== personId && !asker?.admin) return undefined;
  const row = await findPerson(deps.database, practiceId, memberId);
  if (!row?.active) return undefined;
  const member = await openPerson(deps.vault, practiceId, row);
  return { member, settings: await openSettings(deps, practiceId, [member]) };
}

async function openMembers(deps: Deps, practiceId: string, rows: readonly PersonRow[]): Promise<Person[]> {
  const people = await Promise.all(rows.map((row) => openPerson(deps.vault, practiceId, row)));
  return people.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

async function openSettings(
  deps: Deps,
  practiceId: string,
  members: readonly Person[],
): Promise<OutOfOfficeSetting[]> {
  const byId = new Map(members.map((member) => [member.id, member]));
  const rows = await listAbsences(deps.database, practiceId, [...byId.keys()], deps.now());
  const settings = await Promise.all(
    rows.map(async (row) => {
      const member = byId.get(row.personId);
      return member && (await openSetting(deps.vault, practiceId, row, member));
    }),
  );
  return settings.filter((setting) => setting !== undefined);
}

/**
 * Sets one out-of-office reply for each member, or changes one setting: all or nothing. Members are told, and whoever sees them
 * in a list.
 * @throws {Refusal} `forbidden`, `not-found`, `absence-overlap`, `text-empty`, `text-too-long`, `invalid`, `messaging-off`
 */
export async function putOutOfOffice(deps: Deps, me: Actor, request: Request): Promise<PutOutOfOfficeAnswer> {
  const { practiceId } = me;
  const memberIds = [...new Set(request.memberIds)];
  if (request.id !== undefined && memberIds.length > 1) throw invalid('memberIds', 'one');
  const range = checkTimes(request, deps.now());
  checkText(request.message);
  // Before the transaction: reading a key takes a connection of its own.
  const key = await deps.vault.practice(practiceId);
  const audit = await auditOf(deps, me);

  const stored = await changeAbsences(deps, me, memberIds, async ({ tx, people, now }) => {
    const known = await listAbsences(tx, practiceId, memberIds, now);
    if (request.id !== undefined && !known.some((row) => row.absenceId === request.id)) {
      throw new Refusal('not-found');
    }
    const rows: AbsenceRow[] = [];
    const seen: string[] = [];
    for (const personId of memberIds) {
      const member = people.get(personId);
      if (!member?.active || member.kind !== 'practitioner') throw new Refusal('not-found');
      const others = known.filter((row) => row.personId === personId && row.absenceId !== request.id);
      if (others.some((other) => overlap(other, range))) throw new Refusal('absence-overlap');
      const { timeZone, everyHours } = request;
      const ids = { absenceId: request.id ?? crypto.randomUUID(), personId, revision: crypto.randomUUID() };
      const message = await key.seal(absencePlace(practiceId, ids), request.message);
      const told = range.startsAt <= now ? ('begun' as const) : null;
      const row = { ...ids, ...range, message, timeZone, everyHours, told };
      // What has begun or ended just now is told here: after this nobody would.
      const news = await noteTold(tx, practiceId, personId, now);
      await deletePastAbsences(tx, practiceId, personId, now);
      await putAbsence(tx, practiceId, row);
      await audit(tx, now, { action: 'absence.put', personId });
      rows.push(row);
      const before = known.find((it) => it.absenceId === row.absenceId);
      if (news.begun || news.over || told !== null || (before && isSeen(before, now))) seen.push(personId);
    }
    return { value: { rows, people }, changed: memberIds, seen };
  });

  const settings = stored.rows.map(async (row) => {
    const person = stored.people.get(row.personId);
    if (!person) throw new Refusal('not-found');
    const member = await openPerson(deps.vault, practiceId, person);
    return openSetting(deps.vault, practiceId, row, member);
  });
  return { settings: await Promise.all(settings) };
}

/**
 * Ends a member's absence now, or takes back one setting. What is not there is gone already.
 * @param settingId which one; the one that runs if left out
 * @throws {Refusal} `forbidden`, `not-found`, `messaging-off`
 */
export async function endOutOfOffice(
  deps: Deps,
  me: Actor,
  memberId: string,
  settingId?: string,
): Promise<void> {
  const { practiceId } = me;
  const audit = await auditOf(deps, me);
  await changeAbsences(deps, me, [memberId], async ({ tx, people, now }) => {
    if (people.get(memberId)?.kind !== 'practitioner') throw new Refusal('not-found');
    const known = await listAbsences(tx, practiceId, [memberId], now);
    const row = known.find((it) => (settingId === undefined ? isSeen(it, now) : it.absenceId === settingId));
    if (!row) return { value: undefined, changed: [], seen: [] };
    await deleteAbsence(tx, practiceId, row.absenceId);
    await audit(tx, now, {
      action: isSeen(row, now) ? 'absence.ended' : 'absence.removed',
      personId: memberId,
    });
    return { value: undefined, changed: [memberId], seen: isSeen(row, now) ? [memberId] : [] };
  });
}

/** Whether others see a setting that is not over. */
function isSeen(row: AbsenceRow, now: Date): boolean {
  return row.told !== null || row.startsAt <= now;
}

type Range = Pick<AbsenceRow, 'startsAt' | 'endsAt'>;

/** Whether two ranges have an instant in common; ends are exclusive. */
function overlap(a: Range, b: Range): boolean {
  return (a.endsAt === null || b.startsAt < a.endsAt) && (b.endsAt === null || a.startsAt < b.endsAt);
}

function checkTimes({ start, end, timeZone }: Request, now: Date): Range {
  const startsAt = new Date(start);
  const endsAt = end === null ? null : new Date(end);
  if (Number.isNaN(startsAt.getTime())) throw invalid('start', 'instant');
  if (endsAt && !(startsAt < endsAt)) throw invalid('end', 'after-start');
  if (endsAt && endsAt <= now) throw invalid('end', 'past');
  if (!isTimeZone(timeZone)) throw invalid('timeZone', 'time-zone');
  return { startsAt, endsAt };
}
