/**
 * How searches compare texts. What people leave out or cannot type makes no difference: case, accents, widths, letters that look like
 * others, signs that nobody sees. What makes another letter does: й is not и, が is not か. Each rule has its example in
 * `test/server/domain/fold.node.test.ts`; why, in `docs/decisions/0011-what-a-search-takes-for-the-same.md`.
 */

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A text in the form in which searches compare, and the way back to where each piece of it came from. */
export interface Folded {
  original: string;
  text: string;
  /** For each UTF-16 unit of `text`: where in the original the piece it came from starts. */
  starts: readonly number[];
  /** … and where that piece ends. */
  ends: readonly number[];
}

/** What is not seen, or only fills: soft hyphens, joiners, marks of direction, variation selectors, the Arabic tatweel. */
const UNSEEN = /(?![\u{E0020}-\u{E007F}])[\p{Default_Ignorable_Code_Point}\u0640]/gu;

/** The tone of somebody's skin, where it stands behind somebody. */
const SKIN = /(?<=\p{Emoji_Modifier_Base})\p{Emoji_Modifier}/gu;

/** Cyrillic letters with a mark that makes them another letter (й, ў, ї, ѓ …). */
const CYRILLIC = /\p{Script=Cyrillic}\p{Mark}+/gu;
/** … and those where it only tells how the letter is read: people leave it out. */
const CYRILLIC_READINGS = /^[ёѐѝ]$/i;

/**
 * Marks that people leave out: accents of European scripts, points of Arabic, Hebrew and Syriac, the Devanagari nukta. Marks that
 * make another letter (Indic vowel signs, Thai tones, kana voicing) stay.
 */
const LEFT_OUT =
  /(?![\u3099\u309A])(?=\p{Mark})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Cyrillic}\u093C]/gu;

function alike(one: string, others: string): [string, string][] {
  return Array.from(others, (other) => [other, one]);
}

/** Letters and signs that no normal form takes apart, as people type them who do not have them at hand. */
const LIKE = new Map<string, string>([
  // Latin
  ...Object.entries({
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ŧ: 't',
    ı: 'i',
    ƶ: 'z',
  }),
  // The sigma at the end of a word, and Hebrew letters there
  ...Object.entries({ ς: 'σ', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }),
  // Arabic and Persian letters that are written for one another
  ...Object.entries({ ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه' }),
  // Signs of which keyboards and programs have several: the straight ones are typed into a search
  ...alike("'", '`´‘’‚‛′ʹʻʼʽʾʿ׳'),
  ...alike('"', '“”„‟″«»״'),
  ...alike('-', '‐‑‒–—―−⁃'),
]);
const LIKES = new RegExp(`[${[...LIKE.keys()].join('')}]`, 'gu');

const DIGIT = /(?![0-9])\p{Decimal_Number}/gu;
const KATAKANA = /[\u30A1-\u30F6\u30FD\u30FE]/gu;
const ASCII = /^[\0-\x7f]*$/;

/** Folds a text for comparing. `Ｌéna` and `LENA` fold to the same. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.replaceAll('`', "'").toLowerCase();
  const plain = text
    // An acute alone (in Greek, the oxia) is somebody's apostrophe; the normal form would make a space of it.
    .replace(/[\u00B4\u1FFD]/g, "'")
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(SKIN, '')
    .replace(CYRILLIC, ownLetter)
    .replace(LEFT_OUT, '')
    // Down, up and down: each joins what the others keep apart (ẞ, ß and ss).
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
  return plain
    .replace(LIKES, (char) => LIKE.get(char) ?? char)
    .replace(DIGIT, asciiDigit)
    .replace(KATAKANA, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

/** A Cyrillic letter as one code point, if its mark makes it another letter. */
function ownLetter(cluster: string): string {
  const [composed = '', ...rest] = cluster.normalize('NFC');
  return CYRILLIC_READINGS.test(composed) ? cluster : [composed, ...rest].join('');
}

/** Digits stand in runs of ten, some right behind one another. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DECIMAL.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}
const DECIMAL = /^\p{Decimal_Number}$/u;

/** What is folded together: a code point with the marks, half-width voicing signs, joiners and skin tones behind it. */
const CLUSTER = /[^][\p{Mark}\p{Default_Ignorable_Code_Point}\u0640\uFF9E\uFF9F\p{Emoji_Modifier}]*/gu;

/** {@link foldText} with the way back. */
export function fold(original: string): Folded {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const found = (piece: string, start: number): void => {
    text += piece;
    // To the end of the first code point: what belongs to the same character is joined to a range later, and what only follows
    // and is left out may be a character with something that is not.
    const end = start + ((original.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
    for (let i = 0; i < piece.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const piece = foldText(cluster);
    if (!PARTING.test(cluster)) {
      found(piece, index);
      continue;
    }
    let done = 0;
    for (const part of characters.segment(cluster)) {
      const upTo = foldText(cluster.slice(0, part.index + part.segment.length)).length;
      found(piece.slice(done, upTo), index + part.index);
      done = Math.max(done, upTo);
    }
    found(piece.slice(done), index);
  }
  return { original, text, starts, ends };
}

/** What makes several characters of what is folded together: nothing joins behind a control, and a tatweel is a letter. */
const PARTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u0640]/u;

/** The words of a query, folded; none for a blank one. */
export function queryWords(query: string): string[] {
  // Each once: a word that stands there a hundred times finds nothing more and would cost a hundred searches.
  return [...new Set(foldText(query).split(/\s+/u).filter(Boolean))];
}

/** Whether every word stands somewhere in a folded text. */
export function matches(folded: string, words: readonly string[]): boolean {
  return words.every((word) => folded.includes(word));
}

/** Start and end, in UTF-16 units of the original text. */
export type Range = [number, number];

/** The ends of what a reader takes for one character around a place in a text; both are the text's end behind it. */
export function characterAt(text: string, at: number): Range {
  // Slow for a whole text, so it is asked for single places only.
  const character = characters.segment(text).containing(at);
  return character
    ? [character.index, character.index + character.segment.length]
    : [text.length, text.length];
}

/** Where the words stand in the original text: in order, not overlapping, and never a part of a character. */
export function findRanges({ original, text, starts, ends }: Folded, words: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const word of words) {
    let at = text.indexOf(word);
    while (at >= 0) {
      found.push([starts[at] ?? 0, ends[at + word.length - 1] ?? 0]);
      at = text.indexOf(word, at + 1);
    }
  }
  for (const range of found) {
    range[0] = characterAt(original, range[0])[0];
    range[1] = characterAt(original, range[1] - 1)[1];
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
