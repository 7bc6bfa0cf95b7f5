import { CODE_SECONDS, MAIL_LANGUAGES, type MailLanguage } from '../../../src/protocol/index.ts';
import type { Letter, Queryable } from '../../ports.ts';
import type { MailRow } from '../../store/mail-queue.ts';
import { findPractice, type PracticeRow } from '../../store/practices.ts';
import { findClientByEmail } from '../../store/sign-in-codes.ts';
import { findUnreadAddress } from '../../store/unread-notices.ts';
import type { Place } from '../../vault/place.ts';
import type { Vault } from '../../vault/vault.ts';
import { personPlace } from '../people.ts';
import { practicePlace } from '../practice.ts';
import { MAIL_WORDS, type MailWords } from './words.ts';

/** Where the code of a mail is sealed. */
export function codePlace(practiceId: string, mailId: string): Place {
  return { table: 'mail_queue', field: 'code', practiceId, row: mailId };
}

/**
 * Writes a mail as it has to be now; `undefined` when there is nobody to send it to, or no longer a reason. It goes to the address
 * that the portal gave, whatever somebody typed, and its headers have fixed words only: in the language of the page on which a code was asked
 * for, or of who reads it.
 */
export async function writeLetter(
  database: Queryable,
  vault: Vault,
  row: MailRow,
): Promise<Letter | undefined> {
  const { practiceId, mailId } = row;
  const [key, practice] = await Promise.all([vault.practice(practiceId), findPractice(database, practiceId)]);
  const client =
    row.kind === 'code'
      ? await findClientByEmail(database, practiceId, row.emailDigest)
      : await findUnreadAddress(database, practiceId, row.personId).then(
          (found) => found && { ...found, personId: row.personId },
        );
  if (!client || !practice) return undefined;
  const to = await key.open(personPlace(practiceId, client.personId, 'email'), client.email);
  const language = chosen(row.language, client.language, practice.mailLanguage);
  const words = MAIL_WORDS[language];
  const letter = { id: mailId, to, language };
  const under = await signature(vault, practice, words);
  if (row.kind === 'notice') {
    return { ...letter, subject: words.noticeSubject, text: paragraphs([...words.notice, ...under]) };
  }
  const code = await key.open(codePlace(practiceId, mailId), row.code);
  const text = paragraphs([...words.code(code, minutesIn(language, CODE_SECONDS / 60)), ...under]);
  return { ...letter, subject: words.codeSubject, text };
}

/** The first that is known and that mails are written in: what was stored by another release may be neither. */
function chosen(...languages: readonly (MailLanguage | null)[]): MailLanguage {
  return languages.find((one) => one !== null && MAIL_LANGUAGES.includes(one)) ?? 'en';
}

/** `10 minutes`, in digits like those of the code. */
function minutesIn(language: MailLanguage, minutes: number): string {
  const format = { style: 'unit', unit: 'minute', unitDisplay: 'long', numberingSystem: 'latn' } as const;
  return new Intl.NumberFormat(language, format).format(minutes);
}

/** What the practice lets its mails say of it. */
async function signature(vault: Vault, practice: PracticeRow, words: MailWords): Promise<string[]> {
  const open = (field: 'mail_name' | 'mail_url', sealed: Uint8Array | null) =>
    sealed ? vault.openRemembered(practicePlace(practice.practiceId, field), sealed) : undefined;
  const name = await open('mail_name', practice.mailName);
  const url = await open('mail_url', practice.mailUrl);
  return [...(name === undefined ? [] : [words.from(name)]), ...(url === undefined ? [] : [words.link(url)])];
}

function paragraphs(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}
