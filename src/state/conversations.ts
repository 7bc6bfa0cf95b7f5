import { atom, onMount, type ReadableAtom } from 'nanostores';

import { PAGE_DEFAULT, PAGE_LIMIT, type BackendEvent, type Conversation } from '../protocol/index.ts';
import { applyToConversation, mergeConversation } from './conversation-merge.ts';
import { undelivered, type Core, type Part } from './core.ts';
import type { PagedList } from './types.ts';

export interface Conversations extends Part {
  readonly $list: ReadableAtom<PagedList<Conversation>>;
  loadMore(): Promise<void>;
  /** Takes a conversation into the list at once, even if its place is beyond what is loaded. */
  add(conversation: Conversation): void;
  /** Takes note of a conversation that was seen elsewhere, in a search. */
  note(conversation: Conversation): void;
  /** The newest that is known of a conversation. */
  known(id: string): Conversation | undefined;
  /** What is known of a conversation, or else what the server's list says of it. */
  find(id: string, signal: AbortSignal): Promise<Conversation | undefined>;
}

const LOADING: PagedList<Conversation> = { status: 'loading', items: [], more: false, loadingMore: false };

/** My conversations, newest first, page by page; and the newest of every conversation that was ever seen. */
export function createConversations(core: Core): Conversations {
  const $list = atom<PagedList<Conversation>>(LOADING);
  const all = new Map<string, Conversation>();
  let next: string | undefined;
  let mount: AbortController | undefined;
  /** Whether the list is what the server has, as far as the events have told. */
  let fresh = false;
  let loading = false;
  /** Counts readings; an answer to any but the latest is no longer wanted. */
  let reading = 0;
  /** The reading under way. */
  let pending: Promise<unknown> | undefined;

  const list = () => $list.value ?? LOADING;
  const myId = () => core.me()?.person.id ?? '';

  function update(change: Partial<PagedList<Conversation>>): void {
    const { failure: _, ...rest } = list();
    $list.set(Object.freeze({ ...rest, ...change }));
  }

  function show(conversations: Iterable<Conversation>, change: Partial<PagedList<Conversation>> = {}): void {
    const unique = new Map(Array.from(conversations, (conversation) => [conversation.id, conversation]));
    update({ items: Object.freeze([...unique.values()].sort(byTime)), ...change });
  }

  function put(conversation: Conversation, pin = false): void {
    all.set(conversation.id, conversation);
    if (!fresh) return;
    const { items, more } = list();
    const others = items.filter(({ id }) => id !== conversation.id);
    const last = others.at(-1);
    // Beyond the end of what is loaded, it would stand in front of others that are not loaded yet.
    const inside = !more || !last || conversation.updatedAt >= last.updatedAt;
    if (inside || pin || others.length < items.length) show([...others, conversation]);
  }

  function apply(event: BackendEvent): void {
    if (event.type === 'conversation.updated') {
      const { conversation } = event.data;
      return put(mergeConversation(all.get(conversation.id), conversation));
    }
    if (!('conversationId' in event.data)) return;
    const known = all.get(event.data.conversationId);
    const changed = known && applyToConversation(known, event, myId());
    if (changed && changed !== known) put(changed);
  }

  /** Takes in a page as it was read, then what has happened since. */
  function take(page: readonly Conversation[], since: readonly BackendEvent[]): void {
    for (const conversation of page) {
      all.set(conversation.id, conversation);
      const seq = undelivered(conversation, myId());
      if (seq > conversation.read) core.delivered(conversation.id, seq);
    }
    for (const event of since) apply(event);
  }

  async function readPages(
    wanted: number,
    signal: AbortSignal,
  ): Promise<[Conversation[], string | undefined]> {
    const read: Conversation[] = [];
    let cursor: string | undefined;
    do {
      const limit = Math.min(wanted - read.length, PAGE_LIMIT);
      const page = await core.api.conversations({ limit, ...(cursor !== undefined && { cursor }) }, signal);
      read.push(...page.conversations);
      cursor = page.next;
    } while (cursor !== undefined && read.length < wanted);
    return [read, cursor];
  }

  async function refresh(signal: AbortSignal): Promise<void> {
    const mine = ++reading;
    fresh = false;
    if (!mount) return;
    const wanted = Math.max(list().items.length, PAGE_DEFAULT);
    const read = core.journal.during(() => readPages(wanted, signal));
    pending = read.catch(() => {});
    const { answer, since } = await read;
    if (mine !== reading || signal.aborted) return;
    const [page, cursor] = answer;
    next = cursor;
    fresh = true;
    show(page, { status: 'ready', more: cursor !== undefined, loadingMore: false });
    take(page, since);
  }

  async function load(signal: AbortSignal): Promise<void> {
    loading = true;
    if (list().items.length === 0) update({ status: 'loading' });
    try {
      await core.ready(signal);
      if (!signal.aborted && !fresh && !core.off()) await refresh(signal);
    } catch (error) {
      if (!signal.aborted && !fresh) update({ status: 'failed', failure: core.failed(error) });
    } finally {
      loading = false;
      // Ended in favour of a newer mount or another person, which found it busy.
      if (signal.aborted) ensure();
    }
  }

  function ensure(): void {
    if (!mount || fresh || loading || core.off() || core.life().aborted) return;
    void load(AbortSignal.any([mount.signal, core.life()]));
  }

  onMount($list, () => {
    const release = core.keepAlive();
    mount = new AbortController();
    ensure();
    return () => {
      mount?.abort();
      mount = undefined;
      release();
    };
  });

  return {
    $list,
    apply,
    refresh,
    ensure,
    note: (conversation) => put(mergeConversation(all.get(conversation.id), conversation)),
    add: (conversation) => put(mergeConversation(all.get(conversation.id), conversation), true),
    known: (id) => all.get(id),
    async loadMore() {
      if (!fresh || list().loadingMore || next === undefined) return;
      const mine = reading;
      const signal = core.life();
      const cursor = next;
      update({ loadingMore: true });
      try {
        const { answer, since } = await core.journal.during(() =>
          core.api.conversations({ cursor, limit: PAGE_DEFAULT }, signal),
        );
        if (mine !== reading) return;
        next = answer.next;
        show([...list().items, ...answer.conversations], { more: next !== undefined, loadingMore: false });
        take(answer.conversations, since);
      } catch (error) {
        if (mine === reading && !signal.aborted) update({ loadingMore: false, failure: core.failed(error) });
      }
    },
    async find(id, signal) {
      // The list that is just being read says it of nearly every conversation.
      if (!all.has(id)) await pending;
      let cursor: string | undefined;
      while (!all.has(id)) {
        const page = await core.api.conversations(
          { limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) },
          signal,
        );
        signal.throwIfAborted();
        for (const found of page.conversations) if (!all.has(found.id)) all.set(found.id, found);
        cursor = page.next;
        if (cursor === undefined) break;
      }
      return all.get(id);
    },
    clear(failure) {
      reading++;
      fresh = false;
      next = undefined;
      all.clear();
      $list.set(Object.freeze(failure ? { ...LOADING, status: 'failed', failure } : LOADING));
    },
  };
}

/** Newest first. Instants of one format compare as text. */
function byTime(a: Conversation, b: Conversation): number {
  if (a.updatedAt === b.updatedAt) return 0;
  return a.updatedAt < b.updatedAt ? 1 : -1;
}
