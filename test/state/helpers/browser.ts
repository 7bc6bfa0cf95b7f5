import type { Channel, Environment, LockOptions } from '../../../src/state/environment.ts';
import type { RecordStore } from '../../../src/state/records.ts';

/** What the tabs of one browser share: locks and channels. */
export interface TestBrowser {
  /** A new tab. */
  tab(): TestTab;
}

/** A tab's surroundings, which a test moves. */
export interface TestTab extends Environment {
  setOnline(online: boolean): void;
  setVisible(visible: boolean): void;
  /** The person does something, or only moves the pointer. */
  input(kind?: 'move' | 'act'): void;
  /** Stops hearing and answering, as a page does that the system has frozen; its lock stays held. */
  freeze(): void;
}

/** @param records what the browser keeps of pages that are gone; nothing by default */
export function createBrowser(records?: RecordStore): TestBrowser {
  const locks = new FairLocks();
  const channels = new Set<TestChannel>();
  return {
    tab() {
      let online = true;
      let visible = true;
      let frozen = false;
      const listeners = new Set<() => void>();
      const inputs = new Set<(kind: 'move' | 'act') => void>();
      const changed = () => listeners.forEach((heard) => heard());
      return {
        online: () => online,
        visible: () => visible,
        onChange(heard) {
          listeners.add(heard);
          return () => void listeners.delete(heard);
        },
        onInput(heard) {
          inputs.add(heard);
          return () => void inputs.delete(heard);
        },
        input: (kind = 'act') => inputs.forEach((heard) => heard(kind)),
        ...(records && { records }),
        // Waits stay so short that no test needs to know them.
        random: () => 0.01,
        lock: (name, options, hold) => locks.request(name, options, hold),
        channel: (name) => new TestChannel(name, channels, () => frozen),
        setOnline(now) {
          online = now;
          changed();
        },
        setVisible(now) {
          visible = now;
          changed();
        },
        freeze() {
          frozen = true;
        },
      };
    },
  };
}

/** A tab of a browser that has neither locks nor channels. */
export function lonelyTab(): TestTab {
  const { lock: _lock, channel: _channel, ...tab } = createBrowser().tab();
  return tab;
}

interface Waiting {
  start(): void;
  lose(): void;
}

/** Web Locks, first come, first served: Node has none before version 24. */
class FairLocks {
  readonly #queues = new Map<string, Waiting[]>();

  async request(
    name: string,
    { signal, steal, ifAvailable }: LockOptions,
    hold: (lost: AbortSignal) => Promise<void>,
  ) {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    if (ifAvailable && queue.length > 0) return;
    const lost = new AbortController();
    let over = () => {};
    const stolen = new Promise<void>((resolve) => (over = resolve));
    const turn = await new Promise<boolean>((resolve) => {
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve(true);
        },
        lose: () => {
          lost.abort();
          over();
        },
      };
      const leave = () => {
        const index = queue.indexOf(waiting);
        if (index > 0 || (index === 0 && !lost.signal.aborted)) queue.splice(index, 1);
        resolve(false);
      };
      if (steal) {
        queue.shift()?.lose();
        queue.unshift(waiting);
        waiting.start();
      } else if (queue.push(waiting) === 1) {
        waiting.start();
      } else {
        signal.addEventListener('abort', leave, { once: true });
      }
      over = ((previous) => () => {
        const index = queue.indexOf(waiting);
        if (index >= 0) {
          queue.splice(index, 1);
          if (index === 0) queue[0]?.start();
        }
        previous();
      })(over);
    });
    if (!turn) return;
    await Promise.race([hold(lost.signal), stolen]);
    over();
  }
}

/** A BroadcastChannel whose messages arrive in later tasks, as copies. */
class TestChannel implements Channel {
  readonly #name: string;
  readonly #all: Set<TestChannel>;
  readonly #frozen: () => boolean;
  #heard: ((message: unknown) => void) | undefined;

  constructor(name: string, all: Set<TestChannel>, frozen: () => boolean) {
    this.#name = name;
    this.#all = all;
    this.#frozen = frozen;
    all.add(this);
  }

  post(message: unknown): void {
    if (this.#frozen()) return;
    for (const other of this.#all) {
      if (other === this || other.#name !== this.#name) continue;
      const copy: unknown = structuredClone(message);
      setImmediate(() => {
        if (this.#all.has(other) && !other.#frozen()) other.#heard?.(copy);
      });
    }
  }

  onMessage(heard: (message: unknown) => void): void {
    this.#heard = heard;
  }

  close(): void {
    this.#all.delete(this);
  }
}
