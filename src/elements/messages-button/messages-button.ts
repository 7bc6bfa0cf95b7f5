import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { StoreController } from '../../controllers/store-controller.ts';
import { OpenChangedEvent } from '../../events/open-changed.ts';
import { formatNumber } from '../../i18n/index.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { closeIcon, messagesIcon } from '../icons.ts';
import { IdleWarning } from '../idle-warning.ts';
import { MessagesElement } from '../messages-element.ts';
import { failureNotice, renderNotice, renderSkeleton } from '../notice.ts';
import { styles } from './messages-button.styles.ts';
import { PanelController } from './panel-controller.ts';

/**
 * The Messages button for a navigation bar, with a red badge while there is something unread. It opens the inbox as a
 * panel on the page (full-screen on a phone), or leads to a page of its own.
 *
 * @tag messages-button
 * @slot icon - Another icon.
 * @slot - Another label.
 * @event {OpenChangedEvent} messages-open-changed - The person has opened or closed the panel.
 * @csspart button - The button, or the link when there is an `href`.
 * @csspart label - The word beside the icon.
 * @csspart badge - The number of unread messages; not there when there are none.
 * @csspart panel - The panel with the inbox.
 * @csspart idle-warning - The question before the automatic lock.
 * @csspart close - The panel's close button.
 * @cssproperty [--messages-button-color=inherit] - The icon and the label.
 * @cssproperty [--messages-badge=#c62434] - The ground of the badge.
 * @cssproperty [--messages-on-badge=#ffffff] - The number in the badge.
 * @cssproperty [--messages-panel-inline-size=420px] - The width of the panel.
 * @cssproperty [--messages-panel-block-size=680px] - The greatest height of the panel.
 */
export class MessagesButton extends MessagesElement {
  static override readonly tag = 'messages-button';
  static override styles = [hostStyles, controls, noticeStyles, styles];

  /** Where the button leads instead of opening the panel. */
  @property() href?: string;

  /** The largest number that the badge shows; above it, the number and a plus sign. */
  @property({ type: Number }) max = 99;

  /** Whether the button opens nothing by itself, because the page listens to its `click`. */
  @property({ type: Boolean, attribute: 'no-panel' }) noPanel = false;

  /** Whether the panel is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private inbox: 'absent' | 'loading' | 'ready' | 'failed' = 'absent';

  @query('[part~="button"]') private readonly button!: HTMLElement;
  @query('dialog') private readonly panel!: HTMLDialogElement | null;

  readonly #unread = new StoreController(this, () => this.active?.$unread);
  readonly #idle = new IdleWarning({
    host: this,
    session: () => this.active,
    words: () => this.words,
    locale: () => this.locale,
    // An open panel warns inside: on a phone nothing outside of it can be reached.
    free: () => !this.open || this.noPanel,
  });
  readonly #panel = new PanelController(this, {
    anchor: () => this.button,
    panel: () => this.panel,
    close: (byClick) => this.#setOpen(false, byClick),
  });

  override focus(options?: FocusOptions): void {
    this.button?.focus(options);
  }

  /** Opens the panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel. */
  hide(): void {
    this.open = false;
  }

  protected override updated(): void {
    if (this.open && this.inbox === 'absent') void this.#loadInbox();
    this.#panel.toggle(this.open && this.panel !== null);
  }

  readonly #toggle = (): void => this.#setOpen(!this.open);

  #setOpen(open: boolean, byClick = false): void {
    if (open === this.open) return;
    this.open = open;
    this.dispatchEvent(new OpenChangedEvent(open));
    // A click elsewhere may have given the focus to something; only a lost focus comes back.
    const returns = !open && (!byClick || document.activeElement === document.body);
    // Not before the panel is gone: a modal one lets nothing outside have the focus.
    if (returns) void this.updateComplete.then(() => this.focus());
  }

  /** The inbox is most of the code and most pages never open it, so it comes when it is wanted. */
  readonly #loadInbox = async (): Promise<void> => {
    if (this.inbox === 'loading' || this.inbox === 'ready') return;
    this.inbox = 'loading';
    try {
      const { MessagesInbox } = await import('../messages-inbox/messages-inbox.ts');
      MessagesInbox.define();
      this.inbox = 'ready';
    } catch {
      // The network may be gone, or the site's files replaced by newer ones; the panel says so and offers another try.
      this.inbox = 'failed';
    }
  };

  readonly #prefetch = (): void => {
    if (this.inbox === 'absent' && !this.noPanel && this.href === undefined) void this.#loadInbox();
  };

  #renderContent(): TemplateResult {
    const unread = this.#unread.value ?? 0;
    const shown = formatNumber(this.locale, Math.min(unread, this.max));
    return html`<slot name="icon">${messagesIcon}</slot>
      <span class="label" part="label"><slot>${this.words.messages}</slot></span>
      ${
        unread === 0
          ? nothing
          : html`<span class="badge" part="badge">${shown}${unread > this.max ? '+' : ''}</span>
              <span class="visually-hidden">${this.words.unreadAfterNumber(unread)}</span>`
      }`;
  }

  #renderPanel(): TemplateResult {
    const { words } = this;
    const close = html`<button
      type="button"
      slot="end"
      class="icon-button"
      part="close"
      aria-label=${words.close}
      @click=${() => this.#setOpen(false)}
    >
      ${closeIcon}
    </button>`;
    return html`<dialog
      part="panel"
      popover="manual"
      tabindex="-1"
      aria-label=${words.messages}
      aria-busy=${this.inbox === 'loading'}
      @keydown=${this.#panel.onKeydown}
      @cancel=${this.#panel.onCancel}
    >
      ${
        this.inbox === 'ready'
          ? html`<messages-inbox .session=${this.active}>${close}</messages-inbox>`
          : html`<div class="waiting">
              <div class="bar">${close}</div>
              ${
                this.inbox === 'failed'
                  ? renderNotice(failureNotice(words, { code: 'network' }, () => void this.#loadInbox()))
                  : renderSkeleton(words, 'skeleton-row', 5)
              }
            </div>`
      }
    </dialog>`;
  }

  protected override render(): TemplateResult {
    if (this.href !== undefined) {
      return html`<a part="button" class="button" href=${this.href}>${this.#renderContent()}</a
        >${this.#idle.render()}`;
    }
    return html`<button
        type="button"
        part="button"
        class="button"
        aria-haspopup=${this.noPanel ? nothing : 'dialog'}
        aria-expanded=${this.noPanel ? nothing : this.open}
        @click=${this.noPanel ? nothing : this.#toggle}
        @pointerenter=${this.#prefetch}
        @focus=${this.#prefetch}
      >
        ${this.#renderContent()}
      </button>
      ${this.open && !this.noPanel ? this.#renderPanel() : nothing} ${this.#idle.render()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'messages-button': MessagesButton;
  }
}
