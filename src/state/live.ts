import { parseEvent, type StreamEvent } from '../api/event-stream.ts';
import type { BackendEvent } from '../protocol/index.ts';
import type { Channel, Environment } from './environment.ts';
import { followStream, SILENCE } from './stream.ts';
import type { Connection } from './types.ts';
import { uuid } from './uuid.ts';
import { backoff, createNudge, delay, nudgeOnReturn, type Nudge } from './waiting.ts';

/** Milliseconds within which a leader that is alive answers. */
const ANSWER = 3_000;

/** What the tabs of one person say to each other. `n` counts the leader's events, so that a missing one is noticed. */
type Relay =
  /** A follower asks for the state; with `nudge` also for a new try at once, because its page has come back. */
  | { kind: 'hello'; nudge: boolean }
  /** The leader's state, also as a sign of life. `whole` is false in the middle of a change. */
  | {
      kind: 'state';
      leader: string;
      n: number;
      cursor: string | undefined;
      whole: boolean;
      connection: Connection;
    }
  | {
      kind: 'event';
      leader: string;
      n: number;
      type: string | undefined;
      data: unknown;
      id: string | undefined;
    };

export interface LiveOptions {
  environment: Environment;
  /** Names the person at the backend: tabs with the same name share a stream. */
  name: string;
  /** Where this tab stands in the person's events. Survives the following, so that it can be taken up again. */
  position: { cursor: string | undefined };
  open(cursor: string | undefined, signal: AbortSignal): Promise<Response>;
  apply(event: BackendEvent): void;
  /** Reads the snapshot anew. Events wait for it. */
  reread(signal: AbortSignal): Promise<void>;
  connection(state: Connection): void;
  /** Told when this tab begins or ceases to hold the stream for all of them. */
  lead(leading: boolean): void;
  failed(error: unknown): void;
}

/**
 * Follows a person's events until `signal` is aborted: by a stream of its own in one tab of the browser, and by what
 * that tab relays in all others. Servers and HTTP/1.1 connections are spared; each tab still sees every event once
 * and in order, or else reads everything again.
 */
export async function followEvents(options: LiveOptions, signal: AbortSignal): Promise<void> {
  const { environment, name } = options;
  const nudge = createNudge();
  const stop = nudgeOnReturn(nudge, environment);
  const channel = environment.lock && environment.channel?.(name);
  try {
    if (!environment.lock || !channel) return await lead(options, undefined, nudge, signal);
    await takeTurns(options, environment.lock, channel, nudge, signal);
  } finally {
    stop();
    channel?.close();
  }
}

async function takeTurns(
  options: LiveOptions,
  lock: NonNullable<Environment['lock']>,
  channel: Channel,
  nudge: Nudge,
  signal: AbortSignal,
): Promise<void> {
  let steal = false;
  while (!signal.aborted) {
    const turn = new AbortController();
    const waiting = AbortSignal.any([signal, turn.signal]);
    const follower = follow(options, channel, nudge, waiting);
    // Sets in when the leader, a page that the system has frozen perhaps, no longer answers.
    void follower.deserted.then(() => turn.abort());
    try {
      await lock(options.name, { signal: waiting, steal }, async (lost) => {
        await follower.end();
        await lead(options, channel, nudge, AbortSignal.any([signal, lost]));
      });
    } catch (error) {
      // Locks are refused in sandboxed frames: this page has its stream for itself.
      options.failed(error);
      await follower.end();
      return lead(options, undefined, nudge, signal);
    }
    await follower.end();
    steal = turn.signal.aborted;
  }
}

/** Holds the stream for all tabs. */
async function lead(options: LiveOptions, channel: Channel | undefined, nudge: Nudge, signal: AbortSignal) {
  const { environment, position, apply, reread, open, failed } = options;
  const leader = uuid();
  let n = 0;
  let whole = true;
  let connection: Connection = 'connecting';
  const post = (message: Relay) => channel?.post(message);
  const tell = () => post({ kind: 'state', leader, n, cursor: position.cursor, whole, connection });

  async function handle(events: readonly StreamEvent[]): Promise<void> {
    if (events.length === 0) tell();
    for (const { event, id } of events) {
      post({ kind: 'event', leader, n: ++n, type: event?.type, data: event?.data, id });
      whole = false;
      if (event?.type === 'reset') {
        position.cursor = undefined;
        await reread(signal);
        if (signal.aborted) return;
      } else if (event) apply(event);
      if (id === undefined) continue;
      position.cursor = id;
      whole = true;
    }
  }

  channel?.onMessage((message) => {
    const relay = message as Relay;
    if (relay.kind !== 'hello') return;
    tell();
    if (relay.nudge) nudge.fire();
  });
  options.lead(true);
  tell();
  const state = (next: Connection) => {
    connection = next;
    options.connection(next);
    tell();
  };
  const hooks = { cursor: () => position.cursor, open, handle, connection: state, failed };
  await followStream(hooks, environment, nudge, signal);
  options.lead(false);
}

interface Follower {
  /** Resolves when the leader does not answer any more; never when the following ends otherwise. */
  deserted: Promise<void>;
  /** Stops following. Resolves when nothing of it is under way any more. */
  end(): Promise<void>;
}

/** Hears what the leader relays. */
function follow(options: LiveOptions, channel: Channel, nudge: Nudge, signal: AbortSignal): Follower {
  const { environment, position } = options;
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  let leader: string | undefined;
  let n = 0;
  let heard = 0;
  let failures = 0;
  /** Everything in the order in which it came; a snapshot makes the rest wait. */
  let work = Promise.resolve();

  const post = (message: Relay) => channel.post(message);
  const hello = (nudged = false) => !until.aborted && post({ kind: 'hello', nudge: nudged });

  async function reread(cursor: string | undefined): Promise<void> {
    position.cursor = undefined;
    try {
      await options.reread(until);
      position.cursor = cursor;
      failures = 0;
    } catch (error) {
      if (until.aborted) return;
      options.failed(error);
      leader = undefined;
      void nudge.wait(backoff(++failures, environment.random), until).then(() => hello());
    }
  }

  async function take(relay: Exclude<Relay, { kind: 'hello' }>): Promise<void> {
    if (until.aborted) return;
    if (relay.kind === 'event') return takeEvent(relay);
    const inStep = relay.leader === leader && relay.n === n;
    const continuous = relay.whole && relay.cursor !== undefined && relay.cursor === position.cursor;
    leader = relay.leader;
    n = relay.n;
    // Before its first snapshot the leader has nothing to be in step with; its `reset` will follow.
    if (!inStep && !continuous && relay.cursor !== undefined)
      await reread(relay.whole ? relay.cursor : undefined);
    if (!until.aborted && leader !== undefined) options.connection(relay.connection);
  }

  async function takeEvent(relay: Extract<Relay, { kind: 'event' }>): Promise<void> {
    const next = relay.leader === leader && relay.n === n + 1;
    leader = relay.leader;
    n = relay.n;
    const data = JSON.stringify(relay.data);
    const { event } = relay.type === undefined ? {} : parseEvent({ event: relay.type, data, id: relay.id });
    if (!next || event?.type === 'reset') return reread(relay.id);
    if (event) options.apply(event);
    if (relay.id !== undefined) position.cursor = relay.id;
  }

  channel.onMessage((message) => {
    const relay = message as Relay;
    if (relay.kind === 'hello' || until.aborted) return;
    heard++;
    work = work.then(() => take(relay)).catch(options.failed);
  });

  async function watch(): Promise<void> {
    for (let first = true; !until.aborted; first = false) {
      const before = heard;
      // Begun now, so that a page that comes back while an answer is awaited is not forgotten.
      const next = nudge.wait(SILENCE, until);
      hello(!first);
      await delay(ANSWER, until);
      if (until.aborted) break;
      if (heard === before) return;
      await next;
    }
    // Ended, not deserted.
    await new Promise<never>(() => {});
  }

  return {
    deserted: watch(),
    end() {
      over.abort();
      return work;
    },
  };
}
