import { atom, onMount } from 'nanostores';

import type { MessagesRange } from '../api/client.ts';
import { ApiError, failureOf } from '../api/errors.ts';
import type { BackendEvent, Person } from '../protocol/index.ts';
import { createArriving } from './arriving.ts';
import { deleteMessage } from './deletion.ts';
import type { LiveThread, ThreadOptions } from './live-thread.ts';
import { newest, oldest } from './message-run.ts';
import {
  applyToHistory,
  caughtUp,
  conversationOf,
  historyOf,
  lagging,
  reread,
  STEP,
  trimmed,
  withPage,
  type History,
  type ReadMessages,
} from './thread-history.ts';
import type { Failure, ThreadState } from './types.ts';
import { wellFormed } from './well-formed.ts';

/** Failures that say nothing about the conversation itself. */
const PASSING: ReadonlySet<Failure['code']> = new Set([
  'network',
  'unavailable',
  'internal',
  'too-many-requests',
  'unauthenticated',
  'token-expired',
  'locked',
]);

const NEWEST: MessagesRange = { limit: STEP };

const LOADING: ThreadState = Object.freeze({ status: 'loading' });

export function createThread(options: ThreadOptions): LiveThread {
  const { core, conversationId, conversations, outbox, attachments } = options;
  const $state = atom<ThreadState>(LOADING);
  const $draft = atom('');
  let history: History | undefined;
  let person: Person | undefined;
  let failure: Failure | undefined;
  let pageFailure: Failure | undefined;
  let paging: { direction: 'older' | 'newer'; done: Promise<void> } | undefined;
  let mount: AbortController | undefined;
  /** Whether the history is what the server has, as far as the events have told. */
  let fresh = false;
  let loading = false;
  let catchingUp = false;
  /** Counts readings; an answer to any but the latest is no longer wanted. */
  let reading = 0;
  const arriving = createArriving();

  const readMessages =
    (signal: AbortSignal): ReadMessages =>
    (range) =>
      core.api.messages(conversationId, range, signal);

  function show(): void {
    if (failure) return $state.set(Object.freeze({ status: 'failed', failure }));
    if (!history || !person) return $state.set(LOADING);
    const { run, hasOlder, following, read, receipts } = history;
    const accepted = outbox.of(conversationId).find(({ id }) => run.some((message) => message.id === id));
    // Its answer was lost, and it was found by reading: it is not sent again, nor shown twice. What is left is shown anew.
    if (accepted) {
      attachments.settled(accepted.attachments);
      return outbox.settle(conversationId, accepted.id);
    }
    $state.set(
      Object.freeze({
        status: 'ready',
        with: person,
        messages: run,
        outgoing: arriving.before(outbox.of(conversationId), run),
        hasOlder,
        hasNewer: !following,
        loadingOlder: paging?.direction === 'older',
        ...(pageFailure && { pageFailure }),
        read,
        receipts,
      }),
    );
  }

  /** Takes in what was read, then what has happened since. */
  function take(read: History, since: readonly BackendEvent[]): void {
    history = read;
    for (const event of since) applyOne(event);
    acknowledge();
    show();
    void catchUp();
  }

  function acknowledge(): void {
    const last = history?.run.at(-1);
    if (last && last.senderId !== core.me()?.person.id && last.seq > (history?.read ?? 0)) {
      core.delivered(conversationId, last.seq);
    }
  }

  /** Events of other conversations are passed over: what happened while something was read is told to everything that reads. */
  function applyOne(event: BackendEvent): void {
    if (conversationOf(event) !== conversationId) return;
    person = conversations.known(conversationId)?.with ?? person;
    if (!history) return;
    history = applyToHistory(history, event, core.me()?.person.id ?? '');
    arriving.apply(event, outbox.of(conversationId), history.run);
  }

  /** @param anew what to read in place of what is known */
  async function refresh(signal: AbortSignal, anew?: MessagesRange): Promise<void> {
    const mine = ++reading;
    fresh = false;
    if (!mount) return;
    const known = anew ? undefined : history;
    const read = readMessages(signal);
    const { answer, since } = await core.journal.during(async () => {
      const messages = known ? reread(known, read) : read(anew ?? NEWEST).then(historyOf);
      // The messages say what is wrong; without them there is nobody to look for.
      const found = await messages.then(() => conversations.find(conversationId, signal));
      return { messages: await messages, with: found?.with };
    });
    if (mine !== reading || signal.aborted) return;
    if (!answer.with) throw new ApiError({ code: 'not-found' });
    fresh = true;
    failure = undefined;
    pageFailure = undefined;
    person = answer.with;
    take(answer.messages, since);
  }

  async function load(signal: AbortSignal, anew?: MessagesRange): Promise<void> {
    loading = true;
    try {
      await core.ready(signal);
      if (!signal.aborted && !fresh && !core.off()) await refresh(signal, anew);
    } catch (error) {
      if (!signal.aborted && !fresh) fail(core.failed(error));
    } finally {
      loading = false;
      // Ended in favour of a newer mount or another person, which found it busy.
      if (signal.aborted) ensure();
    }
  }

  function fail(reason: Failure): void {
    if (history && PASSING.has(reason.code)) pageFailure = reason;
    else failure = reason;
    show();
  }

  function wanted(): AbortSignal | undefined {
    return mount && !core.life().aborted ? AbortSignal.any([mount.signal, core.life()]) : undefined;
  }

  function ensure(): void {
    const signal = wanted();
    if (!signal || loading || core.off()) return;
    if (fresh) return void catchUp();
    // What cannot be seen now can still not be seen after a moment without connection.
    if (failure && !PASSING.has(failure.code)) return;
    failure = undefined;
    show();
    void load(signal);
  }

  /** Reads, change by change, until the run reaches the end again. */
  async function catchUp(): Promise<void> {
    const signal = wanted();
    if (catchingUp || !signal || !fresh) return;
    catchingUp = true;
    try {
      while (fresh && history && lagging(history)) {
        const mine = reading;
        const from = history;
        const { answer, since } = await core.journal.during(() => caughtUp(from, readMessages(signal)));
        if (signal.aborted || mine !== reading) return;
        if (newest(answer.run) <= newest(from.run)) return;
        history = trimmed(answer, 'older');
        for (const event of since) applyOne(event);
        show();
      }
      acknowledge();
    } catch (error) {
      // The next event or the next connection finds the same gap and tries again.
      if (!signal.aborted) core.failed(error);
    } finally {
      catchingUp = false;
    }
  }

  function page(direction: 'older' | 'newer'): Promise<void> {
    if (paging) return paging.direction === direction ? paging.done : paging.done.then(() => page(direction));
    const signal = wanted();
    if (!signal || !fresh || !history || (direction === 'older' ? !history.hasOlder : history.following)) {
      return Promise.resolve();
    }
    const done = turn(direction, signal).finally(() => {
      paging = undefined;
      show();
    });
    paging = { direction, done };
    pageFailure = undefined;
    show();
    return done;
  }

  async function turn(direction: 'older' | 'newer', signal: AbortSignal): Promise<void> {
    const mine = reading;
    const { run } = history!;
    const range = direction === 'older' ? { before: oldest(run) } : { after: newest(run) };
    try {
      const { answer, since } = await core.journal.during(() =>
        readMessages(signal)({ ...range, limit: STEP }),
      );
      if (mine !== reading || signal.aborted || !history) return;
      history = trimmed(withPage(history, answer), direction === 'older' ? 'newer' : 'older');
      // A page without messages ends its direction, whatever was believed.
      if (answer.messages.length === 0) {
        history = direction === 'older' ? { ...history, hasOlder: false } : { ...history, following: true };
      }
      for (const event of since) applyOne(event);
    } catch (error) {
      if (mine === reading && !signal.aborted) pageFailure = core.failed(error);
    }
  }

  async function reload(range: MessagesRange = NEWEST): Promise<void> {
    const signal = wanted();
    if (!signal || core.off()) return;
    failure = undefined;
    fresh = false;
    if (!history) show();
    await load(signal, range);
  }

  function setDraft(text: string): void {
    $draft.set(text);
    options.drafted(conversationId, text);
  }

  onMount($state, () => {
    const release = core.keepAlive();
    mount = new AbortController();
    ensure();
    return () => {
      mount?.abort();
      mount = undefined;
      options.unmounted();
      release();
    };
  });

  return {
    conversationId,
    $state,
    $draft,
    get mounted() {
      return mount !== undefined;
    },
    $files: attachments.of(conversationId),
    addFiles: (files) => attachments.add(conversationId, files),
    removeFile: (id) => attachments.remove(conversationId, id),
    retryFile: (id) => attachments.retry(conversationId, id),
    setDraft,
    restoreDraft(text) {
      const typed = $draft.value ?? '';
      if (!typed.startsWith(text)) $draft.set(typed === '' ? text : `${text}\n${typed}`);
    },
    forgetDraft: () => $draft.set(''),
    send(text) {
      const sound = wellFormed(text);
      const files = attachments.ready(conversationId);
      if (!files || !options.sendable(sound, files.length > 0)) return;
      attachments.sent(conversationId);
      outbox.add(conversationId, sound, files);
      setDraft('');
      // What I write stands at the end: that is where I look now.
      if (history && !history.following) void reload();
    },
    retry: (id) => outbox.retry(conversationId, id),
    discard(id) {
      const message = outbox.discard(conversationId, id);
      if (!message) return undefined;
      attachments.restore(conversationId, message.attachments, message.failure?.code === 'file-missing');
      return message.text;
    },
    deleteMessage: (id) =>
      deleteMessage(core, conversationId, id, () => history?.run.find((message) => message.id === id)),
    loadOlder: () => page('older'),
    loadNewer: () => page('newer'),
    reload: () => reload(),
    async openAt(seq) {
      const there = history && fresh && seq >= oldest(history.run) && seq <= newest(history.run);
      if (!there) await reload({ around: seq, limit: STEP });
    },
    markRead(seq) {
      if (!history || !fresh) return;
      const upTo = Math.min(seq, newest(history.run));
      if (upTo > history.read) options.markRead(conversationId, upTo);
    },
    showOutgoing: show,
    apply(event) {
      const before = history;
      const knownPerson = person;
      applyOne(event);
      if (history !== before || person !== knownPerson) show();
      if (history && fresh && lagging(history)) void catchUp();
      // The other one has just written into a conversation that I could not see before.
      if (failure?.code === 'not-found' && event.type === 'conversation.updated') {
        failure = undefined;
        ensure();
      }
    },
    async refresh(signal) {
      try {
        await refresh(signal);
      } catch (error) {
        // A conversation that is gone is an answer; it must not keep the others from being read.
        if (signal.aborted || PASSING.has(failureOf(error).code)) throw error;
        fail(core.failed(error));
      }
    },
    ensure,
    clear(reason) {
      reading++;
      fresh = false;
      history = undefined;
      person = undefined;
      pageFailure = undefined;
      failure = reason;
      arriving.clear();
      show();
    },
  };
}
