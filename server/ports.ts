/** What the backend needs from the outside: everything that differs between Node, a page and a test is here. */

/** Something that runs SQL: the database itself (each call its own transaction) or an open transaction. */
export interface Queryable {
  /** Runs one statement with `$1 …` parameters and returns its rows. `bytea` is `Uint8Array`, `bigint` is number. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Something that runs statements by themselves, and several as one. */
export interface Transactions extends Queryable {
  /** Runs `work` in one transaction (READ COMMITTED), committed when it resolves and rolled back when it rejects. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
}

/** Work that goes over all practices: the start, finding out who a secret belongs to, and what is done beside the requests. */
export const WORKS = ['start', 'identify', 'mail', 'absences', 'collect'] as const;
export type Work = (typeof WORKS)[number];

/** Whose rows statements are for: those of one practice, or what a named work needs of every practice. */
export type Scope = { practice: string } | { work: Work };

/** A PostgreSQL 15 or newer: a server's pool, or PGlite in a page. */
export interface Database extends Transactions {
  /**
   * The database as a scope sees it. Under the application's role PostgreSQL itself shows and takes no other rows (row-level
   * security): a second wall behind the conditions of each statement. Without a scope that role sees no practice's rows.
   */
  readonly within: (scope: Scope) => Transactions;
  /** The role that servers work under, where it is not the tables' owner: it gets its rights with every migration. */
  readonly applicationRole?: string | undefined;
  /** Runs several statements without parameters; for migrations only. */
  execute(sql: string): Promise<void>;
  /**
   * Hears NOTIFY on a channel, with reconnection. A hint can be lost: correctness never rests on it.
   * @returns a function that stops listening
   */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/**
 * The key-encryption keys, which never lie in the database: from the environment, a file or a KMS.
 * Versions are labels that are stored beside what they wrapped.
 */
export interface KeyEncryptionKeys {
  /** The version that wraps new keys. */
  readonly current: string;
  /** Wraps a data key under the current version. `context` is bound to it (AAD): unwrapping needs the same. */
  wrap(key: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** @throws when the version is unknown, or key or context differ */
  unwrap(version: string, wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

/** Where the bytes of files lie: sealed, under random ids that say nothing. A folder in Node, an object store, memory. */
export interface FileStore {
  /** Keeps a new file; when it resolves, the bytes are durable. When it rejects, {@link delete} clears what is left. */
  put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes, piece by piece; `undefined` when there is no such file. */
  get(id: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Removes a file, whole or half-written; what is not there is no error. */
  delete(id: string): Promise<void>;
  /** The ids of the files that are there, for whoever compares them with the database. */
  list(): AsyncIterable<string>;
}

/** What a picture has become. */
export interface CodedImage {
  /** The picture itself: turned as its orientation says, and nothing in it but pixels. Missing where it is kept as it came. */
  image?: Uint8Array;
  /** A small version to show before the picture is asked for. */
  preview?: { bytes: Uint8Array; type: 'image/webp' | 'image/jpeg'; width: number; height: number };
}

/** Decodes and encodes pictures, with bounds on pixels and time. */
export interface ImageCodec {
  /** @throws {ImageError} when it cannot be decoded, or not within the bounds */
  code(bytes: Uint8Array, type: string): Promise<CodedImage>;
}

/** A picture that cannot be taken. */
export class ImageError extends Error {
  readonly reason: 'broken' | 'too-large';
  constructor(reason: 'broken' | 'too-large') {
    super(reason);
    this.name = 'ImageError';
    this.reason = reason;
  }
}

/** A mail to one person: plain text, and nothing of what anybody wrote. */
export interface Letter {
  /** Names it in its Message-ID: the same letter sent twice can be known by it. */
  id: string;
  /** One address. */
  to: string;
  subject: string;
  text: string;
  /** What it is written in, as a language tag. */
  language: string;
}

/** Hands mails to a mail server. */
export interface Mailer {
  /**
   * Resolves when the mail server has taken the letter over.
   * @throws {MailError} when it has not, or when nobody knows
   */
  send(letter: Letter, signal: AbortSignal): Promise<void>;
}

/** A letter that was not taken over. */
export class MailError extends Error {
  /** `later`: not taken, another try may help. `refused`: no other try helps. `unknown`: it may have been taken. */
  readonly reason: 'later' | 'refused' | 'unknown';
  /** What happened, for the log: a code without addresses or text. */
  readonly code: string;
  constructor(reason: MailError['reason'], code: string) {
    super(reason);
    this.name = 'MailError';
    this.reason = reason;
    this.code = code;
  }
}

/** Who sends a request, as the listener knows it. */
export interface Caller {
  /**
   * The IP address from which it comes; missing where there is no network in between. Requests without one are not counted, so a
   * listener of your own has to say it.
   */
  address?: string | undefined;
}

/** A portal whose server manages practices here. A practice belongs to the portal that made it. */
export interface Portal {
  id: string;
  /** The secret with which the portal's server calls us: `Authorization: Bearer <apiKey>`. */
  apiKey: string;
  /** Set when the portal signs its people's JWTs itself: HS256 with `secret`, or the keys at `jwks`. */
  jwt?: { issuer: string; secret?: Uint8Array; jwks?: URL | { keys: object[] } };
}

/** A line of the log. Never carries text, names, addresses, queries or tokens. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  event: string;
  [field: string]: string | number | boolean | undefined;
}

export interface BackendOptions {
  /** What requests are answered from. Its role should not own the tables; see `docs/operations.md`. */
  database: Database;
  /** The tables' owner, which brings them up to date at the start and does nothing else. Left out: `database` does it, if it may. */
  owner?: Database | undefined;
  keys: KeyEncryptionKeys;
  portals: readonly Portal[];
  /**
   * Origins of pages that may call from elsewhere (CORS), exact: `https://portal.example`. None by default. A practice may have a
   * list of its own in place of it.
   */
  allowedOrigins?: readonly string[];
  /** Where files are kept; without it messages carry no files. */
  files?: FileStore;
  /** Cleans pictures and makes previews; without it JPEG, PNG and WebP stay as they come, with everything a camera wrote into them. */
  images?: ImageCodec;
  /** Sends mails; without it nobody signs in by e-mail, and there are no notices of unread messages. */
  mailer?: Mailer;
  /** The clock; tests move it. */
  now?: () => Date;
  log?: (entry: LogEntry) => void;
}

/** The backend as one web-standard function. */
export interface Backend {
  /** @param caller where the request comes from; never taken from the request itself */
  fetch(request: Request, caller?: Caller): Promise<Response>;
  /** Ends every event stream and refuses new requests (503); what is being answered is finished. */
  close(): Promise<void>;
}
