import type { BackendEvent } from '../protocol/index.ts';
import { newest, type MessageRun } from './message-run.ts';
import type { OutgoingMessage } from './types.ts';

/**
 * My messages that the server has accepted and that the thread cannot show in their place yet, because others stand before them that
 * are not read: until then they stay where they stood, instead of going and coming back.
 */
export interface Arriving {
  /** Takes an event of the conversation, before what it is about leaves the outbox. */
  apply(event: BackendEvent, outgoing: readonly OutgoingMessage[], run: MessageRun): void;
  /** What stands behind the run: these, then what is under way. */
  before(outgoing: readonly OutgoingMessage[], run: MessageRun): readonly OutgoingMessage[];
  clear(): void;
}

export function createArriving(): Arriving {
  const arriving = new Map<string, { seq: number; message: OutgoingMessage }>();
  return {
    apply(event, outgoing, run) {
      if (event.type === 'message.deleted') arriving.delete(event.data.message.id);
      if (event.type !== 'message.created') return;
      const { id, seq } = event.data.message;
      const mine = outgoing.find((message) => message.id === id);
      if (mine && seq > newest(run))
        arriving.set(id, { seq, message: Object.freeze({ ...mine, status: 'pending' }) });
    },
    before(outgoing, run) {
      for (const [id, { seq }] of arriving) if (seq <= newest(run)) arriving.delete(id);
      if (arriving.size === 0) return outgoing;
      const under = new Set(outgoing.map(({ id }) => id));
      const accepted = Array.from(arriving.values(), ({ message }) => message).filter(
        ({ id }) => !under.has(id),
      );
      return Object.freeze([...accepted, ...outgoing]);
    },
    clear: () => arriving.clear(),
  };
}
