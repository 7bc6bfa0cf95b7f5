import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findRanges, fold, foldText, matches, queryWords } from '../../../server/domain/fold.ts';
import { cutSnippet } from '../../../server/domain/search.ts';
import { fullyQualifiedEmoji, naughtyStrings } from '../../helpers/corpora.ts';

/** Which folded text contains which is written as `\u` where it could not be told by sight. */
const SAME = {
  'case and width': [
    ['LENA', 'lena'],
    ['Ｌｅｎａ　２４', 'lena 24'],
    ['Straße STRAẞE', 'strasse strasse'],
    ['ΣΊΣΥΦΟΣ', 'σισυφος'],
    ['ﬁn ﬄ ŉ', "fin ffl 'n"],
    ['d\u00B4Arc d\u1FFDArc', "d'arc d'arc"],
  ],
  'Turkish i, all four': [
    ['İSTANBUL', 'istanbul'],
    ['ISPARTA', 'ısparta'],
    ['ışık', 'isik'],
  ],
  'accents, however they are coded': [
    ['Léna', 'le\u0301na'],
    ['Léna', 'lena'],
    ['Nguyễn Đức', 'nguyen duc'],
    ['Ångström', 'angstrom'],
    ['Ἀθῆναι', 'αθηναι'],
    ['q\u0301\u0323', 'q\u0323\u0301'],
  ],
  'letters that have no accent to leave out': [
    ['Łódź', 'lodz'],
    ['Søren Ærø', 'soren aero'],
    ['Œuvre', 'oeuvre'],
    ['Þór Guðmundsson', 'thor gudmundsson'],
    ['Ħal Għaxaq', 'hal ghaxaq'],
  ],
  Cyrillic: [
    ['Ёлка', 'елка'],
    ['за\u0301мок', 'замок'],
    ['Й', 'и\u0306'],
  ],
  Arabic: [
    ['نُورٌ', 'نور'],
    ['أحمد إلى آمنة', 'احمد الي امنه'],
    ['مـــحمد', 'محمد'],
    ['ﻻ', 'لا'],
    ['کتاب فارسی', 'كتاب فارسي'],
    ['مسؤول رئيس', 'مسوول رييس'],
  ],
  Hebrew: [
    ['שָׁלוֹם', 'שלום'],
    ['ארץ', 'ארצ'],
    ['צה״ל', 'צה"ל'],
  ],
  Indic: [
    ['क़लम', 'कलम'],
    ['ज\u093Cमीन', 'जमीन'],
  ],
  'Japanese and Korean': [
    ['ｶﾞｷﾞ', 'ガギ'],
    ['カタカナ', 'かたかな'],
    ['か\u3099', 'が'],
    ['한글', '한글'.normalize('NFD')],
    ['㈱', '(株)'],
  ],
  'digits of every script': [
    ['١٢٣ ۴۵۶', '123 456'],
    ['०९ ௨ ๗', '09 2 7'],
    ['１²③', '123'],
    ['𝟘𝟡𞥐', '090'],
  ],
  'what is not seen': [
    ['Kran\u00ADken\u200Bhaus', 'krankenhaus'],
    ['می\u200Cخواهم', 'میخواهم'],
    ['\u2067abc\u2069\uFEFF', 'abc'],
    ['❤\uFE0F', '❤'],
    ['👍🏽 👩🏿\u200D⚕\uFE0F', '👍 👩⚕'],
  ],
  'apostrophes, quotation marks and dashes': [
    ['O’Brien O´Brien Oʼbrien O`Brien', "o'brien o'brien o'brien o'brien"],
    ['„so“ «so» “so”', '"so" "so" "so"'],
    ['Meyer–Landrut 5−3', 'meyer-landrut 5-3'],
  ],
} as const;

describe('fold', () => {
  for (const [what, pairs] of Object.entries(SAME)) {
    for (const [a, b] of pairs) {
      it(`${what}: takes ${a} and ${b} for the same`, () => assert.equal(foldText(a), foldText(b)));
    }
  }

  it('keeps apart what are other letters', () => {
    for (const [a, b] of [
      ['कि', 'कु'],
      ['が', 'か'],
      ['は', 'ぱ'],
      ['й', 'и'],
      ['ї', 'і'],
      ['ў', 'у'],
      ['ќ', 'к'],
      ['มา', 'ม้า'],
      ['ბ', 'პ'],
      ['国', '國'],
      ['👩', '👨'],
    ] as const) {
      assert.notEqual(foldText(a), foldText(b), `${a} ${b}`);
    }
  });

  it('every character of Unicode: once folded, folding changes nothing, and its normal forms fold the same', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      // Half a pair is no text, and the spacing accents are apostrophes to us and spaces to Unicode.
      if ((code >= 0xd800 && code < 0xe000) || code === 0xb4 || code === 0x1ffd) continue;
      const char = String.fromCodePoint(code);
      // A hundred thousand of them, all alike.
      if (/[\p{Unified_Ideograph}\p{Unassigned}\p{Private_Use}\uAC00-\uD7A3]/u.test(char)) continue;
      const folded = foldText(char);
      for (const form of [folded, char.normalize('NFC'), char.normalize('NFD'), char.normalize('NFKD')]) {
        if (foldText(form) !== folded) wrong.push(code.toString(16));
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('every decimal digit of Unicode is the digit it stands for', () => {
    let run = 0;
    for (let code = 0x660; code <= 0x1fbff; code++) {
      const char = String.fromCodePoint(code);
      if (!/^\p{Decimal_Number}$/u.test(char)) {
        run = 0;
        continue;
      }
      assert.equal(foldText(char), String(run % 10), code.toString(16));
      run++;
    }
  });

  /** Texts of everything: single code points, halves of pairs, and much of what a rule is about. */
  const delicate = fc.constantFrom(
    ...'aIıİßẞς\u0301\u0306\u0308\u0345иЙёгк\u0640\u200D\u00AD\uFE0F\u3099かｶﾞ한\u1100\u1161\u11A8َשׁक\u093Cि👍🏽👩🇩🇪´ \n١',
  );
  const anyText = fc
    .array(
      fc.oneof(
        delicate,
        fc.string({ unit: 'binary', maxLength: 3 }),
        fc.string({ unit: 'grapheme', maxLength: 2 }),
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(''));

  it('with the way back folds as without it, and each piece comes from a piece of the original, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: folded, starts, ends } = fold(text);
        assert.equal(folded, foldText(text));
        assert.equal(starts.length, folded.length);
        for (let i = 0; i < folded.length; i++) {
          assert.ok(starts[i]! < ends[i]! && ends[i]! <= text.length);
          assert.ok(i === 0 || starts[i] === starts[i - 1] || starts[i]! >= ends[i - 1]!);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('takes half-width voicing signs together with what they follow, also where a normal form changes their order', () => {
    for (const text of ['\u{1D15E}\uFF9E', 'ё\uFF9E', 'ｶ\uFF9E\u0301'])
      assert.equal(fold(text).text, foldText(text));
  });

  it('finds every text by itself, whatever it is made of', () => {
    for (const text of [...naughtyStrings(), ...fullyQualifiedEmoji()]) {
      assert.ok(matches(foldText(text), queryWords(text)), JSON.stringify(text));
    }
  });

  it('finds a word in any text around it, in its other case, normal form and width', () => {
    const forms = (word: string) => [
      word,
      word.toUpperCase(),
      word.toLowerCase(),
      word.normalize('NFD'),
      word.normalize('NFKC'),
    ];
    // Cut at characters: what is typed and what is around it do not run into one another.
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (typed, a, b) => {
        // Upper case alone knows the Greek iota below as a letter.
        fc.pre(!/\u0345/.test(typed.normalize('NFD')));
        const text = foldText(`${a} ${typed} ${b}`);
        for (const form of forms(typed)) assert.ok(matches(text, queryWords(form)), JSON.stringify(form));
      }),
      { numRuns: 200 },
    );
  });

  describe('ranges', () => {
    const characters = (text: string) =>
      [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(({ index, segment }) => ({
        from: index,
        to: index + segment.length,
      }));

    const pieceOf = (text: string, i: number) => {
      const { from = 0, to = 0 } = characters(text)[i] ?? {};
      return text.slice(from, to);
    };

    /** Slow and plain: every piece of whole characters, the shortest ones that have the word. */
    function reference(text: string, word: string): boolean[] {
      const all = characters(text);
      const marked = all.map(() => false);
      for (let i = 0; i < all.length; i++) {
        for (let j = i; j < all.length; j++) {
          if (!foldText(text.slice(all[i]!.from, all[j]!.to)).includes(word)) continue;
          const shorter = i < j && foldText(text.slice(all[i + 1]!.from, all[j]!.to)).includes(word);
          if (!shorter) marked.fill(true, i, j + 1);
          break;
        }
      }
      return marked;
    }

    it('mark what a plain search over whole characters finds', () => {
      const unit = fc.oneof(delicate, fc.constantFrom('a', 'b', 'á', 'ss', 'ß', '한', 'が'));
      const text = fc.array(unit, { maxLength: 14 }).map((parts) => parts.join(''));
      fc.assert(
        fc.property(
          text,
          fc.array(unit, { minLength: 1, maxLength: 3 }).map((it) => it.join('')),
          (within, query) => {
            const [word, second] = queryWords(query);
            fc.pre(word !== undefined && second === undefined);
            const ranges = findRanges(fold(within), [word]);
            const marked = characters(within).map(({ from, to }) =>
              ranges.some((range) => range[0] <= from && to <= range[1]),
            );
            // Whether something unseen at the end of a range is in it, nobody sees.
            const seen = (_: boolean, i: number) => foldText(pieceOf(within, i)) !== '';
            assert.deepEqual(
              marked.filter(seen),
              reference(within, word).filter(seen),
              JSON.stringify({ within, query }),
            );
          },
        ),
        {
          numRuns: 500,
          examples: [
            // A letter, a tatweel that is left out, and on it a skin tone that is not.
            ['a\u0640\u{1f3fd}', 'a'],
            // Marks behind what takes none: a line's end, and a space that nobody sees.
            ['\n\u3099', '\u3099'],
            ['a\u200b\u3099b', '\u3099'],
          ],
        },
      );
    });

    it('never cut a character, are in order and do not touch', () => {
      fc.assert(
        fc.property(anyText, anyText, (text, query) => {
          const edges = new Set(characters(text).flatMap(({ from, to }) => [from, to]));
          let last = -1;
          for (const [from, to] of findRanges(fold(text), queryWords(query))) {
            assert.ok(last < from && from < to, JSON.stringify({ text, query }));
            assert.ok(edges.has(from) && edges.has(to), JSON.stringify({ text, query }));
            last = to;
          }
        }),
        { numRuns: 300 },
      );
    });
  });
});

describe('findRanges', () => {
  const found = (text: string, query: string) =>
    findRanges(fold(text), queryWords(query)).map(([from, to]) => text.slice(from, to));

  it('marks what was written, not what was typed', () => {
    assert.deepEqual(found('Die Straße und die STRASSE', 'strasse'), ['Straße', 'STRASSE']);
    assert.deepEqual(found('😀 Léna 😀', 'lena'), ['Léna']);
    assert.deepEqual(found('im Kran\u00ADken\u00ADhaus', 'krankenhaus'), ['Kran\u00ADken\u00ADhaus']);
    assert.deepEqual(found('cafe\u0301 cafe', 'cafe'), ['cafe\u0301', 'cafe']);
    assert.deepEqual(found('a👩‍👩‍👧b', '👧'), ['👩‍👩‍👧']);
    assert.deepEqual(found('Straße', 's'), ['S', 'ß']);
  });

  it('joins what overlaps', () => assert.deepEqual(found('banana', 'ana nan'), ['anana']));

  it('takes a query of several words apart', () =>
    assert.deepEqual(found('one two three', 'three one'), ['one', 'three']));
});

describe('cutSnippet', () => {
  it('keeps the matches where they are, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 600 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
        (around, word) => {
          const text = `${around}${word}${around}`;
          const ranges = findRanges(fold(text), queryWords(word));
          const cut = cutSnippet(text, ranges);
          assert.ok(text.includes(cut.snippet));
          assert.ok(Array.from(cut.snippet).length <= 160);
          for (const [i, [from, to]] of cut.ranges.entries()) {
            const whole = text.slice(...(ranges[i] ?? [0, 0]));
            assert.ok(whole.startsWith(cut.snippet.slice(from, to)));
          }
        },
      ),
    );
  });

  it('begins and ends between two characters', () => {
    const family = '👨‍👩‍👧‍👦';
    const text = `${family.repeat(30)}needle${family.repeat(60)}`;
    const { snippet, ranges } = cutSnippet(text, findRanges(fold(text), ['needle']));
    assert.match(snippet, new RegExp(`^(${family})+needle(${family})+$`, 'u'));
    assert.deepEqual(
      ranges.map(([from, to]) => snippet.slice(from, to)),
      ['needle'],
    );
  });

  it('looks for a word once, however often it was typed', () => {
    assert.deepEqual(queryWords('a A ａ á b a'), ['a', 'b']);
  });
});
