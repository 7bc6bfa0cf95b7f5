import { failureOf } from '../api/errors.ts';
import type { Environment } from './environment.ts';
import {
  openSealedStorage,
  placeOf,
  type Found,
  type Kept,
  type Scope,
  type SealedStorage,
  type Written,
} from './sealed-storage.ts';
import type { Failure, OutgoingMessage } from './types.ts';
import { backoff, delay } from './waiting.ts';

/** Milliseconds for which a message waits to be kept before it is sent nevertheless, and a Session for what an earlier one writes. */
const PATIENCE = 2_000;

/** What ended Sessions of this page still write: the next one reads after it. Never rejects. */
let ending: Promise<unknown> = Promise.resolve();

/** Failures after which the key is asked for again. */
const PASSING: readonly Failure['code'][] = ['network', 'unavailable', 'internal', 'too-many-requests'];

export interface KeepingOptions {
  environment: Environment;
  now: () => number;
  /** Asks the backend for the person's storage key. */
  key(signal: AbortSignal): Promise<string>;
  /** Everything that stands in composers and forms now. */
  written(): Iterable<Written>;
  restore(kept: Written): void;
  restoreMessage(conversationId: string, message: OutgoingMessage): void;
  /** There is something to keep with now: what was written before should be kept, too. */
  opened(): void;
  failed(error: unknown): void;
}

/**
 * Keeps what I have written and the server has not: drafts, forms and messages under way outlive the page, sealed under a key that
 * lives in memory only. A message belongs to the tab that holds its lock; when that tab is gone, another one takes it over.
 */
export interface Keeping {
  /** Begins to keep for a person, and brings back what was kept. Does nothing if it does so already. */
  open(scope: Scope): void;
  /** Writes what stands in the composers, and forgets the key. What is kept stays. */
  close(): void;
  /** {@link close}, and forgets what could not be written: it was another person's. */
  forget(): void;
  /** What stands in a composer or form now. Written at once, and while that is under way the latest of what follows. */
  write(written: Written): void;
  /** Resolves when the message is kept, or cannot be: then it is sent all the same. */
  keep(conversationId: string, message: OutgoingMessage): Promise<void>;
  /** The server has it, or I have taken it back. */
  drop(conversationId: string, message: OutgoingMessage): void;
  /** Resolves when what was closed until now is written. Never rejects. */
  settled(): Promise<unknown>;
}

interface Open {
  name: string;
  life: AbortController;
  storage: Promise<SealedStorage | undefined>;
  /** Everything to be written, one after the other, so that the last word is the last written. */
  work: Promise<void>;
  /** Whether what has changed already waits to be written. */
  queued: boolean;
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { environment, now } = options;
  /** What has changed in composers and forms and is not on its way yet, by its place. */
  let changed = new Map<string, Written>();
  /** Lets go of a message's lock. */
  const claims = new Map<string, () => void>();
  let current: Open | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Counts the persons: what one of them wrote is nothing to the next. */
  let era = 0;
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

  const keyOf = (written: Written) => JSON.stringify(placeOf(written));
  const note = (written: Written) => changed.set(keyOf(written), written);

  async function put(storage: SealedStorage, all: Iterable<Written>): Promise<void> {
    for (const written of all) await (written.text === '' ? storage.remove(written) : storage.put(written));
  }

  /** One writing at a time: what changes meanwhile is written together after it. */
  function flush(mine: Open | undefined): void {
    if (!mine || mine.queued || changed.size === 0) return;
    const batch = changed;
    mine.queued = true;
    void write(mine, (storage) => {
      if (changed === batch) begin(mine);
      return put(storage, batch.values());
    });
  }

  /** What changes from now on is written later than what waits to be written now. */
  function begin(mine: Open): void {
    changed = new Map();
    mine.queued = false;
  }

  /**
   * Writes everything, before nobody can write any more. Also what has not changed: another tab may have sent what it had in the
   * same conversation, and taken the record with it.
   */
  function flushAll(mine: Open): void {
    const all = [...options.written()];
    flush(mine);
    void write(mine, async (storage) => {
      for (const written of all) {
        if (!(await storage.has(await storage.idOf(written)))) await storage.put(written);
      }
    });
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

  /** Resolves with the work, or when nobody should wait for it any longer. */
  async function patience(work: Promise<unknown>, signals: AbortSignal[] = []): Promise<void> {
    const over = new AbortController();
    await Promise.race([work, delay(PATIENCE, AbortSignal.any([over.signal, ...signals]))]);
    over.abort();
  }

  async function start(mine: Open, scope: Scope): Promise<SealedStorage | undefined> {
    const { signal } = mine.life;
    const before = ending;
    try {
      // Also after the end: what was written until then waits for it.
      const key = await options.key(new AbortController().signal);
      const storage = await openSealedStorage(environment.records!, key, scope, now());
      if (storage) await patience(before);
      const found = (await storage?.all()) ?? [];
      if (!storage || signal.aborted) return storage;
      const restored = new Map<string, string>();
      for (const { kept } of found) {
        if (kept.kind === 'outgoing') continue;
        restored.set(keyOf(kept), kept.text);
        // Unless it was taken away while the key was on its way.
        if (changed.get(keyOf(kept))?.text !== '') options.restore(kept);
      }
      failures = 0;
      // Also what was typed before there was a key to keep it with.
      for (const written of options.written()) {
        if (restored.get(keyOf(written)) === written.text) changed.delete(keyOf(written));
        else note(written);
      }
      flush(mine);
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
      queued: false,
    };
    current = mine;
    mine.storage = start(mine, scope);
    unlisten();
    unlisten = environment.onChange(() => environment.visible() || flushAll(mine));
  }

  function close(): void {
    const mine = current;
    if (mine) {
      const rest = changed;
      const of = era;
      flushAll(mine);
      begin(mine);
      ending = Promise.all([ending, mine.work]);
      // Without a key there was nothing to write with; the next one takes it, if nothing newer was written by then.
      void mine.storage.then((storage) => {
        if (storage || of !== era) return;
        for (const [key, written] of rest) if (!changed.has(key)) changed.set(key, written);
      });
    }
    clearTimeout(again);
    unlisten();
    unlisten = () => {};
    mine?.life.abort();
    current = undefined;
    claims.clear();
  }

  function forget(): void {
    close();
    era++;
    changed.clear();
  }

  return {
    open,
    close,
    forget,
    settled: () => ending,
    write(written) {
      if (!environment.records) return;
      note(written);
      flush(current);
    },
    async keep(conversationId, message) {
      const mine = current;
      if (!mine) return;
      const kept: Kept = { kind: 'outgoing', conversationId, message };
      // Its draft goes after it is kept, and never before.
      flush(mine);
      begin(mine);
      const written = write(mine, async (storage) => {
        claim(mine, await storage.idOf(kept), message.id);
        await storage.put(kept);
      });
      await patience(written, [mine.life.signal]);
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
