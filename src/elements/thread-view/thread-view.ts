import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { ClockController } from '../../controllers/clock-controller.ts';
import { SeenController } from '../../controllers/seen-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { EditRequestedEvent } from '../../events/edit-requested.ts';
import { formatFull } from '../../i18n/index.ts';
import type { Me, Message } from '../../protocol/index.ts';
import { isBlank } from '../../protocol/limits.ts';
import { isolatedName } from '../../security/safe-name.ts';
import type { ReadyThread, Thread } from '../../state/types.ts';
import { avatarStyles } from '../../styles/avatar.styles.ts';
import { controls } from '../../styles/controls.styles.ts';
import { dialogStyles } from '../../styles/dialog.styles.ts';
import { fileNameStyles } from '../../styles/file-name.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { Announcer } from '../announcer.ts';
import { Gate } from '../gate.ts';
import { messagesIcon } from '../icons.ts';
import { IdleWarning } from '../idle-warning.ts';
import { MessagesElement } from '../messages-element.ts';
import { failureNotice, renderNotice, renderSkeleton } from '../notice.ts';
import { AttachedFiles } from './attached-files.ts';
import { attachedStyles } from './attached-files.styles.ts';
import { MessageDeletion } from './message-deletion.ts';
import { RecordExport } from './record-export.ts';
import { recordStyles } from './record-export.styles.ts';
import { ScrollController } from './scroll-controller.ts';
import { renderHeader, renderJump, renderTop } from './thread-frame.ts';
import { threadItems } from './thread-items.ts';
import { renderRow, type RowContext } from './thread-rows.ts';
import { styles } from './thread-view.styles.ts';
import { ThreadWindow } from './thread-window.ts';
import { UnreadLine } from './unread-line.ts';

/**
 * One conversation: its messages by day, the line above what is new, how far one's own have got, and a menu to delete
 * them. Older messages come as one scrolls up, and the place one reads at stays where it is.
 *
 * @tag thread-view
 * @slot start - A button before the person's name, such as Back.
 * @slot end - More buttons at the end of the header.
 * @event {EditRequestedEvent} messages-edit-requested - The person wants to go on editing a message that was not sent.
 * @csspart header - The line with the person's name.
 * @csspart heading - The person's name.
 * @csspart log - The scrolling messages.
 * @csspart message - One message.
 * @csspart own-message - One of one's own.
 * @csspart other-message - One of the other's.
 * @csspart bubble - The ground of a message.
 * @csspart message-text - The text of a message, exactly as it was sent.
 * @csspart attachments - The files of a message.
 * @csspart picture - The preview of a picture.
 * @csspart file-card - A file to download.
 * @csspart file-name - The name of a file.
 * @csspart viewer - The dialog that shows pictures large.
 * @csspart tombstone - The words in place of a deleted message.
 * @csspart mark - Whether a message of one's own is sent, delivered, read.
 * @csspart failure - The line below a message that was not sent.
 * @csspart day - The day between messages.
 * @csspart unread-line - The "New messages" line.
 * @csspart jump - The button that leads to the latest message.
 * @csspart options-button - The three dots.
 * @csspart menu - The options of a message.
 * @csspart menu-item - One option.
 * @csspart dialog - The question before deleting, or before exporting.
 * @csspart record-button - The button that exports the conversation; practitioners only.
 * @csspart avatar - The circle with initials.
 * @csspart idle-warning - The question before the automatic lock.
 * @csspart notice - Words where there is no conversation to show.
 * @csspart skeleton - Grey shapes while the conversation loads.
 * @csspart announcement - What screen readers are told; never seen.
 * @cssproperty [--messages-own-bubble=#d5ece8] - The ground of one's own messages.
 * @cssproperty [--messages-own-text=#0f2f2c] - Their text.
 * @cssproperty [--messages-other-bubble=#f1efeb] - The ground of the other's messages.
 * @cssproperty [--messages-other-text=#1f2625] - Their text.
 * @cssproperty [--messages-bubble-radius=18px] - The corners of messages.
 */
export class ThreadView extends MessagesElement {
  static override readonly tag = 'thread-view';
  static override styles = [
    hostStyles,
    controls,
    avatarStyles,
    dialogStyles,
    noticeStyles,
    fileNameStyles,
    styles,
    attachedStyles,
    recordStyles,
  ];

  /** The id of the conversation to show. */
  @property() conversation?: string | undefined;

  @query('[role="log"]') private readonly log!: HTMLElement | null;

  readonly #gate = new Gate(this, () => this.active);
  readonly #state = new StoreController(this, () => this.#thread?.$state);
  readonly #clock = new ClockController(this);
  readonly #seen = new SeenController(this, (rows) => this.#markRead(rows));
  readonly #scroll = new ScrollController(this, {
    scroller: () => this.log,
    complete: () => this.#window.followsLatest && this.#ready?.hasNewer !== true,
    nearTop: () => this.#nearTop(),
    nearBottom: () => this.#nearBottom(),
  });
  readonly #announcer = new Announcer(this);
  readonly #around = {
    host: this,
    words: () => this.words,
    locale: () => this.locale,
    session: () => this.active,
    say: (text: string) => this.#announcer.say(text),
    fallback: () => this.log,
  };
  readonly #deletion = new MessageDeletion(this.#around);
  readonly #idle = new IdleWarning(this.#around);
  readonly #files = new AttachedFiles(this.#around);
  readonly #record = new RecordExport(this.#around);
  readonly #window = new ThreadWindow();
  readonly #line = new UnreadLine();

  #shown: Thread | undefined;
  #ready: ReadyThread | undefined;
  #failed = new Set<string>();
  /** The newest seq when the reader was last at the end. */
  #leftAt = 0;
  /** The message that is to be shown, and the one that was found. */
  #target: { conversation: string | undefined; seq: number; asked: boolean } | undefined;
  #found: string | undefined;
  #heard: { thread: Thread; stop: () => void } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#heard?.stop();
    this.#heard = undefined;
  }

  /** Puts the focus on the messages. */
  override focus(options?: FocusOptions): void {
    this.log?.focus(options);
  }

  /** Shows the message with this seq, wherever in the conversation, and marks it for a moment. */
  openAt(seq: number): void {
    this.#target = { conversation: this.conversation, seq, asked: false };
    this.requestUpdate();
  }

  /** Follows the thread once the stores are settled and before anything is rendered. */
  protected override update(changed: PropertyValues): void {
    const thread = this.#thread;
    const state = this.#state.value;
    const me = this.#person;
    this.#ready = state?.status === 'ready' && me !== undefined ? state : undefined;
    this.#listen(thread);
    if (thread !== this.#shown && this.#shown !== undefined) {
      this.#closeAll();
    }
    if (this.#ready === undefined) {
      // Locked, switched off, signed out: nothing of the conversation stays, in no dialog and for no screen reader.
      this.#closeAll();
      this.#announcer.clear();
      this.#shown = undefined;
    } else if (me !== undefined) {
      if (thread === this.#shown) this.#follow(this.#ready, me.id);
      else this.#open(this.#ready, me.id);
      this.#shown = thread;
      this.#reach(this.#ready);
      this.#files.follow(this.#ready.messages);
    }
    super.update(changed);
  }

  #closeAll(): void {
    for (const part of [this.#deletion, this.#files, this.#record]) part.reset();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#seen.watch(this.log?.querySelectorAll('[data-seq]') ?? []);
    if (this.#scroll.atEnd) this.#leftAt = this.#ready?.messages.at(-1)?.seq ?? 0;
  }

  /** Goes to the message that is wanted, if it is there; otherwise has it read, once. */
  #reach(state: ReadyThread): void {
    const target = this.#target;
    if (target === undefined) return;
    const found = state.messages.find(({ seq }) => seq === target.seq);
    if (target.conversation !== this.conversation) {
      this.#target = undefined;
    } else if (found !== undefined) {
      this.#target = undefined;
      this.#found = found.id;
      this.#window.open(state.messages, found.seq);
      this.#scroll.toRow(found.id);
      this.#announcer.say(this.words.foundMessage(formatFull(this.locale, found.sentAt)));
    } else if (!target.asked) {
      target.asked = true;
      void this.#shown?.openAt(target.seq);
    }
  }

  readonly #onFoundSeen = (): void => {
    this.#found = undefined;
    this.requestUpdate();
  };

  get #thread(): Thread | undefined {
    return this.conversation === undefined ? undefined : this.active?.thread(this.conversation);
  }

  get #person(): Me['person'] | undefined {
    return this.#gate.me?.person;
  }

  #open(state: ReadyThread, me: string): void {
    const unread = this.#line.open(state, me);
    this.#window.open(state.messages, unread?.seq);
    this.#failed = new Set(state.outgoing.filter(({ status }) => status === 'failed').map(({ id }) => id));
    this.#leftAt = state.messages.at(-1)?.seq ?? 0;
    if (unread === undefined) this.#scroll.toEnd();
    else this.#scroll.toRow('unread');
  }

  #follow(state: ReadyThread, me: string): void {
    if (this.#line.follow(state, me, this.#seen.attentive)) this.#toLatest();
    for (const { id, status } of state.outgoing) {
      if (status !== 'failed') this.#failed.delete(id);
      else if (!this.#failed.has(id)) {
        this.#failed.add(id);
        this.#announcer.say(this.words.sendFailed(isolatedName(state.with.name)));
      }
    }
  }

  /** Announces what arrives in this conversation: that it came and from whom, never what it says. */
  #listen(thread: Thread | undefined): void {
    if (this.#heard?.thread === thread) return;
    this.#heard?.stop();
    this.#heard = undefined;
    if (thread === undefined || !this.isConnected) return;
    const stop = this.active?.onIncoming((conversationId) => {
      if (conversationId !== thread.conversationId || this.#ready === undefined) return;
      this.#announcer.say(this.words.arrived(isolatedName(this.#ready.with.name)));
    });
    this.#heard = stop === undefined ? undefined : { thread, stop };
  }

  #markRead(rows: readonly Element[]): void {
    // What flashes by on the way to a message that was searched for is not read.
    if (this.#target !== undefined) return;
    const seqs = rows.map((row) => Number((row as HTMLElement).dataset['seq']));
    const seq = Math.max(0, ...seqs);
    if (this.#ready !== undefined && seq > this.#ready.read) this.#shown?.markRead(seq);
  }

  #nearTop(): void {
    const state = this.#ready;
    if (state === undefined) return;
    if (this.#window.extendUp(state.messages)) this.requestUpdate();
    else if (state.hasOlder && !state.loadingOlder && state.pageFailure === undefined)
      void this.#shown?.loadOlder();
  }

  #nearBottom(): void {
    const state = this.#ready;
    if (state === undefined) return;
    if (this.#window.extendDown(state.messages)) this.requestUpdate();
    else if (state.hasNewer && state.pageFailure === undefined) void this.#shown?.loadNewer();
  }

  readonly #toLatest = (): void => {
    if (this.#ready?.hasNewer === true) void this.#shown?.reload();
    this.#window.open(this.#ready?.messages ?? []);
    this.#scroll.toEnd();
  };

  readonly #loadOlder = (): void => void this.#shown?.loadOlder();

  readonly #retry = (id: string): void => {
    this.#shown?.retry(id);
    // Its button goes with the failure; the focus does not.
    void this.updateComplete.then(() => this.log?.focus({ preventScroll: true }));
  };

  readonly #edit = (id: string): void => {
    const thread = this.#shown;
    const text = thread?.discard(id);
    if (thread === undefined || text === undefined) return;
    const draft = thread.$draft.get();
    if (!isBlank(text)) thread.setDraft(isBlank(draft) ? text : `${draft}\n${text}`);
    this.dispatchEvent(new EditRequestedEvent(thread.conversationId));
  };

  readonly #deletable = ({ sentAt }: Message): boolean => {
    const allowed = this.#gate.me?.limits.deleteWindow ?? null;
    return allowed === null || Date.parse(sentAt) + allowed * 1000 > this.#clock.now;
  };

  #renderMessages(state: ReadyThread, thread: Thread, me: string): TemplateResult {
    const { words } = this;
    const context: RowContext = {
      words,
      locale: this.locale,
      now: this.#clock.now,
      with: state.with,
      menuFor: this.#deletion.menuFor,
      renderMenu: (message) => this.#deletion.renderMenu(message, thread, state.with),
      toggleMenu: (message, button) => this.#deletion.toggleMenu(message, button),
      renderFiles: (message) => this.#files.render(message),
      deletable: this.#deletable,
      found: this.#found,
      foundSeen: this.#onFoundSeen,
      retry: this.#retry,
      edit: this.#edit,
    };
    const messages = this.#window.slice(state.messages, this.#scroll.atEnd);
    const items = threadItems({
      messages,
      outgoing: this.#window.followsLatest ? state.outgoing : [],
      me,
      receipts: state.receipts,
      unreadAfter: this.#line.after,
    });
    return html`${messages[0]?.seq === state.messages[0]?.seq ? renderTop(state, words, this.#loadOlder) : nothing}
    ${repeat(
      items,
      ({ key }) => key,
      (item) => renderRow(item, context),
    )}`;
  }

  #fresh(state: ReadyThread, me: string): number {
    return state.messages.filter(({ seq, senderId }) => seq > this.#leftAt && senderId !== me).length;
  }

  #renderNotice(): TemplateResult | undefined {
    const { words } = this;
    const closed = this.#gate.notice(words);
    if (closed !== undefined) return renderNotice(closed);
    const { chooseConversation: title, chooseConversationHint: hint } = words;
    if (this.conversation === undefined) return renderNotice({ icon: messagesIcon, title, hint });
    const state = this.#state.value;
    if (state?.status !== 'failed') return undefined;
    return renderNotice(failureNotice(words, state.failure, () => void this.#thread?.reload()));
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const notice = this.#renderNotice();
    const [state, thread, me] = [this.#ready, this.#shown, this.#person];
    const ready = notice === undefined && state !== undefined && thread !== undefined && me !== undefined;
    const exported =
      ready && me.kind === 'practitioner' ? this.#record.renderButton(thread.conversationId) : nothing;
    return html`${this.conversation === undefined ? nothing : renderHeader(this.#ready?.with, words, exported)}
      ${notice ?? nothing}
      <div class="stage" ?hidden=${notice !== undefined}>
        <div
          class="log"
          part="log"
          role="log"
          tabindex="0"
          aria-live="off"
          aria-busy=${!ready && notice === undefined}
          aria-label=${state === undefined ? words.messages : words.conversationWith(isolatedName(state.with.name))}
          @scroll=${this.#scroll.onScroll}
        >
          <div class="content">
            ${
              ready
                ? this.#renderMessages(state, thread, me.id)
                : notice === undefined
                  ? renderSkeleton(words, 'skeleton-bubble', 5)
                  : nothing
            }
          </div>
        </div>
        ${
          ready && !this.#scroll.atEnd
            ? renderJump(this.#fresh(state, me.id), words, this.locale, this.#toLatest)
            : nothing
        }
      </div>
      ${this.#deletion.renderDialog()} ${this.#record.renderDialog()} ${this.#files.renderViewer()}
      ${this.#announcer.render()} ${this.#idle.render()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thread-view': ThreadView;
  }
}
