import type { Between } from './subject.ts';

/** A body of JSON, as far as mutations look into it. */
export type Json = any;

/** What a mutation sees of an exchange. */
export interface Exchange {
  method: string;
  path: string;
  url: URL;
  status: number;
  json: Json;
  text: string;
  headers: Headers;
  /** The body of the request, parsed. */
  sent: Json;
  /** Anything to remember from one exchange to the next. */
  memory: Map<string, Json>;
}

/** Changes answers; what it leaves alone is passed on. */
export type Change = (exchange: Exchange) => void;

/** A request like `POST /v1/conversations/…/messages`: `*` stands for an id, `**` for any rest. */
export function matches(pattern: string, method: string, path: string): boolean {
  const [verb = '', route = ''] = pattern.split(' ');
  const expression = new RegExp(`^${route.replaceAll(/\*\*?/g, (star) => (star === '*' ? '[^/]+' : '.*'))}$`);
  return (verb === 'ANY' || verb === method) && expression.test(path);
}

/** Alters the answers of matching requests. */
export function answers(pattern: string, change: Change): Between {
  const memory = new Map<string, Json>();
  return async (request, backend) => {
    const url = new URL(request.url);
    const { method } = request;
    if (!matches(pattern, method, url.pathname)) return backend(request);
    const bytes = method === 'GET' || method === 'HEAD' ? undefined : await request.arrayBuffer();
    const response = await backend(
      new Request(url, { method, headers: request.headers, ...(bytes && { body: bytes }) }),
    );
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
    const text = await response.text();
    const exchange: Exchange = {
      method,
      path: url.pathname,
      url,
      status: response.status,
      json: parse(text),
      text,
      headers: new Headers(response.headers),
      sent: bytes && parse(new TextDecoder().decode(bytes)),
      memory,
    };
    change(exchange);
    exchange.headers.delete('content-length');
    const body = exchange.json === undefined ? exchange.text : JSON.stringify(exchange.json);
    const empty = [204, 304].includes(exchange.status) || method === 'HEAD';
    return new Response(empty ? null : body, { status: exchange.status, headers: exchange.headers });
  };
}

/** Alters the requests before the backend gets them. */
export function requests(pattern: string, change: (url: URL, body: Json, headers: Headers) => Json): Between {
  return async (request, backend) => {
    const url = new URL(request.url);
    if (!matches(pattern, request.method, url.pathname)) return backend(request);
    const headers = new Headers(request.headers);
    const text = await request.text();
    const body: Json = change(url, parse(text), headers);
    headers.delete('content-length');
    const content = body === undefined ? text : JSON.stringify(body);
    const { method } = request;
    return backend(new Request(url, { method, headers, ...(content !== '' && { body: content }) }));
  };
}

/** Answers matching requests itself. */
export function instead(
  pattern: string,
  status: number,
  body?: Json,
  headers: Record<string, string> = {},
): Between {
  return async (request, backend) =>
    matches(pattern, request.method, new URL(request.url).pathname)
      ? new Response(body === undefined ? null : JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json', ...headers },
        })
      : backend(request);
}

/** Alters a stream's frames; an empty string drops one. */
export function frames(change: (frame: string) => string): Between {
  return async (request, backend) => {
    const response = await backend(request);
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
    let rest = '';
    const decoder = new TextDecoder();
    const encoder = new TextEncoder();
    const changed = response.body!.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
          rest = pieces.pop() ?? '';
          for (const piece of pieces) {
            const frame = change(`${piece}\n\n`);
            if (frame !== '') controller.enqueue(encoder.encode(frame));
          }
        },
      }),
    );
    return new Response(changed, { status: response.status, headers: response.headers });
  };
}

/** Drops the events of a type. */
export const without = (type: string): Between =>
  frames((frame) => (frame.includes(`event: ${type}\n`) || frame.includes(`event:${type}\n`) ? '' : frame));

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
