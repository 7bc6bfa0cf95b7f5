import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';

import { formatNumber, type Words } from '../../i18n/index.ts';
import { ActiveOption } from '../active-option.ts';
import { insertText } from '../insert-text.ts';
import { emojiData } from './emoji-mart.ts';
import { EmojiNames, type NamedEmoji } from './emoji-names.ts';
import { nameAt, type TypedName } from './typed-name.ts';

export interface TypingOptions {
  words: () => Words;
  locale: () => string;
  box: () => HTMLTextAreaElement | null;
}

const MOST = 8;
/** Pixels between the list and the box, and between the list and the edge of the window. */
const GAP = 6;
/** Pixels above the box that are enough for the list to stand there. */
const ROOM = 140;
const WIDTH = 340;

/** @throws when its data cannot be loaded */
export async function createEmojiList(
  host: ReactiveControllerHost,
  options: TypingOptions,
): Promise<EmojiList> {
  return new EmojiList(host, options, new EmojiNames(await emojiData()));
}

/**
 * The emoji that fit to what is being typed, at the box. The focus stays in the box; a text box may have no `aria-expanded`, so that
 * `aria-controls` and `aria-activedescendant` alone say that the list is there.
 */
export class EmojiList {
  readonly #host: ReactiveControllerHost;
  readonly #options: TypingOptions;
  readonly #names: EmojiNames;
  readonly #active: ActiveOption;
  #found: readonly NamedEmoji[] = [];
  /** Where the name stands for which the list is open. */
  #typed: TypedName | undefined;
  /** Where a name begins for which the list was put away. */
  #refused: number | undefined;
  #element: HTMLElement | undefined;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: TypingOptions, names: EmojiNames) {
    this.#host = host;
    this.#options = options;
    this.#names = names;
    this.#active = new ActiveOption(host, {
      ids: () => this.#found.map(({ id }) => id),
      reveal: (index) => this.#element?.children[index]?.scrollIntoView({ block: 'nearest' }),
      choose: (id) => this.#choose(this.#found.find((emoji) => emoji.id === id)),
      page: () => MOST,
    });
  }

  get open(): boolean {
    return this.#found.length > 0;
  }

  get activeId(): string | undefined {
    return this.open && this.#active.index >= 0 ? `emoji-${this.#active.index}` : undefined;
  }

  /** How many there are, for screen readers. */
  said(): string | typeof nothing {
    const { length } = this.#found;
    return this.open
      ? this.#options.words().foundEmoji(formatNumber(this.#options.locale(), length), length)
      : nothing;
  }

  /** @param inputType how the text has changed; left out when an input method has ended */
  typed(inputType: string | undefined): void {
    const typed = nameAt(this.#options.box());
    if (typed?.start !== this.#refused) this.#refused = undefined;
    const undone = inputType?.startsWith('history') === true;
    if (typed === undefined || undone || this.#refused !== undefined) return this.close();
    if (!typed.ended) return this.#list(typed);
    this.close();
    // What is pasted, or comes back by undoing, stays as it is.
    if (inputType === undefined || inputType === 'insertText')
      this.#replace(typed, this.#names.exact(typed.name));
  }

  #list(typed: TypedName): void {
    this.#typed = typed;
    this.#found = this.#names.find(typed.name, MOST);
    this.#active.id = this.#found[0]?.id;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#typed = undefined;
    if (!this.open) return;
    this.#found = [];
    this.#active.id = undefined;
    this.#listening?.abort();
    this.#host.requestUpdate();
  }

  /** After each rendering: the text may have gone, as it is sent or another conversation is opened. */
  check(): void {
    if (!this.open) return;
    const now = nameAt(this.#options.box());
    if (now === undefined || now.start !== this.#typed?.start) return this.close();
    const element = this.#options.box()?.getRootNode() as ShadowRoot;
    this.#show(element.getElementById('emoji-list') ?? undefined);
  }

  #show(element: HTMLElement | undefined): void {
    if (element !== this.#element) {
      this.#element = element;
      this.#listening?.abort();
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      window.addEventListener('resize', this.#place, { signal });
      document.addEventListener('scroll', this.#place, { signal, capture: true, passive: true });
      if (element !== undefined && 'showPopover' in element) element.showPopover();
    }
    this.#place();
  }

  /** Above the box if there is room, else below it; its start in line with the box's. */
  readonly #place = (): void => {
    const list = this.#element;
    const box = this.#options.box()?.parentElement?.getBoundingClientRect();
    if (list === undefined || box === undefined) return;
    const { clientHeight } = document.documentElement;
    const above = box.top - 2 * GAP >= ROOM;
    const width = Math.min(WIDTH, box.width);
    const left = getComputedStyle(list).direction === 'rtl' ? box.right - width : box.left;
    list.style.setProperty('--_left', `${left}px`);
    list.style.setProperty('--_width', `${width}px`);
    list.style.setProperty('--_top', above ? 'auto' : `${box.bottom + GAP}px`);
    list.style.setProperty('--_bottom', above ? `${clientHeight - box.top + GAP}px` : 'auto');
    list.style.setProperty('--_room', `${(above ? box.top : clientHeight - box.bottom) - 2 * GAP}px`);
  };

  /** @returns whether the key was meant for the list */
  onKeydown(event: KeyboardEvent): boolean {
    // Safari ends a composition before it tells of the key that ended it.
    if (!this.open || event.isComposing || event.keyCode === 229) return false;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case 'Escape':
        // Only the list closes, not the panel around the inbox.
        event.preventDefault();
        event.stopPropagation();
        this.#refused = this.#typed?.start;
        this.close();
        return true;
      case 'Tab':
        event.preventDefault();
        this.#choose(this.#found[this.#active.index]);
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        this.close();
        return false;
      default:
        this.#active.handleKey(event, true);
        return event.defaultPrevented;
    }
  }

  #choose(emoji: NamedEmoji | undefined): void {
    const typed = this.#typed;
    this.close();
    if (typed !== undefined) this.#replace(typed, emoji);
  }

  #replace({ start, end }: TypedName, emoji: NamedEmoji | undefined): void {
    const box = this.#options.box();
    if (box === null || emoji === undefined) return;
    box.setSelectionRange(start, end);
    insertText(box, emoji.native);
  }

  /** Keeps the focus in the box. */
  readonly #keepFocus = (event: Event): void => event.preventDefault();

  render(): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    return html`<div
      class="emoji-list"
      part="emoji-list"
      id="emoji-list"
      popover="manual"
      role="listbox"
      aria-label=${this.#options.words().matchingEmoji}
      @mousedown=${this.#keepFocus}
    >
      ${this.#found.map((emoji, i) => this.#renderOption(emoji, i))}
    </div>`;
  }

  #renderOption(emoji: NamedEmoji, place: number): TemplateResult {
    const active = emoji.id === this.#active.id;
    return html`<div
      id="emoji-${place}"
      class="emoji-option ${active ? 'active' : ''}"
      part="emoji-option"
      role="option"
      aria-selected=${active}
      @click=${() => this.#choose(emoji)}
    >
      <span class="native" aria-hidden="true">${emoji.native}</span>
      <span class="id" dir="ltr" lang="en">:${emoji.id}:</span>
      <span class="name" dir="ltr" lang="en">${emoji.name}</span>
    </div>`;
  }
}
