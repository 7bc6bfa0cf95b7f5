import { failureOf } from '../api/errors.ts';
import { delay } from './waiting.ts';

export interface MarksOptions {
  /** The least time between two calls for one conversation, in milliseconds. */
  interval: number;
  send(conversationId: string, seq: number, signal: AbortSignal): Promise<void>;
  /** Told of the seq that the server has taken. */
  sent?(conversationId: string, seq: number): void;
  /** Told of every call that failed. */
  failed(error: unknown): void;
}

/** "Everything up to this seq", said per conversation: never goes back, and says only the last of many in a row. */
export interface Marks {
  set(conversationId: string, seq: number): void;
  /** Says again what did not get through for want of a connection. */
  resume(): void;
  clear(): void;
}

interface Mark {
  wanted: number;
  sent: number;
  busy: boolean;
}

export function createMarks({ interval, send, sent, failed }: MarksOptions): Marks {
  const marks = new Map<string, Mark>();
  let life = new AbortController();

  async function work(conversationId: string, mark: Mark, signal: AbortSignal): Promise<void> {
    if (mark.busy) return;
    mark.busy = true;
    while (mark.wanted > mark.sent && !signal.aborted) {
      const seq = mark.wanted;
      try {
        await send(conversationId, seq, signal);
        mark.sent = seq;
        if (!signal.aborted) sent?.(conversationId, seq);
      } catch (error) {
        if (signal.aborted) return;
        failed(error);
        // A refusal stays one; a lost call waits for the connection to return.
        if (failureOf(error).code !== 'network') mark.sent = seq;
        else break;
      }
      await delay(interval, signal);
    }
    mark.busy = false;
  }

  return {
    set(conversationId, seq) {
      const mark = marks.get(conversationId) ?? { wanted: 0, sent: 0, busy: false };
      marks.set(conversationId, mark);
      if (seq <= mark.wanted) return;
      mark.wanted = seq;
      void work(conversationId, mark, life.signal);
    },
    resume() {
      for (const [conversationId, mark] of marks) void work(conversationId, mark, life.signal);
    },
    clear() {
      life.abort();
      life = new AbortController();
      marks.clear();
    },
  };
}
