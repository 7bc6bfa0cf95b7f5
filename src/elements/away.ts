import { formatMoment, type Words } from '../i18n/index.ts';
import type { Away, Person } from '../protocol/index.ts';
import { isolatedName } from '../security/safe-name.ts';

/**
 * Whether an absence still lasts, by the page's clock. That it has begun is for the server to say: it tells of nothing earlier, and a
 * page whose clock is slow must not wait.
 */
export function isAway(away: Away | undefined, now: number): boolean {
  return away !== undefined && (away.until === null || now < Date.parse(away.until));
}

/** That a person is away, and until when. */
export function awaySentence({ name, away }: Person, words: Words, locale: string, now: number): string {
  const until = away?.until;
  return until === undefined || until === null
    ? words.outOfOffice.isAway(isolatedName(name))
    : words.outOfOffice.isAwayUntil(isolatedName(name), formatMoment(locale, until, now));
}
