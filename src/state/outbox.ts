import { failureOf, isSignedOut } from '../api/errors.ts';
import type { Attachment, Message } from '../protocol/index.ts';
import type { Failure, OutgoingMessage } from './types.ts';
import { uuid } from './uuid.ts';
import { backoff, createNudge } from './waiting.ts';

export interface OutboxOptions {
  send(
    conversationId: string,
    message: { id: string; text: string; attachments: string[] },
    signal: AbortSignal,
  ): Promise<Message>;
  /** Keeps a message for the case that the page ends. Begun when it is written, and awaited before each try. */
  keep(conversationId: string, message: OutgoingMessage): Promise<void>;
  /** The message needs no keeping any more. */
  drop(conversationId: string, message: OutgoingMessage): void;
  now: () => number;
  random: () => number;
  /** Told when the messages of a conversation have changed. */
  changed(conversationId: string): void;
  /** Told of the message that the server has accepted; to be applied like an event, which takes it out of here. */
  acknowledged(conversationId: string, message: Message): void;
  /** Told of every failed try. */
  failed(error: unknown): void;
}

/**
 * My messages on their way to the server, of every conversation. Within a conversation they go one after the other, so
 * that they arrive in the order in which they were written. Each keeps its id at every try, and the server answers a
 * repeated id with the first message: nothing is doubled. Nothing leaves before the server has it or I take it out.
 */
export interface Outbox {
  of(conversationId: string): readonly OutgoingMessage[];
  add(conversationId: string, text: string, attachments?: readonly Attachment[]): void;
  /** Takes in a message that was kept when a page ended. */
  restore(conversationId: string, message: OutgoingMessage): void;
  retry(conversationId: string, id: string): void;
  discard(conversationId: string, id: string): OutgoingMessage | undefined;
  /** The server has this one. */
  settle(conversationId: string, id: string): void;
  /** Tries again what failed for want of a connection or a token. */
  resume(): void;
  /** Has everything kept that is here. */
  keepAll(): void;
  /** Resolves when nothing is under way or waiting for a try of its own. */
  flushed(): Promise<void>;
  /** How many are not sent yet. */
  size(): number;
  clear(): void;
}

/** Failures that pass by themselves: the same message, sent later, may well be accepted. */
const PASSING: readonly Failure['code'][] = ['network', 'unavailable', 'too-many-requests'];

export function createOutbox(options: OutboxOptions): Outbox {
  const queues = new Map<string, readonly OutgoingMessage[]>();
  const sending = new Map<string, Promise<void>>();
  /** The keeping of messages that were not tried yet. */
  const keeping = new Map<string, Promise<void>>();
  const again = createNudge();
  let life = new AbortController();
  let failures = 0;
  let waiting = false;

  const of = (conversationId: string) => queues.get(conversationId) ?? [];

  function set(conversationId: string, messages: readonly OutgoingMessage[]): void {
    if (messages.length > 0) queues.set(conversationId, Object.freeze(messages));
    else queues.delete(conversationId);
    options.changed(conversationId);
  }

  function replace(
    conversationId: string,
    id: string,
    change: (message: OutgoingMessage) => OutgoingMessage,
  ): void {
    if (!of(conversationId).some((message) => message.id === id)) return;
    set(
      conversationId,
      of(conversationId).map((message) => (message.id === id ? Object.freeze(change(message)) : message)),
    );
  }

  const pending = ({ failure: _, ...message }: OutgoingMessage): OutgoingMessage => ({
    ...message,
    status: 'pending',
  });

  function work(conversationId: string): void {
    if (sending.has(conversationId)) return;
    sending.set(conversationId, drain(conversationId, life.signal));
  }

  async function drain(conversationId: string, signal: AbortSignal): Promise<void> {
    // Never runs to its end within `work`, so that the entry made there is the one that is deleted here.
    await Promise.resolve();
    for (;;) {
      const message = of(conversationId).find(({ status }) => status === 'pending');
      if (signal.aborted) return;
      if (!message) return void sending.delete(conversationId);
      try {
        await (keeping.get(message.id) ?? options.keep(conversationId, message));
        if (signal.aborted) return;
        keeping.delete(message.id);
        const { id, text } = message;
        const attachments = message.attachments.map((file) => file.id);
        const accepted = await options.send(conversationId, { id, text, attachments }, signal);
        if (signal.aborted) return;
        failures = 0;
        options.acknowledged(conversationId, accepted);
        settle(conversationId, message.id);
      } catch (error) {
        if (signal.aborted) return;
        options.failed(error);
        const failure = failureOf(error);
        replace(conversationId, message.id, (known) => ({ ...known, status: 'failed', failure }));
        if (PASSING.includes(failure.code)) void wait(failure, signal);
        else if (!isSignedOut(failure))
          void options.keep(conversationId, { ...message, status: 'failed', failure });
      }
    }
  }

  /** One try of everything that failed in passing, after a while; hurried by {@link Outbox.resume}. */
  async function wait(failure: Failure, signal: AbortSignal): Promise<void> {
    if (waiting) return;
    waiting = true;
    const asked = 'retryAfter' in failure ? (failure.retryAfter ?? 0) * 1000 : 0;
    await again.wait(Math.max(asked, backoff(++failures, options.random)), signal);
    waiting = false;
    if (!signal.aborted) retryAll(PASSING);
  }

  function retryAll(codes: readonly Failure['code'][]): void {
    for (const [conversationId, messages] of [...queues]) {
      const failed = messages.filter(({ failure }) => failure && codes.includes(failure.code));
      if (failed.length === 0) continue;
      set(
        conversationId,
        messages.map((message) => (failed.includes(message) ? Object.freeze(pending(message)) : message)),
      );
      work(conversationId);
    }
  }

  function settle(conversationId: string, id: string): void {
    const settled = of(conversationId).find((message) => message.id === id);
    if (!settled) return;
    keeping.delete(id);
    options.drop(conversationId, settled);
    set(
      conversationId,
      of(conversationId).filter((message) => message !== settled),
    );
  }

  return {
    of,
    settle,
    add(conversationId, text, attachments = []) {
      const createdAt = new Date(options.now()).toISOString();
      const message: OutgoingMessage = Object.freeze({
        id: uuid(),
        text,
        attachments,
        createdAt,
        status: 'pending',
      });
      // Now, and not when its turn comes: the page can end while another one is under way.
      keeping.set(message.id, options.keep(conversationId, message));
      set(conversationId, [...of(conversationId), message]);
      work(conversationId);
    },
    restore(conversationId, message) {
      const known = of(conversationId);
      if (known.some(({ id }) => id === message.id)) return;
      const place = known.findIndex(({ createdAt }) => createdAt > message.createdAt);
      set(conversationId, known.toSpliced(place < 0 ? known.length : place, 0, Object.freeze(message)));
      work(conversationId);
    },
    retry(conversationId, id) {
      replace(conversationId, id, pending);
      work(conversationId);
    },
    discard(conversationId, id) {
      const message = of(conversationId).find((candidate) => candidate.id === id);
      // What is under way cannot be called back.
      if (message?.status !== 'failed') return undefined;
      settle(conversationId, id);
      return message;
    },
    resume() {
      if (waiting) again.fire();
      retryAll([...PASSING, 'unauthenticated', 'token-expired', 'locked']);
    },
    keepAll() {
      for (const [conversationId, messages] of queues)
        for (const message of messages) void options.keep(conversationId, message);
    },
    async flushed() {
      while (sending.size > 0) await Promise.all(sending.values());
    },
    size: () => Array.from(queues.values()).reduce((sum, messages) => sum + messages.length, 0),
    clear() {
      life.abort();
      life = new AbortController();
      sending.clear();
      keeping.clear();
      failures = 0;
      const conversations = [...queues.keys()];
      queues.clear();
      for (const conversationId of conversations) options.changed(conversationId);
    },
  };
}
