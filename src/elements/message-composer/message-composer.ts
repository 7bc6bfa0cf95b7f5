import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';

import { ClockController } from '../../controllers/clock-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { SentEvent } from '../../events/sent.ts';
import { formatNumber } from '../../i18n/index.ts';
import { DEFAULT_LIMITS, isBlank, textLength } from '../../protocol/limits.ts';
import { isolatedName } from '../../security/safe-name.ts';
import type { ReadyThread, Thread } from '../../state/types.ts';
import { fileNameStyles } from '../../styles/file-name.styles.ts';
import { controls } from '../../styles/controls.styles.ts';
import { formattedStyles } from '../../styles/formatted.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { Gate } from '../gate.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { lockIcon, sendIcon, warningIcon } from '../icons.ts';
import { MessagesElement } from '../messages-element.ts';
import { renderAwayNotice } from './away-notice.ts';
import { EmojiController } from './emoji-picker.ts';
import { EmojiTyping } from './emoji-typing.ts';
import { emojiStyles } from './emoji-picker.styles.ts';
import { Guidelines } from './guidelines.ts';
import { guidelinesStyles } from './guidelines.styles.ts';
import { styles } from './message-composer.styles.ts';
import { ComposerFiles } from './composer-files.ts';
import { fileStyles } from './composer-files.styles.ts';
import { meansSend, SEND_KEYS, type SendKey } from './send-key.ts';

/** The share of the limit from which on the characters left are counted. */
const COUNT_FROM = 0.9;

/**
 * The box to write a message in, with the arrow that sends it. What is written stays with its conversation when
 * another one is opened. Over-long text is never cut; it says by how much it is too long.
 *
 * @tag message-composer
 * @event {SentEvent} messages-sent - The person has sent a message.
 * @csspart box - The frame around the text and the arrow.
 * @csspart composer-input - The text box.
 * @csspart attach-button - The paperclip.
 * @csspart files - The files that are attached.
 * @csspart file - One of them.
 * @csspart file-name - The name of a file.
 * @csspart refused-files - The files that cannot be sent, and why.
 * @csspart send - The arrow.
 * @csspart emoji - The button for emoji.
 * @csspart emoji-panel - The panel with the emoji.
 * @csspart emoji-list - The emoji that fit to a name that is being typed.
 * @csspart emoji-option - One of them.
 * @csspart hint - The line below the box: the send key, or how much text is left.
 * @csspart reminder - The reminder of where health information belongs.
 * @csspart practice-notice - The practice's own guidelines.
 * @csspart practice-notice-close - The button that puts them aside.
 * @csspart practice-notice-button - The button that leads to them.
 * @csspart away - That the other person is away, and what they say about it.
 * @csspart notice - Why nothing can be written here.
 * @cssproperty [--messages-control-border=#87908d] - The edge of the box.
 * @cssproperty [--messages-accent=#0b6b65] - The ground of the arrow.
 */
export class MessageComposer extends MessagesElement {
  static override readonly tag = 'message-composer';
  static override styles = [
    hostStyles,
    controls,
    noticeStyles,
    formattedStyles,
    guidelinesStyles,
    emojiStyles,
    fileNameStyles,
    styles,
    fileStyles,
  ];

  /** The id of the conversation to write in. */
  @property() conversation?: string | undefined;

  /** Which key sends: `shift-enter`, `enter`, or `mod-enter` for Ctrl or Command. */
  @property({ attribute: 'send-key' }) sendKey: SendKey = 'shift-enter';

  @query('textarea') private readonly box!: HTMLTextAreaElement | null;

  readonly #gate = new Gate(this, () => this.active);
  readonly #state = new StoreController(this, () => this.#thread?.$state);
  readonly #clock = new ClockController(this);
  readonly #draft = new StoreController(this, () => this.#thread?.$draft);
  readonly #emoji = new EmojiController(this, {
    words: () => this.words,
    language: () => this.locale,
    box: () => this.box,
  });
  readonly #typing = new EmojiTyping(this, {
    words: () => this.words,
    locale: () => this.locale,
    box: () => this.box,
  });
  readonly #guidelines = new Guidelines(this, {
    words: () => this.words,
    session: () => this.active,
    me: () => this.#gate.me,
    leave: () => this.focus(),
  });

  readonly #files = new StoreController(this, () => this.#thread?.$files);
  readonly #attaching = new ComposerFiles({
    host: this,
    words: () => this.words,
    locale: () => this.locale,
    thread: () => this.#thread,
    limits: () => this.#limits,
    focusBox: () => this.box?.focus(),
  });

  /** Attaches files to what is being written; those that cannot be sent are named with the reason. */
  addFiles(files: Iterable<File>): void {
    this.#attaching.add(files);
  }

  override focus(options?: FocusOptions): void {
    this.box?.focus(options);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#grow();
  }

  get #thread(): Thread | undefined {
    return this.conversation === undefined ? undefined : this.active?.thread(this.conversation);
  }

  get #key(): SendKey {
    return SEND_KEYS.includes(this.sendKey) ? this.sendKey : 'shift-enter';
  }

  get #limits(): { textLength: number; files: number; fileBytes: number } {
    return this.#gate.me?.limits ?? DEFAULT_LIMITS;
  }

  get #limit(): number {
    return this.#limits.textLength;
  }

  /** Whether there is nothing to send, or not yet. */
  #idle(text: string): boolean {
    const files = this.#files.value ?? [];
    const empty = isBlank(text) && files.length === 0;
    return empty || textLength(text) > this.#limit || this.#attaching.reason(files) !== undefined;
  }

  /** As high as its text, up to the height that the styles allow. */
  #grow(): void {
    const { box } = this;
    if (box === null) return;
    box.style.setProperty('block-size', 'auto');
    box.style.setProperty('block-size', `${box.scrollHeight}px`);
  }

  readonly #onInput = (event: Event): void => {
    this.#thread?.setDraft(this.box?.value ?? '');
    void this.#typing.onInput(event);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (this.#typing.onKeydown(event) || !meansSend(event, this.#key)) return;
    event.preventDefault();
    this.#send();
  };

  readonly #send = (): void => {
    const text = this.box?.value ?? '';
    const thread = this.#thread;
    this.box?.focus();
    if (thread === undefined || this.#idle(text)) return;
    thread.send(text);
    this.#attaching.sent();
    this.dispatchEvent(new SentEvent(thread.conversationId));
  };

  /** Keeps the focus where it is, so that a phone's keyboard stays open. */
  readonly #keepFocus = (event: Event): void => event.preventDefault();

  #renderHint(length: number): TemplateResult {
    const { words } = this;
    const left = this.#limit - length;
    const count = formatNumber(this.locale, Math.abs(left));
    const reason = this.#attaching.reason(this.#files.value ?? []);
    const apple = /Mac|iPhone|iPad/u.test(navigator.userAgent);
    const key = this.#key === 'mod-enter' && apple ? words.sendHintApple : words.sendHint[this.#key];
    return html`<div class="below">
      <p class="reminder" part="reminder">${lockIcon}<span>${words.privacyReminder}</span></p>
      ${this.#guidelines.renderButton()}
      <p class="hint" part="hint" id="hint">
        ${
          reason !== undefined
            ? html`<span role="status">${reason}</span>`
            : length >= this.#limit * COUNT_FROM
              ? html`<span class=${left < 0 ? 'over' : ''} role="status"
                  >${left < 0 ? words.tooLong(count, -left) : words.charactersLeft(count, left)}</span
                >`
              : html`<span class="key">${key}</span>`
        }
      </p>
    </div>`;
  }

  #renderBox(state: ReadyThread | undefined): TemplateResult {
    const { words } = this;
    const draft = this.#draft.value ?? '';
    const length = textLength(draft);
    const over = length > this.#limit;
    const idle = this.#idle(draft);
    const files = this.#files.value ?? [];
    return html`${this.#attaching.render(files)}
      <div
        class="box ${this.#attaching.dropping ? 'dropping' : ''}"
        part="box"
        @dragover=${this.#attaching.onDragOver}
        @dragleave=${this.#attaching.onDragLeave}
        @drop=${this.#attaching.onDrop}
      >
        ${this.#attaching.renderButton()}
        <textarea
          part="composer-input"
          rows="1"
          dir="auto"
          aria-label=${words.message}
          aria-describedby="hint"
          aria-invalid=${over}
          aria-autocomplete="list"
          aria-controls=${this.#typing.listId ?? nothing}
          aria-activedescendant=${this.#typing.activeId ?? nothing}
          placeholder=${state === undefined ? words.message : words.writeTo(isolatedName(state.with.name))}
          enterkeyhint=${this.#key === 'enter' ? 'send' : 'enter'}
          autocapitalize="sentences"
          .value=${live(draft)}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
          @compositionend=${this.#typing.onInput}
          @pointerdown=${this.#typing.onLeave}
          @blur=${this.#typing.onLeave}
          @paste=${this.#attaching.onPaste}
        ></textarea>
        ${this.#typing.render()} ${this.#emoji.renderButton()}
        <button
          type="button"
          class="send primary"
          part="send"
          aria-label=${words.send}
          title=${words.send}
          aria-disabled=${idle}
          aria-describedby="hint"
          @pointerdown=${this.#keepFocus}
          @click=${this.#send}
        >
          ${sendIcon}
        </button>
      </div>
      ${this.#renderHint(length)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this;
    const value = this.#state.value;
    if (this.conversation === undefined || value?.status === 'failed' || this.#gate.off) {
      // What stands in the way is said by the thread; here, there is just nothing to write in.
      return nothing;
    }
    const state = value?.status === 'ready' ? value : undefined;
    if (state?.outgoing.some(({ failure }) => failure?.code === 'recipient-inactive')) {
      return html`<div class="frame">
        <div class="closed" part="notice" role="status">
          ${warningIcon}
          <p><strong>${words.inactiveTitle(isolatedName(state.with.name))}</strong> ${words.inactiveHint}</p>
        </div>
      </div>`;
    }
    return html`<div class="frame">
      ${this.#guidelines.renderPanel()} ${renderAwayNotice(state?.with, words, this.locale, this.#clock.now)}
      ${this.#renderBox(state)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-composer': MessageComposer;
  }
}
