import { HEARTBEAT_MS, type BackendEvent } from '../../src/protocol/index.ts';
import type { ChangeKind, LogBatch, LogRow } from '../store/person-events.ts';
import type { Waiter } from './hub.ts';
import { commentFrame, eventFrame } from './sse.ts';

/** Milliseconds after which a stream looks into the log though nobody woke it: hints can be lost. */
export const POLL_MS = 5000;

/** Where a stream gets its events from, already bound to one person. */
export interface StreamSource {
  /** The log after a cursor; `undefined` when the person may no longer listen. */
  read(after: number): Promise<LogBatch | undefined>;
  /** What entries mean for the person now: for each its events, in order. */
  expand(rows: readonly LogRow[]): Promise<{ n: number; events: BackendEvent[] }[]>;
  waiter: Waiter;
}

/** How a stream is timed, in milliseconds; tests are quicker. */
export interface StreamTiming {
  pollMs: number;
  heartbeatMs: number;
}

export const STREAM_TIMING: StreamTiming = { pollMs: POLL_MS, heartbeatMs: HEARTBEAT_MS };

/**
 * A person's events as frames, until the signal aborts or the person may no longer listen. It reads the next batch only
 * when the last one has been taken, so a slow reader costs one batch of memory.
 * @param cursor the caller's last event, `undefined` if unknown
 */
export async function* personFrames(
  source: StreamSource,
  cursor: number | undefined,
  signal: AbortSignal,
  timing: StreamTiming,
): AsyncGenerator<string, void> {
  const start = await source.read(cursor ?? Number.MAX_SAFE_INTEGER);
  if (!start) return;
  let position = cursor !== undefined && isKept(start, cursor) ? cursor : undefined;
  if (position === undefined) {
    position = start.last;
    yield begin(start);
  } else {
    yield commentFrame('open');
  }

  let heard = Date.now();
  while (!signal.aborted) {
    const batch = await source.read(position);
    if (!batch) return;
    const behind = batch.last > position;
    if (behind && batch.rows[0]?.n !== position + 1) {
      // The log was trimmed past a reader that is too slow.
      position = batch.last;
      yield begin(batch);
    } else if (behind) {
      for (const { n, events } of await source.expand(hearable(batch))) {
        for (const [i, event] of events.entries()) {
          yield eventFrame(event, i === events.length - 1 ? n : undefined);
        }
      }
      position = batch.rows.at(-1)?.n ?? position;
    } else {
      await source.waiter.wait(Math.min(timing.pollMs, heard + timing.heartbeatMs - Date.now()), signal);
      if (Date.now() - heard < timing.heartbeatMs) continue;
      yield commentFrame('heartbeat');
    }
    heard = Date.now();
  }
}

/** Whether the log still holds everything after a cursor. */
function isKept(log: LogBatch, cursor: number): boolean {
  return cursor <= log.last && cursor >= (log.oldest ?? log.last + 1) - 1;
}

/** The first event of a stream that cannot resume. */
function begin(log: LogBatch): string {
  return log.secureMessaging
    ? eventFrame({ type: 'reset', data: {} }, log.last)
    : eventFrame({ type: 'features.changed', data: { secureMessaging: false } }, log.last);
}

/** What concerns the practice and nobody's messages. */
const ALWAYS_TOLD: ReadonlySet<ChangeKind> = new Set([
  'features.changed',
  'notice.changed',
  'notice.dismissed',
  'email-notices.changed',
]);

/** While messaging is off nothing is told of messages; switching it on again brings a `reset`. */
function hearable(batch: LogBatch): LogRow[] {
  return batch.secureMessaging ? batch.rows : batch.rows.filter((row) => ALWAYS_TOLD.has(row.kind));
}
