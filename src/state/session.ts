import { atom, batch, onMount } from 'nanostores';

import { createApi } from '../api/client.ts';
import { ApiError, failureOf, isSignedOut } from '../api/errors.ts';
import { DEFAULT_LIMITS, isBlank, textLength, type BackendEvent, type Me } from '../protocol/index.ts';
import { createAttachments } from './attachments.ts';
import { createConversations } from './conversations.ts';
import type { Core } from './core.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { createForms } from './forms.ts';
import { createIdle } from './idle.ts';
import { createIncoming } from './incoming.ts';
import { createJournal } from './journal.ts';
import { createLifecycle } from './lifecycle.ts';
import { followEvents } from './live.ts';
import { createMarks, MARKS } from './marks.ts';
import { createOutOfOffice } from './out-of-office.ts';
import { createOutbox } from './outbox.ts';
import { createPracticeSettings } from './practice-settings.ts';
import { createRequests } from './requests.ts';
import { createSearches } from './searches.ts';
import { createTabKeeping } from './tab-drafts.ts';
import { createThreads } from './threads.ts';
import type { Connection, Failure, Loadable, Session, SessionOptions } from './types.ts';

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
  const $waiting = atom(0);
  const incoming = createIncoming(report);
  const position: { cursor: string | undefined } = { cursor: undefined };
  let life = new AbortController();
  let me: Me | undefined;
  let leading = false;

  /** Why nothing is asked for while it is locked. */
  const locked = new ApiError({ code: 'locked' });
  const journal = createJournal();
  const api = createApi({
    backend,
    async getToken(refused) {
      // While it is locked, only the person themselves may bring a new token.
      if (idle.locked()) throw locked;
      return getToken(refused);
    },
    fetch,
    onRenewed(next) {
      adopt(next, undefined, $connection.value === 'live');
      idle.renewed();
    },
  });
  const idle = createIdle({
    environment,
    now,
    lock,
    unlock: () => void reconnect(),
    report: (secondsAgo) => api.activity(secondsAgo, life.signal),
  });
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
  const delivered = createMarks({ interval: MARKS.delivered, send: api.markDelivered, failed });
  const read = createMarks({
    interval: MARKS.read,
    send: api.markRead,
    failed,
    sent(conversationId, seq) {
      if (me) apply({ type: 'conversation.read', data: { conversationId, personId: me.person.id, seq } });
    },
  });
  const keeping = createTabKeeping({
    environment,
    now,
    key: api.storageKey,
    written: () => [...threads.drafts(), ...forms.written()],
    restore: (kept) => (kept.kind === 'form' ? forms.restore(kept) : threads.restore(kept)),
    restoreMessage: (conversationId, message) => outbox.restore(conversationId, message),
    opened: () => outbox.keepAll(),
    failed,
  });
  const forms = createForms(keeping.write);
  const outbox = createOutbox({
    send: api.send,
    keep: keeping.keep,
    drop: keeping.drop,
    now,
    random: environment.random,
    changed(conversationId) {
      $waiting.set(outbox.size());
      threads.get(conversationId).showOutgoing();
    },
    acknowledged: (id, message) => apply({ type: 'message.created', data: { conversationId: id, message } }),
    failed,
  });
  const attachments = createAttachments({
    upload: api.upload,
    limits: () => me?.limits ?? DEFAULT_LIMITS,
    failed,
  });
  const conversations = createConversations(core);
  const absences = createOutOfOffice(core);
  const threads = createThreads({
    core,
    conversations,
    outbox,
    attachments,
    sendable: (text, withFiles) =>
      (withFiles || !isBlank(text)) && textLength(text) <= (me?.limits ?? DEFAULT_LIMITS).textLength,
    markRead: read.set,
    drafted: (conversationId, text) => keeping.write({ kind: 'draft', conversationId, text }),
  });
  const parts = [conversations, threads, absences];
  const requests = createRequests({ core, conversations });
  const searches = createSearches({ api, conversations, life: core.life, failed });
  const lifecycle = createLifecycle({
    environment,
    async identify(signal) {
      if (!me || $me.value?.status !== 'ready') adopt(await api.me(signal), signal);
      return nameOf('events', me!);
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

  /** The name under which the tabs of a person find each other. */
  function nameOf(what: string, { practice, person }: Me): string {
    return [`entrenous/${what}@1`, backend, practice.id, person.id].join(' ');
  }

  function connection(state: Connection): void {
    const back = state === 'live' && $connection.value !== 'live';
    $connection.set(state);
    if (!back) return;
    lifecycle.open();
    if (me) keep(me);
    attachments.resume();
    outbox.resume();
    read.resume();
    delivered.resume();
    for (const part of parts) part.ensure();
  }

  /**
   * Takes in who I am; empties everything first when that is somebody else than before.
   * @param told whether the stream tells what is unread: it may have said so later than this was answered
   */
  function adopt(next: Me, signal?: AbortSignal, told = false): void {
    if (signal?.aborted || life.signal.aborted || idle.locked()) return;
    idle.watch(nameOf('idle', next), next.limits.idleSeconds);
    batch(() => {
      const same = !me || (me.person.id === next.person.id && me.practice.id === next.practice.id);
      if (!same) forget();
      me = next;
      $me.set(Object.freeze({ status: 'ready', value: next }));
      if (!told || !same) $unread.set(next.practice.secureMessaging ? next.unread : 0);
      switchMessaging(next.practice.secureMessaging);
      if (!same) lifecycle.restart();
    });
    keep(next);
  }

  function keep({ practice, person }: Me): void {
    keeping.open({ backend, practiceId: practice.id, personId: person.id });
  }

  /** Blanks everything and asks for nothing more, until the person comes back. What they wrote stays, sealed. */
  function lock(): void {
    const failure: Failure = { code: 'locked' };
    batch(() => {
      api.forgetToken();
      forget(failure);
      $me.set(Object.freeze({ status: 'failed', failure }));
    });
    lifecycle.restart();
  }

  async function reconnect(): Promise<void> {
    if (idle.locked()) {
      idle.unlock();
      // A try of before may be under way, with its refusal.
      api.forgetToken();
    }
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
  }

  /** Ends what is under way and drops everything that belonged to the person. */
  function forget(failure?: Failure): void {
    life.abort();
    life = new AbortController();
    me = undefined;
    incoming.forget();
    keeping.forget();
    outbox.clear();
    searches.clear();
    attachments.clear();
    threads.forgetDrafts();
    forms.forget();
    read.clear();
    delivered.clear();
    $messagingOn.set(undefined);
    empty(failure);
  }

  /** Drops what the server told, and keeps what I wrote. */
  function empty(failure?: Failure): void {
    position.cursor = undefined;
    $unread.set(0);
    for (const part of parts) part.clear(failure);
  }

  /** Changes what is known of me and my practice, who stay the same. */
  function amend(change: Partial<Me>): void {
    if (!me) return;
    me = { ...me, ...change };
    if ($me.value?.status === 'ready') $me.set(Object.freeze({ status: 'ready', value: me }));
  }

  function switchMessaging(on: boolean): void {
    const was = $messagingOn.value;
    if (on === was) return;
    $messagingOn.set(on);
    if (me) amend({ practice: { ...me.practice, secureMessaging: on } });
    if (!on) {
      $unread.set(0);
      for (const part of parts) part.clear({ code: 'messaging-off' });
    } else if (was === false) {
      for (const part of parts) part.clear();
      for (const part of parts) part.ensure();
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
    // What was not asked for while it was locked says nothing any more once it is unlocked.
    if (error === locked && !idle.locked()) return failure;
    if (code === 'locked') idle.force();
    if (isSignedOut(failure)) {
      // Nobody is signed in any more, so nothing is shown any more. What I wrote stays until somebody else comes.
      keeping.close();
      $me.set(Object.freeze({ status: 'failed', failure }));
      empty(failure);
    } else if (!me) {
      $me.set(Object.freeze({ status: 'failed', failure }));
      for (const part of parts) part.clear(failure);
    }
    return failure;
  }

  /** Reads everything that is shown anew. */
  async function reread(signal: AbortSignal): Promise<void> {
    adopt(await api.me(signal), signal);
    if (signal.aborted || core.off()) return;
    await Promise.all([conversations.refresh(signal), threads.refresh(signal), absences.refresh(signal)]);
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
    if (event.type === 'notice.changed' && me) return amend({ practice: { ...me.practice, ...event.data } });
    if (event.type === 'notice.dismissed') return amend(event.data);
    if (event.type === 'email-notices.changed') return amend({ emailNotices: event.data.email });
    if (core.off()) return;
    journal.record(event);
    // Together, so that nobody sees a message twice, or not at all, between two of them.
    batch(() => {
      if (event.type === 'unread') $unread.set(event.data.unread);
      for (const part of [...parts, searches]) part.apply(event);
      if (event.type !== 'message.created') return;
      // Also when the answer was lost, and the event is the first to say so.
      attachments.settled(event.data.message.attachments);
      outbox.settle(event.data.conversationId, event.data.message.id);
    });
  }

  for (const $store of [$me, $unread, $messagingOn, $connection])
    onMount($store, () => lifecycle.keepAlive());

  return {
    backend,
    $me,
    $unread,
    $messagingOn,
    $connection,
    $presence: idle.$presence,
    $waiting,
    $conversations: conversations.$list,
    loadMoreConversations: conversations.loadMore,
    reconnect,
    stay: idle.stay,
    shownIn: api.shownIn,
    openConversation: requests.openConversation,
    thread: threads.get,
    form: forms.get,
    searchConversations: searches.conversations,
    searchPeople: searches.people,
    readFile: requests.readFile,
    exportConversation: requests.exportConversation,
    ...createPracticeSettings({
      api,
      me: core.me,
      life: core.life,
      amend,
      switched: (on) => batch(() => switchMessaging(on)),
      asked: requests.asked,
      failed,
    }),
    $outOfOffice: absences.$settings,
    saveOutOfOffice: (form) => requests.asked((signal) => absences.save(form, signal)),
    endOutOfOffice: (memberId, settingId) =>
      requests.asked((signal) => absences.end(memberId, settingId, signal)),
    onIncoming: incoming.add,
    flushed: outbox.flushed,
    dispose() {
      lifecycle.end();
      idle.end();
      forget();
      keeping.end();
      life.abort();
      incoming.end();
      $me.set({ status: 'loading' });
    },
  };
}
