import { atom, batch, onMount } from 'nanostores';

import { createApi } from '../api/client.ts';
import { ApiError, failureOf } from '../api/errors.ts';
import { DEFAULT_LIMITS, isBlank, textLength, type BackendEvent, type Me } from '../protocol/index.ts';
import { createAttachments } from './attachments.ts';
import { createConversations } from './conversations.ts';
import type { Core } from './core.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { createIncoming } from './incoming.ts';
import { createJournal } from './journal.ts';
import { createLifecycle } from './lifecycle.ts';
import { followEvents } from './live.ts';
import { createMarks } from './marks.ts';
import { createOutbox } from './outbox.ts';
import { createSearches } from './searches.ts';
import { createThreads } from './threads.ts';
import type { Connection, Failure, Loadable, Session, SessionOptions } from './types.ts';

/** Least milliseconds between two marks of one conversation. */
const READ_INTERVAL = 500;
const DELIVERED_INTERVAL = 1_000;

/** A Session together with what only its owner needs. */
export interface OwnedSession extends Session {
  /** Resolves when no message of mine is under way. */
  flushed(): Promise<void>;
}

/**
 * Makes the Session of one person at one backend. Nothing is asked for before one of its stores is mounted, and a
 * second after the last one is unmounted everything stops; what is known stays, so that it can be taken up again.
 */
export function createSession(
  options: SessionOptions,
  environment: Environment = browserEnvironment(),
): OwnedSession {
  const { backend, getToken, fetch, now = Date.now, onError } = options;
  const $me = atom<Loadable<Me>>({ status: 'loading' });
  const $unread = atom(0);
  const $messagingOn = atom<boolean | undefined>(undefined);
  const $connection = atom<Connection>('connecting');
  const incoming = createIncoming(report);
  const position: { cursor: string | undefined } = { cursor: undefined };
  let life = new AbortController();
  let me: Me | undefined;
  let leading = false;

  const journal = createJournal();
  const api = createApi({ backend, getToken, fetch, onRenewed: adopt });
  const core: Core = {
    api,
    environment,
    journal,
    now,
    me: () => me,
    life: () => life.signal,
    off: () => $messagingOn.value === false,
    keepAlive: () => lifecycle.keepAlive(),
    ready: (signal) => lifecycle.ready(signal),
    apply,
    failed,
    delivered: (conversationId, seq) => void (leading && delivered.set(conversationId, seq)),
  };
  const delivered = createMarks({ interval: DELIVERED_INTERVAL, send: api.markDelivered, failed });
  const read = createMarks({
    interval: READ_INTERVAL,
    send: api.markRead,
    failed,
    sent(conversationId, seq) {
      if (me) apply({ type: 'conversation.read', data: { conversationId, personId: me.person.id, seq } });
    },
  });
  const outbox = createOutbox({
    send: api.send,
    now,
    random: environment.random,
    changed: (conversationId) => threads.get(conversationId).showOutgoing(),
    acknowledged(conversationId, message) {
      attachments.settled(message.attachments);
      apply({ type: 'message.created', data: { conversationId, message } });
    },
    failed,
  });
  const attachments = createAttachments({
    upload: api.upload,
    limits: () => me?.limits ?? DEFAULT_LIMITS,
    failed,
  });
  const conversations = createConversations(core);
  const threads = createThreads({ core, conversations, outbox, attachments, sendable, markRead: read.set });
  const lifecycle = createLifecycle({
    environment,
    async identify(signal) {
      if (!me || $me.value?.status !== 'ready') adopt(await api.me(signal), signal);
      return ['entrenous/events@1', backend, me!.practice.id, me!.person.id].join(' ');
    },
    follow: (name, signal) =>
      followEvents(
        {
          environment,
          name,
          position,
          open: api.events,
          apply: hear,
          reread,
          connection,
          lead: (now) => (leading = now),
          failed,
        },
        signal,
      ),
    connection,
    failed,
  });

  function connection(state: Connection): void {
    const back = state === 'live' && $connection.value !== 'live';
    $connection.set(state);
    if (!back) return;
    lifecycle.open();
    attachments.resume();
    outbox.resume();
    read.resume();
    delivered.resume();
    conversations.ensure();
    threads.ensure();
  }

  /** Takes in who I am; empties everything first when that is somebody else than before. */
  function adopt(next: Me, signal?: AbortSignal): void {
    if (signal?.aborted || life.signal.aborted) return;
    batch(() => {
      const same = !me || (me.person.id === next.person.id && me.practice.id === next.practice.id);
      if (!same) forget();
      me = next;
      $me.set(Object.freeze({ status: 'ready', value: next }));
      $unread.set(next.practice.secureMessaging ? next.unread : 0);
      switchMessaging(next.practice.secureMessaging);
      if (!same) lifecycle.restart();
    });
  }

  /** Ends what is under way and drops everything that belonged to the person. */
  function forget(failure?: Failure): void {
    life.abort();
    life = new AbortController();
    me = undefined;
    incoming.forget();
    outbox.clear();
    attachments.clear();
    threads.forgetDrafts();
    read.clear();
    delivered.clear();
    $messagingOn.set(undefined);
    empty(failure);
  }

  /** Drops what the server told, and keeps what I wrote. */
  function empty(failure?: Failure): void {
    position.cursor = undefined;
    $unread.set(0);
    conversations.clear(failure);
    threads.clear(failure);
  }

  function switchMessaging(on: boolean): void {
    const was = $messagingOn.value;
    if (on === was) return;
    $messagingOn.set(on);
    if (me) me = { ...me, practice: { ...me.practice, secureMessaging: on } };
    if (me && $me.value?.status === 'ready') $me.set(Object.freeze({ status: 'ready', value: me }));
    if (!on) {
      $unread.set(0);
      conversations.clear({ code: 'messaging-off' });
      threads.clear({ code: 'messaging-off' });
    } else if (was === false) {
      conversations.clear();
      threads.clear();
      conversations.ensure();
      threads.ensure();
      const { signal } = life;
      // How much is unread was hidden meanwhile.
      api.me(signal).then(
        (next) => adopt(next, signal),
        (error: unknown) => void (signal.aborted || failed(error)),
      );
    }
  }

  /** Tells the page, in a turn of its own: what it does then is not ours. */
  function report(error: unknown): void {
    queueMicrotask(() => onError?.(error));
  }

  function failed(error: unknown): Failure {
    const failure = failureOf(error);
    const { code } = failure;
    if (code === 'unexpected') report(error);
    if (code === 'messaging-off') switchMessaging(false);
    if (code === 'unauthenticated' || code === 'token-expired') {
      // Nobody is signed in any more, so nothing is shown any more. What I wrote stays until somebody else comes.
      $me.set(Object.freeze({ status: 'failed', failure }));
      empty(failure);
    } else if (!me) {
      $me.set(Object.freeze({ status: 'failed', failure }));
      conversations.clear(failure);
      threads.clear(failure);
    }
    return failure;
  }

  /** Reads everything that is shown anew. */
  async function reread(signal: AbortSignal): Promise<void> {
    adopt(await api.me(signal), signal);
    if (signal.aborted || core.off()) return;
    await Promise.all([conversations.refresh(signal), threads.refresh(signal)]);
  }

  /** Takes an event from the stream. */
  function hear(event: BackendEvent): void {
    apply(event);
    if (event.type !== 'message.created' || core.off()) return;
    const { conversationId, message } = event.data;
    if (message.senderId === me?.person.id) return;
    core.delivered(conversationId, message.seq);
    incoming.announce(conversationId, message);
  }

  function apply(event: BackendEvent): void {
    if (event.type === 'features.changed') return batch(() => switchMessaging(event.data.secureMessaging));
    if (core.off()) return;
    journal.record(event);
    // Together, so that nobody sees a message twice, or not at all, between two of them.
    batch(() => {
      if (event.type === 'unread') $unread.set(event.data.unread);
      conversations.apply(event);
      threads.apply(event);
      if (event.type === 'message.created') outbox.settle(event.data.conversationId, event.data.message.id);
    });
  }

  function sendable(text: string, withFiles: boolean): boolean {
    return (withFiles || !isBlank(text)) && textLength(text) <= (me?.limits ?? DEFAULT_LIMITS).textLength;
  }

  /** Runs an operation that the person asked for; its failure is theirs to see. */
  async function asked<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = life;
    try {
      return await operation(signal);
    } catch (error) {
      signal.throwIfAborted();
      throw new ApiError(failed(error), { cause: error });
    }
  }

  for (const $store of [$me, $unread, $messagingOn, $connection])
    onMount($store, () => lifecycle.keepAlive());

  return {
    backend,
    $me,
    $unread,
    $messagingOn,
    $connection,
    $conversations: conversations.$list,
    loadMoreConversations: conversations.loadMore,
    async reconnect() {
      if ($me.value?.status !== 'ready') {
        $me.set({ status: 'loading' });
        empty();
      }
      try {
        await api.renewToken();
      } catch (error) {
        failed(error);
        return;
      }
      position.cursor = undefined;
      lifecycle.restart();
      outbox.resume();
    },
    openConversation: (personId) =>
      asked(async (signal) => {
        const conversation = await api.openConversation(personId, signal);
        signal.throwIfAborted();
        journal.record({ type: 'conversation.updated', data: { conversation } });
        conversations.add(conversation);
        return conversation;
      }),
    thread: threads.get,
    ...createSearches(core, conversations),
    async readFile(attachmentId, part, signal = life.signal) {
      try {
        return await api.file(attachmentId, part, AbortSignal.any([signal, life.signal]));
      } catch (error) {
        signal.throwIfAborted();
        throw new ApiError(failed(error), { cause: error });
      }
    },
    async setSecureMessaging(on) {
      const { secureMessaging } = await asked((signal) => api.setFeatures({ secureMessaging: on }, signal));
      batch(() => switchMessaging(secureMessaging));
    },
    onIncoming: incoming.add,
    flushed: outbox.flushed,
    dispose() {
      lifecycle.end();
      forget();
      life.abort();
      incoming.end();
      $me.set({ status: 'loading' });
    },
  };
}
