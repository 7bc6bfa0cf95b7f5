/**
 * An answer whose body, when it breaks off, ends the connection: no client may take it for a whole one. The HTTP library would write
 * the error's words behind what was sent, finish the answer in good order, and print the error.
 */
export function brokenOffAloud(response: Response, outgoing: { destroy(): unknown }): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch {
          // First the connection, then the body's end, which nobody hears any more.
          outgoing.destroy();
          controller.close();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
