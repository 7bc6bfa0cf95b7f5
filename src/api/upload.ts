/** A file to send, and who is told how much of it has gone: a share from 0 to 1. */
export interface Upload {
  body: Blob;
  progress?: ((share: number) => void) | undefined;
}

/**
 * A `fetch` for one upload that tells how far it is, which the browser's own cannot. Only where the page has no `fetch` of its own:
 * see `docs/decisions/0008-uploads-by-xmlhttprequest.md`.
 */
export function uploadFetch({ body, progress }: Upload): typeof globalThis.fetch {
  return (input, init) => {
    const { method, url, headers, signal } = new Request(input, init);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const request = new XMLHttpRequest();
      request.open(method, url);
      headers.forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.onprogress = ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0);
      request.onerror = () => reject(new TypeError('Failed to fetch'));
      request.onabort = () =>
        reject((signal.reason as Error | undefined) ?? new TypeError('Failed to fetch'));
      request.onload = () => {
        // Followed to somewhere else: not the backend's answer.
        if (request.responseURL !== url) return reject(new TypeError('Failed to fetch'));
        resolve(new Response(request.responseText, { status: request.status, headers: answered(request) }));
      };
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(body);
    });
  };
}

function answered(request: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
