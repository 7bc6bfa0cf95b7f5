/** A network between a page and the backend inside it. */
export interface PageNetwork {
  readonly fetch: typeof globalThis.fetch;
  /** Whether the network is gone. Going offline breaks off what is under way. */
  offline: boolean;
}

/**
 * Makes a backend's function behave like the browser's fetch. Called directly, it would know neither abort (a reader of an event
 * stream would wait for ever) nor a lost network.
 */
export function abortable(answer: (request: Request) => Promise<Response>): PageNetwork {
  let lost = new AbortController();
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      const signal = AbortSignal.any([request.signal, lost.signal]);
      signal.throwIfAborted();
      const asked = withBody(request).then(answer);
      const response = await Promise.race([asked, rejection(signal)]);
      const body = response.body && breakable(response.body, signal);
      return new Response(body, response);
    },
    get offline() {
      return lost.signal.aborted;
    },
    set offline(offline) {
      // The error of a browser that cannot reach a server.
      if (offline) lost.abort(new TypeError('Failed to fetch'));
      else if (lost.signal.aborted) lost = new AbortController();
    },
  };
}

/**
 * A request as a server has it: with a body to read. Browsers keep theirs to themselves so far as they cannot stream them out
 * (Firefox); what was asked is read out of it then.
 */
export async function withBody(request: Request): Promise<Request> {
  if (request.body !== undefined) return request;
  const bytes = new Uint8Array(await request.clone().arrayBuffer());
  const body = bytes.length === 0 ? null : new Blob([bytes]).stream();
  return Object.defineProperty(request, 'body', { value: body });
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** The same bytes, until the signal breaks them off on both sides. */
function breakable(body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    start(controller) {
      signal.addEventListener(
        'abort',
        () => {
          controller.error(signal.reason);
          // The backend hears of it as of a closed connection; what it says to that matters to nobody.
          reader.cancel(signal.reason).catch(() => undefined);
        },
        { once: true },
      );
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
