import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { SessionProvider } from '../../controllers/session-provider.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { ConversationSelectedEvent } from '../../events/conversation-selected.ts';
import { ConversationSelectedEvent as Selected } from '../../events/conversation-selected.ts';
import type { RecipientSelectedEvent } from '../../events/recipient-selected.ts';
import { formatNumber } from '../../i18n/index.ts';
import type { Failure } from '../../state/types.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { ConversationList } from '../conversation-list/conversation-list.ts';
import { DropZone } from '../drop-zone.ts';
import { Gate } from '../gate.ts';
import { backIcon, lockIcon, messagesIcon, offlineIcon, warningIcon } from '../icons.ts';
import { IdleWarning } from '../idle-warning.ts';
import { MessageComposer } from '../message-composer/message-composer.ts';
import type { SendKey } from '../message-composer/send-key.ts';
import { MessagesElement } from '../messages-element.ts';
import { renderNotice } from '../notice.ts';
import { OooSettings } from '../ooo-settings/ooo-settings.ts';
import { RecipientPicker } from '../recipient-picker/recipient-picker.ts';
import { ThreadView } from '../thread-view/thread-view.ts';
import { AbsenceBanner } from './absence-banner.ts';
import { styles } from './messages-inbox.styles.ts';

/** Narrower than this, list and conversation take turns. */
const TWO_COLUMNS = 720;

/**
 * Everything together: the list of conversations, the one that is open, the box to write in, and the search for
 * somebody to write to. Side by side where there is room, one after the other where there is not; its own width
 * decides, not the window's.
 *
 * @tag messages-inbox
 * @slot end - A button at the end of the topmost line, such as Close.
 * @event {ConversationSelectedEvent} messages-conversation-selected - The person has opened a conversation.
 * @event {SentEvent} messages-sent - The person has sent a message.
 * @csspart list - The left panel.
 * @csspart conversation - The open conversation with its composer.
 * @csspart drop-zone - What covers the conversation while files are held over it.
 * @csspart back - The button from a conversation back to the list, where there is one column.
 * @csspart banner - The line that says that there is no connection.
 * @csspart idle-warning - The question before the automatic lock.
 * @csspart absence - The line that tells a member that they are out of office.
 * @csspart notice - Words where there is nothing to show.
 * @cssproperty [--messages-inbox-border=1px] - The width of the frame.
 * @cssproperty [--messages-inbox-radius=16px] - The corners of the frame.
 * @cssproperty [--messages-list-inline-size=340px] - The width of the left panel.
 * @cssproperty [--messages-accent=#0b6b65] - The accent of buttons, links and marks.
 * @cssproperty [--messages-font] - The font family.
 * @cssproperty [--messages-font-size] - The size of ordinary text.
 */
export class MessagesInbox extends MessagesElement {
  static override readonly tag = 'messages-inbox';
  static override readonly dependencies = [
    ConversationList,
    RecipientPicker,
    OooSettings,
    ThreadView,
    MessageComposer,
  ];
  static override styles = [hostStyles, controls, noticeStyles, styles];

  /** Whether list and conversation stand side by side: `columns`, `single`, or `auto` by the element's width. */
  @property() layout: 'auto' | 'columns' | 'single' = 'auto';

  /** The id of the open conversation; follows what the person chooses. */
  @property({ reflect: true }) conversation?: string | undefined;

  /** Which key sends; see the composer. */
  @property({ attribute: 'send-key' }) sendKey: SendKey = 'shift-enter';

  @state() private composing = false;
  @state() private configuring = false;
  @state() private wide = true;
  @state() private openFailure: Failure | undefined;

  protected readonly provider = new SessionProvider(this, () => this.active);
  readonly #gate = new Gate(this, () => this.active);
  readonly #conversations = new StoreController(this, () => this.active?.$conversations);
  readonly #connection = new StoreController(this, () => this.active?.$connection);
  readonly #waiting = new StoreController(this, () => this.active?.$waiting);
  readonly #idle = new IdleWarning({
    host: this,
    session: () => this.active,
    words: () => this.words,
    locale: () => this.locale,
  });

  readonly #dropZone = new DropZone(this, (files) => {
    this.composer?.addFiles(files);
    this.composer?.focus();
  });

  readonly #absence = new AbsenceBanner(this, {
    session: () => this.active,
    words: () => this.words,
    locale: () => this.locale,
    leave: () => this.focus(),
  });

  @query('conversation-list') private readonly list!: ConversationList | null;
  @query('ooo-settings') private readonly settings!: OooSettings | null;
  @query('recipient-picker') private readonly picker!: RecipientPicker | null;
  @query('thread-view') private readonly thread!: ThreadView | null;
  @query('message-composer') private readonly composer!: MessageComposer | null;
  @query('[part~="back"]') private readonly back!: HTMLElement | null;

  readonly #resized = new ResizeObserver(([entry]) => {
    if (entry !== undefined && entry.contentRect.width > 0)
      this.wide = entry.contentRect.width >= TWO_COLUMNS;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** Puts the focus on what is being done: writing, choosing a recipient, or the list. */
  override focus(options?: FocusOptions): void {
    (this.composing ? this.picker : (this.composer ?? this.list))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('conversation') && this.conversation !== undefined) this.openFailure = undefined;
  }

  get #columns(): boolean {
    return this.layout === 'columns' || (this.layout !== 'single' && this.wide);
  }

  readonly #onSelected = (event: ConversationSelectedEvent): void => {
    this.conversation = event.conversationId;
    this.composing = false;
    const { seq } = event;
    void this.updateComplete.then(() => {
      if (seq !== undefined) this.thread?.openAt(seq);
      // Who has looked for a message wants to read; who has chosen a person wants to write.
      const there = seq === undefined ? this.composer : this.thread;
      (this.#columns ? there : this.back)?.focus();
    });
  };

  readonly #onNewMessage = (): void => {
    this.composing = true;
    this.openFailure = undefined;
    if (!this.#columns) this.conversation = undefined;
    void this.updateComplete.then(() => this.picker?.updateComplete).then(() => this.picker?.focus());
  };

  readonly #onSettings = (): void => {
    this.configuring = true;
    void this.updateComplete.then(() => this.settings?.updateComplete).then(() => this.settings?.focus());
  };

  readonly #onSettingsClosed = (): void => {
    this.configuring = false;
    void this.updateComplete.then(() => this.list?.focusSettings());
  };

  readonly #onCancelled = (): void => {
    this.composing = false;
    this.openFailure = undefined;
    void this.updateComplete.then(() => this.list?.focus());
  };

  readonly #onRecipient = async (event: RecipientSelectedEvent): Promise<void> => {
    const session = this.active;
    if (session === undefined) return;
    this.openFailure = undefined;
    try {
      const { id } = await session.openConversation(event.personId);
      // Meanwhile the person may have gone back, or somebody else signed in.
      if (!this.composing || session !== this.active) return;
      this.composing = false;
      this.conversation = id;
      this.dispatchEvent(new Selected(id));
      await this.updateComplete;
      await this.composer?.updateComplete;
      this.composer?.focus();
    } catch (error) {
      // Refused or unreachable; the search stays open and says why.
      this.openFailure = (error as { failure?: Failure }).failure ?? { code: 'unexpected' };
    }
  };

  readonly #onBack = (): void => {
    this.conversation = undefined;
    void this.updateComplete.then(() => this.list?.focus());
  };

  readonly #onEdit = (): void => this.composer?.focus();

  #renderBanner(): TemplateResult | typeof nothing {
    const { words } = this;
    const offline = this.#connection.value === 'offline' && this.#gate.me !== undefined;
    const waiting = this.#waiting.value ?? 0;
    return html`<div role="status">
      ${
        offline
          ? html`<p class="banner" part="banner">
              ${offlineIcon}<span
                >${waiting === 0 ? words.offline : words.offlineWaiting(formatNumber(this.locale, waiting), waiting)}</span
              >
            </p>`
          : nothing
      }
    </div>`;
  }

  /** The left panel. Behind a conversation on a phone it stays as it is: whoever goes back is where they were, search included. */
  #renderList(end: TemplateResult, behind: boolean): TemplateResult {
    const { words } = this;
    return html`<div class="list" part="list" ?hidden=${behind}>
      ${
        this.composing
          ? html`<recipient-picker
              @messages-recipient-selected=${this.#onRecipient}
              @messages-recipient-cancelled=${this.#onCancelled}
              >${end}</recipient-picker
            >`
          : nothing
      }
      ${
        this.configuring
          ? html`<ooo-settings @messages-out-of-office-closed=${this.#onSettingsClosed}>${end}</ooo-settings>`
          : nothing
      }
      <conversation-list
        ?hidden=${this.composing || this.configuring}
        .selected=${this.conversation}
        @messages-conversation-selected=${this.#onSelected}
        @messages-new-message=${this.#onNewMessage}
        @messages-out-of-office-requested=${this.#onSettings}
        >${this.composing || this.configuring ? nothing : end}</conversation-list
      >
      <div role="alert">
        ${
          this.openFailure === undefined
            ? nothing
            : html`<p class="failure">${warningIcon}<span>${words.failures[this.openFailure.code]}</span></p>`
        }
      </div>
    </div>`;
  }

  #renderConversation(end: TemplateResult | typeof nothing): TemplateResult {
    const { words } = this;
    if (this.conversation === undefined) {
      const list = this.#conversations.value;
      const none = list?.status === 'ready' && list.items.length === 0;
      return html`<div class="conversation" part="conversation">
        ${
          none
            ? renderNotice({ icon: lockIcon, title: words.privateTitle, hint: words.privateHint })
            : renderNotice({
                icon: messagesIcon,
                title: words.chooseConversation,
                hint: words.chooseConversationHint,
              })
        }
      </div>`;
    }
    return html`<div
      class="conversation"
      part="conversation"
      @dragover=${this.#dropZone.onDragOver}
      @dragleave=${this.#dropZone.onDragLeave}
      @drop=${this.#dropZone.onDrop}
    >
      ${this.#dropZone.render(words)}
      <thread-view .conversation=${this.conversation} @messages-edit-requested=${this.#onEdit}>
        ${
          this.#columns
            ? nothing
            : html`<button
                type="button"
                slot="start"
                class="icon-button"
                part="back"
                aria-label=${words.back}
                @click=${this.#onBack}
              >
                ${backIcon}
              </button>`
        }
        ${end}
      </thread-view>
      <message-composer .conversation=${this.conversation} .sendKey=${this.sendKey}></message-composer>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const end = html`<slot name="end" slot="end"></slot>`;
    const closed = this.#gate.notice(words);
    if (closed !== undefined) {
      return html`<div class="frame closed">
        <div class="bar"><slot name="end"></slot></div>
        ${renderNotice(closed)} ${this.#idle.render()}
      </div>`;
    }
    const columns = this.#columns;
    const reading = this.conversation !== undefined && !this.composing;
    return html`<div class="frame ${columns ? 'columns' : 'single'}">
      ${this.#renderBanner()} ${this.#absence.render()} ${this.#idle.render()}
      <div class="panes">
        ${this.#renderList(columns || reading ? html`` : end, reading && !columns)}
        ${columns || reading ? this.#renderConversation(end) : nothing}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'messages-inbox': MessagesInbox;
  }
}
