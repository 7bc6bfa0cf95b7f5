import type { Words } from './en.ts';
import { isRightToLeft, parseTag, readsAlike } from './tags.ts';
import { hasWords, wordsFor } from './words.ts';

/** A language as it is used: its words, and the tag by which times and numbers are written. */
export interface Locale {
  words: Words;
  tag: string;
  /** Whether the words are written from right to left. */
  rightToLeft: boolean;
}

/**
 * The locale for a page's language tag. Without words for it everything is English, times too: half a translation is
 * harder to read than none. A tag without a region takes the person's own region, so that `en` shows 14:05 in London.
 *
 * @param preferred the person's languages, as the browser reports them
 */
export function resolveLocale(lang: string, preferred: readonly string[]): Locale {
  const words = wordsFor(lang);
  const wanted = hasWords(lang) ? parseTag(lang) : undefined;
  const tag = regional(wanted ?? new Intl.Locale('en'), preferred);
  return { words, tag, rightToLeft: wanted !== undefined && isRightToLeft(wanted) };
}

function regional(wanted: Intl.Locale, preferred: readonly string[]): string {
  if (wanted.region !== undefined) return wanted.toString();
  const own = preferred.map(parseTag).find((one) => one !== undefined && readsAlike(one, wanted));
  return (own ?? wanted).toString();
}
