import { en, type Words } from './en.ts';
import { overridden, type WordOverrides } from './overrides.ts';
import { lookUp } from './tags.ts';

/** Milliseconds after which a language that could not be loaded is asked for again. */
const AGAIN = 10_000;

/** The languages that come with us. Each is a file of its own, which a bundler keeps apart, fetched when it is first needed. */
const shipped: Readonly<Record<string, () => Promise<Words>>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  zh: async () => (await import('./zh.ts')).zh,
};

/** The languages at hand, by their tag in small letters. English is always there. */
const known = new Map<string, Words>([['en', en]]);
const loading = new Map<string, Promise<void>>();
/** Those that could not be loaded: English speaks for them until they can. */
const failed = new Set<string>();

interface Override {
  /** In small letters; `undefined` for all languages. */
  tag: string | undefined;
  words: WordOverrides;
}

let overrides: readonly Override[] = [];
/** The words with overrides, by the tag that a page asks for. */
const prepared = new Map<string, Words>();
const listeners = new Set<() => void>();

function changed(): void {
  prepared.clear();
  listeners.forEach((listener) => listener());
}

/** Hears when words have come, or are others now. @returns what ends it */
export function onWords(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Adds a language, or puts another in its place. Elements that are in the page speak it at once. */
export function addLanguage(tag: string, words: Words): void {
  known.set(tag.toLowerCase(), words);
  changed();
}

/**
 * Puts words of the page in the place of ours, in every element and at once. What is given is shown as text, never as HTML.
 *
 * @param words those that change; names that come into a function are set apart already, for a text of any direction
 * @param tag the language whose words they are; all languages if left out. `de` changes `de-AT` too
 * @returns takes it back
 */
export function overrideWords(words: WordOverrides, tag?: string): () => void {
  const override = { tag: tag?.toLowerCase(), words };
  overrides = [...overrides, override];
  changed();
  return () => {
    overrides = overrides.filter((one) => one !== override);
    changed();
  };
}

function languageOf(tag: string): string | undefined {
  return lookUp(tag).find((one) => known.has(one) || one in shipped);
}

/** Whether the words of a tag are there, and English need not speak for it. */
export function hasWords(tag: string): boolean {
  const language = languageOf(tag);
  return language !== undefined && known.has(language);
}

/** The words for a language tag: its own, those of its primary language, or English, also while those are not there yet. */
export function wordsFor(tag: string): Words {
  const key = tag.toLowerCase();
  let words = prepared.get(key);
  if (words === undefined) {
    const language = languageOf(tag);
    const own = language === undefined ? undefined : known.get(language);
    // Without words of its own a tag is English, and what a page says in English stands there.
    const names = own === undefined ? ['en'] : lookUp(tag);
    // What is said of one language goes before what is said of all, and the narrower tag before the wider.
    const order = [undefined, ...[...names].reverse()];
    const wishes = order.flatMap((name) => overrides.filter((one) => one.tag === name));
    words = overridden(
      own ?? en,
      wishes.map((one) => one.words),
    );
    prepared.set(key, words);
  }
  return words;
}

/**
 * Has the words of a tag loaded; the same file only once.
 *
 * @returns when they are there, or have failed to come; `undefined` if there is nothing to wait for
 */
export function loadWords(tag: string): Promise<void> | undefined {
  const language = languageOf(tag);
  if (language === undefined || known.has(language) || failed.has(language)) return undefined;
  let promise = loading.get(language);
  if (promise === undefined) {
    promise = load(language);
    loading.set(language, promise);
  }
  return promise;
}

async function load(language: string): Promise<void> {
  try {
    const words = await shipped[language]?.();
    // Meanwhile the page may have added its own.
    if (words !== undefined && !known.has(language)) known.set(language, words);
  } catch {
    // The network may be gone. It is English until it is back, which is better than nothing to read.
    failed.add(language);
    setTimeout(() => {
      failed.delete(language);
      changed();
    }, AGAIN);
  }
  loading.delete(language);
  changed();
}
