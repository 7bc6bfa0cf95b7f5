import { html, type TemplateResult } from 'lit';

import type { Person } from '../protocol/index.ts';
import { avatarHues } from '../styles/palette.ts';

/** The same person has the same hue everywhere; names play no part in it, so a new name keeps the colour. */
function hueOf(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0;
  // A bitwise result may be negative, and there is no hue -1.
  return ((hash ^ (hash >>> 15)) >>> 0) % avatarHues.length;
}

const TITLES = /^(?:dr|prof|mr|mrs|ms|mx)\.?$/iu;
/** Scripts whose letters join: two initials side by side would read as a syllable. */
const JOINED = /^\p{Script=Arabic}/u;

/** The first letter of the first and the last word of a name; titles do not count. Names without letters have none. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const named = words.filter((word) => !TITLES.test(word));
  const chosen = named.length > 0 ? named : words;
  const letters = chosen.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0));
  const ends =
    letters.length > 1 && !JOINED.test(name) ? [letters[0], letters[letters.length - 1]] : [letters[0]];
  return ends.join('').toLocaleUpperCase();
}

/** A person's circle. It says nothing that the name beside it does not say. */
export function renderAvatar(
  person: Pick<Person, 'id' | 'name'>,
  size: 'small' | 'large' = 'large',
): TemplateResult {
  return html`<span
    class="avatar ${size}"
    part="avatar"
    data-hue=${hueOf(person.id)}
    dir="auto"
    aria-hidden="true"
    >${initialsOf(person.name)}</span
  >`;
}
