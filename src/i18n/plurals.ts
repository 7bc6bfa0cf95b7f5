/**
 * The plural categories of CLDR for the whole numbers of each language. `many` of Spanish and French is for millions: "1 000 000
 * de messages".
 */
export const PLURAL_CATEGORIES = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  de: ['one', 'other'],
  en: ['one', 'other'],
  es: ['one', 'many', 'other'],
  fr: ['one', 'many', 'other'],
  zh: ['other'],
} as const satisfies Record<string, readonly Intl.LDMLPluralRule[]>;

/** The forms that a language needs: one left out does not compile. Of a language that is not ours, `other` is known to be one. */
export type PluralForms<L extends string> = L extends keyof typeof PLURAL_CATEGORIES
  ? Record<(typeof PLURAL_CATEGORIES)[L][number], string>
  : { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Chooses among the forms of a sentence, by the language's own rules. */
export function plural<L extends string>(language: L): (n: number, forms: PluralForms<L>) => string {
  let rules: Intl.PluralRules | undefined;
  return (n, forms) => {
    rules ??= new Intl.PluralRules(language);
    const known: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string } = forms;
    return known[rules.select(n)] ?? known.other;
  };
}
