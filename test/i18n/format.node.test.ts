import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  en,
  formatCountdown,
  formatDay,
  formatListTime,
  formatNumber,
  formatPercent,
  formatSize,
  parseWhole,
  resolveLocale,
  sameDay,
  wordsFor,
} from '../../src/i18n/index.ts';

/** A local time, whatever the zone of the machine. */
const at = (year: number, month: number, day: number, hour = 12) => new Date(year, month - 1, day, hour);
const NOW = at(2026, 3, 30, 15).getTime();
const plain = (text: string) => text.replace(/\s+/gu, ' ');

describe('times in the list', () => {
  const list = (then: Date) => plain(formatListTime(en, 'en-US', then.toISOString(), NOW));

  it('are as short as they can be understood', () => {
    assert.equal(list(at(2026, 3, 30, 9)), '9:00 AM');
    assert.equal(list(at(2026, 3, 29, 23)), 'Yesterday');
    assert.equal(list(at(2026, 3, 26)), 'Thu');
    assert.equal(list(at(2026, 3, 23)), 'Mar 23');
    assert.equal(list(at(2025, 12, 31)), '12/31/25');
  });

  it('show a clock that runs ahead of ours as today', () => {
    assert.equal(list(at(2026, 3, 31, 0)), '12:00 AM');
  });
});

describe('days between messages', () => {
  const day = (then: Date) => formatDay(en, 'en-US', then.toISOString(), NOW);

  it('are named by how near they are', () => {
    assert.equal(day(at(2026, 3, 30, 0)), 'Today');
    assert.equal(day(at(2026, 3, 29, 0)), 'Yesterday');
    assert.equal(day(at(2026, 3, 25)), 'Wednesday');
    assert.equal(day(at(2026, 1, 5)), 'Monday, January 5');
    assert.equal(day(at(2024, 2, 29)), 'February 29, 2024');
  });

  it('end at midnight where the person is, also on the days when clocks change', () => {
    for (const [month, date] of [
      [3, 8],
      [3, 29],
      [10, 25],
      [11, 1],
    ] as const) {
      const [first, last] = [at(2026, month, date, 0), at(2026, month, date, 23)];
      assert.equal(sameDay(first.toISOString(), last.toISOString()), true);
      assert.equal(formatDay(en, 'en-US', first.toISOString(), last.getTime()), 'Today');
      assert.equal(
        formatDay(en, 'en-US', first.toISOString(), at(2026, month, date + 1, 0).getTime()),
        'Yesterday',
      );
    }
  });
});

describe('numbers', () => {
  it('have the digits of the language, also where they are counted down', () => {
    assert.equal(formatCountdown('en', 65), '1:05');
    assert.equal(formatCountdown('ar-EG', 125), '٢:٠٥');
    assert.equal(formatPercent('de', 0.999), '99\u00a0%');
    assert.equal(formatPercent('en', 1), '100%');
    assert.equal(formatSize('fr', 12_345), '12\u202fko');
  });

  it('are read in any digits', () => {
    assert.equal(parseWhole(' 24 '), 24);
    assert.equal(parseWhole('٢٤'), 24);
    assert.equal(parseWhole('۲۴'), 24);
    assert.equal(parseWhole('２４'), 24);
    for (const text of ['', '2.5', '-1', '1e3', '24h']) assert.equal(parseWhole(text), undefined, text);
  });
});

describe('languages', () => {
  it('are English where there is no other, times and numbers too', () => {
    assert.equal(wordsFor('it-CH'), en);
    assert.deepEqual(resolveLocale('it', []), { words: en, tag: 'en', rightToLeft: false });
    assert.equal(formatNumber('en', 1234), '1,234');
  });

  it('take the region of the person when the page names none', () => {
    assert.equal(resolveLocale('en', ['de-DE', 'en-GB']).tag, 'en-GB');
    assert.equal(resolveLocale('en-US', ['en-GB']).tag, 'en-US');
  });

  it('survive what is no language tag', () => {
    for (const lang of ['', 'en_US', '!', 'a'.repeat(100)]) {
      assert.equal(resolveLocale(lang, ['also wrong!']).words, en);
      assert.doesNotThrow(() => formatNumber(resolveLocale(lang, ['also wrong!']).tag, 1));
    }
  });
});
