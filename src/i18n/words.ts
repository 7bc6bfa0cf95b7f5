import { en, type Words } from './en.ts';

/** The languages at hand, by their BCP 47 primary tag. English is always there. */
const languages = new Map<string, Words>([['en', en]]);

/** Adds a language, or replaces one; elements made afterwards speak it. */
export function addLanguage(tag: string, words: Words): void {
  languages.set(tag.toLowerCase(), words);
}

/** The words for a language tag: its own, those of its primary language, or English. */
export function wordsFor(tag: string): Words {
  const wanted = tag.toLowerCase();
  return languages.get(wanted) ?? languages.get(wanted.split('-', 1)[0] ?? '') ?? en;
}
