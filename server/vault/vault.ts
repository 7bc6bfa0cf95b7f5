import type { KeyEncryptionKeys } from '../ports.ts';
import { AuditKey } from './audit-key.ts';
import { toHex, type Bytes } from './bytes.ts';
import { VaultError } from './errors.ts';
import { importSealingKey, ivOf } from './envelope.ts';
import { practiceKey, randomKey, SealingKey, type PracticeKey } from './keys.ts';
import { LruMap } from './lru.ts';
import { encodePlace, type Place } from './place.ts';

/** A key of a practice as it lies in the database, wrapped by a key-encryption key. */
export interface WrappedPracticeKey {
  version: number;
  kekVersion: string;
  wrapped: Uint8Array;
}

/** Keys of a practice that a key-encryption key wraps, each kind in a table of its own. */
export const WRAPPED_KINDS = ['practice', 'retention', 'audit'] as const;
export type WrappedKind = (typeof WRAPPED_KINDS)[number];

/** A conversation's key as it lies in the database, sealed by the practice's. */
export interface WrappedConversationKey {
  conversationId: string;
  version: number;
  wrapped: Uint8Array;
}

/** Where the vault reads the wrapped keys. */
export interface WrappedKeys {
  ofPractice(practiceId: string): Promise<WrappedPracticeKey[]>;
  ofRetention(practiceId: string): Promise<WrappedPracticeKey[]>;
  ofAudit(practiceId: string): Promise<WrappedPracticeKey[]>;
  ofConversations(practiceId: string, conversationIds: readonly string[]): Promise<WrappedConversationKey[]>;
}

/** Entries of the caches: a few hundred bytes each. */
const PRACTICE_KEYS = 500;
const CONVERSATION_KEYS = 20_000;
const TEXTS = 50_000;

/**
 * The keys of practices and conversations, unwrapped on demand. Ask for a key before a transaction begins: it may read the
 * database on a connection of its own.
 */
export class Vault {
  readonly #keks: KeyEncryptionKeys;
  readonly #rows: WrappedKeys;
  readonly #practices = new LruMap<string, Promise<PracticeKey>>(PRACTICE_KEYS);
  readonly #audits = new LruMap<string, Promise<AuditKey>>(PRACTICE_KEYS);
  readonly #conversations = new LruMap<string, SealingKey>(CONVERSATION_KEYS);
  readonly #texts = new LruMap<string, string>(TEXTS);

  constructor(keks: KeyEncryptionKeys, rows: WrappedKeys) {
    this.#keks = keks;
    this.#rows = rows;
  }

  /** The key of a practice. @throws {VaultError} when there is none, or the key-encryption key is not the right one */
  practice(practiceId: string): Promise<PracticeKey> {
    const known = this.#practices.get(practiceId);
    if (known) return known;
    const loading = this.#loadPractice(practiceId);
    this.#practices.set(practiceId, loading);
    // A failure is not remembered: the next caller tries again.
    loading.catch(() => this.#practices.delete(practiceId));
    return loading;
  }

  /** A key for a practice that is being made, and the row to store with it. */
  async newPractice(practiceId: string): Promise<{ key: PracticeKey; row: WrappedPracticeKey }> {
    const version = 1;
    const raw = randomKey();
    const wrapped = await this.#keks.wrap(raw, practiceContext(practiceId, version));
    const key = await practiceKey(new Map([[version, raw]]));
    return { key, row: { version, kekVersion: this.#keks.current, wrapped } };
  }

  /**
   * The key under which a practice keeps copies of deleted messages. Random, wrapped by the key-encryption key alone and not
   * remembered: what is in use for reading and writing messages opens no copy.
   * @throws {VaultError} `key-missing` when the practice has never asked for copies
   */
  async retention(practiceId: string): Promise<SealingKey> {
    const versions = new Map<number, CryptoKey>();
    for (const { version, kekVersion, wrapped } of await this.#rows.ofRetention(practiceId)) {
      const raw = await this.#keks.unwrap(kekVersion, wrapped, retentionContext(practiceId, version));
      versions.set(version, await importSealingKey(Uint8Array.from(raw)));
    }
    return new SealingKey(versions);
  }

  /** The row of a key for a practice that begins to keep copies. */
  async newRetention(practiceId: string): Promise<WrappedPracticeKey> {
    const version = 1;
    const wrapped = await this.#keks.wrap(randomKey(), retentionContext(practiceId, version));
    return { version, kekVersion: this.#keks.current, wrapped };
  }

  /**
   * The key of a practice's audit. Wrapped by the key-encryption key alone: the audit outlives the practice's other keys.
   * @throws {VaultError} `key-missing` when there is none
   */
  audit(practiceId: string): Promise<AuditKey> {
    const known = this.#audits.get(practiceId);
    if (known) return known;
    const loading = this.#loadAudit(practiceId);
    this.#audits.set(practiceId, loading);
    loading.catch(() => this.#audits.delete(practiceId));
    return loading;
  }

  /** An audit key for a practice, and the row to store with it. */
  async newAudit(practiceId: string): Promise<{ key: AuditKey; row: WrappedPracticeKey }> {
    const version = 1;
    const raw = randomKey();
    const wrapped = await this.#keks.wrap(raw, auditContext(practiceId, version));
    return { key: await AuditKey.import(raw), row: { version, kekVersion: this.#keks.current, wrapped } };
  }

  /**
   * A practice's key wrapped anew by the current key-encryption key: the key itself, and all that it seals, stays as it is.
   * @throws {VaultError} `kek-mismatch` when the key that wrapped it is not at hand
   */
  async rewrap(kind: WrappedKind, practiceId: string, row: WrappedPracticeKey): Promise<WrappedPracticeKey> {
    const { version } = row;
    const context = CONTEXTS[kind](practiceId, version);
    const raw = await this.#keks.unwrap(row.kekVersion, row.wrapped, context);
    const wrapped = await this.#keks.wrap(raw, context);
    raw.fill(0);
    return { version, kekVersion: this.#keks.current, wrapped };
  }

  /** Whether a practice's wrapped key opens. */
  async opens(kind: WrappedKind, practiceId: string, row: WrappedPracticeKey): Promise<boolean> {
    try {
      (await this.#keks.unwrap(row.kekVersion, row.wrapped, CONTEXTS[kind](practiceId, row.version))).fill(0);
      return true;
    } catch (error) {
      if (error instanceof VaultError) return false;
      throw error;
    }
  }

  /** The key of a conversation. */
  async conversation(practiceId: string, conversationId: string): Promise<SealingKey> {
    const keys = await this.conversations(practiceId, [conversationId]);
    return keys.get(conversationId) ?? new SealingKey(new Map());
  }

  /** The keys of several conversations, with one look into the database for those not at hand. */
  async conversations(
    practiceId: string,
    conversationIds: readonly string[],
  ): Promise<ReadonlyMap<string, SealingKey>> {
    const keys = new Map<string, SealingKey>();
    const missing: string[] = [];
    for (const id of new Set(conversationIds)) {
      const key = this.#conversations.get(`${practiceId}/${id}`);
      if (key) keys.set(id, key);
      else missing.push(id);
    }
    if (missing.length > 0) await this.#loadConversations(practiceId, missing, keys);
    return keys;
  }

  /** A key for a conversation that is being opened, and the row to store with it. */
  async newConversation(practiceId: string, conversationId: string): Promise<WrappedConversationKey> {
    const version = 1;
    const practice = await this.practice(practiceId);
    const place = conversationKeyPlace(practiceId, conversationId, version);
    return { conversationId, version, wrapped: await practice.sealBytes(place, randomKey()) };
  }

  /** Opens a text under the practice's key and remembers it: for names, which are read again and again. */
  async openRemembered(place: Place, sealed: Uint8Array): Promise<string> {
    // The IV is random for each sealing, so another name at the same place has another entry.
    const id = `${place.table}/${place.field}/${place.practiceId}/${place.row}/${toHex(ivOf(sealed))}`;
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const text = await (await this.practice(place.practiceId)).open(place, sealed);
    this.#texts.set(id, text);
    return text;
  }

  async #loadAudit(practiceId: string): Promise<AuditKey> {
    const [row] = await this.#rows.ofAudit(practiceId);
    if (!row) throw new VaultError('key-missing');
    const raw = await this.#keks.unwrap(row.kekVersion, row.wrapped, auditContext(practiceId, row.version));
    return AuditKey.import(Uint8Array.from(raw));
  }

  async #loadPractice(practiceId: string): Promise<PracticeKey> {
    const versions = new Map<number, Bytes>();
    for (const { version, kekVersion, wrapped } of await this.#rows.ofPractice(practiceId)) {
      const raw = await this.#keks.unwrap(kekVersion, wrapped, practiceContext(practiceId, version));
      versions.set(version, Uint8Array.from(raw));
    }
    return practiceKey(versions);
  }

  async #loadConversations(
    practiceId: string,
    ids: readonly string[],
    into: Map<string, SealingKey>,
  ): Promise<void> {
    const practice = await this.practice(practiceId);
    const versions = new Map<string, Map<number, CryptoKey>>();
    await Promise.all(
      (await this.#rows.ofConversations(practiceId, ids)).map(async (row) => {
        const place = conversationKeyPlace(practiceId, row.conversationId, row.version);
        const key = await importSealingKey(await practice.openBytes(place, row.wrapped));
        const known = versions.get(row.conversationId) ?? new Map<number, CryptoKey>();
        versions.set(row.conversationId, known.set(row.version, key));
      }),
    );
    for (const [id, keys] of versions) {
      const key = new SealingKey(keys);
      this.#conversations.set(`${practiceId}/${id}`, key);
      into.set(id, key);
    }
  }
}

function practiceContext(practiceId: string, version: number): Bytes {
  return encodePlace({ table: 'practice_keys', field: 'wrapped', practiceId, row: practiceId }, 1, version);
}

function auditContext(practiceId: string, version: number): Bytes {
  return encodePlace({ table: 'audit_keys', field: 'wrapped', practiceId, row: practiceId }, 1, version);
}

function retentionContext(practiceId: string, version: number): Bytes {
  return encodePlace({ table: 'retention_keys', field: 'wrapped', practiceId, row: practiceId }, 1, version);
}

const CONTEXTS: Readonly<Record<WrappedKind, (practiceId: string, version: number) => Bytes>> = {
  practice: practiceContext,
  retention: retentionContext,
  audit: auditContext,
};

/** Where a conversation's key is sealed under its practice's. */
export function conversationKeyPlace(practiceId: string, conversationId: string, version: number): Place {
  return {
    table: 'conversation_keys',
    field: 'wrapped',
    practiceId,
    conversationId,
    row: `${conversationId}/${version}`,
  };
}
