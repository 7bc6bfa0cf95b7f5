/** A text in the form in which searches compare, and the way back to where each piece of it came from. */
export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`: where in the original the code point it came from starts. */
  starts: readonly number[];
  /** … and where that code point ends. */
  ends: readonly number[];
}

/**
 * Marks that a person who searches leaves out: accents of European scripts, Arabic and Hebrew points. Marks that make another
 * letter (Indic vowel signs, kana voicing) stay.
 */
const LEFT_OUT =
  /(?![\u3099\u309A])(?=\p{Mark})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Cyrillic}]/gu;

/**
 * Folds a text for comparing: compatibility forms and widths (NFKD), case, and the marks that people leave out.
 * `Ｌéna` and `LENA` fold to the same.
 */
export function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let index = 0;
  for (const char of text) {
    const end = index + char.length;
    const piece = foldChar(char);
    folded += piece;
    for (let i = 0; i < piece.length; i++) {
      starts.push(index);
      ends.push(end);
    }
    index = end;
  }
  return { text: folded, starts, ends };
}

/** {@link fold} without the way back. */
export function foldText(text: string): string {
  let folded = '';
  for (const char of text) folded += foldChar(char);
  return folded;
}

function foldChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return char.toLowerCase();
  // Upper case first: it joins what lower case keeps apart (ß and ss, ς and σ).
  const cased = char.normalize('NFKD').replace(LEFT_OUT, '').toUpperCase().toLowerCase();
  return cased.normalize('NFKD').replace(LEFT_OUT, '');
}

/** The words of a query, folded; none for a blank one. */
export function queryWords(query: string): string[] {
  return foldText(query).split(/\s+/u).filter(Boolean);
}

/** Whether every word stands somewhere in a folded text. */
export function matches(folded: string, words: readonly string[]): boolean {
  return words.every((word) => folded.includes(word));
}

/** Start and end, in UTF-16 units of the original text. */
export type Range = [number, number];

/** Where the words stand in the original text: in order, not overlapping. */
export function findRanges(folded: Folded, words: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const word of words) {
    let at = folded.text.indexOf(word);
    while (at >= 0) {
      const last = at + word.length - 1;
      found.push([folded.starts[at] ?? 0, folded.ends[last] ?? 0]);
      at = folded.text.indexOf(word, at + 1);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: Range[] = [];
  for (const range of found) {
    const previous = joined.at(-1);
    if (previous && range[0] <= previous[1]) previous[1] = Math.max(previous[1], range[1]);
    else joined.push([...range]);
  }
  return joined;
}
