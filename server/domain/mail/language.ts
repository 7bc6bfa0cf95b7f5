import { MAIL_LANGUAGES, type MailLanguage } from '../../../src/protocol/index.ts';
import { setLanguage } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import type { Principal } from '../identity.ts';

/** Longest header that is looked at: a browser's has a few languages. */
const HEADER_LENGTH = 200;

/**
 * The first language of ours that an `Accept-Language` names, by its weights (RFC 9110); `undefined` when it names none. A page says
 * the one language that it is shown in; from a page that says nothing it is what its browser prefers.
 */
export function languageOf(header: string | undefined): MailLanguage | undefined {
  if (header === undefined || header.length > HEADER_LENGTH) return undefined;
  const wanted = header.split(',').flatMap((part) => {
    const [, tag = '', weight = '1'] =
      /^\s*([a-z]+(?:-[a-z\d]+)*)\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(part) ?? [];
    const language = languageOfTag(tag);
    return language === undefined || !(Number(weight) > 0) ? [] : [{ language, weight: Number(weight) }];
  });
  // The order stays among those that weigh the same.
  return wanted.sort((a, b) => b.weight - a.weight)[0]?.language;
}

/** Who reads traditional characters is not written to in simplified ones: that would look like a choice. */
function languageOfTag(tag: string): MailLanguage | undefined {
  const lower = tag.toLowerCase();
  if (/^zh-(?:.*-)?(?:hant|tw|hk|mo)\b/.test(lower) && !/-hans\b/.test(lower)) return undefined;
  return MAIL_LANGUAGES.find((language) => language === lower.split('-', 1)[0]);
}

/** Notes the language of the page on which a client is, for the mails to them. Nobody else gets any. */
export async function noteLanguage(
  { database }: Pick<Deps, 'database'>,
  { practiceId, personId, kind, language: known }: Principal,
  language: MailLanguage | undefined,
): Promise<void> {
  if (kind !== 'client' || language === undefined || language === known) return;
  await setLanguage(database, practiceId, personId, language);
}
