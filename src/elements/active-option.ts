import type { ReactiveControllerHost } from 'lit';

interface Options {
  /** The ids of all options, in order; rendered or not. */
  ids: () => readonly string[];
  /** Scrolls the option with this index into view. */
  reveal: (index: number) => void;
  choose: (id: string) => void;
  /** How many options a page holds. */
  page: () => number;
}

/**
 * The option of a listbox that the arrow keys stand on. The focus itself stays on the list or the box above it
 * (`aria-activedescendant`), so that it is not lost when the option's row is scrolled out and no longer rendered.
 */
export class ActiveOption {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  #id: string | undefined;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
  }

  get id(): string | undefined {
    return this.#id;
  }

  set id(id: string | undefined) {
    if (id === this.#id) return;
    this.#id = id;
    this.#host.requestUpdate();
  }

  /** The index of the option; -1 when there is none, or it has left the list. */
  get index(): number {
    return this.#id === undefined ? -1 : this.#options.ids().indexOf(this.#id);
  }

  /** Moves to an index, or to the nearest there is. */
  moveTo(index: number): void {
    const ids = this.#options.ids();
    const place = Math.max(0, Math.min(index, ids.length - 1));
    this.id = ids[place];
    if (this.id !== undefined) this.#options.reveal(place);
  }

  /**
   * Moves and chooses by key.
   *
   * @param event from the listbox, or from a box above it
   * @param typing whether the keys that move in a text belong to a text box
   */
  handleKey(event: KeyboardEvent, typing = false): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const { index } = this;
    const last = this.#options.ids().length - 1;
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index < 0 ? last : index - 1,
      PageDown: index + this.#options.page(),
      PageUp: index - this.#options.page(),
      ...(typing ? {} : { Home: 0, End: last }),
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      this.moveTo(target);
    } else if (
      (event.key === 'Enter' || (event.key === ' ' && !typing)) &&
      this.#id !== undefined &&
      index >= 0
    ) {
      event.preventDefault();
      this.#options.choose(this.#id);
    }
  }
}
