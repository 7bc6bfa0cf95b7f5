import { BIDI_CONTROLS } from './characters.ts';

const STEERING = new RegExp(`[${BIDI_CONTROLS}]`, 'gu');
/** Control characters and line breaks of every kind: a name is one line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** U+2068 first strong isolate … U+2069 pop directional isolate. */
const FSI = '\u2068';
const PDI = '\u2069';

/**
 * A person's or practice's name as it may be shown: on one line, and without invisible characters that turn what stands
 * around it. Everything that is seen stays. Show it in a `<bdi>`, so that a name of another direction stays in its place.
 */
export function safeName(name: string): string {
  return name.replace(STEERING, '').replace(BREAKS, ' ').trim() || '\ufffd';
}

/** {@link safeName} for plain text without markup, such as an accessible name: it cannot turn the words around it. */
export function isolatedName(name: string): string {
  return FSI + safeName(name) + PDI;
}
