import type { Message } from '../../protocol/index.ts';

/** Messages rendered when a thread opens, and the most that are ever rendered at once. */
export const WINDOW = { open: 60, step: 30, most: 120 } as const;

/**
 * Which of the loaded messages are rendered: a run of seqs, so that a page loaded before it changes nothing. A thread
 * of ten thousand messages costs as much as one of a hundred.
 */
export class ThreadWindow {
  #from = 0;
  #to = Number.POSITIVE_INFINITY;

  /** Whether the newest messages are rendered as they come. */
  get followsLatest(): boolean {
    return this.#to === Number.POSITIVE_INFINITY;
  }

  /** Begins at the newest messages, or so far back that `seq` is among them. */
  open(messages: readonly Message[], seq = Number.POSITIVE_INFINITY): void {
    const newest = messages[messages.length - 1]?.seq ?? 0;
    this.#from = Math.min(newest - WINDOW.open, seq - WINDOW.step) + 1;
    this.#to = newest - this.#from < WINDOW.most ? Number.POSITIVE_INFINITY : this.#from + WINDOW.most - 1;
  }

  /**
   * The messages to render. While the newest are followed, the run grows with them up to its limit; then it gives up
   * its oldest for a reader at the end, and stops following for one who reads further up.
   */
  slice(messages: readonly Message[], atEnd: boolean): readonly Message[] {
    const first = messages[0]?.seq;
    const last = messages[messages.length - 1]?.seq;
    if (first === undefined || last === undefined) return messages;
    if (this.followsLatest && last - this.#from >= WINDOW.most) {
      if (atEnd) this.#from = last - WINDOW.most + 1;
      else if (last - Math.max(this.#from, first) >= WINDOW.most) {
        this.#to = Math.max(this.#from, first) + WINDOW.most - 1;
      }
    }
    // Seqs are gapless, so places in the array follow from them.
    const start = Math.max(this.#from, first) - first;
    const end = Math.min(this.#to, last) - first + 1;
    return messages.slice(start, end);
  }

  /** Makes room for older messages. @returns whether there were loaded ones to show; otherwise more must be loaded */
  extendUp(messages: readonly Message[]): boolean {
    const first = messages[0]?.seq ?? 0;
    const last = messages[messages.length - 1]?.seq ?? 0;
    if (this.#from <= first) return false;
    this.#from = Math.max(first, this.#from - WINDOW.step);
    if (last - this.#from >= WINDOW.most) this.#to = this.#from + WINDOW.most - 1;
    return true;
  }

  /** Makes room for newer messages. @returns whether there were loaded ones to show */
  extendDown(messages: readonly Message[]): boolean {
    const last = messages[messages.length - 1]?.seq ?? 0;
    if (this.followsLatest) return false;
    this.#to += WINDOW.step;
    if (this.#to >= last) this.#to = Number.POSITIVE_INFINITY;
    this.#from = Math.max(this.#from, Math.min(this.#to, last) - WINDOW.most + 1);
    return true;
  }
}
