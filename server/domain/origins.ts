import { findPractice, isOriginOfAny } from '../store/practices.ts';
import { findSession } from '../store/sign-in-sessions.ts';
import { sha256 } from '../vault/digests.ts';
import type { Deps } from './deps.ts';

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
export async function isOriginOfAPractice({ database }: Deps, origin: string): Promise<boolean> {
  return origin !== '' && isOriginOfAny(database, origin);
}

/** A practice's own list; `null` also when there is no such practice, which its caller hears later. */
export async function allowedOriginsOf(
  { database }: Deps,
  practiceId: string,
): Promise<readonly string[] | null> {
  return (await findPractice(database, practiceId))?.allowedOrigins ?? null;
}

/** The list of the practice that a session is at. */
export async function allowedOriginsOfSession(
  { database }: Deps,
  secret: string,
): Promise<readonly string[] | null> {
  return (await findSession(database, await sha256(secret)))?.allowedOrigins ?? null;
}
