import { createParser } from 'eventsource-parser';
import type { BackendEvent } from '../../src/protocol/index.ts';

/** An event as it came, with its cursor where it has one. */
export type ReceivedEvent = BackendEvent & { id: string | undefined };

/** Reads an event stream as a page does. */
export interface EventReader {
  readonly response: Response;
  /** Everything received so far. */
  readonly received: ReceivedEvent[];
  /** Comments received so far. */
  readonly comments: string[];
  /** The cursor to resume from. */
  readonly lastEventId: string | undefined;
  /** The next event; `undefined` when the stream has ended. */
  next(): Promise<ReceivedEvent | undefined>;
  /** Reads on until an event fits, and gives it. @throws when the stream ends before */
  until(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  /** Reads the raw chunks on until the stream ends. */
  ended(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an event stream with a token. */
export async function openEvents(
  fetch: (init: RequestInit) => Promise<Response>,
  token: string,
  lastEventId?: string,
): Promise<EventReader> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (lastEventId !== undefined) headers['Last-Event-ID'] = lastEventId;
  const response = await fetch({ headers });
  if (response.status !== 200 || !response.body) throw new Error(`The stream answered ${response.status}.`);

  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const received: ReceivedEvent[] = [];
  const comments: string[] = [];
  let taken = 0;
  let cursor: string | undefined;
  const parser = createParser({
    onEvent({ id, event, data }) {
      cursor = id ?? cursor;
      received.push({ type: event, data: JSON.parse(data) as unknown, id } as ReceivedEvent);
    },
    onComment: (comment) => comments.push(comment),
  });

  async function next(): Promise<ReceivedEvent | undefined> {
    while (taken >= received.length) {
      const { value, done } = await reader.read();
      if (done) return undefined;
      parser.feed(decoder.decode(value, { stream: true }));
    }
    return received[taken++];
  }

  return {
    response,
    received,
    comments,
    get lastEventId() {
      return cursor;
    },
    next,
    async until(fits) {
      for (;;) {
        const event = await next();
        if (!event) throw new Error(`The stream ended after: ${received.map((it) => it.type).join(', ')}`);
        if (fits(event)) return event;
      }
    },
    async ended() {
      while ((await next()) !== undefined);
    },
    close: () => reader.cancel(),
  };
}
