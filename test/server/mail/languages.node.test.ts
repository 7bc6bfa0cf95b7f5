import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageOf } from '../../../server/domain/mail/language.ts';
import { MAIL_WORDS } from '../../../server/domain/mail/words.ts';
import { hasWords, loadWords } from '../../../src/i18n/words.ts';
import { MAIL_LANGUAGES } from '../../../src/protocol/index.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { allowSignIn, ANA, visitor } from '../../helpers/sign-in.ts';
import { createWorld, expectStatus } from '../../helpers/world.ts';

const NAME = 'Alder Practice';
const URL = 'https://alder.example';
/** Letters of Hebrew and Arabic. */
const RTL = /[\u0590-\u08ff]/;

describe('mails in the reader’s language', async () => {
  const database = (await freshDatabase()).connect();
  const mailbox = createMailbox();
  const world = await createWorld(
    database,
    { mailer: mailbox },
    { pollMs: 20, heartbeatMs: 60_000, mailMs: 20 },
  );
  await allowSignIn(world, 'alder', { noticeMinutes: 10 });
  const put = (settings: object) =>
    world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder', ...settings });
  const post = (path: string, body: object, language?: string) =>
    world.fetch(
      path,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(language !== undefined && { 'Accept-Language': language }),
        },
        body: JSON.stringify(body),
      },
      `10.9.${++networks}.7`,
    );
  let networks = 0;
  /** The mail with a code, for which a page in some language has asked; a quarter of an hour later, so that nobody asks too often. */
  const codeMail = async (language?: string) => {
    world.advance(15 * 60_000);
    assert.equal((await post('/v1/sign-in/codes', { practice: 'alder', email: ANA }, language)).status, 202);
    return mailbox.next(ANA);
  };
  /** Somebody of the practice opens a page in some language. */
  const visit = async (language?: string, person = 'ana') => {
    const { token } = await world.person(person);
    const headers = { Authorization: `Bearer ${token}`, ...(language && { 'Accept-Language': language }) };
    assert.equal((await world.fetch('/v1/me', { headers })).status, 200);
  };
  /** What Ana is told of a message that she has not read. */
  const notice = async () => {
    const [maya, ana] = [await world.person('maya'), await world.person('ana')];
    const { id } = await maya.open('ana');
    await ana.call('PUT', `/v1/conversations/${id}/read`, { seq: 10_000 });
    await maya.send(id, 'secret text');
    world.advance(11 * 60_000);
    const letter = await mailbox.next(ANA);
    await (await world.person('ana')).call('PUT', `/v1/conversations/${id}/read`, { seq: 10_000 });
    return letter;
  };

  it('are the languages of the page', async () => {
    for (const language of MAIL_LANGUAGES) await loadWords(language);
    assert.deepEqual(Object.keys(MAIL_WORDS).sort(), [...MAIL_LANGUAGES].sort());
    assert.deepEqual(
      MAIL_LANGUAGES.filter((language) => !hasWords(language)),
      [],
    );
  });

  it('English, while nobody has said anything', async () => {
    const { subject, language } = await codeMail();
    assert.deepEqual([subject, language], ['Your sign-in code', 'en']);
    assert.equal((await notice()).subject, 'You have a new message');
  });

  for (const language of MAIL_LANGUAGES) {
    const words = MAIL_WORDS[language];

    it(`${language}: the code, in the language of the page on which it was asked for`, async () => {
      await put({ mailName: NAME, mailUrl: URL });
      const letter = await codeMail(language);
      assert.deepEqual([letter.subject, letter.language], [words.codeSubject, language]);
      const [code = ''] = /\b\d{6}\b/.exec(letter.text) ?? [];
      const [first, second = '', third] = letter.text.split('\n\n');
      const [said, , ignore] = words.code(code, '');
      assert.deepEqual([first, third], [said, ignore]);
      assert.match(second, /(?<!\d)10(?!\d)/);
      assert.ok(letter.text.includes(NAME) && letter.text.split(/[\s：]/).includes(URL));
      await put({ mailName: null, mailUrl: null });
    });

    it(`${language}: the notice, in the language of the page on which they were last`, async () => {
      await visit(language);
      const letter = await notice();
      assert.deepEqual([letter.subject, letter.language], [words.noticeSubject, language]);
      assert.equal(letter.text, `${words.notice.join('\n\n')}\n`);
      assert.doesNotMatch(letter.text, /secret|Maya|Rivera|Ana|Alder|http/);
    });

    it(`${language}: all of the mail, and nothing else than in English`, () => {
      const all = [
        ...[words.codeSubject, ...words.code('123456', '10 minutes'), words.noticeSubject, ...words.notice],
        ...[words.from(NAME), words.link(URL)],
      ];
      assert.equal(new Set(all).size, all.length);
      assert.equal(all.length, 10);
      assert.ok(all.every((text) => text.trim() === text && text !== ''));
      if (language === 'en') return;
      const english = [MAIL_WORDS.en.codeSubject, ...MAIL_WORDS.en.code('', ''), ...MAIL_WORDS.en.notice];
      assert.deepEqual(
        all.filter((text) => english.includes(text)),
        [],
      );
    });
  }

  it('Arabic reads from right to left in every paragraph, and what is not Arabic stands by itself', () => {
    const { ar } = MAIL_WORDS;
    const paragraphs = [
      ar.codeSubject,
      ...ar.code('123456', '10'),
      ar.noticeSubject,
      ...ar.notice,
      ar.from(NAME),
    ];
    for (const paragraph of paragraphs) {
      // A mail program takes the direction from the first letter.
      assert.match(/\p{L}/u.exec(paragraph)?.[0] ?? '', RTL, paragraph);
    }
    assert.ok(ar.from(NAME).endsWith(`\u2068${NAME}\u2069`));
    assert.equal(ar.link(URL).split('\n')[1], URL, 'nothing beside it that a program takes for a part of it');
  });

  it('goes by the page before the person, by the person before the practice, and by English at last', async () => {
    await visit('fr-CA');
    await put({ mailLanguage: 'de' });
    assert.equal((await codeMail('es')).language, 'es');
    assert.equal((await codeMail()).language, 'fr');
    // Words that nobody has: what was known stays.
    await visit('it');
    await visit();
    assert.equal((await codeMail('it')).language, 'fr');
    await database.query(`update people set language = null where person_id = 'ana'`);
    assert.equal((await codeMail()).language, 'de');
    assert.equal((await notice()).language, 'de');
    expectStatus(await put({}), 200);
    assert.equal((await codeMail()).language, 'de', 'left out, it stays');
    await put({ mailLanguage: null });
    assert.equal((await codeMail()).language, 'en');
    refused(await put({ mailLanguage: 'it' }), 'invalid');
  });

  it('signing in tells it, too; whoever gets no mails is not written down', async () => {
    const code = /\b\d{6}\b/.exec((await codeMail('de')).text)?.[0];
    const entered = await post('/v1/sign-in', { practice: 'alder', email: ANA, code }, 'zh-CN');
    assert.equal(entered.status, 200);
    assert.equal((await notice()).language, 'zh');
    await visit('fr', 'maya');
    const languages = await database.query(
      `select person_id as id, language from people where practice_id = 'alder' and language is not null`,
    );
    assert.deepEqual(languages, [{ id: 'ana', language: 'zh' }]);
  });

  it('is asked for by everybody alike: an address that is nobody’s too', async () => {
    const answer = await post('/v1/sign-in/codes', { practice: 'alder', email: 'nobody@example.org' }, 'de');
    assert.equal(answer.status, 202);
    assert.deepEqual(
      await visitor(world, mailbox)
        .ask('nobody@example.com')
        .then((it) => it.body),
      {
        expiresIn: 600,
      },
    );
  });
});

describe('what a page says of its language', () => {
  for (const [header, language] of [
    ['de', 'de'],
    ['de-CH', 'de'],
    ['DE-at', 'de'],
    ['de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['it, en;q=0.5, fr;q=0.7', 'fr'],
    ['en;q=0, es;q=0.1', 'es'],
    ['fr;q=0.5, ar;q=0.5', 'fr'],
    ['ar-u-nu-latn', 'ar'],
    ['zh-Hans-SG', 'zh'],
    ['zh', 'zh'],
    ['zh-TW', undefined],
    ['zh-Hant', undefined],
    ['zh-HK, en;q=0.5', 'en'],
    ['zh-Hans-HK', 'zh'],
    ['*', undefined],
    ['it', undefined],
    ['den', undefined],
    ['', undefined],
    ['de;q=x', undefined],
    [`${'de,'.repeat(100)}de`, undefined],
    [undefined, undefined],
  ] as const) {
    it(`${String(header).slice(0, 40)} is ${language ?? 'none of ours'}`, () =>
      assert.equal(languageOf(header), language));
  }
});
