import { randomUUID } from 'node:crypto';
import { pdf, upload } from './files.ts';
import type { Caller, World } from './world.ts';

/** Who calls. Everybody tries the same: a conversation of Sam and Ana in practice "alder", and the other practices' namesakes. */
export const ROLES = [
  'participant', // Sam
  'other', // Lena, of the same practice
  'admin', // Maya, who administers it and does not take part
  'namesake', // Sam of practice "birch", same ids
  'stranger', // Sam of practice "cedar", another portal's
  'off', // Sam, while messaging is off
  'inactive', // Jonas, who was made inactive
  'expired', // Sam, with a token of yesterday
  'nobody', // no token
  'portal', // the API key of the practice's portal
  'foreign', // the API key of another portal
] as const;
export type Role = (typeof ROLES)[number];

/** What each role gets: a status, or a status and a code. */
type Row = Record<Role, string>;

const open = (status: string): Row => Object.fromEntries(ROLES.map((role) => [role, status])) as Row;
/** For people with a token, whatever they take part in. */
const anyPerson = (status: string): Row => ({
  ...open(status),
  off: '403 messaging-off',
  inactive: '401 unauthenticated',
  expired: '401 token-expired',
  nobody: '401 unauthenticated',
  portal: '401 unauthenticated',
  foreign: '401 unauthenticated',
});
const participantOnly = (status: string): Row => ({
  ...anyPerson('404 not-found'),
  participant: status,
});
const anyTime = (status: string): Row => ({ ...anyPerson(status), off: status });
const portalOnly = (status: string): Row => ({
  ...open('401 unauthenticated'),
  portal: status,
  foreign: '404 not-found',
});

/** Every operation of the protocol, what is sent to it, and what it says to whom. */
export const MATRIX: Record<string, { body?: () => unknown; row: Row }> = {
  'get /v1/me': { row: anyTime('200') },
  'post /v1/me/activity': { body: () => ({ secondsAgo: 0 }), row: anyTime('204') },
  'get /v1/me/storage-key': { row: anyTime('200') },
  'get /v1/me/audit': { row: anyTime('200') },
  'get /v1/audit': { row: { ...anyTime('403 forbidden'), admin: '200' } },
  'post /v1/audit/export': {
    body: () => ({ format: 'csv', from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' }),
    row: { ...anyTime('403 forbidden'), admin: '200' },
  },
  'put /v1/practice/features': {
    body: () => ({ secureMessaging: true }),
    row: { ...anyTime('403 forbidden'), admin: '200' },
  },
  'put /v1/practice/notice': {
    body: () => ({ html: '<p>Please be kind.</p>' }),
    row: { ...anyTime('403 forbidden'), admin: '200' },
  },
  'put /v1/me/notice-dismissed': { body: () => ({ noticeDismissed: 1 }), row: anyTime('204') },
  // No mail is sent here, so there are no notices to switch.
  'put /v1/me/notices': { body: () => ({ email: true }), row: anyTime('403 forbidden') },
  'post /v1/sign-in/codes': {
    body: () => ({ practice: 'alder', email: 'ana@example.org' }),
    row: open('403 sign-in-off'),
  },
  'post /v1/sign-in': {
    body: () => ({ practice: 'alder', email: 'ana@example.org', code: '123456' }),
    row: open('403 sign-in-off'),
  },
  'post /v1/sign-in/renewal': {
    body: () => ({ session: `ens_${'x'.repeat(43)}` }),
    row: open('401 unauthenticated'),
  },
  // Who may ask at all: with a good body everybody here would be signed out.
  'post /v1/sign-out': { body: () => ({ everywhere: 'yes' }), row: anyTime('422 invalid') },
  'post /v1/people/search': { body: () => ({ q: '' }), row: anyPerson('200') },
  'get /v1/conversations': { row: anyPerson('200') },
  'post /v1/conversations': {
    body: () => ({ personId: 'ana' }),
    row: { ...anyPerson('201'), participant: '200' },
  },
  'get /v1/conversations/{conversationId}/messages': { row: participantOnly('200') },
  'post /v1/conversations/{conversationId}/messages': {
    body: () => ({ id: randomUUID(), text: 'text' }),
    row: participantOnly('201'),
  },
  'delete /v1/conversations/{conversationId}/messages/{messageId}': { row: participantOnly('204') },
  'put /v1/conversations/{conversationId}/read': { body: () => ({ seq: 1 }), row: participantOnly('204') },
  'put /v1/conversations/{conversationId}/delivered': {
    body: () => ({ seq: 1 }),
    row: participantOnly('204'),
  },
  'post /v1/conversations/{conversationId}/export': {
    body: () => ({ format: 'json', timeZone: 'Europe/Berlin' }),
    row: participantOnly('200'),
  },
  'put /v1/attachments/{attachmentId}': { row: anyPerson('422 invalid') },
  'get /v1/attachments/{attachmentId}': { row: participantOnly('200') },
  'get /v1/attachments/{attachmentId}/preview': { row: participantOnly('404 not-found') },
  'post /v1/search': { body: () => ({ q: 'sam' }), row: anyPerson('200') },
  'get /v1/out-of-office': { row: anyPerson('200') },
  'put /v1/out-of-office': {
    body: () => ({
      memberIds: ['lena'],
      message: 'I am away.',
      start: '2020-01-01T00:00:00.000Z',
      end: null,
      timeZone: 'Europe/Berlin',
    }),
    // Lena sets her own, and then is out of office already when Maya tries; elsewhere there is another Lena.
    row: { ...anyPerson('403 forbidden'), other: '200', admin: '409 absence-overlap' },
  },
  'delete /v1/out-of-office/{memberId}': {
    row: { ...anyPerson('403 forbidden'), other: '204', admin: '204' },
  },
  'delete /v1/out-of-office/{memberId}/{settingId}': {
    row: { ...anyPerson('403 forbidden'), other: '204', admin: '204' },
  },
  'get /v1/events': { row: anyTime('200') },
  'put /v1/practices/{practiceId}': { body: () => ({ name: 'Alder' }), row: portalOnly('200') },
  'put /v1/practices/{practiceId}/people/{personId}': {
    body: () => ({ name: 'Ana Lindqvist', kind: 'client' }),
    row: portalOnly('200'),
  },
  'post /v1/practices/{practiceId}/people/{personId}/tokens': { row: portalOnly('201') },
  'delete /v1/practices/{practiceId}/people/{personId}/tokens': { row: portalOnly('204') },
  'get /healthz': { row: open('200') },
  'get /readyz': { row: open('200') },
  'get /metrics': { row: open('200') },
  'get /openapi.json': { row: open('200') },
};

/** What everybody tries to reach. */
export interface AccessScene {
  callers: Record<Role, Caller>;
  conversationId: string;
  messageId: string;
  attachmentId: string;
  /** The path of an operation, with the ids of what belongs to Sam and Ana. */
  pathOf(pattern: string): string;
}

/** Makes the callers, and what Sam has written to Ana: a text and a file, in two messages or together in one. */
export async function accessScene(
  world: World,
  { text = 'between Sam and Ana', fileName = 'between.pdf', together = false } = {},
): Promise<AccessScene> {
  const expired = await world.person('sam');
  const jonas = await world.person('jonas');
  world.advance(24 * 60 * 60 * 1000 - 60_000);
  const sam = await world.person('sam');
  const maya = await world.person('maya');
  await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client', active: false });
  const callers: Record<Role, Caller> = {
    participant: sam,
    other: await world.person('lena'),
    admin: maya,
    namesake: await world.person('sam', 'birch'),
    stranger: await world.person('sam', 'cedar'),
    off: sam,
    inactive: jonas,
    expired,
    nobody: world.with(undefined),
    portal: world.portal('north'),
    foreign: world.portal('south'),
  };
  const { id } = await sam.open('ana');
  const file = randomUUID();
  await upload(world, sam, file, fileName, pdf());
  const path = `/v1/conversations/${id}/messages`;
  const messageId = randomUUID();
  await sam.call('POST', path, { id: messageId, text, attachments: together ? [file] : [] });
  if (!together) await sam.call('POST', path, { id: randomUUID(), text: '', attachments: [file] });
  return {
    callers,
    conversationId: id,
    messageId,
    attachmentId: file,
    pathOf: (pattern) =>
      pattern
        .replace('{conversationId}', id)
        .replace('{messageId}', messageId)
        .replace('{attachmentId}', file)
        .replace('{memberId}', 'lena')
        .replace('{settingId}', randomUUID())
        .replace('{practiceId}', 'alder')
        .replace('{personId}', 'ana'),
  };
}
