import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { ClockController } from '../../controllers/clock-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConversationSelectedEvent } from '../../events/conversation-selected.ts';
import { NewMessageEvent } from '../../events/new-message.ts';
import { OutOfOfficeRequestedEvent } from '../../events/out-of-office-requested.ts';
import { formatNumber } from '../../i18n/index.ts';
import { QUERY_LENGTH } from '../../protocol/limits.ts';
import { avatarStyles } from '../../styles/avatar.styles.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { ActiveOption } from '../active-option.ts';
import { Gate } from '../gate.ts';
import { closeIcon, composeIcon, gearIcon, searchIcon } from '../icons.ts';
import { IdleWarning } from '../idle-warning.ts';
import { MessagesElement } from '../messages-element.ts';
import { renderNotice, renderSkeleton } from '../notice.ts';
import { RowWindow } from '../row-window.ts';
import { tellApart } from '../same-names.ts';
import { SearchController } from '../search-controller.ts';
import { renderConversation, rowKey, type ConversationRow } from './conversation-row.ts';
import { styles } from './conversation-list.styles.ts';
import { makeListings, type Listing } from './listing.ts';
import { RowPress } from './row-press.ts';

/**
 * The left Messages panel: all conversations, newest first, with a search over names and messages, and the way to a
 * new message.
 *
 * @tag conversation-list
 * @slot end - More buttons at the end of the heading's line.
 * @event {ConversationSelectedEvent} messages-conversation-selected - The person has chosen a conversation.
 * @event {NewMessageEvent} messages-new-message - The person wants to write to somebody.
 * @event {OutOfOfficeRequestedEvent} messages-out-of-office-requested - The person has asked for the out-of-office settings.
 * @csspart header - The heading's line.
 * @csspart heading - The heading.
 * @csspart new-message - The New message button.
 * @csspart settings - The gear; practitioners only.
 * @csspart away - That a person is away.
 * @csspart search - The search box.
 * @csspart list - The scrolling list.
 * @csspart conversation - One conversation.
 * @csspart selected - The chosen one.
 * @csspart avatar - The circle with initials.
 * @csspart name - The person's name.
 * @csspart apart - What tells the person from another one of the same name.
 * @csspart excerpt - The newest message, or the found piece.
 * @csspart match - What was searched for, in a name or an excerpt.
 * @csspart count - The number of unread messages.
 * @csspart idle-warning - The question before the automatic lock.
 * @csspart notice - Words where there is nothing to list.
 * @csspart skeleton - Grey shapes while the list loads.
 * @cssproperty [--messages-surface-muted=#f8f7f4] - The ground of the panel.
 * @cssproperty [--messages-selected=#dfefec] - The ground of the chosen conversation.
 */
export class ConversationList extends MessagesElement {
  static override readonly tag = 'conversation-list';
  static override styles = [hostStyles, controls, avatarStyles, noticeStyles, styles];

  /** The id of the conversation that is open beside the list. */
  @property() selected?: string | undefined;

  @query('[role="listbox"]') private readonly list!: HTMLElement | null;
  @query('[part~="settings"]') private readonly gear!: HTMLElement | null;
  @query('input') private readonly box!: HTMLInputElement;

  readonly #gate = new Gate(this, () => this.active);
  readonly #idle = new IdleWarning({
    host: this,
    session: () => this.active,
    words: () => this.words,
    locale: () => this.locale,
  });
  readonly #conversations = new StoreController(this, () => this.active?.$conversations);
  readonly #search = new SearchController(
    this,
    () => this.active,
    (session) => session.searchConversations(),
  );
  readonly #clock = new ClockController(this);
  readonly #window = new RowWindow(this, {
    scroller: () => this.list,
    count: () => this.#listing.rows.length,
    nearEnd: () => this.#loadMore(),
  });
  readonly #active = new ActiveOption(this, {
    ids: () => this.#listing.rows.map(rowKey),
    reveal: (index) => this.#window.reveal(index),
    choose: (id) => this.#choose(id),
    page: () => this.#window.visible,
  });

  readonly #press = new RowPress({
    // Where one presses is where the keys stand: focus alone would go to the first row, and scroll what is pressed away.
    press: (key) => (this.#active.id = key),
    choose: (key) => this.#choose(key),
  });

  readonly #listings = makeListings();
  #listing: Listing = { status: 'loading', rows: [], more: false, loadingMore: false };
  #apart = tellApart([], this.words);
  #apartOf: readonly ConversationRow[] = [];

  /** Puts the focus on the list, or on the search box while there is nothing in the list. */
  override focus(options?: FocusOptions): void {
    (this.list ?? this.box)?.focus(options);
  }

  /** Puts the focus on the gear, after the settings that it opened; on the list where there is none. */
  focusSettings(): void {
    (this.gear ?? this).focus();
  }

  /** Works out what is listed, once the stores are settled and before anything is rendered. */
  protected override update(changed: PropertyValues): void {
    const again = () => void this.active?.reconnect();
    const listing = this.#searching
      ? this.#listings.found(this.#search.results, this.words, this.#search.again)
      : this.#listings.all(this.#conversations.value, this.words, this.#compose, again);
    // While one goes on typing, what was listed stays until there is something to put in its place.
    const between = listing.status === 'loading' && listing.rows.length === 0 && this.#gate.me !== undefined;
    this.#listing = between ? { ...this.#listing, status: 'loading', notice: undefined } : listing;
    if (this.#listing.rows !== this.#apartOf) {
      this.#apartOf = this.#listing.rows;
      // Also those not found: a namesake out of sight is still a namesake.
      const known = [
        ...this.#apartOf.map(({ conversation }) => conversation),
        ...(this.#conversations.value?.items ?? []),
      ];
      this.#apart = tellApart(
        known.map((conversation) => conversation.with),
        this.words,
      );
    }
    super.update(changed);
  }

  get #searching(): boolean {
    return this.#search.query.trim() !== '';
  }

  #loadMore(): void {
    if (this.#searching) return this.#search.loadMore();
    const list = this.#conversations.value;
    if (list?.status === 'ready' && list.more && !list.loadingMore) void this.active?.loadMoreConversations();
  }

  readonly #compose = (): void => {
    this.dispatchEvent(new NewMessageEvent());
  };

  readonly #configure = (): void => {
    this.dispatchEvent(new OutOfOfficeRequestedEvent());
  };

  readonly #choose = (key: string): void => {
    this.#active.id = key;
    const row = this.#listing.rows.find((one) => rowKey(one) === key);
    if (row) this.dispatchEvent(new ConversationSelectedEvent(row.conversation.id, row.hit?.seq));
  };

  readonly #onInput = (): void => {
    this.#search.query = this.box.value;
    this.#active.id = undefined;
    this.#window.reset();
    this.requestUpdate();
  };

  readonly #clear = (): void => {
    this.box.value = '';
    this.#onInput();
    this.box.focus();
  };

  readonly #onBoxKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.box.value !== '') {
      // The first Escape empties the box; only a second one may close what is around.
      event.stopPropagation();
      event.preventDefault();
      this.#clear();
    } else if (event.key === 'ArrowDown' && this.list !== null) {
      event.preventDefault();
      this.list.focus();
    }
  };

  readonly #onListFocus = (): void => {
    if (this.#active.index >= 0) return;
    const ids = this.#listing.rows.map(({ conversation }) => conversation.id);
    this.#active.moveTo(Math.max(0, ids.indexOf(this.selected ?? '')));
  };

  readonly #onListKeydown = (event: KeyboardEvent): void => this.#active.handleKey(event);

  #renderHeader(): TemplateResult {
    const { words } = this;
    return html`<div class="header" part="header">
        <h2 part="heading">${words.messages}</h2>
        <button
          type="button"
          class="icon-button"
          part="new-message"
          aria-label=${words.newMessage}
          title=${words.newMessage}
          @click=${this.#compose}
        >
          ${composeIcon}
        </button>
        ${
          this.#gate.me?.person.kind === 'practitioner'
            ? html`<button
                type="button"
                class="icon-button"
                part="settings"
                aria-label=${words.outOfOffice.settings}
                title=${words.outOfOffice.settings}
                @click=${this.#configure}
              >
                ${gearIcon}
              </button>`
            : nothing
        }
        <slot name="end"></slot>
      </div>
      <div class="search" part="search">
        ${searchIcon}
        <input
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength=${QUERY_LENGTH}
          aria-label=${words.searchConversations}
          placeholder=${words.searchConversations}
          @input=${this.#onInput}
          @keydown=${this.#onBoxKeydown}
        />
        ${
          this.#search.query === ''
            ? nothing
            : html`<button
                type="button"
                class="icon-button clear"
                aria-label=${words.clearSearch}
                @click=${this.#clear}
              >
                ${closeIcon}
              </button>`
        }
      </div>`;
  }

  #renderRows({ rows, more, loadingMore }: Listing): TemplateResult {
    const { words, locale } = this;
    const [start, end] = this.#window.range;
    const selected = rows.find(({ conversation }) => conversation.id === this.selected);
    return html`<div
      class="list"
      part="list"
      role="listbox"
      tabindex="0"
      aria-label=${words.conversations}
      aria-busy=${loadingMore}
      aria-activedescendant=${this.#active.index < 0 ? nothing : `row-${this.#active.id}`}
      @scroll=${this.#window.onScroll}
      @mousedown=${this.#press.onPress}
      @mouseup=${this.#press.onRelease}
      @click=${this.#press.onClick}
      @focus=${this.#onListFocus}
      @keydown=${this.#onListKeydown}
    >
      <div data-spacer="above" role="presentation"></div>
      ${repeat(rows.slice(start, end), rowKey, (row, i) =>
        renderConversation(row, {
          words,
          locale,
          now: this.#clock.now,
          me: this.#gate.me?.person.id,
          selected: row === selected,
          active: rowKey(row) === this.#active.id,
          place: start + i,
          count: more ? undefined : rows.length,
          apart: this.#apart(row.conversation.with),
        }),
      )}
      <div data-spacer="below" role="presentation"></div>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const closed = this.#gate.notice(words);
    if (closed !== undefined) {
      return html`<div class="header" part="header">
          <h2 part="heading">${words.messages}</h2>
          <slot name="end"></slot>
        </div>
        ${renderNotice(closed)} ${this.#idle.render()}`;
    }
    const { status, rows, notice } = this.#listing;
    const found = this.#searching && status === 'ready';
    // A conversation that was found by its name and at a place in it is one.
    const count = new Set(rows.map(({ conversation }) => conversation.id)).size;
    return html`${this.#renderHeader()}
      <div class="visually-hidden" role="status">
        ${found ? words.hits(formatNumber(this.locale, count), count) : nothing}
      </div>
      ${
        notice ??
        (status === 'loading' && rows.length === 0
          ? renderSkeleton(words, 'skeleton-row', 6)
          : this.#renderRows(this.#listing))
      }
      ${this.#idle.render()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conversation-list': ConversationList;
  }
}
