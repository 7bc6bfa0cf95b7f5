import type { BackendEvent } from '../protocol/index.ts';

/**
 * Remembers events while something is being read. An answer may be older than an event that arrived before it; what
 * happened since the request was sent is therefore applied to the answer once more. Events are idempotent.
 */
export interface Journal {
  record(event: BackendEvent): void;
  /** Reads something. @returns the answer, and the events that were recorded since the reading began */
  during<T>(read: () => Promise<T>): Promise<{ answer: T; since: readonly BackendEvent[] }>;
}

export function createJournal(): Journal {
  const open = new Set<BackendEvent[]>();
  return {
    record(event) {
      for (const events of open) events.push(event);
    },
    async during(read) {
      const since: BackendEvent[] = [];
      open.add(since);
      try {
        return { answer: await read(), since };
      } finally {
        open.delete(since);
      }
    },
  };
}
