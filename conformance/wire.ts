import { createParser } from 'eventsource-parser';
import { paths, type BackendEvent } from '../src/protocol/index.ts';
import { Broken, type Seen } from './expect.ts';

/** An event as it came, with its cursor where it has one. */
export type Heard = BackendEvent & { id: string | undefined };

/** An open event stream. */
export interface Ear {
  readonly headers: Headers;
  /** The cursor to resume from. */
  readonly cursor: string | undefined;
  /** The next event. @throws {Broken} when none comes in time */
  next(what: string): Promise<Heard>;
  /** Reads on until an event fits. @throws {Broken} when it does not come in time */
  until(what: string, fits: (event: Heard) => boolean): Promise<Heard>;
  close(): void;
}

/** More of a request than its method and path. */
export interface More {
  headers?: Readonly<Record<string, string>>;
  /** The body as it is, instead of JSON. */
  raw?: BodyInit;
}

/** Milliseconds in which an event that must come has come. */
export const EVENT_MS = 4000;

/** Speaks HTTP to the backend. It knows the tokens, and keeps them out of whatever is reported. */
export class Wire {
  readonly #base: string;
  readonly #signal: AbortSignal;
  readonly #eventMs: number;
  /** The last request, for the report of a check that broke in between. */
  last: string | undefined;

  constructor(base: string, signal: AbortSignal, eventMs = EVENT_MS) {
    this.#base = base.replace(/\/+$/, '');
    this.#signal = signal;
    this.#eventMs = eventMs;
  }

  async fetch(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    more: More = {},
  ): Promise<Response> {
    this.last = `${method} ${path}`;
    const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` });
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(more.headers ?? {})) headers.set(name, value);
    const content = more.raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return fetch(this.#base + path, {
      method,
      headers,
      redirect: 'manual',
      signal: this.#signal,
      ...(content !== undefined && { body: content }),
    });
  }

  async call(method: string, path: string, token?: string, body?: unknown, more?: More): Promise<Seen> {
    const response = await this.fetch(method, path, token, body, more);
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // No JSON: whoever expected some finds `undefined`.
    }
    return {
      request: `${method} ${path}`,
      status: response.status,
      headers: response.headers,
      text,
      body: json,
    };
  }

  /** Opens a person's events. */
  async events(token: string, lastEventId?: string): Promise<Ear> {
    const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
    const response = await this.fetch('GET', paths.events(), token, undefined, { headers });
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      throw new Broken('200 and an event stream', String(response.status), this.last);
    }
    return openEar(response.headers, response.body.getReader(), this.#eventMs);
  }
}

function openEar(headers: Headers, reader: ReadableStreamDefaultReader<Uint8Array>, eventMs: number): Ear {
  const heard: Heard[] = [];
  const types: string[] = [];
  const decoder = new TextDecoder();
  let cursor: string | undefined;
  const parser = createParser({
    onEvent({ id, event, data }) {
      heard.push({ type: event, data: JSON.parse(data) as unknown, id } as Heard);
    },
  });
  let reading: Promise<ReadableStreamReadResult<Uint8Array>> | undefined;

  async function next(what: string): Promise<Heard> {
    const end = Date.now() + eventMs;
    for (;;) {
      const event = heard.shift();
      if (event) {
        cursor = event.id ?? cursor;
        types.push(event.type);
        return event;
      }
      reading ??= reader.read();
      const chunk = await within(reading, end - Date.now());
      if (chunk === undefined || chunk.done) {
        const came = types.length === 0 ? 'none' : types.join(', ');
        throw new Broken(
          what,
          `${chunk ? 'the end of the stream' : 'nothing in time'}, after: ${came}`,
          'GET /v1/events',
        );
      }
      reading = undefined;
      parser.feed(decoder.decode(chunk.value, { stream: true }));
    }
  }

  return {
    headers,
    get cursor() {
      return cursor;
    },
    next,
    async until(what, fits) {
      for (;;) {
        const event = await next(what);
        if (fits(event)) return event;
      }
    },
    close: () => void reader.cancel().catch(() => undefined),
  };
}

/** What a promise gives within so many milliseconds, else `undefined`. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
