import {
  Attachment,
  contentDisposition,
  Conversation,
  ConversationsAnswer,
  Features,
  Me,
  Message,
  MessagesAnswer,
  OutOfOffice,
  PeopleSearchAnswer,
  PracticeNotice,
  PutOutOfOfficeAnswer,
  SearchAnswer,
  StorageKeyAnswer,
  paths,
  type ExportRequest,
  type PutOutOfOfficeRequest,
  type SendRequest,
} from '../protocol/index.ts';
import { createHttp } from './http.ts';
import type { Upload } from './upload.ts';
import { createTokens, type GetToken } from './token.ts';

/** Which messages to read: at most one of the three, each a seq; none gives the newest. */
export interface MessagesRange {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

/**
 * The protocol as functions, one for each operation. Every one of them rejects with an `ApiError`, or with the
 * signal's reason when the caller has aborted.
 */
export interface Api {
  me(signal?: AbortSignal): Promise<Me>;
  searchPeople(q: string, cursor?: string, signal?: AbortSignal): Promise<PeopleSearchAnswer>;
  conversations(
    page: { cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<ConversationsAnswer>;
  openConversation(personId: string, signal?: AbortSignal): Promise<Conversation>;
  search(q: string, cursor?: string, signal?: AbortSignal): Promise<SearchAnswer>;
  messages(conversationId: string, range: MessagesRange, signal?: AbortSignal): Promise<MessagesAnswer>;
  send(conversationId: string, message: SendRequest, signal?: AbortSignal): Promise<Message>;
  /** Uploads a file under an id made here; the same id again answers the first result. */
  upload(id: string, name: string, upload: Upload, signal?: AbortSignal): Promise<Attachment>;
  file(id: string, part: 'file' | 'preview', signal?: AbortSignal): Promise<Blob>;
  /** The whole conversation as one file. */
  exportConversation(conversationId: string, request: ExportRequest, signal?: AbortSignal): Promise<Blob>;
  deleteMessage(conversationId: string, messageId: string, signal?: AbortSignal): Promise<void>;
  markRead(conversationId: string, seq: number, signal?: AbortSignal): Promise<void>;
  markDelivered(conversationId: string, seq: number, signal?: AbortSignal): Promise<void>;
  /** Says that the person did something, so many seconds ago. */
  activity(secondsAgo: number, signal?: AbortSignal): Promise<void>;
  /** The key for what this browser keeps of the person. */
  storageKey(signal?: AbortSignal): Promise<string>;
  setFeatures(features: Features, signal?: AbortSignal): Promise<Features>;
  setNotice(html: string | null, signal?: AbortSignal): Promise<PracticeNotice>;
  dismissNotice(noticeDismissed: number, signal?: AbortSignal): Promise<void>;
  setEmailNotices(on: boolean, signal?: AbortSignal): Promise<void>;
  outOfOffice(signal?: AbortSignal): Promise<OutOfOffice>;
  putOutOfOffice(form: PutOutOfOfficeRequest, signal?: AbortSignal): Promise<PutOutOfOfficeAnswer>;
  /** Ends what runs now, or takes back one setting. */
  endOutOfOffice(memberId: string, settingId?: string, signal?: AbortSignal): Promise<void>;
  /** Opens the event stream behind this cursor; its body is for `readEvents`. */
  events(cursor: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Asks the page for a token anew, whatever there is. */
  renewToken(): Promise<void>;
  /** Forgets the token in use; the next call asks the page. */
  forgetToken(): void;
  /** What the page is shown in; told with every call from now on. */
  shownIn(language: string): void;
}

export interface ApiOptions {
  backend: string;
  getToken: GetToken;
  fetch?: typeof globalThis.fetch | undefined;
  /** Told who a renewed token belongs to, before any call uses it. */
  onRenewed?: (me: Me) => void;
}

export function createApi({ backend, getToken, fetch, onRenewed }: ApiOptions): Api {
  let shown: string | undefined;
  const tokens = createTokens(getToken, async (token) => {
    onRenewed?.(await http.readAs(token, { method: 'get', path: paths.me() }, Me));
  });
  const http = createHttp({ backend, fetch, tokens, language: () => shown });

  return {
    me: (signal) => http.read({ method: 'get', path: paths.me(), signal }, Me),
    searchPeople: (q, cursor, signal) =>
      http.read(
        { method: 'post', path: paths.peopleSearch(), json: { q, cursor }, signal },
        PeopleSearchAnswer,
      ),
    conversations: (page, signal) =>
      http.read(
        { method: 'get', path: paths.conversations(), query: { ...page }, signal },
        ConversationsAnswer,
      ),
    openConversation: (personId, signal) =>
      http.read({ method: 'post', path: paths.conversations(), json: { personId }, signal }, Conversation),
    search: (q, cursor, signal) =>
      http.read({ method: 'post', path: paths.search(), json: { q, cursor }, signal }, SearchAnswer),
    messages: (id, range, signal) =>
      http.read({ method: 'get', path: paths.messages(id), query: { ...range }, signal }, MessagesAnswer),
    send: (id, message, signal) =>
      http.read({ method: 'post', path: paths.messages(id), json: message, signal }, Message),
    upload: (id, name, upload, signal) => {
      const headers = { 'content-disposition': contentDisposition(name) };
      return http.read({ method: 'put', path: paths.attachment(id), headers, upload, signal }, Attachment);
    },
    file: (id, part, signal) =>
      http.blob({
        method: 'get',
        path: part === 'file' ? paths.attachment(id) : paths.preview(id),
        long: true,
        signal,
      }),
    exportConversation: (id, request, signal) =>
      http.blob({ method: 'post', path: paths.exportOf(id), json: request, long: true, signal }),
    async deleteMessage(id, messageId, signal) {
      await http.send({ method: 'delete', path: paths.message(id, messageId), signal });
    },
    async markRead(id, seq, signal) {
      await http.send({ method: 'put', path: paths.read(id), json: { seq }, signal });
    },
    async markDelivered(id, seq, signal) {
      await http.send({ method: 'put', path: paths.delivered(id), json: { seq }, signal });
    },
    async activity(secondsAgo, signal) {
      await http.send({ method: 'post', path: paths.activity(), json: { secondsAgo }, signal });
    },
    async storageKey(signal) {
      return (await http.read({ method: 'get', path: paths.storageKey(), signal }, StorageKeyAnswer)).key;
    },
    setFeatures: (features, signal) =>
      http.read({ method: 'put', path: paths.features(), json: features, signal }, Features),
    setNotice: (html, signal) =>
      http.read({ method: 'put', path: paths.notice(), json: { html }, signal }, PracticeNotice),
    async dismissNotice(noticeDismissed, signal) {
      await http.send({ method: 'put', path: paths.noticeDismissed(), json: { noticeDismissed }, signal });
    },
    async setEmailNotices(email, signal) {
      await http.send({ method: 'put', path: paths.emailNotices(), json: { email }, signal });
    },
    outOfOffice: (signal) => http.read({ method: 'get', path: paths.outOfOffice(), signal }, OutOfOffice),
    putOutOfOffice: (form, signal) =>
      http.read({ method: 'put', path: paths.outOfOffice(), json: form, signal }, PutOutOfOfficeAnswer),
    async endOutOfOffice(memberId, settingId, signal) {
      const path =
        settingId === undefined
          ? paths.outOfOfficeOf(memberId)
          : paths.outOfOfficeSetting(memberId, settingId);
      await http.send({ method: 'delete', path, signal });
    },
    events: (cursor, signal) =>
      http.send({
        method: 'get',
        path: paths.events(),
        headers: { accept: 'text/event-stream', ...(cursor !== undefined && { 'last-event-id': cursor }) },
        signal,
        stream: true,
      }),
    async renewToken() {
      await tokens.renew();
    },
    forgetToken: tokens.forget,
    shownIn: (language) => void (shown = language),
  };
}
