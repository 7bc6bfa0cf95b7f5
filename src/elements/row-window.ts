import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Rows rendered beyond each edge of the view, so that fast scrolling shows rows and not gaps. */
const OVERSCAN = 6;
/** Rows rendered before anything could be measured. */
const UNMEASURED = 24;

interface Options {
  scroller: () => HTMLElement | null;
  /** How many rows there are. */
  count: () => number;
  /** Called when the last rows come into view. */
  nearEnd: () => void;
}

/**
 * Renders of a long list of equally high rows only those in view, between two spacers. The rows are children of the
 * scroller with `data-row`; the spacers have `data-spacer="above"` and `"below"`.
 */
export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  readonly #resized = new ResizeObserver(() => this.#look());
  #observed: HTMLElement | undefined;
  #height = 0;
  #start = 0;
  #end = UNMEASURED;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The first row to render, and the one after the last. */
  get range(): readonly [start: number, end: number] {
    const count = this.#options.count();
    const end = Math.min(this.#end, count);
    return [Math.min(this.#start, Math.max(0, end - 1)), end];
  }

  /** How many rows the view holds. */
  get visible(): number {
    const { clientHeight = 0 } = this.#options.scroller() ?? {};
    return this.#height === 0 ? 1 : Math.max(1, Math.floor(clientHeight / this.#height));
  }

  /** Scrolls a row into view, with the least movement. */
  reveal(row: number): void {
    const scroller = this.#options.scroller();
    if (scroller === null || this.#height === 0) return;
    const top = row * this.#height;
    const bottom = top + this.#height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = bottom - scroller.clientHeight;
    this.#look();
  }

  /** Goes back to the first row. */
  reset(): void {
    const scroller = this.#options.scroller();
    if (scroller !== null) scroller.scrollTop = 0;
    this.#look();
  }

  /** The scroll listener of the scroller. */
  readonly onScroll = (): void => this.#look();

  hostDisconnected(): void {
    this.#resized.disconnect();
    this.#observed = undefined;
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller !== (this.#observed ?? null)) {
      this.#resized.disconnect();
      this.#observed = scroller ?? undefined;
      if (scroller !== null) this.#resized.observe(scroller);
    }
    if (scroller === null) return;
    // The spacers first: measuring before would see the list too short for a moment, and cut the scroll position.
    this.#space(scroller);
    const height = scroller.querySelector<HTMLElement>('[data-row]')?.offsetHeight ?? this.#height;
    if (height !== this.#height) {
      this.#height = height;
      this.#space(scroller);
    }
    this.#look();
  }

  /** Set through the object model: a strict content security policy forbids style attributes. */
  #space(scroller: HTMLElement): void {
    const [start, end] = this.range;
    const rows = { above: start, below: this.#options.count() - end };
    for (const [where, count] of Object.entries(rows)) {
      const spacer = scroller.querySelector<HTMLElement>(`[data-spacer="${where}"]`);
      spacer?.style.setProperty('block-size', `${count * this.#height}px`);
    }
  }

  #look(): void {
    const scroller = this.#options.scroller();
    if (scroller === null || this.#height === 0 || scroller.clientHeight === 0) return;
    const first = Math.floor(scroller.scrollTop / this.#height);
    const visible = Math.ceil(scroller.clientHeight / this.#height);
    const last = Math.min(first + visible, this.#options.count());
    if (last + OVERSCAN >= this.#options.count()) this.#options.nearEnd();
    const covered = this.#start <= first && this.#end >= last;
    if (covered && this.#end - this.#start <= UNMEASURED + visible + 2 * OVERSCAN) return;
    this.#start = Math.max(0, first - OVERSCAN);
    this.#end = last + OVERSCAN;
    this.#host.requestUpdate();
  }
}
