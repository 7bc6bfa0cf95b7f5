import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { safeParse } from 'valibot';

import { EVENTS, type BackendEvent, type EventType } from '../protocol/index.ts';
import { ApiError } from './errors.ts';

/** An event of the stream. One without `event` is of a type that this page does not know; its `id` still counts. */
export interface StreamEvent {
  event?: BackendEvent;
  /** The cursor to go on from; only the last event of a change has one. */
  id?: string;
}

/** Characters that one event may have before the stream is given up. */
const EVENT_LIMIT = 4 * 1024 * 1024;

/**
 * Reads an event stream, in the pieces in which it arrives: each gives the events that it completes, a heartbeat an
 * empty list. Ends when the server ends the stream or `signal` is aborted.
 * @param silence milliseconds without a sign of life after which the stream counts as dead
 * @throws {ApiError} `network` when the connection breaks or is silent, `unexpected` when it is no event stream
 */
export async function* readEvents(
  response: Response,
  silence: number,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent[]> {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    void response.body?.cancel();
    throw new ApiError({ code: 'unexpected' });
  }
  const reader = response.body.getReader();
  // Cancelling also ends a read that is waiting, whether or not the page's `fetch` listens to the signal.
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  const decoder = new TextDecoder();
  let events: StreamEvent[] = [];
  const parser = createParser({ onEvent: (raw) => events.push(parseEvent(raw)), maxBufferSize: EVENT_LIMIT });
  try {
    while (!signal.aborted) {
      const { done, value } = await withTimeout(reader.read(), silence);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield events;
      events = [];
    }
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof ApiError ? error : new ApiError({ code: 'network' }, { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Checks an event's data. What cannot be understood becomes a `reset`: reading everything again is always right. */
export function parseEvent({
  event: type,
  data,
  id,
}: Pick<EventSourceMessage, 'event' | 'data' | 'id'>): StreamEvent {
  const at = id === undefined ? {} : { id };
  if (type === undefined || !Object.hasOwn(EVENTS, type)) return at;
  const parsed = safeParse(EVENTS[type as EventType], parseJson(data));
  const event = parsed.success ? { type, data: parsed.output } : { type: 'reset', data: {} };
  return { event: event as BackendEvent, ...at };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    // Not JSON: no schema takes `undefined`, so the caller handles it like any other wrong event.
    return undefined;
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError({ code: 'network' })), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
