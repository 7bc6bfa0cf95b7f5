import { formatMoment, type Words } from '../i18n/index.ts';
import type { Away, Person } from '../protocol/index.ts';
import { isolatedName } from '../security/safe-name.ts';

/** Whether an absence lasts at this instant, by the page's clock: no event is needed for it to begin or end. */
export function isAway(away: Away | undefined, now: number): boolean {
  if (away === undefined || Date.parse(away.from) > now) return false;
  return away.until === null || now < Date.parse(away.until);
}

/** That a person is away, and until when. */
export function awaySentence({ name, away }: Person, words: Words, locale: string, now: number): string {
  const until = away?.until;
  return until === undefined || until === null
    ? words.outOfOffice.isAway(isolatedName(name))
    : words.outOfOffice.isAwayUntil(isolatedName(name), formatMoment(locale, until, now));
}
