import {
  DEFAULT_LIMITS,
  type Features,
  type Me,
  type Practice,
  type PracticeNotice,
} from '../../src/protocol/index.ts';
import { countUnread } from '../store/participants.ts';
import { findPerson, lockEverybody } from '../store/people.ts';
import { appendEvents } from '../store/person-events.ts';
import {
  findNoticeDismissed,
  findPractice,
  lockPractice,
  setSecureMessaging,
  type PracticeRow,
} from '../store/practices.ts';
import type { Place } from '../vault/place.ts';
import type { Vault } from '../vault/vault.ts';
import { auditOf } from './audit/record.ts';
import type { Actor, Deps } from './deps.ts';
import { emailNoticesOf } from './email-notices.ts';
import { openPerson } from './people.ts';
import { Refusal } from './refusal.ts';

/** Where a practice's name, its notice or what mails say of it is sealed. */
export function practicePlace(
  practiceId: string,
  field: 'name' | 'notice' | 'mail_name' | 'mail_url',
): Place {
  return { table: 'practices', field, practiceId, row: practiceId };
}

/** The practice as its people see it. */
export async function openPractice(vault: Vault, row: PracticeRow): Promise<Practice> {
  const { practiceId, name, secureMessaging } = row;
  return {
    id: practiceId,
    name: await vault.openRemembered(practicePlace(practiceId, 'name'), name),
    secureMessaging,
    ...(await openNotice(vault, row)),
  };
}

/** The practice's guidelines, as an administrator wrote them. */
export async function openNotice(vault: Vault, row: PracticeRow): Promise<PracticeNotice> {
  const { practiceId, notice, noticeRevision } = row;
  return {
    notice: notice && (await vault.openRemembered(practicePlace(practiceId, 'notice'), notice)),
    noticeRevision,
  };
}

/** Who I am, and what I need to start. */
export async function describeMe(deps: Deps, me: Actor): Promise<Me> {
  const { practiceId, personId } = me;
  const [person, practice, unread, noticeDismissed, emailNotices] = await Promise.all([
    findPerson(deps.database, practiceId, personId),
    findPractice(deps.database, practiceId),
    countUnread(deps.database, practiceId, personId),
    findNoticeDismissed(deps.database, practiceId, personId),
    emailNoticesOf(deps, me),
  ]);
  if (!person || !practice) throw new Refusal('unauthenticated');
  const { id, name, kind } = await openPerson(deps.vault, practiceId, person);
  return {
    person: { id, name, kind, admin: person.admin },
    practice: await openPractice(deps.vault, practice),
    unread: practice.secureMessaging ? unread : 0,
    limits: {
      ...DEFAULT_LIMITS,
      ...(!deps.files && { files: 0 }),
      deleteWindow: practice.deleteWindow,
      idleSeconds: practice.idleSeconds,
    },
    noticeDismissed,
    ...(emailNotices !== undefined && { emailNotices }),
  };
}

/**
 * Switches Secure Messaging for the whole practice (M14) and tells everybody.
 * @throws {Refusal} `forbidden` for all but administrators
 */
export async function setFeatures(deps: Deps, me: Actor, features: Features): Promise<Features> {
  const { practiceId, personId } = me;
  const { secureMessaging } = features;
  const audit = await auditOf(deps, me);
  const changed = await deps.database.transaction(async (tx) => {
    const practice = await lockPractice(tx, practiceId);
    // Everybody's lock: a change under way is finished first, and every later one sees the switch.
    const people = await lockEverybody(tx, practiceId);
    const person = await findPerson(tx, practiceId, personId);
    if (!practice || !person?.active) throw new Refusal('unauthenticated');
    if (!person.admin) throw new Refusal('forbidden');
    if (practice.secureMessaging === secureMessaging) return false;
    const now = deps.now();
    await setSecureMessaging(tx, practiceId, secureMessaging);
    const told = people.map((id) => ({ personId: id, conversationId: null }));
    await appendEvents(tx, practiceId, told, { kind: 'features.changed', actorId: personId }, now);
    await audit(tx, now, { action: secureMessaging ? 'features.on' : 'features.off' });
    return true;
  });
  if (changed) deps.hub.grown(practiceId, '*');
  return { secureMessaging };
}
