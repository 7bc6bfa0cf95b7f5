import type { ReadableAtom } from 'nanostores';
import type { Failure } from '../api/errors.ts';
import type {
  Attachment,
  Conversation,
  ExportRequest,
  Me,
  Message,
  OutOfOffice,
  Person,
  PutOutOfOfficeRequest,
  Receipts,
  SearchHit,
} from '../protocol/index.ts';

export type { Failure };

/**
 * The contract between the Session, which knows and does, and the elements, which render and ask.
 * State is frozen data, replaced and never mutated.
 */

/** Something that is loaded once and may be loaded again. */
export type Loadable<T> =
  { status: 'loading' } | { status: 'ready'; value: T } | { status: 'failed'; failure: Failure };

/** The state of the way to the backend, for a calm sign in the page. */
export type Connection =
  /** Changes arrive as they happen. */
  | 'live'
  /** The stream is being opened, for the first time or again. */
  | 'connecting'
  /** The browser is offline or several tries have failed; the Session goes on trying. */
  | 'offline';

/** Whether the person is still there, as far as the automatic lock is concerned. */
export type Presence =
  | { status: 'open' }
  /** Nobody has done anything for long; it locks in so many seconds. */
  | { status: 'warning'; secondsLeft: number }
  /** Nothing is shown or known any more, until the person comes back. */
  | { status: 'locked' };

/** A list that is loaded page by page. */
export interface PagedList<T> {
  status: 'loading' | 'ready' | 'failed';
  /** What has been loaded so far; kept while more is loading and after a failure. */
  items: readonly T[];
  /** Whether the server has more. */
  more: boolean;
  /** Whether a further page is on its way. */
  loadingMore: boolean;
  failure?: Failure;
}

/** A file that is attached to what I am writing. */
export interface DraftFile {
  /** The UUID under which it is uploaded, at every try the same. */
  id: string;
  /** Safe to show. */
  name: string;
  /** Bytes. */
  size: number;
  status: 'waiting' | 'uploading' | 'ready' | 'failed';
  /** The share that has been sent, from 0 to 1; missing where nobody can tell. */
  progress?: number;
  /** What the server has made of it, once it is ready. */
  attachment?: Attachment;
  failure?: Failure;
}

/** A file that cannot be sent, and why. */
export interface RefusedFile {
  name: string;
  failure: Failure;
}

/** A message that I sent and that the server has not acknowledged. Its text is never dropped. */
export interface OutgoingMessage {
  /** The UUID under which it is sent, at every try the same. */
  id: string;
  text: string;
  /** Its files; the server has them already. */
  attachments: readonly Attachment[];
  /** When I pressed Send: ISO 8601 UTC. */
  createdAt: string;
  status: 'pending' | 'failed';
  failure?: Failure;
}

export interface ReadyThread {
  status: 'ready';
  with: Person;
  /** A gapless run of messages in order of `seq`. */
  messages: readonly Message[];
  /** My messages under way, oldest first; shown after `messages`. */
  outgoing: readonly OutgoingMessage[];
  hasOlder: boolean;
  hasNewer: boolean;
  loadingOlder: boolean;
  /** Set when loading older or newer messages failed; cleared by the next try. */
  pageFailure?: Failure;
  /** The seq up to which I have read. */
  read: number;
  /** The other participant's marks. */
  receipts: Receipts;
}

/** What a thread shows. `failed` with code `not-found` means that it does not exist or is not mine. */
export type ThreadState = { status: 'loading' } | { status: 'failed'; failure: Failure } | ReadyThread;

/** One conversation: its messages, what I am writing, and what I can do in it. Same object for the same id. */
export interface Thread {
  readonly conversationId: string;
  /** Loads on mount (nanostores `onMount`) and follows the events while mounted. */
  readonly $state: ReadableAtom<ThreadState>;
  /** What stands in the composer. Kept when the conversation changes. */
  readonly $draft: ReadableAtom<string>;
  setDraft(text: string): void;
  /** The files attached to the draft, in their order. */
  readonly $files: ReadableAtom<readonly DraftFile[]>;
  /** Attaches files and uploads them. @returns those that cannot be sent, and why; they are not attached */
  addFiles(files: readonly File[]): readonly RefusedFile[];
  /** Takes a file away, also while it is being uploaded. */
  removeFile(id: string): void;
  /** Uploads a file again that failed. */
  retryFile(id: string): void;
  /**
   * Queues text and files for sending under a fresh id, and clears both. Over-long text is refused, blank text unless there are files,
   * and everything while a file is not uploaded.
   */
  send(text: string): void;
  /** Tries a failed message again, under its id. */
  retry(id: string): void;
  /** Takes a failed message out of the outbox; its files are attached again. @returns its text, so that a person can go on editing it */
  discard(id: string): string | undefined;
  /** @throws {ApiError} with a {@link Failure}; the message stays as it was */
  deleteMessage(id: string): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Reads everything again after a failure. */
  reload(): Promise<void>;
  /** Reads the messages around this seq, in place of those that are there, unless it is among them. */
  openAt(seq: number): Promise<void>;
  /** Says that I have seen everything up to this seq on my screen. Cheap to call often; sent coalesced. */
  markRead(seq: number): void;
}

/** What stands in a form and was not sent: kept like a draft while one looks elsewhere, reloads the page, or it is locked. */
export interface FormDraft {
  /** Empty: nothing is kept. */
  readonly $text: ReadableAtom<string>;
  set(text: string): void;
}

/** A search that follows what is typed. Made per search box; the results belong to the latest query only. */
export interface Search<T> {
  readonly $query: ReadableAtom<string>;
  /** Results of the query; for a blank query as documented where the search is made. */
  readonly $results: ReadableAtom<PagedList<T>>;
  /** Waits for a pause in typing, then asks the server. */
  setQuery(text: string): void;
  loadMore(): Promise<void>;
  dispose(): void;
}

/** One person at one backend: every store and every action. */
export interface Session {
  readonly backend: string;
  /** Who I am. Loads on mount. `failed` with `unauthenticated` means: no valid token could be had. */
  readonly $me: ReadableAtom<Loadable<Me>>;
  /** Unread messages over all conversations; 0 until known and while messaging is off. Mounting it keeps it live. */
  readonly $unread: ReadableAtom<number>;
  /** Whether Secure Messaging is on; `undefined` until known. Follows the practice's switch. */
  readonly $messagingOn: ReadableAtom<boolean | undefined>;
  readonly $connection: ReadableAtom<Connection>;
  /** Whether the person is still there. `locked`: `reconnect` unlocks, with a new token of the page. */
  readonly $presence: ReadableAtom<Presence>;
  /** How many messages of mine wait to be sent, in all conversations. */
  readonly $waiting: ReadableAtom<number>;
  /** What the page is shown in, as a language tag: the backend writes its mails in it. Told with the next requests. */
  shownIn(language: string): void;
  /** The person says that they are still there: the warning goes. */
  stay(): void;
  /** My conversations, newest first. Loads on mount and follows the events while mounted. */
  readonly $conversations: ReadableAtom<PagedList<Conversation>>;
  loadMoreConversations(): Promise<void>;
  /** Asks for a token again and reads everything again, after a failure or the automatic lock. */
  reconnect(): Promise<void>;
  /** The conversation with this person, made if there is none. It appears in `$conversations` at once. */
  openConversation(personId: string): Promise<Conversation>;
  thread(conversationId: string): Thread;
  /** What stands in the form of this name. Same object for the same name. */
  form(name: string): FormDraft;
  /** Finds conversations; a blank query has no results. */
  searchConversations(): Search<SearchHit>;
  /** Finds people I may write to; a blank query gives all of them, by name. */
  searchPeople(): Search<Person>;
  /** A file of a message, or its preview. @throws {ApiError} with a {@link Failure} */
  readFile(attachmentId: string, part: 'file' | 'preview', signal?: AbortSignal): Promise<Blob>;
  /** A whole conversation as one file, for a practitioner who takes part in it. @throws {ApiError} with a {@link Failure} */
  exportConversation(conversationId: string, request: ExportRequest, signal?: AbortSignal): Promise<Blob>;
  /** The out-of-office settings that I may change; none for a client. Loads on mount and follows the events. */
  readonly $outOfOffice: ReadableAtom<Loadable<OutOfOffice>>;
  /** Stores one setting for each member, or changes one. @throws {ApiError} and nothing was stored */
  saveOutOfOffice(form: PutOutOfOfficeRequest): Promise<void>;
  /** Ends a member's absence now, or takes back one setting. */
  endOutOfOffice(memberId: string, settingId?: string): Promise<void>;
  /** Switches Secure Messaging for the whole practice; administrators only. @throws {ApiError} */
  setSecureMessaging(on: boolean): Promise<void>;
  /** Changes the practice's guidelines; `null` takes them away. Administrators only. @throws {ApiError} */
  setNotice(html: string | null): Promise<void>;
  /** Puts the practice's present guidelines aside, on all my devices. What the page shows changes at once. */
  dismissNotice(): void;
  /** Whether I get an e-mail when a message of mine is unread for a while. @throws {ApiError} and it is as it was */
  setEmailNotices(on: boolean): Promise<void>;
  /** Told of every message that arrives from somebody else while anything is mounted; for announcements. */
  onIncoming(heard: (conversationId: string, message: Message) => void): () => void;
  /** Ends the stream and empties every store. */
  dispose(): void;
}

export interface SessionOptions {
  /** The backend's URL, without `/v1`. */
  backend: string;
  /**
   * Gives the person's token. Called at the start, and again when the backend refuses the one it has.
   * @param refused the token that was refused, if one was
   */
  getToken: (refused?: string) => Promise<string>;
  /** How to reach the backend; `globalThis.fetch` by default. A page with its own backend inside passes its own. */
  fetch?: typeof globalThis.fetch;
  /** The clock, in milliseconds since 1970; tests move it. */
  now?: () => number;
  /** Told of what should not happen; never with text, names or tokens. */
  onError?: (error: unknown) => void;
}
