import { API_PREFIX } from './version.ts';

/** Encodes an id as one path segment. Refuses what a URL parser would resolve away. */
function segment(id: string): string {
  if (id === '' || id === '.' || id === '..') throw new TypeError('An id must be a path segment.');
  return encodeURIComponent(id);
}

/** Every path of the protocol, relative to the backend URL. The only place where page-side paths are built. */
export const paths = {
  me: () => `${API_PREFIX}/me`,
  activity: () => `${API_PREFIX}/me/activity`,
  storageKey: () => `${API_PREFIX}/me/storage-key`,
  peopleSearch: () => `${API_PREFIX}/people/search`,
  conversations: () => `${API_PREFIX}/conversations`,
  search: () => `${API_PREFIX}/search`,
  messages: (conversationId: string) => `${API_PREFIX}/conversations/${segment(conversationId)}/messages`,
  message: (conversationId: string, messageId: string) =>
    `${API_PREFIX}/conversations/${segment(conversationId)}/messages/${segment(messageId)}`,
  read: (conversationId: string) => `${API_PREFIX}/conversations/${segment(conversationId)}/read`,
  delivered: (conversationId: string) => `${API_PREFIX}/conversations/${segment(conversationId)}/delivered`,
  exportOf: (conversationId: string) => `${API_PREFIX}/conversations/${segment(conversationId)}/export`,
  attachment: (attachmentId: string) => `${API_PREFIX}/attachments/${segment(attachmentId)}`,
  preview: (attachmentId: string) => `${API_PREFIX}/attachments/${segment(attachmentId)}/preview`,
  features: () => `${API_PREFIX}/practice/features`,
  notice: () => `${API_PREFIX}/practice/notice`,
  noticeDismissed: () => `${API_PREFIX}/me/notice-dismissed`,
  outOfOffice: () => `${API_PREFIX}/out-of-office`,
  outOfOfficeOf: (memberId: string) => `${API_PREFIX}/out-of-office/${segment(memberId)}`,
  outOfOfficeSetting: (memberId: string, settingId: string) =>
    `${API_PREFIX}/out-of-office/${segment(memberId)}/${segment(settingId)}`,
  signInCodes: () => `${API_PREFIX}/sign-in/codes`,
  signIn: () => `${API_PREFIX}/sign-in`,
  signInRenewal: () => `${API_PREFIX}/sign-in/renewal`,
  signOut: () => `${API_PREFIX}/sign-out`,
  emailNotices: () => `${API_PREFIX}/me/notices`,
  events: () => `${API_PREFIX}/events`,
  practice: (practiceId: string) => `${API_PREFIX}/practices/${segment(practiceId)}`,
  person: (practiceId: string, personId: string) =>
    `${API_PREFIX}/practices/${segment(practiceId)}/people/${segment(personId)}`,
  personTokens: (practiceId: string, personId: string) =>
    `${API_PREFIX}/practices/${segment(practiceId)}/people/${segment(personId)}/tokens`,
} as const;
