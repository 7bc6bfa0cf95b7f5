import { ID_PATTERN } from '../../src/protocol/index.ts';
import type { Queryable } from '../ports.ts';
import { noteTold } from '../store/absences.ts';
import { listPartners } from '../store/conversations.ts';
import { listAdministrators, lockPeople, type PersonRow } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import { checkMessaging } from './change.ts';
import type { Actor, Deps } from './deps.ts';
import { Refusal } from './refusal.ts';

/** What a change of absences stands on. */
export interface AbsenceGround {
  tx: Queryable;
  /** Everybody whose row is locked: me, the members, and who is told. */
  people: ReadonlyMap<string, PersonRow>;
  now: Date;
}

/** What a change leaves behind. */
export interface AbsenceChange<T> {
  value: T;
  /** The members whose settings are others now. */
  changed: readonly string[];
  /** The members of whom others see something else now: that they are away, or no longer. Nothing is told of what is planned. */
  seen: readonly string[];
}

/** People to tell who appeared while we were locking the ones we knew; more often than this it is not chance. */
const TRIES = 5;

/**
 * Changes members' absences in one transaction (M11): everybody their own, administrators everybody's. Tells the members and the
 * administrators of the settings, and everybody who has a conversation with a member that they are away, or no longer.
 * @throws {Refusal} `forbidden`, `not-found`, `unauthenticated`, `messaging-off`, and what `act` throws
 */
export async function changeAbsences<T>(
  deps: Deps,
  me: Actor,
  memberIds: readonly string[],
  act: (ground: AbsenceGround) => Promise<AbsenceChange<T>>,
): Promise<T> {
  checkMayChange(me, memberIds);
  if (!memberIds.every((id) => ID_PATTERN.test(id))) throw new Refusal('not-found');
  const value = await underLocks(deps, me.practiceId, memberIds, [me.personId], async (ground) => {
    const mine = ground.people.get(me.personId);
    await checkMessaging(ground.tx, me, ground.people);
    if (mine) checkMayChange(mine, memberIds);
    return act(ground);
  });
  // When it begins or ends may be soon.
  deps.absences.wake();
  return value;
}

/**
 * Tells of what has begun or ended by itself for a member, once: whichever process comes second finds nothing more to tell.
 */
export async function tellDueAbsences(
  deps: Pick<Deps, 'database' | 'hub' | 'now'>,
  practiceId: string,
  memberId: string,
): Promise<void> {
  await underLocks(deps, practiceId, [memberId], [], async ({ tx, now }) => {
    const { begun, over } = await noteTold(tx, practiceId, memberId, now);
    return {
      value: undefined,
      changed: over ? [memberId] : [],
      seen: begun || over ? [memberId] : [],
    };
  });
}

/** Acts with the rows locked of everybody who may have to be told. @throws {Refusal} `unavailable` */
async function underLocks<T>(
  deps: Pick<Deps, 'database' | 'hub' | 'now'>,
  practiceId: string,
  memberIds: readonly string[],
  others: readonly string[],
  act: (ground: AbsenceGround) => Promise<AbsenceChange<T>>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const done = await deps.database.transaction((tx) =>
      attempt(tx, practiceId, memberIds, others, deps.now, act),
    );
    if (!done) continue;
    if (done.told.length > 0) deps.hub.grown(practiceId, done.told);
    return done.value;
  }
  throw new Refusal('unavailable');
}

async function attempt<T>(
  tx: Queryable,
  practiceId: string,
  memberIds: readonly string[],
  others: readonly string[],
  clock: () => Date,
  act: (ground: AbsenceGround) => Promise<AbsenceChange<T>>,
): Promise<{ value: T; told: string[] } | undefined> {
  const before = await findConcerned(tx, practiceId, memberIds);
  const people = await lockPeople(tx, practiceId, [...new Set([...others, ...memberIds, ...before.ids])]);
  const concerned = await findConcerned(tx, practiceId, memberIds);
  // Somebody whose row we do not hold: locking it now could wait in a circle, so we begin anew.
  if (!concerned.ids.every((id) => people.has(id))) return undefined;

  const now = clock();
  const { value, changed, seen } = await act({ tx, people, now });
  const told = new Set<string>();
  for (const memberId of changed) {
    const watchers = new Set([memberId, ...concerned.administrators]);
    const entries = [...watchers].map((id) => ({ personId: id, conversationId: null }));
    await appendEvents(tx, practiceId, entries, { kind: 'out-of-office.changed', actorId: memberId }, now);
    for (const id of watchers) told.add(id);
  }
  for (const memberId of seen) {
    const partners = concerned.partners.get(memberId) ?? [];
    await appendEvents(tx, practiceId, partners, { kind: 'conversation.updated' }, now);
    for (const { personId } of partners) told.add(personId);
  }
  return { value, told: [...told] };
}

/** Clients are never out of office; others than administrators set it for themselves only. */
function checkMayChange(
  me: Pick<PersonRow, 'personId' | 'kind' | 'admin'>,
  memberIds: readonly string[],
): void {
  const allowed = me.admin || memberIds.every((id) => id === me.personId);
  if (me.kind !== 'practitioner' || !allowed) throw new Refusal('forbidden');
}

/** Who is told when something changes for these members. */
async function findConcerned(tx: Queryable, practiceId: string, memberIds: readonly string[]) {
  const administrators = await listAdministrators(tx, practiceId);
  const partners = new Map<string, Awaited<ReturnType<typeof listPartners>>>();
  for (const id of memberIds) partners.set(id, await listPartners(tx, practiceId, id));
  const ids = [...administrators, ...[...partners.values()].flat().map((partner) => partner.personId)];
  return { administrators, partners, ids: [...new Set(ids)] };
}
