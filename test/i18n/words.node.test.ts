import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { de } from '../../src/i18n/de.ts';
import {
  addLanguage,
  en,
  loadWords,
  onWords,
  overrideWords,
  plural,
  resolveLocale,
  wordsFor,
  type WordOverrides,
} from '../../src/i18n/index.ts';

/** Only one of the words of German, and a language that nobody speaks. */
const klingon = { ...en, send: 'yIngeH' };

describe('a language that comes with us', () => {
  it('is English until it is loaded, and loaded once however many ask', async () => {
    assert.equal(wordsFor('fr'), en);
    assert.equal(resolveLocale('fr-CA', []).tag, 'en');
    const [one, two] = [loadWords('fr'), loadWords('fr-CA')];
    assert.ok(one);
    assert.equal(one, two);
    let heard = 0;
    const stop = onWords(() => heard++);
    await one;
    stop();
    assert.equal(heard, 1);
    assert.equal(wordsFor('fr').send, 'Envoyer');
    assert.equal(resolveLocale('fr-CA', []).tag, 'fr-CA');
    assert.equal(loadWords('fr'), undefined);
  });

  it('is found by any region and script of it that its readers read', async () => {
    await loadWords('zh-CN');
    for (const tag of ['zh', 'zh-CN', 'zh-Hans', 'zh-Hans-CN', 'zh-SG', 'ZH-hans', 'zh_CN']) {
      assert.equal(wordsFor(tag).send, '发送', tag);
    }
    for (const tag of ['zh-TW', 'zh-Hant', 'zh-HK', 'zh-Hant-TW']) {
      assert.equal(wordsFor(tag), en, tag);
      assert.equal(loadWords(tag), undefined, tag);
      assert.equal(resolveLocale(tag, ['zh-TW']).tag, 'en', tag);
    }
  });

  it('does not take the region of somebody who reads another script', async () => {
    await loadWords('zh');
    assert.equal(resolveLocale('zh', ['zh-TW', 'zh-SG']).tag, 'zh-SG');
    assert.equal(resolveLocale('zh-Hans', ['zh-TW']).tag, 'zh-Hans');
  });

  it('is written in its own direction', async () => {
    await Promise.all([loadWords('ar'), loadWords('de')]);
    assert.equal(resolveLocale('ar-EG', []).rightToLeft, true);
    assert.equal(resolveLocale('de', []).rightToLeft, false);
    // There are no Hebrew words: it is English, which goes the other way.
    assert.equal(resolveLocale('he', []).rightToLeft, false);
  });
});

describe('a page’s own words', () => {
  const undo: (() => void)[] = [];
  const override = (words: WordOverrides, tag?: string) => undo.push(overrideWords(words, tag));
  afterEach(() => undo.splice(0).forEach((take) => take()));

  it('stand in the place of ours, in all languages or in one', async () => {
    await loadWords('de');
    override({ practitioner: 'Coach', outOfOffice: { away: 'Gone' } });
    assert.equal(wordsFor('en').practitioner, 'Coach');
    assert.equal(wordsFor('de').practitioner, 'Coach');
    assert.equal(wordsFor('en').outOfOffice.away, 'Gone');
    assert.equal(wordsFor('en').outOfOffice.heading, en.outOfOffice.heading);
    override({ practitioner: 'Ärztin oder Arzt' }, 'de');
    override({ send: 'Absenden' }, 'de-AT');
    assert.equal(wordsFor('en').practitioner, 'Coach');
    assert.equal(wordsFor('de-AT').practitioner, 'Ärztin oder Arzt');
    assert.equal(wordsFor('de-AT').send, 'Absenden');
    assert.equal(wordsFor('de').send, de.send);
  });

  it('can be taken back', () => {
    const before = wordsFor('en');
    const take = overrideWords({ send: 'Go', unread: (count) => `${count}!` });
    assert.equal(wordsFor('en').send, 'Go');
    assert.equal(wordsFor('en').unread('3', 3), '3!');
    take();
    assert.equal(wordsFor('en'), before);
  });

  it('are texts, whatever a script gives', () => {
    const wild = {
      send: { strings: ['<img src=x onerror=alert(1)>'], _$litType$: 1 },
      you: null,
      failures: 'no',
      writeTo: () => ({ toString: () => '<b>x</b>' }),
      constructor: 'x',
      nothingOfOurs: 'x',
    } as unknown as WordOverrides;
    override(wild);
    const words = wordsFor('en');
    assert.equal(words.send, en.send);
    assert.equal(words.you, en.you);
    assert.deepEqual(words.failures, en.failures);
    assert.equal(words.writeTo('Ana'), '<b>x</b>');
    assert.deepEqual(Object.keys(words), Object.keys(en));
  });

  it('are a whole language, too', () => {
    addLanguage('tlh', klingon);
    assert.equal(wordsFor('tlh-Latn').send, 'yIngeH');
    assert.equal(resolveLocale('tlh', []).tag, 'tlh');
  });
});

describe('plurals', () => {
  it('need the forms of their language', () => {
    // @ts-expect-error Arabic has six.
    plural('ar')(100, { one: 'a', other: 'b' });
    // @ts-expect-error German has one for 1.
    assert.equal(plural('de')(1, { other: 'b' }), 'b');
    assert.equal(plural('pl')(3, { one: 'plik', few: 'pliki', other: 'plików' }), 'pliki');
  });
});
