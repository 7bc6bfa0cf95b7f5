/** BCP 47 language tags, as pages and browsers write them. */

const RTL_SCRIPTS = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** A tag that can be trusted; `undefined` for what is none. Some systems write `de_DE`. */
export function parseTag(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    // A page may write anything into `lang`; what is no language tag is like none.
    return undefined;
  }
}

function scriptOf(locale: Intl.Locale): string | undefined {
  return locale.maximize().script;
}

/** Whether two tags are of the same language, and as far as is known, of the same script. */
export function readsAlike(a: Intl.Locale, b: Intl.Locale): boolean {
  const [one, other] = [scriptOf(a), scriptOf(b)];
  return a.language === b.language && (one === other || one === undefined || other === undefined);
}

/** Whether it is written from right to left. */
export function isRightToLeft(locale: Intl.Locale): boolean {
  return RTL_SCRIPTS.has(scriptOf(locale) ?? '');
}

const found = new Map<string, readonly string[]>();

/**
 * The tags whose words may stand for a tag, the nearest first, in small letters: `zh-cn`, `zh-hans`, `zh` for `zh-CN`. Another
 * script of the same language is not among them, because its readers may not read this one: `zh-TW` never leads to `zh`.
 */
export function lookUp(tag: string): readonly string[] {
  let tags = found.get(tag);
  if (tags === undefined) {
    tags = candidates(tag);
    found.set(tag, tags);
  }
  return tags;
}

function candidates(tag: string): readonly string[] {
  const wanted = parseTag(tag);
  if (wanted === undefined) return [];
  const parts = wanted.baseName.split('-');
  const shorter = parts.map((_, end) => parts.slice(0, parts.length - end).join('-')).slice(0, -1);
  const { language } = wanted;
  const script = scriptOf(wanted);
  const tags = [...shorter, ...(script === undefined ? [] : [`${language}-${script}`]), language];
  const alike = tags.filter((one) => {
    const locale = parseTag(one);
    return locale !== undefined && readsAlike(locale, wanted);
  });
  return [...new Set(alike.map((one) => one.toLowerCase()))];
}
