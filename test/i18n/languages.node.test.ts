import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ar } from '../../src/i18n/ar.ts';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import { es } from '../../src/i18n/es.ts';
import { fr } from '../../src/i18n/fr.ts';
import { PLURAL_CATEGORIES } from '../../src/i18n/plurals.ts';
import { zh } from '../../src/i18n/zh.ts';

const languages = { ar, de, en, es, fr, zh };
const translations = Object.entries({ ar, de, es, fr, zh });

/** What may be the same as in English: French has the word too, or there is nothing to translate. */
const SAME = new Set([
  'messages',
  'message',
  'conversations',
  'client',
  'outOfOffice.range',
  'sentences',
  'saidBy',
]);

/** Every word by its path: a text, or a function that gives one. */
function entries(table: object, path = ''): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]): [string, unknown][] => {
    const at = path === '' ? key : `${path}.${key}`;
    return typeof value === 'object' && value !== null ? entries(value as object, at) : [[at, value]];
  });
}

/** A function of words, called with arguments that are easily found again; `n` is the number a plural goes by. */
function call(entry: unknown, n: number): { text: string; given: string[] } {
  const speak = entry as (...args: unknown[]) => string;
  // `unreadAfterNumber` alone takes nothing but the number.
  if (speak.length === 1 && /^\(?n\)?\s*=>/.test(speak.toString())) return { text: speak(n), given: [] };
  const given = ['‹first›', '‹second›', '‹third›'].slice(0, speak.length);
  const counts = speak.length === 2 && /,\s*n\)?\s*=>/.test(speak.toString());
  if (!counts) return { text: speak(...given), given };
  return { text: speak('‹first›', n), given: ['‹first›'] };
}

const NUMBERS = [0, 1, 2, 3, 11, 100, 1_000_000];

for (const [tag, words] of Object.entries(languages)) {
  describe(`the words of ${tag}`, () => {
    it('are the same as the English ones by name', () => {
      assert.deepEqual(
        entries(words)
          .map(([path]) => path)
          .sort(),
        entries(en)
          .map(([path]) => path)
          .sort(),
      );
    });

    it('say something, without a hole in it', () => {
      for (const [path, entry] of entries(words)) {
        const texts = typeof entry === 'string' ? [entry] : NUMBERS.map((n) => call(entry, n).text);
        for (const text of texts) {
          assert.equal(text, text.trim(), path);
          assert.ok(text.length > 0, path);
          assert.doesNotMatch(
            text,
            /undefined|null|NaN|\[object|\$\{|\{\{|\{\d|%[sd]|TODO/u,
            `${path}: ${text}`,
          );
        }
      }
    });

    it('say all names, times and numbers they are given', () => {
      for (const [path, entry] of entries(words)) {
        if (typeof entry !== 'function') continue;
        for (const n of NUMBERS) {
          // Arabic says one and two by the noun itself.
          if (tag === 'ar' && (n === 1 || n === 2) && entry.length === 2 && !call(entry, 3).given[1])
            continue;
          const { text, given } = call(entry, n);
          for (const one of given) assert.ok(text.includes(one), `${path}: ${text}`);
        }
      }
    });

    it('have the plural forms that Intl knows', () => {
      const known = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
      assert.deepEqual([...PLURAL_CATEGORIES[tag as keyof typeof languages]].sort(), [...known].sort());
    });
  });
}

describe('translations', () => {
  for (const [tag, words] of translations) {
    it(`leave nothing in English: ${tag}`, () => {
      const english = new Map(entries(en));
      for (const [path, entry] of entries(words)) {
        const own = english.get(path);
        if (SAME.has(path)) continue;
        if (typeof entry === 'string') assert.notEqual(entry, own, path);
        else assert.notEqual(call(entry, 100).text, call(own, 100).text, path);
      }
    });
  }

  it('count as their language does', () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => fr.files(String(n), n)),
      ['0 fichier', '1 fichier', '2 fichiers'],
    );
    assert.deepEqual(
      [0, 1, 2].map((n) => es.files(String(n), n)),
      ['0 archivos', '1 archivo', '2 archivos'],
    );
    assert.deepEqual(
      [0, 1, 2].map((n) => de.files(String(n), n)),
      ['0 Dateien', '1 Datei', '2 Dateien'],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((n) => ar.files(String(n), n)),
      ['0 ملف', 'ملف واحد', 'ملفان', '3 ملفات', '11 ملفًا', '100 ملف'],
    );
    assert.deepEqual(
      [1, 2].map((n) => zh.files(String(n), n)),
      ['1 个文件', '2 个文件'],
    );
  });

  it('are written as their language is', () => {
    for (const [path, entry] of entries(fr)) {
      const text = typeof entry === 'string' ? entry : call(entry, 2).text;
      assert.doesNotMatch(
        text,
        /(?<![\u202f\d])[:;!?]|'|"| [:;!?]/u,
        `French spaces and apostrophes, ${path}: ${text}`,
      );
    }
    for (const [tag, words] of translations) {
      for (const [path, entry] of entries(words)) {
        const text = typeof entry === 'string' ? entry : call(entry, 2).text;
        assert.doesNotMatch(text, /\.\.\.|["']/u, `${tag}, ${path}: ${text}`);
        if (tag === 'zh')
          assert.doesNotMatch(text, /\p{Script=Han}[,:;!?]/u, `Chinese marks, ${path}: ${text}`);
        if (tag === 'ar')
          assert.doesNotMatch(text, /\p{Script=Arabic}[,;?]/u, `Arabic marks, ${path}: ${text}`);
        if (tag === 'de')
          assert.doesNotMatch(text, /(?<!\p{L})(?:du|dein|dir|dich)(?!\p{L})/iu, `${path}: ${text}`);
        if (tag === 'es')
          assert.doesNotMatch(text, /(?<!\p{L})(?:tú|tus|tu|puedes|tienes)(?!\p{L})/iu, `${path}: ${text}`);
        if (tag === 'fr')
          assert.doesNotMatch(text, /(?<!\p{L})(?:tu|ton|tes)(?!\p{L})/iu, `${path}: ${text}`);
      }
    }
  });
});
