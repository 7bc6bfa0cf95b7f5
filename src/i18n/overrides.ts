import type { Words } from './en.ts';

type Change<T> = T extends string
  ? string
  : T extends (...args: never[]) => string
    ? T
    : { [K in keyof T]?: Change<T[K]> };

/** Some of the words, to stand in the place of ours. */
export type WordOverrides = Change<Words>;

type Table = Record<string, unknown>;

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null;
}

/** Only what is there already, and only of its kind: a page's script need not have been compiled. */
function changed(table: Table, changes: Table): Table {
  const result = { ...table };
  for (const [key, own] of Object.entries(table)) {
    const wish = Object.hasOwn(changes, key) ? changes[key] : undefined;
    if (typeof own === 'string' && typeof wish === 'string') result[key] = wish;
    else if (isTable(own) && isTable(wish)) result[key] = changed(own, wish);
    else if (typeof own === 'function' && typeof wish === 'function') {
      // Whatever it returns is shown as text.
      result[key] = (...args: unknown[]) => String((wish as (...args: unknown[]) => unknown)(...args));
    }
  }
  return result;
}

/** The words with changes to them, the last one first. */
export function overridden(words: Words, changes: readonly WordOverrides[]): Words {
  return changes.reduce<Words>((now, wish) => changed(now, wish) as Words, words);
}
