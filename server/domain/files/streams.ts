import { Refusal } from '../refusal.ts';

/** The pieces of a stream; whoever stops in between lets the stream go. */
export async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

/**
 * Pieces as a stream that reads no faster than it is read.
 * @param behind is let go as well when nobody reads on: a generator that was never asked for a piece lets nothing go itself
 */
export function streamOf(
  source: AsyncGenerator<Uint8Array>,
  behind?: AsyncGenerator<Uint8Array>,
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await source.return(undefined);
        await behind?.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Everything at once: for what is bounded and has to be looked at as a whole. @throws {Refusal} `file-too-large` */
export async function gather(source: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    length += part.length;
    if (length > limit) throw new Refusal('file-too-large');
    parts.push(part);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Lets at most `most` pieces of work run at once; the others wait in the order in which they came. */
export function gateFor(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function pass(work) {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place goes to the next one without becoming free in between.
      if (next) next();
      else running--;
    }
  };
}
