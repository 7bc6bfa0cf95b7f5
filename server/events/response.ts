const encoder = new TextEncoder();

/** The longest time that timers take, in milliseconds: about 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Milliseconds after which a reader who takes nothing is taken for gone. It is longer than two heartbeats. */
export const STALLED_MS = 60_000;

/**
 * A stream of frames as a response body that asks for the next frame only when the last one was taken, and that ends by itself
 * after `lifeMs`, when `end` aborts, or when the reader goes away or takes nothing for too long.
 * @param frames makes the frames; its signal aborts when the stream ends
 * @param ended is called once, however the stream ends
 */
export function frameStream(
  frames: (signal: AbortSignal) => AsyncGenerator<string, void>,
  end: AbortSignal,
  lifeMs: number,
  ended: (error?: unknown) => void,
  stalledMs = STALLED_MS,
): ReadableStream<Uint8Array> {
  const over = new AbortController();
  const source = frames(over.signal);
  const timer = setTimeout(() => over.abort(), Math.min(Math.max(lifeMs, 0), LONGEST_TIMER_MS));
  const abort = () => over.abort();
  end.addEventListener('abort', abort);
  if (end.aborted) abort();

  let stalled: ReturnType<typeof setTimeout> | undefined;
  let finished = false;
  function finish(error?: unknown): void {
    if (finished) return;
    finished = true;
    clearTimeout(timer);
    clearTimeout(stalled);
    end.removeEventListener('abort', abort);
    over.abort();
    void source.return();
    ended(error);
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      // A reader that takes nothing any more must not keep an ended stream open.
      over.signal.addEventListener('abort', () => {
        if (finished) return;
        finish();
        controller.close();
      });
      if (over.signal.aborted) {
        finish();
        controller.close();
      }
    },
    async pull(controller) {
      // The last frame was taken.
      clearTimeout(stalled);
      try {
        const { value, done } = await source.next();
        if (finished) return;
        if (done) {
          finish();
          controller.close();
        } else {
          controller.enqueue(encoder.encode(value));
          stalled = setTimeout(() => over.abort(), stalledMs);
          // In Node this timer alone does not keep the process.
          (stalled as { unref?: () => void }).unref?.();
        }
      } catch (error) {
        if (finished) return;
        // The reader sees a stream that ended, resumes from its cursor and learns nothing of the cause.
        finish(error);
        controller.close();
      }
    },
    cancel() {
      finish();
    },
  });
}
