import { DEFAULT_LIMITS, isBlank, textLength } from '../../src/protocol/index.ts';
import { invalid, Refusal } from './refusal.ts';

/** Whether a text is well-formed Unicode: no half of a surrogate pair, which no encoding can carry. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * Judges a message's text and changes nothing in it; see `docs/decisions/0004-what-counts-as-empty.md`.
 * @param mayBeBlank whether files speak for themselves
 * @throws {Refusal} `text-empty`, `text-too-long` or `invalid`
 */
export function checkText(text: string, mayBeBlank = false): void {
  if (!mayBeBlank && isBlank(text)) throw new Refusal('text-empty');
  if (textLength(text) > DEFAULT_LIMITS.textLength) throw new Refusal('text-too-long');
  if (!isWellFormed(text)) throw invalid('text', 'well-formed');
}
