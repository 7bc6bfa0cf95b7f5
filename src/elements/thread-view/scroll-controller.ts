import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Pixels from the end within which a reader counts as being at the end. */
const AT_END = 48;
/** How near to an end of what is rendered, in heights of the view, more is asked for. */
const NEAR = 1;

interface Options {
  /** The scrolling element, once there is one. */
  scroller: () => HTMLElement | null;
  /** Whether the last row rendered is the last there is; only then is the end an end to stay at. */
  complete: () => boolean;
  /** Called when the reader comes near the first row. */
  nearTop: () => void;
  /** Called when the reader comes near the last row. */
  nearBottom: () => void;
}

/**
 * Keeps the reader's place: at the end while they are at the end, otherwise at the row they are reading, whatever is
 * added above or removed. Native scroll anchoring is switched off, because not every browser has it and the two
 * would correct twice.
 */
export class ScrollController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  #atEnd = true;
  #anchor: { key: string; top: number } | undefined;
  #wanted: string | undefined;
  #observed: HTMLElement | undefined;
  #top = 0;
  #size = { scroll: 0, client: 0 };
  readonly #resized = new ResizeObserver(() => this.#hold());

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether the reader is at the end and stays there. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Goes to the end with the next rendering, and stays there. */
  toEnd(): void {
    this.#atEnd = true;
    this.#wanted = undefined;
    this.#host.requestUpdate();
  }

  /** Puts the row with this key into the upper part of the view with the next rendering. */
  toRow(key: string): void {
    this.#atEnd = false;
    this.#anchor = undefined;
    this.#wanted = key;
    this.#host.requestUpdate();
  }

  /** The scroll listener of the scrolling element. */
  readonly onScroll = (): void => {
    const scroller = this.#options.scroller();
    if (scroller === null) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (this.#atEnd && (scrollHeight !== this.#size.scroll || clientHeight !== this.#size.client)) {
      // The layout has moved the end away from under the reader; that is not their scrolling.
      this.#hold();
      return;
    }
    const up = scrollTop < this.#top;
    this.#top = scrollTop;
    const atEnd = this.#isAtEnd(scroller);
    this.#measure();
    if (atEnd !== this.#atEnd) {
      this.#atEnd = atEnd;
      this.#host.requestUpdate();
    }
    if (up && scrollTop < clientHeight * NEAR) this.#options.nearTop();
    if (!up && scrollHeight - scrollTop - clientHeight < clientHeight * NEAR) this.#options.nearBottom();
  };

  hostDisconnected(): void {
    this.#resized.disconnect();
    this.#observed = undefined;
  }

  hostUpdate(): void {
    if (!this.#atEnd) this.#measure();
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller !== this.#observed) {
      this.#resized.disconnect();
      this.#observed = scroller ?? undefined;
      if (scroller !== null) {
        this.#resized.observe(scroller);
        if (scroller.firstElementChild !== null) this.#resized.observe(scroller.firstElementChild);
      }
    }
    this.#hold();
    // What has been loaded may not fill the view, and then nobody can scroll for more.
    if (
      scroller !== null &&
      scroller.clientHeight > 0 &&
      scroller.scrollTop < (scroller.clientHeight * NEAR) / 4
    ) {
      this.#options.nearTop();
    }
  }

  /** Remembers the first row in view and where it stands. */
  #measure(): void {
    const scroller = this.#options.scroller();
    if (scroller === null || this.#wanted !== undefined) return;
    const top = scroller.getBoundingClientRect().top;
    for (const row of scroller.querySelectorAll<HTMLElement>('[data-key]')) {
      const box = row.getBoundingClientRect();
      if (box.bottom > top) {
        this.#anchor = { key: row.dataset['key'] ?? '', top: box.top - top };
        return;
      }
    }
    this.#anchor = undefined;
  }

  /** Puts the reader back to their place after the layout has changed. */
  #hold(): void {
    const scroller = this.#options.scroller();
    if (scroller === null || scroller.clientHeight === 0) return;
    if (this.#atEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    } else if (this.#wanted !== undefined) {
      const row = this.#row(scroller, this.#wanted);
      this.#wanted = undefined;
      if (row === null) scroller.scrollTop = scroller.scrollHeight;
      else scroller.scrollTop += this.#offset(scroller, row) - scroller.clientHeight / 5;
      this.#atEnd = this.#isAtEnd(scroller);
      this.#measure();
    } else if (this.#anchor !== undefined) {
      const row = this.#row(scroller, this.#anchor.key);
      const moved = row === null ? 0 : this.#offset(scroller, row) - this.#anchor.top;
      if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
    }
    this.#top = scroller.scrollTop;
    this.#size = { scroll: scroller.scrollHeight, client: scroller.clientHeight };
  }

  #isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
    return this.#options.complete() && scrollHeight - scrollTop - clientHeight <= AT_END;
  }

  #row(scroller: HTMLElement, key: string): HTMLElement | null {
    return scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  }

  #offset(scroller: HTMLElement, row: HTMLElement): number {
    return row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }
}
