import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';

import { StoreController } from '../controllers/store-controller.ts';
import { formatCountdown, type Words } from '../i18n/index.ts';
import type { Presence, Session } from '../state/types.ts';

/** Which element of the page shows a Session's warning: one for all of them, wherever they stand. */
const speakers = new WeakMap<Session, HTMLElement>();

/** Who could warn: an element inside another one of them leaves it to that one, unless it is not free. */
const candidates = new WeakMap<Node, () => boolean>();

interface Options {
  host: ReactiveElement;
  session: () => Session | undefined;
  words: () => Words;
  locale: () => string;
  /** Whether this element may show the warning now. */
  free?: () => boolean;
}

/**
 * Warns before the automatic lock, and keeps the focus through it: it goes to the warning, to Unlock, and back to where
 * one was. The warning lies over the page, so that it is seen however small the element is, and leaves the page usable.
 */
export class IdleWarning implements ReactiveController {
  readonly #options: Options;
  readonly #presence: StoreController<Presence>;
  #was: Presence['status'] = 'open';
  #shown = false;
  /** Where the focus was before the warning. */
  #before: Element | undefined;
  #move: 'to-unlock' | 'back' | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#presence = new StoreController(options.host, () => options.session()?.$presence);
    candidates.set(options.host, () => options.free?.() ?? true);
    options.host.addController(this);
  }

  hostUpdate(): void {
    const { host } = this.#options;
    const now = this.#presence.value?.status ?? 'open';
    const within = host.shadowRoot?.activeElement ?? null;
    if (now === 'locked' && this.#was !== 'locked' && within !== null) this.#move = 'to-unlock';
    if (now === 'open' && this.#was === 'locked' && within?.closest('.notice')) this.#move = 'back';
    this.#was = now;
  }

  hostUpdated(): void {
    const { host } = this.#options;
    const warning = this.#warning;
    if (warning && !this.#shown) this.#show(warning);
    this.#shown = warning !== null;
    const notice = host.shadowRoot?.querySelector('.notice') ?? null;
    if (this.#move === 'to-unlock') {
      this.#move = undefined;
      notice?.querySelector('button')?.focus();
    }
    // The notice stays until everything is there again; only then is there a place to go back to.
    if (this.#move === 'back' && notice === null) {
      this.#move = undefined;
      void host.updateComplete.then(() => host.focus());
    }
  }

  hostDisconnected(): void {
    const session = this.#options.session();
    if (session && speakers.get(session) === this.#options.host) speakers.delete(session);
    this.#shown = false;
  }

  get #warning(): HTMLElement | null {
    return this.#options.host.shadowRoot?.querySelector<HTMLElement>('.idle-warning') ?? null;
  }

  #show(warning: HTMLElement): void {
    this.#before = deepest(document.activeElement);
    warning.showPopover();
    warning.querySelector('button')?.focus({ preventScroll: true });
  }

  readonly #stay = (): void => {
    const within = this.#warning?.matches(':focus-within') ?? false;
    this.#options.session()?.stay();
    if (within && this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // The panel around it stays open.
    event.preventDefault();
    event.stopPropagation();
    this.#stay();
  };

  /** Whether it falls to this element to warn. */
  #speaks(session: Session): boolean {
    const { host, free } = this.#options;
    const speaker = speakers.get(session);
    const taken =
      speaker !== undefined && speaker !== host && speaker.isConnected && speaker.checkVisibility();
    const root = host.getRootNode();
    const around = root instanceof ShadowRoot ? candidates.get(root.host)?.() : false;
    if (taken || around || free?.() === false || !host.checkVisibility()) return false;
    speakers.set(session, host);
    return true;
  }

  render(): TemplateResult | typeof nothing {
    const session = this.#options.session();
    const presence = this.#presence.value;
    if (session === undefined) return nothing;
    if (presence?.status !== 'warning') {
      if (speakers.get(session) === this.#options.host) speakers.delete(session);
      return nothing;
    }
    if (!this.#speaks(session)) return nothing;
    const words = this.#options.words();
    const { secondsLeft } = presence;
    const left = formatCountdown(this.#options.locale(), secondsLeft);
    return html`<div
      class="idle-warning"
      part="idle-warning"
      popover="manual"
      role="alertdialog"
      aria-labelledby="idle-title"
      aria-describedby="idle-hint"
      @keydown=${this.#onKeydown}
    >
      <p class="title" id="idle-title">${words.stillThere}</p>
      <p class="hint" id="idle-hint">${words.stillThereHint}</p>
      <div class="answer">
        <p class="left" role="timer" aria-live="off">${words.locksIn(left)}</p>
        <button type="button" class="primary" @click=${this.#stay}>${words.staySignedIn}</button>
      </div>
    </div>`;
  }
}

function deepest(active: Element | null): Element | undefined {
  let element = active ?? undefined;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
