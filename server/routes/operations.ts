import type * as v from 'valibot';
import * as protocol from '../../src/protocol/index.ts';

/** One operation of the protocol, as `openapi.json` describes it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  /** Whose token it takes. */
  as: 'person' | 'portal' | 'nobody';
  request?: v.GenericSchema;
  /** The media type of a body that is not JSON. */
  takes?: string;
  /** Numbers in the query string. */
  query?: readonly string[];
  /** Status of success and its body. */
  answers: Readonly<Record<number, v.GenericSchema | string | null>>;
}

const { API_PREFIX } = protocol;

/** A body that is not JSON, by its media type. */
const EVENT_STREAM = 'text/event-stream';
const PLAIN = 'text/plain';
const BYTES = 'application/octet-stream';
export const JSON_TYPE = 'application/json';

/** Every operation. A test compares this table with the routes. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: `${API_PREFIX}/me`,
    summary: 'Who I am, and what I need to start.',
    as: 'person',
    answers: { 200: protocol.Me },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/me/activity`,
    summary: 'The person did something, so many seconds ago. Nothing else counts as activity.',
    as: 'person',
    request: protocol.ActivityRequest,
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/me/audit`,
    summary: 'Who did what in my name or with my account, newest first.',
    as: 'person',
    query: ['limit', 'cursor'],
    answers: { 200: protocol.AuditAnswer },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/audit`,
    summary: 'Who did what in the practice, newest first; administrators only.',
    as: 'person',
    query: ['limit', 'cursor'],
    answers: { 200: protocol.AuditAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/audit/export`,
    summary: 'The audit of a time as a file, CSV or JSON; administrators only.',
    as: 'person',
    request: protocol.AuditExportRequest,
    answers: { 200: BYTES },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/me/storage-key`,
    summary: 'The key under which my browsers keep what I have written and not sent.',
    as: 'person',
    answers: { 200: protocol.StorageKeyAnswer },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/practice/features`,
    summary: 'Switches Secure Messaging; administrators only.',
    as: 'person',
    request: protocol.FeaturesRequest,
    answers: { 200: protocol.Features },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/practice/notice`,
    summary: "Changes the practice's guidelines; administrators only.",
    as: 'person',
    request: protocol.NoticeRequest,
    answers: { 200: protocol.PracticeNotice },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/me/notice-dismissed`,
    summary: "I have put a version of the practice's guidelines aside.",
    as: 'person',
    request: protocol.NoticeDismissed,
    answers: { 204: null },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/me/notices`,
    summary: 'Whether I get an e-mail when a message of mine is unread for a while; clients only.',
    as: 'person',
    request: protocol.EmailNotices,
    answers: { 200: protocol.EmailNotices },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/sign-in/codes`,
    summary:
      'Sends a one-time code to this address, if it is a client of the practice; the answer is the same if not.',
    as: 'nobody',
    request: protocol.SignInCodeRequest,
    answers: { 202: protocol.SignInCodeAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/sign-in`,
    summary: 'Signs in with the code that came by e-mail.',
    as: 'nobody',
    request: protocol.SignInRequest,
    answers: { 200: protocol.SignInAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/sign-in/renewal`,
    summary: 'The next token of a session; no sign of life.',
    as: 'nobody',
    request: protocol.RenewalRequest,
    answers: { 200: protocol.RenewalAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/sign-out`,
    summary: 'Ends my session, or all of mine.',
    as: 'person',
    request: protocol.SignOutRequest,
    answers: { 204: null },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/people/search`,
    summary: 'People I may write to, by name.',
    as: 'person',
    request: protocol.PeopleSearchRequest,
    answers: { 200: protocol.PeopleSearchAnswer },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/conversations`,
    summary: 'My conversations, newest first.',
    as: 'person',
    query: ['limit', 'cursor'],
    answers: { 200: protocol.ConversationsAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/conversations`,
    summary: 'The one conversation with a person.',
    as: 'person',
    request: protocol.OpenConversationRequest,
    answers: { 200: protocol.Conversation, 201: protocol.Conversation },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/conversations/{conversationId}/read`,
    summary: 'I have read everything up to a seq.',
    as: 'person',
    request: protocol.MarkRequest,
    answers: { 204: null },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/conversations/{conversationId}/delivered`,
    summary: 'A device of mine has received everything up to a seq.',
    as: 'person',
    request: protocol.MarkRequest,
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/conversations/{conversationId}/messages`,
    summary: 'A gapless run of messages; the newest if no place is given.',
    as: 'person',
    query: ['before', 'after', 'around', 'limit'],
    answers: { 200: protocol.MessagesAnswer },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/conversations/{conversationId}/messages`,
    summary: 'Sends a message; the same id again answers the first.',
    as: 'person',
    request: protocol.SendRequest,
    answers: { 200: protocol.Message, 201: protocol.Message },
  },
  {
    method: 'delete',
    path: `${API_PREFIX}/conversations/{conversationId}/messages/{messageId}`,
    summary: 'Deletes a message of mine; its tombstone stays.',
    as: 'person',
    answers: { 204: null },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/conversations/{conversationId}/export`,
    summary: 'The whole conversation as one file; for a practitioner who takes part in it.',
    as: 'person',
    request: protocol.ExportRequest,
    answers: { 200: BYTES },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/attachments/{attachmentId}`,
    summary:
      'Uploads a file; its name is in Content-Disposition. The same id again answers the first result.',
    as: 'person',
    takes: BYTES,
    answers: { 200: protocol.Attachment, 201: protocol.Attachment },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/attachments/{attachmentId}`,
    summary: 'A file, to be saved.',
    as: 'person',
    answers: { 200: BYTES },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/attachments/{attachmentId}/preview`,
    summary: 'A small picture of a file.',
    as: 'person',
    answers: { 200: 'image/webp' },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/search`,
    summary: "My conversations by the other's name or by words in a message.",
    as: 'person',
    request: protocol.SearchRequest,
    answers: { 200: protocol.SearchAnswer },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/out-of-office`,
    summary:
      "The out-of-office settings that I may change: mine, or every practitioner's for an administrator.",
    as: 'person',
    answers: { 200: protocol.OutOfOffice },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/out-of-office`,
    summary: 'Sets one out-of-office reply for each member, or changes one: all or nothing.',
    as: 'person',
    request: protocol.PutOutOfOfficeRequest,
    answers: { 200: protocol.PutOutOfOfficeAnswer },
  },
  {
    method: 'delete',
    path: `${API_PREFIX}/out-of-office/{memberId}`,
    summary: "Ends a member's absence now.",
    as: 'person',
    answers: { 204: null },
  },
  {
    method: 'delete',
    path: `${API_PREFIX}/out-of-office/{memberId}/{settingId}`,
    summary: 'Takes back one out-of-office setting, also a planned one.',
    as: 'person',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${API_PREFIX}/events`,
    summary: 'My events as server-sent events; resumes by Last-Event-ID.',
    as: 'person',
    answers: { 200: EVENT_STREAM },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/practices/{practiceId}`,
    summary: 'Makes or renames a practice.',
    as: 'portal',
    request: protocol.PutPracticeRequest,
    answers: { 200: protocol.Practice, 201: protocol.Practice },
  },
  {
    method: 'put',
    path: `${API_PREFIX}/practices/{practiceId}/people/{personId}`,
    summary: 'Makes or changes a person.',
    as: 'portal',
    request: protocol.PutPersonRequest,
    answers: { 200: JSON_TYPE, 201: JSON_TYPE },
  },
  {
    method: 'post',
    path: `${API_PREFIX}/practices/{practiceId}/people/{personId}/tokens`,
    summary: "A token for a person's page.",
    as: 'portal',
    answers: { 201: protocol.TokenAnswer },
  },
  {
    method: 'delete',
    path: `${API_PREFIX}/practices/{practiceId}/people/{personId}/tokens`,
    summary: 'Ends everything by which a person is signed in; new tokens are let in.',
    as: 'portal',
    answers: { 204: null },
  },
  { method: 'get', path: '/healthz', summary: 'Is it up?', as: 'nobody', answers: { 200: JSON_TYPE } },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Can it work?',
    as: 'nobody',
    answers: { 200: JSON_TYPE },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Counts for operators.',
    as: 'nobody',
    answers: { 200: PLAIN },
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description.',
    as: 'nobody',
    answers: { 200: JSON_TYPE },
  },
];
