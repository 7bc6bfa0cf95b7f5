import { failureOf } from '../api/errors.ts';
import { readEvents, type StreamEvent } from '../api/event-stream.ts';
import { HEARTBEAT_MS } from '../protocol/index.ts';
import type { Environment } from './environment.ts';
import type { Connection } from './types.ts';
import { backoff, SIGNED_OUT, type Nudge } from './waiting.ts';

/** Milliseconds without a sign of life after which the stream counts as dead. */
export const SILENCE = 3 * HEARTBEAT_MS;
/** Failed tries after which we call ourselves offline. */
const TRIES = 3;
/** Milliseconds that a connection must have lasted for the next wait to be short again. */
const STABLE = 10_000;

export interface StreamHooks {
  /** The cursor to resume from; `undefined` begins with a `reset`. */
  cursor(): string | undefined;
  open(cursor: string | undefined, signal: AbortSignal): Promise<Response>;
  /** Handles events in order; rejects when the connection should be made anew. An empty list is a sign of life. */
  handle(events: readonly StreamEvent[]): Promise<void>;
  connection(state: Connection): void;
  failed(error: unknown): void;
}

/** Follows the event stream, and connects again, until `signal` is aborted. */
export async function followStream(
  hooks: StreamHooks,
  environment: Environment,
  nudge: Nudge,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  let waits = 0;
  while (!signal.aborted) {
    hooks.connection(failures >= TRIES || !environment.online() ? 'offline' : 'connecting');
    const began = performance.now();
    let asked = 0;
    let signedOut = false;
    try {
      await connect(hooks, signal, () => (failures = 0));
    } catch (error) {
      if (signal.aborted) return;
      hooks.failed(error);
      const failure = failureOf(error);
      if ('retryAfter' in failure) asked = (failure.retryAfter ?? 0) * 1000;
      signedOut = failure.code === 'unauthenticated' || failure.code === 'token-expired';
    }
    if (signal.aborted) return;
    failures++;
    waits = performance.now() - began > STABLE ? 0 : waits + 1;
    hooks.connection(failures >= TRIES || !environment.online() || signedOut ? 'offline' : 'connecting');
    const wait = signedOut ? SIGNED_OUT : Math.max(asked, backoff(waits, environment.random));
    await nudge.wait(wait, signal);
  }
}

async function connect(hooks: StreamHooks, signal: AbortSignal, live: () => void): Promise<void> {
  // Its own end, so that a connection that is given up is also closed.
  const connection = new AbortController();
  const both = AbortSignal.any([signal, connection.signal]);
  try {
    const cursor = hooks.cursor();
    const response = await hooks.open(cursor, both);
    const established = () => {
      live();
      hooks.connection('live');
    };
    // Without a cursor the stream begins with a `reset`, and what is shown is right only after it.
    if (cursor !== undefined) established();
    let first = cursor === undefined;
    for await (const events of readEvents(response, SILENCE, both)) {
      await hooks.handle(events);
      if (first) established();
      first = false;
    }
  } finally {
    connection.abort();
  }
}
