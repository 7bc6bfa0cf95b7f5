import { failureOf } from '../api/errors.ts';
import { delay } from './waiting.ts';

/** Least milliseconds between two marks of one conversation. */
export const MARKS = { read: 500, delivered: 1_000 } as const;

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
  /** When the last call began: milliseconds since 1970. */
  at: number;
  busy: boolean;
}

export function createMarks({ interval, send, sent, failed }: MarksOptions): Marks {
  const marks = new Map<string, Mark>();
  let life = new AbortController();
  /** One call at a time: after an absence there may be something to say about many conversations. */
  let turn = Promise.resolve();

  async function work(conversationId: string, mark: Mark): Promise<void> {
    const { signal } = life;
    if (mark.busy) return;
    mark.busy = true;
    while (mark.wanted > mark.sent && !signal.aborted) {
      const rest = mark.at + interval - Date.now();
      if (rest > 0) await delay(rest, signal);
      const said = turn.then(() => say(conversationId, mark, signal));
      turn = said.then(
        () => {},
        () => {},
      );
      if (!(await said)) break;
    }
    mark.busy = false;
  }

  /** @returns whether to go on */
  async function say(conversationId: string, mark: Mark, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const seq = mark.wanted;
    mark.at = Date.now();
    try {
      await send(conversationId, seq, signal);
    } catch (error) {
      if (signal.aborted) return false;
      failed(error);
      // A refusal stays one; a lost call waits for the connection to return.
      if (failureOf(error).code === 'network') return false;
      mark.sent = seq;
      return true;
    }
    mark.sent = seq;
    if (!signal.aborted) sent?.(conversationId, seq);
    return !signal.aborted;
  }

  return {
    set(conversationId, seq) {
      const mark = marks.get(conversationId) ?? { wanted: 0, sent: 0, at: 0, busy: false };
      marks.set(conversationId, mark);
      if (seq <= mark.wanted) return;
      mark.wanted = seq;
      void work(conversationId, mark);
    },
    resume() {
      for (const [conversationId, mark] of marks) void work(conversationId, mark);
    },
    clear() {
      life.abort();
      life = new AbortController();
      turn = Promise.resolve();
      marks.clear();
    },
  };
}
