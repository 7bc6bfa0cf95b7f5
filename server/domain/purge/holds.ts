import * as v from 'valibot';
import { Uuid } from '../../../src/protocol/index.ts';
import { insertRetentionKey } from '../../store/keys.ts';
import { insertHold, liftHold as lift, listHolds, type Held } from '../../store/legal-holds.ts';
import { findPerson } from '../../store/people.ts';
import { lockConversation } from '../../store/conversations.ts';
import { findPractice } from '../../store/practices.ts';
import { holdPractice } from '../../store/purge-practice.ts';
import type { Place } from '../../vault/place.ts';
import { auditBy } from '../audit/record.ts';
import { isWellFormed } from '../text.ts';
import { PurgeError, type PurgeDeps } from './deps.ts';

/** A hold as the operator sees it. */
export interface Hold extends Held {
  holdId: string;
  reason: string;
  placedAt: Date;
  lifted: { at: Date; reason: string } | undefined;
}

/** Where the reasons of a hold are sealed: a court's reference may say who is a client. */
export function holdPlace(practiceId: string, holdId: string, field: 'reason' | 'lift_reason'): Place {
  return { table: 'legal_holds', field, practiceId, row: holdId };
}

const BY = { kind: 'operator', id: 'hold' } as const;

/** Longest reason, in characters. */
const REASON_LENGTH = 1000;

/**
 * Places a hold: until it is lifted, no purge and no end of a copy's time removes what it covers, and what people delete in a
 * conversation that it covers remains as a sealed copy.
 * @returns its id
 * @throws {PurgeError} when there is no such practice, person or conversation, or no reason
 */
export async function placeHold(
  deps: PurgeDeps,
  practiceId: string,
  { personId, conversationId }: Held,
  reason: string,
): Promise<string> {
  checkReason(reason);
  if (!(await findPractice(deps.database, practiceId))) throw new PurgeError('There is no such practice.');
  const holdId = crypto.randomUUID();
  const key = await deps.vault.practice(practiceId);
  const sealed = await key.seal(holdPlace(practiceId, holdId, 'reason'), reason);
  const retentionKey = await deps.vault.newRetention(practiceId);
  const audit = await auditBy(deps, practiceId, BY);
  await deps.database.transaction(async (tx) => {
    await holdPractice(tx, practiceId);
    if (personId !== null && !(await findPerson(tx, practiceId, personId))) {
      throw new PurgeError('There is no such person in this practice.');
    }
    const there =
      conversationId === null ||
      (v.is(Uuid, conversationId) && (await lockConversation(tx, practiceId, conversationId)));
    if (!there) throw new PurgeError('There is no such conversation in this practice.');
    // What people delete from now on is kept under it. A key that is there stays.
    await insertRetentionKey(tx, practiceId, retentionKey);
    const at = deps.now();
    await insertHold(tx, practiceId, { holdId, personId, conversationId, reason: sealed, placedAt: at });
    await audit(tx, at, { action: 'hold.placed', ...idsOf({ personId, conversationId }) });
  });
  return holdId;
}

/** Lifts a hold. It stays in the list. @throws {PurgeError} when there is none, it was lifted before, or no reason is given */
export async function liftHold(
  deps: PurgeDeps,
  practiceId: string,
  holdId: string,
  reason: string,
): Promise<void> {
  checkReason(reason);
  const none = new PurgeError('There is no such hold, or it was lifted before.');
  if (!v.is(Uuid, holdId) || !(await findPractice(deps.database, practiceId))) throw none;
  const key = await deps.vault.practice(practiceId);
  const sealed = await key.seal(holdPlace(practiceId, holdId, 'lift_reason'), reason);
  const audit = await auditBy(deps, practiceId, BY);
  await deps.database.transaction(async (tx) => {
    const at = deps.now();
    const held = await lift(tx, practiceId, holdId, sealed, at);
    if (!held) throw none;
    await audit(tx, at, { action: 'hold.lifted', ...idsOf(held) });
  });
}

/** A practice's holds, those that were lifted too. @throws {PurgeError} when there is no such practice */
export async function readHolds(
  deps: Pick<PurgeDeps, 'database' | 'vault'>,
  practiceId: string,
): Promise<Hold[]> {
  if (!(await findPractice(deps.database, practiceId))) throw new PurgeError('There is no such practice.');
  const key = await deps.vault.practice(practiceId);
  return Promise.all(
    (await listHolds(deps.database, practiceId)).map(async (row) => {
      const { holdId, personId, conversationId, placedAt, liftedAt, liftReason } = row;
      const open = (field: 'reason' | 'lift_reason', value: Uint8Array) =>
        key.open(holdPlace(practiceId, holdId, field), value);
      return {
        holdId,
        personId,
        conversationId,
        placedAt,
        reason: await open('reason', row.reason),
        lifted:
          liftedAt && liftReason
            ? { at: liftedAt, reason: await open('lift_reason', liftReason) }
            : undefined,
      };
    }),
  );
}

function idsOf({ personId, conversationId }: Held): { personId?: string; conversationId?: string } {
  return {
    ...(personId !== null && { personId }),
    ...(conversationId !== null && { conversationId }),
  };
}

function checkReason(reason: string): void {
  if (reason.trim() !== '' && reason.length <= REASON_LENGTH && isWellFormed(reason)) return;
  throw new PurgeError(`Give a reason, of at most ${REASON_LENGTH} characters.`);
}
