import { findActivity, insertActivity, updateActivity, type ActivityRow } from '../store/activity.ts';
import type { Deps } from './deps.ts';
import type { Principal } from './identity.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses a token with which nobody has done anything for the practice's idle time. A token begins with its making, one that
 * a portal signs with its first use.
 * @throws {Refusal} `locked`
 */
export async function checkActivity(deps: Deps, me: Principal): Promise<void> {
  const { practiceId, personId, digest, expiresAt } = me;
  const row = await findActivity(deps.database, practiceId, digest);
  if (!row) {
    const token = { practiceId, personId, tokenDigest: digest, expiresAt };
    await insertActivity(deps.database, token, deps.now());
  } else if (isOver(row, deps.now())) {
    throw new Refusal('locked');
  }
}

/** Whether nobody has done anything with the token for too long. */
export async function isIdle(deps: Deps, me: Principal): Promise<boolean> {
  const row = await findActivity(deps.database, me.practiceId, me.digest);
  return row !== undefined && isOver(row, deps.now());
}

/** Notes that the person did something. The page knows best when; what it says never lies in the future. */
export async function noteActivity(deps: Deps, me: Principal, secondsAgo: number): Promise<void> {
  const at = new Date(deps.now().getTime() - secondsAgo * 1000);
  await updateActivity(deps.database, me.practiceId, me.digest, at);
}

function isOver({ lastActivity, idleSeconds }: ActivityRow, now: Date): boolean {
  return now.getTime() - lastActivity.getTime() > idleSeconds * 1000;
}
