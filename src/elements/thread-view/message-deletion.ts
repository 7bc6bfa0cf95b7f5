import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { Message, Person } from '../../protocol/index.ts';
import { isolatedName } from '../../security/safe-name.ts';
import type { Failure, Thread } from '../../state/types.ts';
import { failureOf } from '../failure-of.ts';
import { binIcon } from '../icons.ts';

/** Pixels that the menu needs below its button; with less it opens upwards. */
const MENU_HEIGHT = 72;

interface Options {
  host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  words: () => Words;
  /** Where the focus goes when the message's button is gone. */
  fallback: () => HTMLElement | null;
}

/**
 * Deleting one message: its options menu, the question whether it is meant, and the answer. The focus goes from the
 * three dots into the menu, into the dialog, and back to where the person was.
 */
export class MessageDeletion implements ReactiveController {
  readonly #options: Options;
  #menuFor: string | undefined;
  #opener: HTMLElement | undefined;
  #upwards = false;
  #asked: { message: Message; thread: Thread; with: Person } | undefined;
  #busy = false;
  #failure: Failure | undefined;
  #listening: AbortController | undefined;

  constructor(options: Options) {
    this.#options = options;
    options.host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('click', (event) => this.#onClick(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.reset();
  }

  /** The message whose options are open. */
  get menuFor(): string | undefined {
    return this.#menuFor;
  }

  /** Opens the options of a message, or closes them. */
  toggleMenu(message: Message, opener: HTMLElement): void {
    const open = this.#menuFor !== message.id;
    this.#menuFor = open ? message.id : undefined;
    this.#opener = opener;
    const scroller = opener.closest('[role="log"]') ?? opener;
    this.#upwards =
      opener.getBoundingClientRect().bottom + MENU_HEIGHT > scroller.getBoundingClientRect().bottom;
    void this.#update().then(() => {
      this.#keepWithin(scroller);
      this.#menuItem()?.focus();
    });
  }

  /** Where the words of the menu are too long for the room beside a message, it lies over the message. */
  #keepWithin(scroller: Element): void {
    const menu = this.#options.host.renderRoot.querySelector('.menu');
    const own = menu?.getBoundingClientRect();
    const room = scroller.getBoundingClientRect();
    if (own && (own.left < room.left || own.right > room.right)) menu?.classList.add('along');
  }

  /** Closes the options without a choice. */
  closeMenu(returnFocus = false): void {
    if (this.#menuFor === undefined) return;
    this.#menuFor = undefined;
    if (returnFocus) this.#opener?.focus();
    void this.#update();
  }

  /** Forgets everything, when another conversation is shown. */
  reset(): void {
    this.#menuFor = undefined;
    this.#asked = undefined;
    this.#failure = undefined;
    this.#busy = false;
  }

  renderMenu(message: Message, thread: Thread, person: Person): TemplateResult {
    const words = this.#options.words();
    return html`<div
      class="menu ${this.#upwards ? 'up' : ''}"
      part="menu"
      role="menu"
      aria-label=${words.messageOptions}
      @keydown=${this.#onMenuKeydown}
    >
      <button
        type="button"
        role="menuitem"
        tabindex="-1"
        part="menu-item"
        @click=${() => this.#ask(message, thread, person)}
      >
        ${binIcon} ${words.deleteMessage}
      </button>
    </div>`;
  }

  renderDialog(): TemplateResult | typeof nothing {
    if (this.#asked === undefined) return nothing;
    const words = this.#options.words();
    return html`<dialog
      part="dialog"
      class="confirm"
      aria-labelledby="question"
      aria-describedby="explained"
      @keydown=${this.#onDialogKeydown}
      @cancel=${this.#onCancel}
    >
      <h3 id="question">${words.deleteQuestion}</h3>
      <p id="explained">${words.deleteExplained(isolatedName(this.#asked.with.name))}</p>
      <div role="alert">
        ${
          this.#failure === undefined
            ? nothing
            : html`<p class="failure">
                ${words.sentences(words.deleteFailed, words.failures[this.#failure.code])}
              </p>`
        }
      </div>
      <div class="actions">
        <button type="button" class="quiet" @click=${this.#close}>${words.cancel}</button>
        <button type="button" class="danger" aria-disabled=${this.#busy} @click=${this.#delete}>
          ${words.delete}
        </button>
      </div>
    </dialog>`;
  }

  async #update(): Promise<void> {
    this.#options.host.requestUpdate();
    await this.#options.host.updateComplete;
  }

  #menuItem(): HTMLElement | null {
    return this.#options.host.renderRoot.querySelector<HTMLElement>('[role="menuitem"]');
  }

  #dialog(): HTMLDialogElement | null {
    return this.#options.host.renderRoot.querySelector('dialog.confirm');
  }

  /** A click anywhere else closes the menu; the three dots see to theirs. */
  #onClick(event: Event): void {
    if (this.#menuFor === undefined || this.#opener === undefined) return;
    if (!event.composedPath().includes(this.#opener.parentElement ?? this.#opener)) this.closeMenu();
  }

  readonly #onMenuKeydown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'Escape':
        event.preventDefault();
        event.stopPropagation();
        return this.closeMenu(true);
      case 'Tab':
        return this.closeMenu();
      case 'ArrowDown':
      case 'ArrowUp':
        // There is one item only; the keys must not scroll the thread behind it.
        event.preventDefault();
    }
  };

  readonly #onDialogKeydown = (event: KeyboardEvent): void => {
    // The browser closes the dialog by itself; what is around must not hear of it.
    if (event.key === 'Escape') event.stopPropagation();
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  #ask(message: Message, thread: Thread, person: Person): void {
    this.#menuFor = undefined;
    this.#failure = undefined;
    this.#asked = { message, thread, with: person };
    void this.#update().then(() => {
      const dialog = this.#dialog();
      if (dialog === null || dialog.open) return;
      dialog.showModal();
      // The harmless choice has the focus, so that a second Return deletes nothing.
      dialog.querySelector<HTMLElement>('.quiet')?.focus();
    });
  }

  readonly #close = (): void => {
    this.#dialog()?.close();
    this.#asked = undefined;
    void this.#update().then(() => {
      if (this.#opener?.isConnected === true) this.#opener.focus();
      else this.#options.fallback()?.focus({ preventScroll: true });
    });
  };

  readonly #delete = async (): Promise<void> => {
    const asked = this.#asked;
    if (asked === undefined || this.#busy) return;
    this.#busy = true;
    this.#failure = undefined;
    void this.#update();
    try {
      await asked.thread.deleteMessage(asked.message.id);
      if (this.#asked === asked) this.#close();
    } catch (error) {
      // Refused or unreachable: the message is as it was, and the dialog says why.
      if (this.#asked === asked) this.#failure = failureOf(error);
    } finally {
      this.#busy = false;
      void this.#update();
    }
  };
}
