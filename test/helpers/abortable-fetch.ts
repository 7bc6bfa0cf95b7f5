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
      const response = await Promise.race([answer(request), rejection(signal)]);
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
