import type { Database } from '../ports.ts';
import { decodeHint, encodeHint } from './hints.ts';

/** The channel on which the processes that share a database tell each other whose log has grown. */
const CHANNEL = 'entrenous_events';

/** One stream's wake-up call: rings also for what happened since the last wait, so none is missed in between. */
export interface Waiter {
  /** Resolves when the person's log may have grown, after `ms` milliseconds, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Wakes the event streams of people whose log has grown: here at once, elsewhere by NOTIFY. */
export class EventHub {
  readonly #database: Database;
  readonly #failed: (error: unknown) => void;
  readonly #streams = new Map<string, Map<string, Set<() => void>>>();
  #unlisten: (() => Promise<void>) | undefined;
  #pending = new Map<string, Set<string> | '*'>();
  #sending: Promise<void> | undefined;

  /** @param failed hears of hints that could not be sent; streams elsewhere find out by polling */
  constructor(database: Database, failed: (error: unknown) => void) {
    this.#database = database;
    this.#failed = failed;
  }

  async start(): Promise<void> {
    this.#unlisten = await this.#database.listen(CHANNEL, (payload) => this.#heard(payload));
  }

  async stop(): Promise<void> {
    await this.#sending;
    await this.#unlisten?.();
  }

  /** Says that the logs of these people of a practice (`*`: of all) have grown. To be called after the commit. */
  grown(practiceId: string, people: readonly string[] | '*'): void {
    this.#wake(practiceId, people);
    const pending = this.#pending.get(practiceId);
    if (people === '*' || pending === '*') this.#pending.set(practiceId, '*');
    else this.#pending.set(practiceId, new Set([...(pending ?? []), ...people]));
    this.#sending ??= this.#send();
  }

  subscribe(practiceId: string, personId: string): Waiter {
    const practice = this.#streams.get(practiceId) ?? new Map<string, Set<() => void>>();
    this.#streams.set(practiceId, practice);
    const streams = practice.get(personId) ?? new Set();
    practice.set(personId, streams);

    let rung = false;
    let wakeUp: (() => void) | undefined;
    const ring = () => {
      rung = true;
      wakeUp?.();
    };
    streams.add(ring);

    return {
      async wait(ms, signal) {
        if (!rung && !signal.aborted) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(done, ms);
            function done(): void {
              clearTimeout(timer);
              signal.removeEventListener('abort', done);
              wakeUp = undefined;
              resolve();
            }
            wakeUp = done;
            signal.addEventListener('abort', done);
          });
        }
        rung = false;
      },
      stop: () => {
        streams.delete(ring);
        if (streams.size === 0) practice.delete(personId);
        if (practice.size === 0) this.#streams.delete(practiceId);
      },
    };
  }

  /** One NOTIFY at a time; what comes meanwhile goes together into the next, because each takes a lock of the whole server. */
  async #send(): Promise<void> {
    while (this.#pending.size > 0) {
      const pending = this.#pending;
      this.#pending = new Map();
      const hint = Object.fromEntries(
        [...pending].map(([practice, people]) => [practice, people === '*' ? people : [...people]]),
      );
      await this.#database.query('select pg_notify($1, $2)', [CHANNEL, encodeHint(hint)]).catch(this.#failed);
    }
    this.#sending = undefined;
  }

  #heard(payload: string): void {
    const hint = decodeHint(payload);
    if (hint === null) {
      for (const practiceId of this.#streams.keys()) this.#wake(practiceId, '*');
      return;
    }
    for (const [practiceId, people] of Object.entries(hint)) this.#wake(practiceId, people);
  }

  #wake(practiceId: string, people: readonly string[] | '*'): void {
    const practice = this.#streams.get(practiceId);
    if (!practice) return;
    for (const personId of people === '*' ? practice.keys() : people) {
      for (const ring of practice.get(personId) ?? []) ring();
    }
  }
}
