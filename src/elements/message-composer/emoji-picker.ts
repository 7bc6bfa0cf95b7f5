import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import type { Words } from '../../i18n/index.ts';
import { smileIcon } from '../icons.ts';
import { failureNotice, renderNotice } from '../notice.ts';
import { insertText } from '../insert-text.ts';

/** A picker of emoji, whoever made it. */
export interface EmojiPicker {
  readonly element: HTMLElement;
  /** Puts the focus on its search box, once that is there. */
  focus(): Promise<void>;
}

export interface EmojiPickerOptions {
  /** A BCP 47 tag. */
  language: string;
  /** What it stands on: gives it its width and its colours. */
  ground: HTMLElement;
  chosen: (emoji: string) => void;
}

interface Options {
  words: () => Words;
  language: () => string;
  box: () => HTMLTextAreaElement | null;
}

/** Pixels between the picker and the box, and between the picker and the edge of the window. */
const GAP = 8;
const SIZE = { width: 352, height: 400, least: 240 };
/** Windows narrower than this show the picker as a sheet at the bottom. */
const PHONE = '(width < 600px)';

type State = 'closed' | 'loading' | 'ready' | 'failed';

type Host = ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement };

/**
 * The button for emoji and what opens above it. Code and data of the picker are as much as half of everything else, so they
 * come when it is first opened. An emoji goes to where the caret was, and the focus goes back there.
 */
export class EmojiController implements ReactiveController {
  readonly #host: Host;
  readonly #options: Options;
  #state: State = 'closed';
  #listening: AbortController | undefined;

  constructor(host: Host, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#close(false);
  }

  get #panel(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.emoji-panel');
  }

  #set(state: State): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  readonly #toggle = (): void => {
    if (this.#state === 'closed') void this.#open();
    else this.#close(true);
  };

  readonly #open = async (): Promise<void> => {
    this.#set('loading');
    await this.#host.updateComplete;
    const panel = this.#panel;
    if (panel === null) return;
    this.#show(panel);
    try {
      const { createEmojiPicker } = await import('./emoji-mart.ts');
      const picker = await createEmojiPicker({
        language: this.#options.language(),
        ground: panel,
        chosen: this.#insert,
      });
      // Meanwhile it may have been closed, or opened anew.
      if (this.#state !== 'loading' || panel !== this.#panel) return;
      panel.querySelector('.emoji-mount')?.replaceChildren(picker.element);
      this.#set('ready');
      // On a phone the focus would bring the keyboard, and there would be no room for emoji.
      if (!panel.classList.contains('sheet')) await picker.focus();
    } catch {
      // The network may be gone, or the site's files replaced by newer ones; the panel says so and offers another try.
      if (panel === this.#panel) this.#set('failed');
    }
  };

  #close(returnFocus: boolean): void {
    if (this.#state === 'closed') return;
    this.#listening?.abort();
    this.#set('closed');
    if (returnFocus) this.#options.box()?.focus();
  }

  readonly #insert = (emoji: string): void => {
    this.#close(true);
    const box = this.#options.box();
    if (box !== null) insertText(box, emoji);
  };

  readonly #again = (): void => {
    this.#close(false);
    void this.#host.updateComplete.then(() => this.#open());
  };

  readonly #onKeydown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
    // Only the picker closes, not the panel around the inbox.
    event.preventDefault();
    event.stopPropagation();
    this.#close(true);
  };

  readonly #onFocusout = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && this.#panel?.contains(relatedTarget) === false) this.#close(false);
  };

  /** emoji-mart takes a click inside for one outside, because it looks from the document. */
  readonly #onClick = (event: Event): void => event.stopPropagation();

  #show(panel: HTMLElement): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    panel.classList.toggle('sheet', matchMedia(PHONE).matches);
    if ('showPopover' in panel) panel.showPopover();
    const place = () => this.#place(panel);
    place();
    // On the way down, because emoji-mart's search box keeps its keys to itself; also while the focus is still on the button.
    this.#host.renderRoot.addEventListener('keydown', this.#onKeydown, { signal, capture: true });
    window.addEventListener('resize', place, { signal });
    document.addEventListener('scroll', place, { signal, capture: true, passive: true });
    document.addEventListener(
      'pointerdown',
      (event) => {
        const path = event.composedPath();
        const button = this.#host.renderRoot.querySelector('.emoji');
        if (!path.includes(panel) && (button === null || !path.includes(button))) this.#close(false);
      },
      { signal },
    );
  }

  /** Above the box, its end in line with the box's, and never outside the window. */
  #place(panel: HTMLElement): void {
    if (panel.classList.contains('sheet')) return;
    const box = this.#options.box()?.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const rtl = getComputedStyle(panel).direction === 'rtl';
    const left = rtl ? box.left : box.right - SIZE.width;
    const height = Math.min(SIZE.height, Math.max(SIZE.least, box.top - 2 * GAP));
    const top = Math.max(GAP, Math.min(box.top - GAP - height, clientHeight - height - GAP));
    panel.style.setProperty('--_left', `${Math.max(GAP, Math.min(left, clientWidth - SIZE.width - GAP))}px`);
    panel.style.setProperty('--_top', `${top}px`);
    panel.style.setProperty('--_height', `${height}px`);
  }

  renderButton(): TemplateResult {
    const words = this.#options.words();
    return html`<button
        type="button"
        class="icon-button emoji"
        part="emoji"
        aria-label=${words.insertEmoji}
        title=${words.insertEmoji}
        aria-haspopup="dialog"
        aria-expanded=${this.#state !== 'closed'}
        @click=${this.#toggle}
      >
        ${smileIcon}
      </button>
      ${this.#state === 'closed' ? nothing : this.#renderPanel(words)}`;
  }

  #renderPanel(words: Words): TemplateResult {
    return html`<div
      class="emoji-panel"
      part="emoji-panel"
      popover="manual"
      role="dialog"
      aria-label=${words.insertEmoji}
      aria-busy=${this.#state === 'loading'}
      @click=${this.#onClick}
      @focusout=${this.#onFocusout}
    >
      <div class="emoji-mount"></div>
      ${this.#state === 'loading' ? html`<p class="emoji-loading" role="status">${words.loading}</p>` : nothing}
      ${
        this.#state === 'failed'
          ? renderNotice(failureNotice(words, { code: 'network' }, this.#again))
          : nothing
      }
    </div>`;
  }
}
