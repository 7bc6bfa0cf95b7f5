import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';

import { StoreController } from '../../controllers/store-controller.ts';
import { failureOf } from '../failure-of.ts';
import type { Failure, Session } from '../../state/types.ts';
import { controls } from '../../styles/controls.styles.ts';
import { dialogStyles } from '../../styles/dialog.styles.ts';
import { formattedStyles } from '../../styles/formatted.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { Gate } from '../gate.ts';
import { warningIcon } from '../icons.ts';
import { MessagesElement } from '../messages-element.ts';
import { renderNotice, renderSkeleton } from '../notice.ts';
import { GuidelinesEditor } from './guidelines-editor.ts';
import { styles } from './messaging-features.styles.ts';

/**
 * The Secure Messaging switch for Account Settings › Portal › Features, and the practice's own guidelines. Administrators
 * change them; everybody else sees how they are set.
 *
 * @tag messaging-features
 * @csspart feature - The line with the switch.
 * @csspart switch - The switch.
 * @csspart state - The word that says whether Secure Messaging is on.
 * @csspart dialog - The question before switching off.
 * @csspart guidelines - Where an administrator writes the guidelines.
 * @csspart guidelines-input - The text of the guidelines.
 * @csspart preview - The guidelines as people will see them.
 * @csspart save - The button that saves the guidelines.
 * @csspart notice - Words where there is nothing to set.
 * @csspart skeleton - Grey shapes while it loads.
 * @cssproperty [--messages-accent=#0b6b65] - The ground of the switch when it is on.
 * @cssproperty [--messages-control-border=#87908d] - The ground of the switch when it is off, and the edge of the box.
 */
export class MessagingFeatures extends MessagesElement {
  static override readonly tag = 'messaging-features';
  static override styles = [hostStyles, controls, dialogStyles, formattedStyles, noticeStyles, styles];

  @state() private busy = false;
  @state() private asking = false;
  @state() private failure: Failure | undefined;

  readonly #gate = new Gate(this, () => this.active);
  readonly #messagingOn = new StoreController(this, () => this.active?.$messagingOn);
  readonly #editor = new GuidelinesEditor(this, {
    words: () => this.words,
    locale: () => this.locale,
    session: () => this.active,
    practice: () => this.#gate.me?.practice,
  });

  @query('[role="switch"]') private readonly switch!: HTMLElement | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  #of: Session | undefined;
  #who: string | undefined;

  override focus(options?: FocusOptions): void {
    this.switch?.focus(options);
  }

  /** What one person was asked or told is not for the next. */
  protected override update(changed: PropertyValues): void {
    const who = this.#gate.me?.person.id ?? this.#who;
    if (this.active !== this.#of || who !== this.#who) {
      this.#of = this.active;
      this.#who = who;
      this.busy = false;
      this.asking = false;
      this.failure = undefined;
      this.#editor.reset();
    }
    super.update(changed);
  }

  /** Switching on harms nobody; switching off closes everybody's inbox, so it is asked about first. */
  readonly #toggle = async (): Promise<void> => {
    if (this.busy) return;
    this.failure = undefined;
    if (this.#messagingOn.value !== true) return this.#switch(true);
    this.asking = true;
    await this.updateComplete;
    const { dialog } = this;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    // The harmless choice has the focus, so that a second Return switches nothing off.
    dialog.querySelector<HTMLElement>('.quiet')?.focus();
  };

  readonly #close = (): void => {
    this.dialog?.close();
    this.asking = false;
    void this.updateComplete.then(() => this.switch?.focus());
  };

  readonly #confirm = (): void => {
    this.#close();
    void this.#switch(false);
  };

  async #switch(on: boolean): Promise<void> {
    const session = this.active;
    const who = this.#who;
    if (session === undefined) return;
    this.busy = true;
    const left = () => session !== this.active || who !== this.#who;
    try {
      await session.setSecureMessaging(on);
    } catch (error) {
      // Refused or unreachable: everything is as it was, and the words say so.
      if (!left()) this.failure = failureOf(error);
    } finally {
      if (!left()) this.busy = false;
    }
  }

  readonly #onDialogKeydown = (event: KeyboardEvent): void => {
    // The browser closes the dialog by itself; what is around must not hear of it.
    if (event.key === 'Escape') event.stopPropagation();
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#close();
  };

  #renderSwitch(on: boolean, admin: boolean): TemplateResult {
    const { words } = this;
    const stateWord = html`<span class="state" part="state"
      >${on ? words.switchedOn : words.switchedOff}</span
    >`;
    return html`<section class="feature" part="feature">
      <div class="about">
        <h3 id="name">${words.secureMessaging}</h3>
        <p id="about">${on ? words.secureMessagingHint : words.secureMessagingOffHint}</p>
        ${admin ? nothing : html`<p class="only">${words.administratorsOnly}</p>`}
      </div>
      <div class="control">
        ${stateWord}
        ${
          admin
            ? html`<button
                type="button"
                role="switch"
                part="switch"
                aria-checked=${on}
                aria-labelledby="name"
                aria-describedby="about"
                aria-disabled=${this.busy}
                @click=${this.#toggle}
              >
                <span class="thumb"></span>
              </button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #renderFailure(): TemplateResult {
    const { words, failure } = this;
    return html`<div role="alert">
      ${
        failure === undefined
          ? nothing
          : html`<p class="failure">
              ${warningIcon}<span
                >${words.sentences(words.featureUnchanged, words.failures[failure.code])}</span
              >
            </p>`
      }
    </div>`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    if (!this.asking) return nothing;
    const { words } = this;
    return html`<dialog
      part="dialog"
      class="confirm"
      aria-labelledby="question"
      aria-describedby="explained"
      @keydown=${this.#onDialogKeydown}
      @cancel=${this.#onCancel}
    >
      <h3 id="question">${words.switchOffQuestion}</h3>
      <p id="explained">${words.switchOffExplained}</p>
      <div class="actions">
        <button type="button" class="quiet" @click=${this.#close}>${words.cancel}</button>
        <button type="button" class="danger" @click=${this.#confirm}>${words.switchOff}</button>
      </div>
    </dialog>`;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const on = this.#messagingOn.value;
    // Here, that messaging is off is no obstacle but what is to be seen.
    const closed = this.#gate.notice(words, { whenOff: false });
    if (closed !== undefined) return renderNotice(closed);
    const me = this.#gate.me;
    if (me === undefined || on === undefined) return renderSkeleton(words, 'skeleton-row', 1);
    return html`${this.#renderSwitch(on, me.person.admin)} ${this.#renderFailure()}
    ${me.person.admin ? this.#editor.render() : nothing} ${this.#renderDialog()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'messaging-features': MessagingFeatures;
  }
}
