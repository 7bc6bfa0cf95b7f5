import { en, type Words } from './en.ts';
import { wordsFor } from './words.ts';

/** A language as it is used: its words, and the tag by which times and numbers are written. */
export interface Locale {
  words: Words;
  tag: string;
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    // A page may write anything into `lang`; what is no language tag is like none.
    return undefined;
  }
}

/**
 * The locale for a page's language tag. Without words for it everything is English, times too: half a translation is
 * harder to read than none. A tag without a region takes the person's own region, so that `en` shows 14:05 in London.
 *
 * @param preferred the person's languages, as the browser reports them
 */
export function resolveLocale(lang: string, preferred: readonly string[]): Locale {
  const words = wordsFor(lang);
  const wanted = canonical(lang);
  const primary = wanted?.split('-', 1)[0];
  if (words === en && primary !== 'en') return { words, tag: regional('en', preferred) };
  return { words, tag: regional(wanted ?? 'en', preferred) };
}

function regional(tag: string, preferred: readonly string[]): string {
  if (tag.includes('-')) return tag;
  return preferred.map(canonical).find((own) => own?.split('-', 1)[0] === tag) ?? tag;
}
