import type { Part } from './core.ts';
import type { LiveThread, ThreadOptions } from './live-thread.ts';
import type { Written } from './sealed-storage.ts';
import { conversationOf } from './thread-history.ts';
import { createThread } from './thread.ts';

/** Threads that nobody looks at and whose messages are kept nevertheless, for a quick way back to them. */
const KEPT_UNSEEN = 8;

/** The threads of a Session: one object for each conversation, for as long as the Session lives. */
export interface Threads extends Part {
  get(conversationId: string): LiveThread;
  /** What stands in composers. */
  drafts(): Written[];
  /** Brings back what stood in a composer when a page ended. */
  restore(kept: { conversationId: string; text: string }): void;
  /** Empties every composer. */
  forgetDrafts(): void;
}

export function createThreads(options: Omit<ThreadOptions, 'conversationId' | 'unmounted'>): Threads {
  const threads = new Map<string, LiveThread>();
  /** Those that were looked at last, the latest at the end. */
  const unseen = new Set<LiveThread>();

  function unmounted(thread: LiveThread): void {
    unseen.delete(thread);
    unseen.add(thread);
    for (const old of unseen) {
      if (unseen.size <= KEPT_UNSEEN) break;
      unseen.delete(old);
      if (!old.mounted) old.clear();
    }
  }

  function get(conversationId: string): LiveThread {
    let thread = threads.get(conversationId);
    if (!thread) {
      const made: LiveThread = createThread({ ...options, conversationId, unmounted: () => unmounted(made) });
      threads.set(conversationId, (thread = made));
    }
    return thread;
  }

  const each = (visit: (thread: LiveThread) => void) => threads.forEach(visit);

  return {
    get,
    apply(event) {
      const id = conversationOf(event);
      if (id !== undefined) threads.get(id)?.apply(event);
    },
    async refresh(signal) {
      await Promise.all(Array.from(threads.values(), (thread) => thread.refresh(signal)));
    },
    ensure: () => each((thread) => thread.ensure()),
    clear: (failure) => each((thread) => thread.clear(failure)),
    drafts: () =>
      Array.from(threads, ([conversationId, { $draft }]): Written => ({
        kind: 'draft',
        conversationId,
        text: $draft.get(),
      })).filter(({ text }) => text !== ''),
    restore: ({ conversationId, text }) => get(conversationId).restoreDraft(text),
    forgetDrafts: () => each((thread) => thread.forgetDraft()),
  };
}
