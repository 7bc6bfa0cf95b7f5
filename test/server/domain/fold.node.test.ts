import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findRanges, fold, foldText, matches, queryWords } from '../../../server/domain/fold.ts';
import { cutSnippet } from '../../../server/domain/search.ts';
import { fullyQualifiedEmoji, naughtyStrings } from '../../helpers/corpora.ts';

describe('fold', () => {
  for (const [a, b] of [
    ['Léna', 'LENA'],
    ['Straße', 'STRASSE'],
    ['Ｌｅｎａ', 'lena'],
    ['Σίσυφος', 'ΣΙΣΥΦΟΣ'],
    ['İstanbul', 'istanbul'],
    ['نُور', 'نور'],
    ['ﬁn', 'FIN'],
    ['각', '각'.normalize('NFD')],
    ['ё', 'е'],
  ] as const) {
    it(`takes ${a} and ${b} for the same`, () => assert.equal(foldText(a), foldText(b)));
  }

  it('keeps marks that make another letter', () => {
    assert.notEqual(foldText('कि'), foldText('कु'));
    assert.notEqual(foldText('が'), foldText('か'));
  });

  it('maps every folded unit to a whole code point of the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text);
        assert.equal(folded.text, foldText(text));
        assert.equal(folded.starts.length, folded.text.length);
        for (let i = 0; i < folded.text.length; i++) {
          const piece = text.slice(folded.starts[i], folded.ends[i]);
          assert.equal(Array.from(piece).length, 1);
        }
      }),
    );
  });

  it('finds every text by itself, whatever it is made of', () => {
    for (const text of [...naughtyStrings(), ...fullyQualifiedEmoji()]) {
      assert.ok(matches(foldText(text), queryWords(text)), JSON.stringify(text));
    }
  });
});

describe('findRanges', () => {
  const found = (text: string, query: string) =>
    findRanges(fold(text), queryWords(query)).map(([from, to]) => text.slice(from, to));

  it('marks what was written, not what was typed', () => {
    assert.deepEqual(found('Die Straße und die STRASSE', 'strasse'), ['Straße', 'STRASSE']);
    assert.deepEqual(found('😀 Léna 😀', 'lena'), ['Léna']);
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
});
