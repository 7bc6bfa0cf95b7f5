import { CODE_SECONDS } from '../../../src/protocol/index.ts';
import type { Letter, Queryable } from '../../ports.ts';
import type { MailRow } from '../../store/mail-queue.ts';
import { findPractice } from '../../store/practices.ts';
import { findClientByEmail } from '../../store/sign-in-codes.ts';
import { findUnreadAddress } from '../../store/unread-notices.ts';
import type { Place } from '../../vault/place.ts';
import type { Vault } from '../../vault/vault.ts';
import { personPlace } from '../people.ts';
import { practicePlace } from '../practice.ts';
import { mailWords } from './words.ts';

/** Where the code of a mail is sealed. */
export function codePlace(practiceId: string, mailId: string): Place {
  return { table: 'mail_queue', field: 'code', practiceId, row: mailId };
}

/**
 * Writes a mail as it has to be now; `undefined` when there is nobody to send it to, or no longer a reason. It goes to the address
 * that the portal gave, whatever somebody typed, and its headers have fixed words only.
 */
export async function writeLetter(
  database: Queryable,
  vault: Vault,
  row: MailRow,
): Promise<Letter | undefined> {
  const { practiceId, mailId } = row;
  const key = await vault.practice(practiceId);
  if (row.kind === 'code') {
    const client = await findClientByEmail(database, practiceId, row.emailDigest);
    if (!client) return undefined;
    const code = await key.open(codePlace(practiceId, mailId), row.code);
    const to = await key.open(personPlace(practiceId, client.personId, 'email'), client.email);
    const text = [
      ...mailWords.code(code, CODE_SECONDS / 60),
      ...(await signature(database, vault, practiceId)),
    ];
    return { id: mailId, to, subject: mailWords.codeSubject, text: paragraphs(text) };
  }
  const address = await findUnreadAddress(database, practiceId, row.personId);
  if (!address) return undefined;
  const to = await key.open(personPlace(practiceId, row.personId, 'email'), address);
  const text = [...mailWords.notice, ...(await signature(database, vault, practiceId))];
  return { id: mailId, to, subject: mailWords.noticeSubject, text: paragraphs(text) };
}

/** What the practice lets its mails say of it. */
async function signature(database: Queryable, vault: Vault, practiceId: string): Promise<string[]> {
  const practice = await findPractice(database, practiceId);
  const open = (field: 'mail_name' | 'mail_url', sealed: Uint8Array | null | undefined) =>
    sealed ? vault.openRemembered(practicePlace(practiceId, field), sealed) : undefined;
  const name = await open('mail_name', practice?.mailName);
  const url = await open('mail_url', practice?.mailUrl);
  return [
    ...(name === undefined ? [] : [mailWords.from(name)]),
    ...(url === undefined ? [] : [mailWords.link(url)]),
  ];
}

function paragraphs(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}
