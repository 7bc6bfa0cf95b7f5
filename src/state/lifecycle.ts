import { isSignedOut } from '../api/errors.ts';
import type { Environment } from './environment.ts';
import type { Connection, Failure } from './types.ts';
import { abortedOr, backoff, createNudge, delay, nudgeOnReturn, SIGNED_OUT } from './waiting.ts';

/** Milliseconds after which reading no longer waits for the stream. */
const PATIENCE = 1_500;
/** Failed tries to learn who I am after which we call ourselves offline. */
const TRIES = 3;

export interface LifecycleOptions {
  environment: Environment;
  /** Learns who I am. @returns the name under which the tabs of this person find each other */
  identify(signal: AbortSignal): Promise<string>;
  /** Follows the events until the signal is aborted. */
  follow(name: string, signal: AbortSignal): Promise<void>;
  connection(state: Connection): void;
  failed(error: unknown): Failure;
}

/** Runs a Session exactly while somebody wants it. */
export interface Lifecycle {
  keepAlive(): () => void;
  /** Resolves when reading makes sense, see `Core.ready`, or when the signal is aborted. */
  ready(signal: AbortSignal): Promise<void>;
  /** The stream is there. */
  open(): void;
  /** Begins anew, if it runs at all. */
  restart(): void;
  /** Ends it for good. */
  end(): void;
}

interface Gate {
  passed: Promise<void>;
  open: () => void;
}

function createGate(): Gate {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { environment, identify, follow, connection, failed } = options;
  let users = 0;
  let ended = false;
  let running: AbortController | undefined;
  let gate = createGate();

  async function run(signal: AbortSignal, open: () => void): Promise<void> {
    const name = await identified(signal);
    if (name === undefined || signal.aborted) return;
    void delay(PATIENCE, signal).then(() => signal.aborted || open());
    await follow(name, signal);
  }

  async function identified(signal: AbortSignal): Promise<string | undefined> {
    const nudge = createNudge();
    const stop = nudgeOnReturn(nudge, environment);
    try {
      for (let failures = 1; !signal.aborted; failures++) {
        try {
          return await identify(signal);
        } catch (error) {
          if (signal.aborted) return undefined;
          const failure = failed(error);
          const signedOut = isSignedOut(failure);
          connection(signedOut || failures >= TRIES || !environment.online() ? 'offline' : 'connecting');
          const asked = 'retryAfter' in failure ? (failure.retryAfter ?? 0) * 1000 : 0;
          await nudge.wait(
            signedOut ? SIGNED_OUT : Math.max(asked, backoff(failures, environment.random)),
            signal,
          );
        }
      }
      return undefined;
    } finally {
      stop();
    }
  }

  function start(): void {
    if (ended || users === 0) return;
    running = new AbortController();
    run(running.signal, gate.open).catch(failed);
  }

  function stop(): void {
    running?.abort();
    running = undefined;
    // Whoever waits goes on waiting, for the next stream.
    const waiting = gate;
    gate = createGate();
    void gate.passed.then(waiting.open);
    connection('connecting');
  }

  return {
    keepAlive() {
      if (++users === 1) start();
      let held = true;
      return () => {
        if (held && --users === 0) stop();
        held = false;
      };
    },
    ready: (signal) => abortedOr(gate.passed, signal),
    open: () => gate.open(),
    restart() {
      stop();
      start();
    },
    end() {
      ended = true;
      stop();
    },
  };
}
