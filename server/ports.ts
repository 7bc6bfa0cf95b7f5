/** What the backend needs from the outside: everything that differs between Node, a page and a test is here. */

/** Something that runs SQL: the database itself (each call its own transaction) or an open transaction. */
export interface Queryable {
  /** Runs one statement with `$1 …` parameters and returns its rows. `bytea` is `Uint8Array`, `bigint` is number. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** A PostgreSQL 15 or newer: a server's pool, or PGlite in a page. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction (READ COMMITTED), committed when it resolves and rolled back when it rejects. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
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
  database: Database;
  keys: KeyEncryptionKeys;
  portals: readonly Portal[];
  /** Origins of pages that may call from elsewhere (CORS), exact: `https://portal.example`. None by default. */
  allowedOrigins?: readonly string[];
  /** The clock; tests move it. */
  now?: () => Date;
  log?: (entry: LogEntry) => void;
}

/** The backend as one web-standard function. */
export interface Backend {
  fetch(request: Request): Promise<Response>;
  /** Ends every event stream and refuses new requests (503); what is being answered is finished. */
  close(): Promise<void>;
}
