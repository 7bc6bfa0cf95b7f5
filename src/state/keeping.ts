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
import type { OutgoingMessage } from './types.ts';
import { delay } from './waiting.ts';

/** Milliseconds for which a message waits to be kept before it is sent nevertheless. */
const PATIENCE = 2_000;

export interface KeepingOptions {
  environment: Environment;
  now: () => number;
  /** Asks the backend for the person's storage key. */
  key(signal: AbortSignal): Promise<string>;
  /** Everything that stands in composers and forms now. */
  written(): Iterable<Written>;
  restore(kept: Written): void;
  restoreMessage(conversationId: string, message: OutgoingMessage): void;
  failed(error: unknown): void;
}

/**
 * Keeps what I have written and the server has not: drafts, forms and messages under way outlive the page, sealed under a key that
 * lives in memory only. A message belongs to the tab that holds its lock; when that tab is gone, another one takes it over.
 */
export interface Keeping {
  /** Begins to keep for a person, and brings back what was kept. Does nothing if it does so already. */
  open(scope: Scope): void;
  /** Writes what is still to be written, and forgets the key. What is kept stays. */
  close(): void;
  /** What stands in a composer or form now. Written at once, and while that is under way the latest of what follows. */
  write(written: Written): void;
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
  /** Whether what has changed already waits to be written. */
  queued: boolean;
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { environment, now } = options;
  /** What has changed in composers and forms and is not on its way yet, by its place. */
  const changed = new Map<string, Written>();
  /** Lets go of a message's lock. */
  const claims = new Map<string, () => void>();
  let current: Open | undefined;

  function write(mine: Open, step: (storage: SealedStorage) => Promise<unknown>): Promise<void> {
    mine.work = mine.work
      .then(async () => {
        const storage = await mine.storage;
        if (storage) await step(storage);
      })
      .catch(options.failed);
    return mine.work;
  }

  const note = (written: Written) => changed.set(JSON.stringify(placeOf(written)), written);

  function take(): Written[] {
    const all = [...changed.values()];
    changed.clear();
    return all;
  }

  async function put(storage: SealedStorage, all: readonly Written[]): Promise<void> {
    for (const written of all) await (written.text === '' ? storage.remove(written) : storage.put(written));
  }

  /** One writing at a time: what changes meanwhile is written together after it. */
  function flush(mine: Open | undefined): void {
    if (!mine || mine.queued || changed.size === 0) return;
    mine.queued = true;
    void write(mine, (storage) => {
      mine.queued = false;
      return put(storage, take());
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

  async function start(mine: Open, scope: Scope): Promise<SealedStorage | undefined> {
    const { signal } = mine.life;
    try {
      const key = await options.key(signal);
      const storage = await openSealedStorage(environment.records!, key, scope, now());
      const found = (await storage?.all()) ?? [];
      if (!storage || signal.aborted) return storage;
      const before = new Map<string, string>();
      for (const { kept } of found) {
        if (kept.kind === 'outgoing') continue;
        before.set(JSON.stringify(placeOf(kept)), kept.text);
        options.restore(kept);
      }
      // Also what was typed before there was a key to keep it with.
      changed.clear();
      for (const written of options.written())
        if (before.get(JSON.stringify(placeOf(written))) !== written.text) note(written);
      flush(mine);
      for (const queue of byConversation(found)) void takeOver(mine, storage, queue).catch(options.failed);
      return storage;
    } catch (error) {
      if (!signal.aborted) options.failed(error);
      // The next sign of life tries again.
      if (current === mine) current = undefined;
      return undefined;
    }
  }

  return {
    open(scope) {
      if (!environment.records) return;
      const name = JSON.stringify(scope);
      if (current?.name === name) return;
      this.close();
      const mine: Open = {
        name,
        life: new AbortController(),
        storage: Promise.resolve(undefined),
        work: Promise.resolve(),
        queued: false,
      };
      current = mine;
      mine.storage = start(mine, scope);
    },
    close() {
      const rest = take();
      if (current && rest.length > 0) void write(current, (storage) => put(storage, rest));
      current?.life.abort();
      current = undefined;
      claims.clear();
    },
    write(written) {
      if (!environment.records) return;
      note(written);
      flush(current);
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
