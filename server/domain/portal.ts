import type * as v from 'valibot';
import {
  DEFAULT_LIMITS,
  ID_PATTERN,
  type DeletePolicy,
  type Practice,
  type PutPracticeRequest,
  type TokenAnswer,
} from '../../src/protocol/index.ts';
import { insertAuditKey, insertPracticeKey, insertRetentionKey } from '../store/keys.ts';
import { insertActivity } from '../store/activity.ts';
import { findPerson, lockPeople } from '../store/people.ts';
import {
  findPractice,
  insertPractice,
  lockPractice,
  updatePractice,
  type PracticeSettings,
} from '../store/practices.ts';
import { deleteTokens, insertToken } from '../store/principals.ts';
import { endPracticeSessions } from '../store/sign-in-sessions.ts';
import { randomSecret, sha256 } from '../vault/digests.ts';
import type { SealingKey } from '../vault/keys.ts';
import type { WrappedPracticeKey } from '../vault/vault.ts';
import { auditBy, auditUnder, portalSource } from './audit/record.ts';
import type { Deps, PortalActor } from './deps.ts';
import { openPractice, practicePlace } from './practice.ts';
import { invalid, Refusal } from './refusal.ts';
import { revokeAccess } from './revocation.ts';
import { isWellFormed } from './text.ts';

type PracticeRequest = v.InferOutput<typeof PutPracticeRequest>;

/** How long a token that we make is good, in milliseconds. */
export const TOKEN_LIFE_MS = 15 * 60 * 1000;

/** How long an expired token is remembered, so that its bearer hears "expired" and not "unknown". */
export const EXPIRED_KEPT_MS = 24 * 60 * 60 * 1000;

/** What opaque tokens start with: they are told from JWTs by it, and secret scanners find them. */
export const TOKEN_PREFIX = 'ent_';

/** @throws {Refusal} `invalid` when the portal chose an id that we do not take */
export function checkId(path: string, id: string): void {
  if (!ID_PATTERN.test(id)) throw invalid(path, 'id');
}

/** @throws {Refusal} `not-found` when there is no such practice or it is another portal's */
export async function checkPractice(deps: Deps, portalId: string, practiceId: string): Promise<void> {
  const practice = ID_PATTERN.test(practiceId) ? await findPractice(deps.database, practiceId) : undefined;
  if (practice?.portalId !== portalId) throw new Refusal('not-found');
}

/** Makes or changes a practice. Messaging is on in a new one. */
export async function putPractice(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  request: PracticeRequest,
): Promise<{ practice: Practice; created: boolean }> {
  checkId('practiceId', practiceId);
  for (const field of ['name', 'mailName'] as const) {
    if (!isWellFormed(request[field] ?? '')) throw invalid(field, 'well-formed');
  }
  const known = await findPractice(deps.database, practiceId);
  const created = !known && (await createPractice(deps, portal, practiceId, request));
  if (!created) await changePractice(deps, portal, practiceId, request);
  const row = await findPractice(deps.database, practiceId);
  if (!row) throw new Refusal('not-found');
  return { practice: await openPractice(deps.vault, row), created };
}

async function createPractice(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  request: PracticeRequest,
): Promise<boolean> {
  const at = deps.now();
  const { key, row } = await deps.vault.newPractice(practiceId);
  const auditKey = await deps.vault.newAudit(practiceId);
  const audit = auditUnder(auditKey.key, practiceId, portalSource(portal));
  const settings = await applySettings(key, practiceId, request, NEW_PRACTICE);
  const retentionKey = await newRetentionKey(deps, practiceId, settings);
  return deps.database.transaction(async (tx) => {
    if (!(await insertPractice(tx, { practiceId, portalId: portal.id, at }, settings))) return false;
    await insertPracticeKey(tx, practiceId, row);
    await insertAuditKey(tx, practiceId, auditKey.row);
    if (retentionKey) await insertRetentionKey(tx, practiceId, retentionKey);
    await audit(tx, at, { action: 'practice.put' });
    return true;
  });
}

async function changePractice(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  request: PracticeRequest,
): Promise<void> {
  await checkPractice(deps, portal.id, practiceId);
  const key = await deps.vault.practice(practiceId);
  const audit = await auditBy(deps, practiceId, portalSource(portal));
  const retentionKey = await newRetentionKey(deps, practiceId, request);
  const ended = await deps.database.transaction(async (tx) => {
    const practice = await lockPractice(tx, practiceId);
    if (!practice) throw new Refusal('not-found');
    const settings = await applySettings(key, practiceId, request, practice);
    await updatePractice(tx, practiceId, settings);
    // A practice that has a key keeps it: there are copies under it.
    if (retentionKey) await insertRetentionKey(tx, practiceId, retentionKey);
    const at = deps.now();
    await audit(tx, at, { action: 'practice.put' });
    const { deletePolicy, retentionDays } = practice;
    if (settings.deletePolicy !== deletePolicy || settings.retentionDays !== retentionDays) {
      await audit(tx, at, { action: 'practice.delete-policy' });
    }
    const elsewhere = String(settings.allowedOrigins) !== String(practice.allowedOrigins);
    if (elsewhere) await audit(tx, at, { action: 'practice.origins' });
    if (settings.emailSignIn) return elsewhere;
    await endPracticeSessions(tx, practiceId);
    return practice.emailSignIn || elsewhere;
  });
  // Streams look whether they may go on.
  if (ended) deps.hub.grown(practiceId, '*');
}

/** A key for a practice that begins to keep copies. */
async function newRetentionKey(
  deps: Deps,
  practiceId: string,
  { deletePolicy }: { deletePolicy?: DeletePolicy | undefined },
): Promise<WrappedPracticeKey | undefined> {
  return deletePolicy === 'seal' ? deps.vault.newRetention(practiceId) : undefined;
}

/** What a practice begins with. */
const NEW_PRACTICE: Omit<PracticeSettings, 'name'> = {
  deleteWindow: null,
  deletePolicy: 'erase',
  retentionDays: null,
  idleSeconds: DEFAULT_LIMITS.idleSeconds,
  emailSignIn: false,
  noticeSeconds: 10 * 60,
  mailName: null,
  mailUrl: null,
  allowedOrigins: null,
  mailLanguage: null,
};

/**
 * The settings after a request, which leaves out what stays as it was.
 * @throws {Refusal} `invalid` when copies of deleted messages are asked for without a time
 */
async function applySettings(
  key: SealingKey,
  practiceId: string,
  request: PracticeRequest,
  before: Omit<PracticeSettings, 'name'>,
): Promise<PracticeSettings> {
  const { name, deleteWindow, idleMinutes, emailSignIn, noticeMinutes, mailName, mailUrl } = request;
  const { deletePolicy = before.deletePolicy, retentionDays = before.retentionDays } = request;
  if (deletePolicy === 'seal' && retentionDays === null) throw invalid('retentionDays', 'required');
  const seal = (field: 'name' | 'mail_name' | 'mail_url', text: string) =>
    key.seal(practicePlace(practiceId, field), text);
  const change = async (
    field: 'mail_name' | 'mail_url',
    text: string | null | undefined,
    was: Uint8Array | null,
  ) => (text === undefined ? was : text === null ? null : seal(field, text));
  return {
    name: await seal('name', name),
    deleteWindow: deleteWindow === undefined ? before.deleteWindow : deleteWindow,
    deletePolicy,
    retentionDays,
    idleSeconds: idleMinutes === undefined ? before.idleSeconds : toSeconds(idleMinutes),
    emailSignIn: emailSignIn ?? before.emailSignIn,
    noticeSeconds:
      noticeMinutes === undefined ? before.noticeSeconds : noticeMinutes && toSeconds(noticeMinutes),
    mailName: await change('mail_name', mailName, before.mailName),
    mailUrl: await change('mail_url', mailUrl, before.mailUrl),
    mailLanguage: request.mailLanguage === undefined ? before.mailLanguage : request.mailLanguage,
    allowedOrigins: request.allowedOrigins === undefined ? before.allowedOrigins : request.allowedOrigins,
  };
}

function toSeconds(minutes: number): number {
  return Math.ceil(minutes * 60);
}

/** Makes a token for a person's page. We keep its digest only. */
export async function issueToken(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  personId: string,
): Promise<TokenAnswer> {
  await checkPractice(deps, portal.id, practiceId);
  const person = ID_PATTERN.test(personId) && (await findPerson(deps.database, practiceId, personId));
  if (!person || !person.active) throw new Refusal('not-found');

  const token = `${TOKEN_PREFIX}${randomSecret()}`;
  const tokenDigest = await sha256(token);
  const audit = await auditBy(deps, practiceId, portalSource(portal));
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + TOKEN_LIFE_MS);
  await deps.database.transaction(async (tx) => {
    const locked = await lockPeople(tx, practiceId, [personId]);
    if (!locked.get(personId)?.active) throw new Refusal('not-found');
    await deleteTokens(tx, practiceId, personId, new Date(now.getTime() - EXPIRED_KEPT_MS));
    await insertToken(tx, { practiceId, personId, tokenDigest, expiresAt });
    await insertActivity(tx, { practiceId, personId, tokenDigest, expiresAt }, now);
    await audit(tx, now, { action: 'token.issued', personId });
  });
  return { token, expiresAt: expiresAt.toISOString() };
}

/** Ends everything by which a person is signed in: they have signed out of the portal, or their device is lost. */
export async function endAccess(
  deps: Deps,
  portal: PortalActor,
  practiceId: string,
  personId: string,
): Promise<void> {
  await checkPractice(deps, portal.id, practiceId);
  if (!ID_PATTERN.test(personId)) throw new Refusal('not-found');
  await revokeAccess(deps, practiceId, personId, await auditBy(deps, practiceId, portalSource(portal)));
}
