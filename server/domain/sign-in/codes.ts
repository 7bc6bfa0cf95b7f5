import {
  CODE_LENGTH,
  CODE_SECONDS,
  type MailLanguage,
  type SignInCodeAnswer,
} from '../../../src/protocol/index.ts';
import { queueCode } from '../../store/mail-queue.ts';
import { putCode } from '../../store/sign-in-codes.ts';
import { randomDigits } from '../../vault/digests.ts';
import type { Deps } from '../deps.ts';
import { codePlace } from '../mail/letters.ts';
import { codeDigest, toTheDoor } from './door.ts';

/**
 * Makes a code for an address, in the place of the last one, and queues the mail with it. The same is done for every address;
 * whether it is a client's is looked up only by whoever sends the mail, after the answer. So neither answer nor time says anything.
 * @param caller the IP address of who asks
 * @param language of their page, in which the mail is written
 * @throws {Refusal} `sign-in-off`, `too-many-requests`
 */
export async function requestCode(
  deps: Deps,
  request: { practice: string; email: string },
  caller: string | undefined,
  language: MailLanguage | undefined,
): Promise<SignInCodeAnswer> {
  const { practice: practiceId, email } = request;
  const visitor = await toTheDoor(deps, practiceId, email, caller, 'code');
  const { address, key, mail } = visitor;
  const code = randomDigits(CODE_LENGTH);
  const mailId = crypto.randomUUID();
  const digest = await codeDigest(visitor, code);
  const sealed = await key.seal(codePlace(practiceId, mailId), code);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + CODE_SECONDS * 1000);
  await deps.database.transaction(async (tx) => {
    await putCode(tx, practiceId, address, { codeDigest: digest, expiresAt });
    await queueCode(tx, practiceId, { mailId, emailDigest: address, code: sealed, language }, now, expiresAt);
  });
  mail.wake();
  return { expiresIn: CODE_SECONDS };
}
