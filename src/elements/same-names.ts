import type { Person } from '../protocol/index.ts';
import type { Words } from '../i18n/index.ts';

/** Names that look the same to a reader compare as equal. */
function spelling(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** An id as a hint beside a name: whole when it is short, otherwise its end. */
function idHint(id: string): string {
  return id.length <= 12 ? id : `…${id.slice(-8)}`;
}

/** What tells a person from a namesake: what they are, and their id where that is the same too. */
export interface Apart {
  kind: string;
  id?: string;
}

/** It in one line. */
export function apartText({ kind, id }: Apart): string {
  return id === undefined ? kind : `${kind} · ${id}`;
}

/**
 * Tells people with the same name apart: by what they are, and if that is the same too, by their id. A
 * message to the wrong person of two is a breach, so a list never shows two entries that look alike.
 *
 * @returns for a person, what to add to the name; `undefined` when the name says enough
 */
export function tellApart(people: Iterable<Person>, words: Words): (person: Person) => Apart | undefined {
  const ids = new Map<string, Set<string>>();
  const add = (key: string, id: string) => ids.set(key, (ids.get(key) ?? new Set()).add(id));
  for (const { id, name, kind } of people) {
    add(spelling(name), id);
    add(`${kind} ${spelling(name)}`, id);
  }
  return ({ id, name, kind }) => {
    if ((ids.get(spelling(name))?.size ?? 0) < 2) return undefined;
    const alike = (ids.get(`${kind} ${spelling(name)}`)?.size ?? 0) > 1;
    return { kind: words[kind], ...(alike && { id: idHint(id) }) };
  };
}
