import type { Message } from '../protocol/index.ts';
import type { Session } from './types.ts';

/** Tells of messages that arrive, each once: a stream that is resumed may bring the last ones again. */
export interface Incoming {
  add: Session['onIncoming'];
  announce(conversationId: string, message: Message): void;
  /** Forgets what was announced, for somebody else. */
  forget(): void;
  /** Tells nobody any more. */
  end(): void;
}

/** @param report told of what a listener throws: the page's own mistake must not stop the stream */
export function createIncoming(report: (error: unknown) => void): Incoming {
  const listeners = new Set<(conversationId: string, message: Message) => void>();
  /** The newest seq that was announced, for each conversation. */
  const announced = new Map<string, number>();
  return {
    add(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    announce(conversationId, message) {
      if (message.seq <= (announced.get(conversationId) ?? 0)) return;
      announced.set(conversationId, message.seq);
      // Already deleted again: there is nothing to tell.
      if (message.deletedAt !== undefined) return;
      for (const heard of listeners) {
        try {
          heard(conversationId, message);
        } catch (error) {
          report(error);
        }
      }
    },
    forget: () => announced.clear(),
    end: () => listeners.clear(),
  };
}
