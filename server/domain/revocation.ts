import { lockPeople, setTokensFrom } from '../store/people.ts';
import { revokeTokens } from '../store/principals.ts';
import { endSessions } from '../store/sign-in-sessions.ts';
import type { Audit } from './audit/record.ts';
import type { Deps } from './deps.ts';
import { Refusal } from './refusal.ts';

/**
 * Ends everything by which anybody is signed in as a person, everywhere: tokens of ours, sessions by e-mail, and tokens that the
 * portal has signed until now. The next call with any of them is refused and their streams end; new ones are let in.
 * @throws {Refusal} `not-found`
 */
export async function revokeAccess(
  deps: Pick<Deps, 'database' | 'hub' | 'now'>,
  practiceId: string,
  personId: string,
  audit: Audit,
): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const people = await lockPeople(tx, practiceId, [personId]);
    if (!people.has(personId)) throw new Refusal('not-found');
    const now = deps.now();
    await setTokensFrom(tx, practiceId, personId, now);
    await endSessions(tx, practiceId, personId);
    await revokeTokens(tx, practiceId, personId);
    await audit(tx, now, { action: 'access.revoked', personId });
  });
  deps.hub.grown(practiceId, [personId]);
}
