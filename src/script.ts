/**
 * The script tag. It is small and needs nothing, so that a page that loads a second copy (`?v=2`, or from another folder) gets
 * no second Lit: under `trusted-types lit-html` that one could not make its policy, and both would define the same names.
 */
import type * as Code from './script-tag.ts';
import type { WordOverrides } from './i18n/overrides.ts';
import type { Words } from './i18n/en.ts';
import type { PageSettings } from './state/page-settings.ts';

type Loaded = typeof Code;

/** Milliseconds after which loading is tried again when it has failed. */
const AGAIN = 5_000;

/** The first copy's code, which all copies use; a newer incompatible form takes another key. */
const CODE = Symbol.for('entrenous/script@1');

const page = globalThis as { [CODE]?: Promise<Loaded> };
const code = (page[CODE] ??= load());
void code.then(({ start }) => start(import.meta.url));

async function load(): Promise<Loaded> {
  try {
    return await import('./script-tag.ts');
  } catch {
    // The network may be gone. Nobody else would ask again: what is in the page waits to be defined.
    await new Promise((again) => setTimeout(again, AGAIN));
    return load();
  }
}

/** Says where the messages of this page are, for every element that does not say it itself. */
export async function configure(settings: PageSettings): Promise<void> {
  (await code).configure(settings);
}

/**
 * Defines one of our elements under another name, where the page has given its own away.
 * @throws {RangeError} when there is no such element
 */
export async function define(tag: string, name: string): Promise<void> {
  await (await code).define(tag, name);
}

/** Puts words of the page in the place of ours, in every element. @returns takes it back */
export function overrideWords(words: WordOverrides, tag?: string): () => void {
  const taken = code.then((loaded) => loaded.overrideWords(words, tag));
  return () => void taken.then((takeBack) => takeBack());
}

/** Adds a language, or puts another in its place. */
export async function addLanguage(tag: string, words: Words): Promise<void> {
  (await code).addLanguage(tag, words);
}
