/** Words and formats. No visible string stands anywhere else. */
export { en, type Words } from './en.ts';
export * from './format.ts';
export * from './zoned-time.ts';
export type { WordOverrides } from './overrides.ts';
export { plural, type PluralForms } from './plurals.ts';
export { addLanguage, loadWords, onWords, overrideWords, wordsFor } from './words.ts';
export { resolveLocale, type Locale } from './locale.ts';
