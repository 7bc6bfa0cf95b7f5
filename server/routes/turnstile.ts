import { STALLED_MS } from '../events/response.ts';
import { networkOf } from '../domain/sign-in/network.ts';
import { Refusal } from '../domain/refusal.ts';

/** So many at once, and so many a second after that: of one person, everybody of a practice, one network. */
const PERSON_BURST = 300;
const PERSON_PER_SECOND = 10;
const PRACTICE_BURST = 3_000;
const PRACTICE_PER_SECOND = 200;
const NETWORK_BURST = 1_500;
const NETWORK_PER_SECOND = 100;

/** Exports of one person that are under way. */
const EXPORTS = 2;

/** Streams of one person; the next one ends the oldest. */
const STREAMS = 12;

/** Seconds after which another try at an export makes sense. */
const EXPORT_SECONDS = 5;

/** Counts that are remembered. Beyond, the oldest is forgotten, which is to its owner's advantage. */
const REMEMBERED = 100_000;

/** Whoever is counted: a person of a practice. */
interface Counted {
  practiceId: string;
  personId: string;
  address?: string | undefined;
}

/**
 * Who comes too often is asked to wait (429 with `Retry-After`), before the database is asked. Each process counts for itself, in
 * memory: with several behind one address people have as many times the rates, which bound floods and not use.
 */
export class Turnstile {
  readonly #now: () => Date;
  /** By key: the time, in milliseconds, at which all of it will be forgotten (a leaky bucket: the generic cell rate algorithm). */
  readonly #forgotten = new Map<string, number>();
  readonly #exports = new Map<string, number>();
  readonly #streams = new Map<string, Set<AbortController>>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /**
   * Counts a request of a network. Callers on this machine are a proxy, behind which everybody has the same address: they are not
   * counted, nor is code that calls without a network in between.
   * @throws {Refusal} `too-many-requests`
   */
  network(address: string | undefined): void {
    if (address === undefined || isThisMachine(address)) return;
    this.#take(`network/${networkOf(address)}`, NETWORK_BURST, NETWORK_PER_SECOND);
  }

  /** Counts a request of a person, and of their practice. @throws {Refusal} `too-many-requests` */
  person({ practiceId, personId, address }: Counted): void {
    if (address === undefined) return;
    // Who is refused for themselves has used up nothing of everybody's.
    this.#take(`person/${practiceId}/${personId}`, PERSON_BURST, PERSON_PER_SECOND);
    this.#take(`practice/${practiceId}`, PRACTICE_BURST, PRACTICE_PER_SECOND);
  }

  /** Lets a person begin an export. @returns what ends it @throws {Refusal} `too-many-requests` while others are under way */
  beginExport({ practiceId, personId }: Counted): () => void {
    const key = `${practiceId}/${personId}`;
    const others = this.#exports.get(key) ?? 0;
    if (others >= EXPORTS) throw new Refusal('too-many-requests', undefined, EXPORT_SECONDS);
    this.#exports.set(key, others + 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const left = (this.#exports.get(key) ?? 1) - 1;
      if (left > 0) this.#exports.set(key, left);
      else this.#exports.delete(key);
    };
  }

  /**
   * Notes that a person opens a stream. A device that has lost its network leaves streams that nobody reads, so it is the oldest that
   * ends when there are too many, not the newest that is refused.
   * @returns the signal that ends it, and what says that it has ended
   */
  openStream({ practiceId, personId }: Counted): { end: AbortSignal; ended: () => void } {
    const key = `${practiceId}/${personId}`;
    const streams = this.#streams.get(key) ?? new Set();
    this.#streams.set(key, streams);
    const [oldest] = streams;
    if (oldest && streams.size >= STREAMS) {
      streams.delete(oldest);
      oldest.abort();
    }
    const mine = new AbortController();
    streams.add(mine);
    return {
      end: mine.signal,
      ended: () => {
        streams.delete(mine);
        if (streams.size === 0 && this.#streams.get(key) === streams) this.#streams.delete(key);
      },
    };
  }

  #take(key: string, burst: number, perSecond: number): void {
    const every = 1000 / perSecond;
    const now = this.#now().getTime();
    const full = Math.max(this.#forgotten.get(key) ?? 0, now);
    const wait = full - now - (burst - 1) * every;
    if (wait > 0) throw new Refusal('too-many-requests', undefined, Math.ceil(wait / 1000));
    // Again at the end: what has not come for longest is forgotten first.
    this.#forgotten.delete(key);
    this.#forgotten.set(key, full + every);
    if (this.#forgotten.size <= REMEMBERED) return;
    for (const oldest of this.#forgotten.keys()) {
      this.#forgotten.delete(oldest);
      break;
    }
  }
}

function isThisMachine(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/**
 * A stream that says, once, when it is over: read to its end, broken, let go, or with a reader who takes nothing for too long, for whom
 * it breaks off.
 */
export function untilOver(
  stream: ReadableStream<Uint8Array>,
  over: () => void,
  stalledMs = STALLED_MS,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  function end(): void {
    clearTimeout(stalled);
    over();
  }
  function watch(controller: ReadableStreamDefaultController<Uint8Array>): void {
    stalled = setTimeout(() => {
      end();
      // What is being read meanwhile fails with it; nobody waits for it any more.
      void reader.cancel().catch(() => undefined);
      controller.error(new Error('Nobody reads.'));
    }, stalledMs);
    // In Node this timer alone does not keep the process.
    (stalled as { unref?: () => void }).unref?.();
  }
  return new ReadableStream<Uint8Array>(
    {
      start: watch,
      async pull(controller) {
        clearTimeout(stalled);
        try {
          const { value, done } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return watch(controller);
          }
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel(reason) {
        end();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
