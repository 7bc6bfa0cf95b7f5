import { atom, type ReadableAtom } from 'nanostores';

import type { Channel, Environment } from './environment.ts';
import type { Presence } from './types.ts';

/** Milliseconds before the lock at which its warning comes; at most half of the idle time. */
const WARNING = 2 * 60_000;
/** Milliseconds between two reports of activity to the backend; at most a quarter of the idle time. */
const REPORT = 60_000;
/** Milliseconds within which input counts once, and between two looks at the clock during the warning. */
const GRAIN = 1_000;
/** Milliseconds between two looks at the clock, at most: timers stand still while the machine sleeps. */
const LOOK = 5_000;

const OPEN: Presence = Object.freeze({ status: 'open' });
const LOCKED: Presence = Object.freeze({ status: 'locked' });

/** What the tabs of one person say to each other. */
type Word =
  /** I was active at this time, in milliseconds since 1970. */
  | { kind: 'active'; at: number }
  /** Look at the clock: my time is over. Who is still open says since when. */
  | { kind: 'look' };

export interface IdleOptions {
  environment: Environment;
  now: () => number;
  /** The time is over: blank everything. */
  lock(): void;
  /** The person has come back in another tab. */
  unlock(): void;
  /** Tells the backend of activity, so many seconds ago. */
  report(secondsAgo: number): Promise<void>;
}

/** The automatic lock: measures by the wall clock how long nobody has done anything in any tab of this person. */
export interface Idle {
  readonly $presence: ReadableAtom<Presence>;
  /** Watches from now on. @param name the person's, under which their tabs find each other @param limit in seconds */
  watch(name: string, limit: number): void;
  /** Whether it is locked; also when nobody has looked at the clock since the time was over. */
  locked(): boolean;
  /** The person says that they are still there. */
  stay(): void;
  /** The person has come back. */
  unlock(): void;
  /** Locks now, whatever the clock says. */
  force(): void;
  /** There is a new token: the backend should know how long nobody has been active. */
  renewed(): void;
  end(): void;
}

export function createIdle({ environment, now, lock, unlock, report }: IdleOptions): Idle {
  const $presence = atom<Presence>(OPEN);
  let last = now();
  /** The activity of which the backend knows, and when it was last told. */
  let reported = last;
  let tried = last;
  let limit = Infinity;
  let name: string | undefined;
  let channel: Channel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unlisten: (() => void)[] = [];

  const isLocked = () => $presence.value === LOCKED;
  const post = (word: Word) => channel?.post(word);
  const interval = () => Math.min(REPORT, limit / 4);

  function set(next: Presence): void {
    const was = $presence.value;
    const same =
      was?.status === 'warning' && next.status === 'warning' && was.secondsLeft === next.secondsLeft;
    if (was !== next && !same) $presence.set(Object.freeze(next));
  }

  /** Looks at the clock, and does what it says. */
  function look(): void {
    clearTimeout(timer);
    if (name === undefined || isLocked()) return;
    const time = now();
    // The clock was set back: what it says now counts.
    last = Math.min(last, time);
    if (time - last > limit) return close();
    const left = last + limit - time;
    const warning = left <= Math.min(WARNING, limit / 2);
    set(warning ? { status: 'warning', secondsLeft: Math.ceil(left / 1000) } : OPEN);
    if (last > reported && time - tried >= interval()) tell(time);
    timer = setTimeout(look, warning ? GRAIN : Math.min(LOOK, limit / 4));
  }

  function tell(time: number): void {
    const until = last;
    tried = time;
    report(Math.max(0, Math.floor((time - until) / 1000))).then(
      () => (reported = Math.max(reported, until)),
      // Said again with the next look.
      () => undefined,
    );
  }

  function close(): void {
    if (isLocked()) return;
    clearTimeout(timer);
    set(LOCKED);
    post({ kind: 'look' });
    lock();
  }

  function active(): void {
    last = now();
    post({ kind: 'active', at: last });
    look();
  }

  function onInput(kind: 'move' | 'act'): void {
    // The clock first: who comes back after the time does not unlock by moving the mouse.
    look();
    const state = $presence.value;
    if (name === undefined || state === LOCKED || now() - last < GRAIN) return;
    // A hand on its way to the warning's button must not take it away from under itself.
    if (state?.status === 'warning' && kind === 'move') return;
    active();
  }

  function onWord(message: unknown): void {
    const word = message as Word;
    if (word.kind === 'look') {
      look();
      if (!isLocked()) post({ kind: 'active', at: last });
      return;
    }
    const at = Math.min(word.at, now());
    if (isLocked()) {
      if (now() - at <= limit) unlock();
    } else if (at > last) {
      last = at;
      look();
    }
  }

  function rest(): void {
    clearTimeout(timer);
    for (const stop of unlisten) stop();
    unlisten = [];
    channel?.close();
    channel = undefined;
    name = undefined;
  }

  return {
    $presence,
    watch(next, seconds) {
      limit = seconds * 1000;
      if (name !== next) {
        rest();
        name = next;
        channel = environment.channel?.(next);
        channel?.onMessage(onWord);
        unlisten = [environment.onChange(look), environment.onInput?.(onInput) ?? (() => {})];
      }
      look();
    },
    locked() {
      look();
      return isLocked();
    },
    stay() {
      look();
      if (!isLocked()) active();
    },
    unlock() {
      reported = tried = last = now();
      set(OPEN);
      post({ kind: 'active', at: last });
      look();
    },
    force: close,
    renewed() {
      // The backend takes a fresh token for a sign of life.
      if (now() - last >= interval()) tell(now());
    },
    end: rest,
  };
}
