import { findPractice, isOriginOfAny } from '../store/practices.ts';
import { findSession } from '../store/sign-in-sessions.ts';
import { sha256 } from '../vault/digests.ts';
import type { Deps, Outside } from './deps.ts';

/**
 * The origins whose pages reach a practice: its own list, which is the whole list then, or the server's.
 * @param own the practice's; `null` when it has none
 */
export function originsOf(
  { allowedOrigins }: Pick<Deps, 'allowedOrigins'>,
  own: readonly string[] | null,
): ReadonlySet<string> {
  return own === null ? allowedOrigins : new Set(own);
}

/** Whether any practice names an origin: what a preflight can know. */
export async function isOriginOfAPractice(
  { within }: Pick<Outside, 'within'>,
  origin: string,
): Promise<boolean> {
  return origin !== '' && isOriginOfAny(within({ work: 'identify' }), origin);
}

/** A practice's own list; `null` also when there is no such practice, which its caller hears later. */
export async function allowedOriginsOf(
  { within }: Pick<Outside, 'within'>,
  practiceId: string,
): Promise<readonly string[] | null> {
  return (await findPractice(within({ practice: practiceId }), practiceId))?.allowedOrigins ?? null;
}

/** The list of the practice that a session is at. */
export async function allowedOriginsOfSession(
  { within }: Pick<Outside, 'within'>,
  secret: string,
): Promise<readonly string[] | null> {
  return (await findSession(within({ work: 'identify' }), await sha256(secret)))?.allowedOrigins ?? null;
}
