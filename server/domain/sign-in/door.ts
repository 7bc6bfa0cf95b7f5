import { takeFrom, type Rate } from '../../store/rate-limits.ts';
import { findPractice } from '../../store/practices.ts';
import { toHex } from '../../vault/bytes.ts';
import type { PracticeKey } from '../../vault/keys.ts';
import type { Deps } from '../deps.ts';
import type { MailDesk } from '../mail/desk.ts';
import { emailDigest } from '../people.ts';
import { Refusal } from '../refusal.ts';
import { networkOf } from './network.ts';

/** What somebody does who is not signed in. */
type Act = 'code' | 'try';

/**
 * How often, for one address, one network and the whole practice. In the long run somebody who guesses gets 96 tries a day at one
 * address, of a million codes, and its owner a mail for every five of them.
 */
const RATES: Record<Act, { address: Rate; network: Rate; practice: Rate }> = {
  code: {
    address: { burst: 5, everySeconds: 300 },
    network: { burst: 20, everySeconds: 30 },
    practice: { burst: 200, everySeconds: 2 },
  },
  try: {
    address: { burst: 20, everySeconds: 900 },
    network: { burst: 60, everySeconds: 10 },
    practice: { burst: 500, everySeconds: 1 },
  },
};

/** What is known of somebody at the door: nothing but what they say. */
export interface Visitor {
  practiceId: string;
  /** By what the address is found. */
  address: Uint8Array;
  key: PracticeKey;
  mail: MailDesk;
}

/**
 * Lets somebody to the door of a practice, unless they, their network or everybody together came too often. Nothing here depends on
 * whether the address is anybody's: it is not looked up.
 * @throws {Refusal} `sign-in-off`, `too-many-requests`
 */
export async function toTheDoor(
  deps: Deps,
  practiceId: string,
  email: string,
  caller: string | undefined,
  act: Act,
): Promise<Visitor> {
  const practice = await findPractice(deps.database, practiceId);
  if (!practice?.emailSignIn || !deps.mail) throw new Refusal('sign-in-off');
  const key = await deps.vault.practice(practiceId);
  const address = await emailDigest(key, email);
  const rates = RATES[act];
  // The address last: whoever is refused for their network has used up nothing of somebody else's address.
  const counts: [string, Rate, Uint8Array][] = [
    [`${act}/network`, rates.network, await key.digest(`network/${networkOf(caller)}`)],
    [`${act}/practice`, rates.practice, await key.digest('everybody')],
    [`${act}/address`, rates.address, address],
  ];
  for (const [kind, rate, digest] of counts) {
    const wait = await takeFrom(deps.database, practiceId, kind, digest, rate, deps.now());
    if (wait !== undefined) throw new Refusal('too-many-requests', undefined, wait);
  }
  return { practiceId, address, key, mail: deps.mail };
}

/** What is kept of a code: worth nothing without the practice's key, nor for another address. */
export function codeDigest({ key, address }: Visitor, code: string): Promise<Uint8Array> {
  return key.digest(`sign-in-code/${toHex(address)}/${code}`);
}
