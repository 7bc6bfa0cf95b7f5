import { failureOf, isSignedOut } from '../api/errors.ts';
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
    const offline = failures >= TRIES || !environment.online();
    hooks.connection(offline ? 'offline' : 'connecting');
    const began = Date.now();
    const dropped = new AbortController();
    let asked = 0;
    let signedOut = false;
    try {
      const both = AbortSignal.any([signal, dropped.signal]);
      await connect(
        hooks,
        environment,
        both,
        () => dropped.abort(),
        () => (failures = 0),
      );
    } catch (error) {
      if (!signal.aborted && !dropped.signal.aborted) hooks.failed(error);
      const failure = failureOf(error);
      if ('retryAfter' in failure) asked = (failure.retryAfter ?? 0) * 1000;
      signedOut = isSignedOut(failure);
    }
    if (dropped.signal.aborted || signal.aborted) continue;
    failures++;
    waits = Date.now() - began > STABLE ? 0 : waits + 1;
    if (failures >= TRIES || !environment.online() || signedOut) hooks.connection('offline');
    else hooks.connection('connecting');
    await nudge.wait(signedOut ? SIGNED_OUT : Math.max(asked, backoff(waits, environment.random)), signal);
  }
}

/** One connection. Resolves when it ends, and rejects when it fails. */
async function connect(
  hooks: StreamHooks,
  environment: Environment,
  signal: AbortSignal,
  drop: () => void,
  live: () => void,
): Promise<void> {
  // Its own end, so that a connection that is given up is also closed.
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  let heard = Date.now();
  const stop = dropWhenDead(environment, () => heard, drop);
  try {
    const cursor = hooks.cursor();
    const response = await hooks.open(cursor, until);
    const established = () => {
      live();
      hooks.connection('live');
    };
    // Without a cursor the stream begins with a `reset`, and what is shown is right only after it.
    if (cursor !== undefined) established();
    let first = cursor === undefined;
    for await (const events of readEvents(response, SILENCE, until)) {
      heard = Date.now();
      await hooks.handle(events);
      if (first) established();
      first = false;
    }
  } finally {
    stop();
    over.abort();
  }
}

/**
 * Drops a connection that can only be dead, long before its silence would tell: the network is another one now, or the
 * machine has slept. Resuming costs one request and loses nothing.
 */
function dropWhenDead(environment: Environment, heard: () => number, drop: () => void): () => void {
  const online = environment.online();
  return environment.onChange(() => {
    const silent = environment.visible() && Date.now() - heard() > 1.5 * HEARTBEAT_MS;
    if (environment.online() !== online || silent) drop();
  });
}
