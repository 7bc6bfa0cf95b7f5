import { failureOf } from '../api/errors.ts';
import type { Environment } from './environment.ts';
import {
  openSealedStorage,
  type Found,
  type Kept,
  type Scope,
  type SealedStorage,
} from './sealed-storage.ts';
import type { Failure, OutgoingMessage } from './types.ts';
import { backoff, delay } from './waiting.ts';

/** Least milliseconds between two writings of what is being typed. */
const DRAFT_INTERVAL = 300;
/** Milliseconds for which a message waits to be kept before it is sent nevertheless. */
const PATIENCE = 2_000;

/** Failures after which the key is asked for again. */
const PASSING: readonly Failure['code'][] = ['network', 'unavailable', 'internal', 'too-many-requests'];

export interface KeepingOptions {
  environment: Environment;
  now: () => number;
  /** Asks the backend for the person's storage key. */
  key(signal: AbortSignal): Promise<string>;
  restoreDraft(conversationId: string, text: string): void;
  restoreMessage(conversationId: string, message: OutgoingMessage): void;
  /** There is something to keep with now: what was written before should be kept, too. */
  opened(): void;
  failed(error: unknown): void;
}

/**
 * Keeps what I have written and the server has not: drafts and messages under way outlive the page, sealed under a key that lives in
 * memory only. A message belongs to the tab that holds its lock; when that tab is gone, another one takes it over.
 */
export interface Keeping {
  /** Begins to keep for a person, and brings back what was kept. Does nothing if it does so already. */
  open(scope: Scope): void;
  /** Writes what stands in the composers, and forgets the key. What is kept stays. */
  close(): void;
  /** {@link close}, and forgets what stood in the composers: it was another person's. */
  forget(): void;
  /** What stands in a composer now. */
  draft(conversationId: string, text: string): void;
  /** Resolves when the message is kept, or cannot be: then it is sent all the same. */
  keep(conversationId: string, message: OutgoingMessage): Promise<void>;
  /** The server has it, or I have taken it back. */
  drop(conversationId: string, message: OutgoingMessage): void;
}

interface Open {
  name: string;
  life: AbortController;
  storage: Promise<SealedStorage | undefined>;
  /** Everything to be written, one after the other, so that the last word is the last written. */
  work: Promise<void>;
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { environment, now } = options;
  /** What stands in each composer, as far as it was written in this page. */
  const texts = new Map<string, string>();
  /** The conversations whose text is still to be written. */
  const unwritten = new Set<string>();
  /** Lets go of a message's lock. */
  const claims = new Map<string, () => void>();
  let current: Open | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let unlisten = () => {};

  function write(mine: Open, step: (storage: SealedStorage) => Promise<unknown>): Promise<void> {
    mine.work = mine.work
      .then(async () => {
        const storage = await mine.storage;
        if (storage) await step(storage);
      })
      .catch(options.failed);
    return mine.work;
  }

  /**
   * Writes what has changed.
   * @param all what has not changed, too, before nobody can write any more: another tab may have sent what it had in the same
   *   conversation, and taken the record with it
   */
  function flush(all = false): void {
    clearTimeout(timer);
    timer = undefined;
    const mine = current;
    if (!mine) return;
    for (const [conversationId, text] of texts) {
      if (!unwritten.has(conversationId) && !(all && text !== '')) continue;
      const kept: Kept = { kind: 'draft', conversationId, text };
      void write(mine, (storage) => (text === '' ? storage.remove(kept) : storage.put(kept)));
      // Without a key there is nothing to write with; the next one takes it, if nothing newer was written by then.
      void mine.storage.then((storage) => {
        if (!storage && current === undefined && texts.get(conversationId) === text)
          unwritten.add(conversationId);
      });
    }
    unwritten.clear();
  }

  /** Holds a message's lock until it is dropped or the keeping ends. */
  function hold(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      claims.set(id, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  function claim(mine: Open, recordId: string, id: string): void {
    const { signal } = mine.life;
    if (!environment.lock || claims.has(id) || signal.aborted) return;
    const name = lockName(recordId);
    environment.lock(name, { signal }, () => hold(id, signal)).catch(options.failed);
  }

  /** Takes over what a tab left behind that is gone, message by message in the order in which they were written. */
  async function takeOver(mine: Open, storage: SealedStorage, found: readonly Found[]): Promise<void> {
    const { signal } = mine.life;
    for (const { id, kept } of found) {
      if (kept.kind !== 'outgoing' || signal.aborted) continue;
      const { conversationId, message } = kept;
      const restore = () => options.restoreMessage(conversationId, message);
      if (!environment.lock) {
        restore();
        continue;
      }
      await new Promise<void>((next) => {
        environment.lock!(lockName(id), { signal }, async () => {
          // The other tab may have sent it meanwhile.
          const there = await storage.has(id);
          if (there && !signal.aborted) restore();
          next();
          if (there) await hold(message.id, signal);
        })
          .catch(restore)
          .finally(next);
      });
    }
  }

  async function start(mine: Open, scope: Scope): Promise<SealedStorage | undefined> {
    const { signal } = mine.life;
    try {
      const key = await options.key(signal);
      const storage = await openSealedStorage(environment.records!, key, scope, now());
      const found = (await storage?.all()) ?? [];
      if (!storage || signal.aborted) return storage;
      for (const { kept } of found) {
        if (kept.kind !== 'draft' || unwritten.has(kept.conversationId)) continue;
        options.restoreDraft(kept.conversationId, kept.text);
        if (!texts.get(kept.conversationId)) texts.set(kept.conversationId, kept.text);
      }
      failures = 0;
      if (unwritten.size > 0) queueMicrotask(flush);
      options.opened();
      for (const queue of byConversation(found)) void takeOver(mine, storage, queue).catch(options.failed);
      return storage;
    } catch (error) {
      if (!signal.aborted) options.failed(error);
      if (current !== mine) return undefined;
      // The next sign of life tries again, or we do.
      current = undefined;
      if (PASSING.includes(failureOf(error).code))
        again = setTimeout(() => open(scope), backoff(++failures, environment.random));
      return undefined;
    }
  }

  function open(scope: Scope): void {
    if (!environment.records) return;
    const name = JSON.stringify(scope);
    if (current?.name === name) return;
    if (current) forget();
    clearTimeout(again);
    const mine: Open = {
      name,
      life: new AbortController(),
      storage: Promise.resolve(undefined),
      work: Promise.resolve(),
    };
    current = mine;
    mine.storage = start(mine, scope);
    unlisten();
    unlisten = environment.onChange(() => environment.visible() || flush(true));
  }

  function close(): void {
    flush(true);
    clearTimeout(again);
    unlisten();
    unlisten = () => {};
    current?.life.abort();
    current = undefined;
    claims.clear();
  }

  function forget(): void {
    close();
    texts.clear();
    unwritten.clear();
  }

  return {
    open,
    close,
    forget,
    draft(conversationId, text) {
      if (!environment.records) return;
      texts.set(conversationId, text);
      unwritten.add(conversationId);
      if (timer !== undefined) return;
      // The first letter at once: a page can end at any moment.
      flush();
      timer = setTimeout(flush, DRAFT_INTERVAL);
    },
    async keep(conversationId, message) {
      const mine = current;
      if (!mine) return;
      const kept: Kept = { kind: 'outgoing', conversationId, message };
      const written = write(mine, async (storage) => {
        claim(mine, await storage.idOf(kept), message.id);
        await storage.put(kept);
      });
      const over = new AbortController();
      await Promise.race([written, delay(PATIENCE, AbortSignal.any([mine.life.signal, over.signal]))]);
      over.abort();
    },
    drop(conversationId, message) {
      const mine = current;
      if (!mine) return;
      void write(mine, (storage) => storage.remove({ kind: 'outgoing', conversationId, message })).then(
        () => {
          claims.get(message.id)?.();
          claims.delete(message.id);
        },
      );
    },
  };
}

function lockName(recordId: string): string {
  return `entrenous/outgoing@1 ${recordId}`;
}

/** The messages of each conversation, oldest first. */
function byConversation(found: readonly Found[]): Found[][] {
  const queues = new Map<string, Found[]>();
  for (const one of found) {
    if (one.kept.kind !== 'outgoing') continue;
    const queue = queues.get(one.kept.conversationId) ?? [];
    queues.set(one.kept.conversationId, queue);
    queue.push(one);
  }
  const at = ({ kept }: Found) => (kept.kind === 'outgoing' ? kept.message.createdAt : '');
  return [...queues.values()].map((queue) => queue.sort((a, b) => (at(a) < at(b) ? -1 : 1)));
}
