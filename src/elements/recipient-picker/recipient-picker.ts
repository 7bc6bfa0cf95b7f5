import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { ClockController } from '../../controllers/clock-controller.ts';
import { RecipientCancelledEvent } from '../../events/recipient-cancelled.ts';
import { RecipientSelectedEvent } from '../../events/recipient-selected.ts';
import { formatNumber } from '../../i18n/index.ts';
import type { Person } from '../../protocol/index.ts';
import { QUERY_LENGTH } from '../../protocol/limits.ts';
import { safeName } from '../../security/safe-name.ts';
import type { PagedList } from '../../state/types.ts';
import { avatarStyles } from '../../styles/avatar.styles.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { ActiveOption } from '../active-option.ts';
import { isAway } from '../away.ts';
import { renderAvatar } from '../avatar.ts';
import { Gate } from '../gate.ts';
import { backIcon, searchIcon } from '../icons.ts';
import { MessagesElement } from '../messages-element.ts';
import { failureNotice, renderNotice, renderSkeleton } from '../notice.ts';
import { RowWindow } from '../row-window.ts';
import { apartText, tellApart } from '../same-names.ts';
import { SearchController } from '../search-controller.ts';
import { styles } from './recipient-picker.styles.ts';

/**
 * The search for the client or practitioner of a new message. Everybody one may write to is there from the start;
 * typing narrows the list, the arrow keys move in it, Return chooses, Escape goes back.
 *
 * @tag recipient-picker
 * @slot end - More buttons at the end of the heading's line.
 * @event {RecipientSelectedEvent} messages-recipient-selected - The person has chosen somebody.
 * @event {RecipientCancelledEvent} messages-recipient-cancelled - The person has gone back without choosing.
 * @csspart header - The heading's line.
 * @csspart heading - The heading.
 * @csspart back - The Back button.
 * @csspart search - The search box.
 * @csspart list - The scrolling list of people.
 * @csspart person - One person.
 * @csspart avatar - The circle with initials.
 * @csspart kind - Whether the person is a client or a practitioner.
 * @csspart away - That the person is away.
 * @csspart notice - Words where there is nobody to list.
 * @csspart skeleton - Grey shapes while the list loads.
 */
export class RecipientPicker extends MessagesElement {
  static override readonly tag = 'recipient-picker';
  static override styles = [hostStyles, controls, avatarStyles, noticeStyles, styles];

  @query('[role="listbox"]') private readonly list!: HTMLElement | null;
  @query('input') private readonly box!: HTMLInputElement | null;

  readonly #gate = new Gate(this, () => this.active);
  readonly #search = new SearchController(
    this,
    () => this.active,
    (session) => session.searchPeople(),
  );
  readonly #clock = new ClockController(this);
  readonly #window = new RowWindow(this, {
    scroller: () => this.list,
    count: () => this.#people.length,
    nearEnd: this.#search.loadMore,
  });
  readonly #active = new ActiveOption(this, {
    ids: () => this.#people.map(({ id }) => id),
    reveal: (index) => this.#window.reveal(index),
    choose: (id) => this.#choose(id),
    page: () => this.#window.visible,
  });

  #people: readonly Person[] = [];
  #apart = tellApart([], this.words);

  override focus(options?: FocusOptions): void {
    this.box?.focus(options);
  }

  protected override update(changed: PropertyValues): void {
    const results = this.#search.results;
    const people = results?.items ?? [];
    // While one goes on typing, who was listed stays until there is somebody to put in their place.
    const between = results?.status === 'loading' && people.length === 0 && this.#gate.me !== undefined;
    if (people !== this.#people && !between) {
      this.#people = people;
      this.#apart = tellApart(people, this.words);
    }
    super.update(changed);
  }

  #choose(personId: string): void {
    this.dispatchEvent(new RecipientSelectedEvent(personId));
  }

  readonly #cancel = (): void => {
    this.dispatchEvent(new RecipientCancelledEvent());
  };

  readonly #onInput = (): void => {
    this.#search.query = this.box?.value ?? '';
    this.#active.id = undefined;
    this.#window.reset();
    this.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) {
      // Only this search ends, not the panel around it.
      event.preventDefault();
      event.stopPropagation();
      this.#cancel();
    } else {
      this.#active.handleKey(event, true);
    }
  };

  #renderPerson(person: Person, place: number): TemplateResult {
    const { words } = this;
    const active = person.id === this.#active.id;
    // The kind is there for everybody; only a namesake of the same kind needs more.
    const apart = apartText(this.#apart(person) ?? { kind: words[person.kind] });
    return html`<div
      id="person-${place}"
      class="row ${active ? 'active' : ''}"
      part="person"
      role="option"
      data-row
      aria-selected=${active}
      aria-posinset=${place + 1}
      aria-setsize=${this.#people.length}
      @click=${() => this.#choose(person.id)}
    >
      ${renderAvatar(person, 'small')}
      <div class="who">
        <span class="name"
          ><span dir="auto">${safeName(person.name)}</span>${
            isAway(person.away, this.#clock.now)
              ? html`<span class="away" part="away">${words.outOfOffice.away}</span>`
              : nothing
          }</span
        >
        <span class="kind" part="kind">${apart}</span>
      </div>
    </div>`;
  }

  #renderPeople(results: PagedList<Person> | undefined): TemplateResult {
    const { words } = this;
    const status = results?.status ?? 'loading';
    if (this.#people.length > 0) {
      const [start, end] = this.#window.range;
      return html`<div
        class="list"
        part="list"
        id="people"
        role="listbox"
        aria-label=${words.people}
        tabindex="-1"
        aria-busy=${status === 'loading'}
        @scroll=${this.#window.onScroll}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        <div data-spacer="above" role="presentation"></div>
        ${repeat(
          this.#people.slice(start, end),
          ({ id }) => id,
          (person, i) => this.#renderPerson(person, start + i),
        )}
        <div data-spacer="below" role="presentation"></div>
      </div>`;
    }
    if (status === 'failed') return renderNotice(failureNotice(words, results?.failure, this.#search.again));
    if (status === 'loading') return renderSkeleton(words, 'skeleton-row', 5);
    return this.#search.query.trim() === ''
      ? renderNotice({ title: words.nobodyToWriteTo })
      : renderNotice({ icon: searchIcon, title: words.noPeople, hint: words.noPeopleHint });
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const closed = this.#gate.notice(words);
    const client = this.#gate.me?.person.kind === 'client';
    const label = client ? words.searchPractitioners : words.searchPeople;
    const results = this.#search.results;
    const count = this.#people.length;
    return html`<div class="header" part="header">
        <button type="button" class="icon-button" part="back" aria-label=${words.back} @click=${this.#cancel}>
          ${backIcon}
        </button>
        <h2 part="heading">${words.newMessage}</h2>
        <slot name="end"></slot>
      </div>
      ${
        closed !== undefined
          ? renderNotice(closed)
          : html`<div class="search" part="search">
                ${searchIcon}
                <input
                  type="text"
                  role="combobox"
                  enterkeyhint="search"
                  autocomplete="off"
                  autocapitalize="off"
                  spellcheck="false"
                  maxlength=${QUERY_LENGTH}
                  aria-label=${label}
                  aria-autocomplete="list"
                  aria-expanded=${count > 0}
                  aria-controls=${count > 0 ? 'people' : nothing}
                  aria-activedescendant=${this.#active.index < 0 ? nothing : `person-${this.#active.index}`}
                  placeholder=${label}
                  @input=${this.#onInput}
                  @keydown=${this.#onKeydown}
                />
              </div>
              <div class="visually-hidden" role="status">
                ${
                  results?.status === 'ready' && this.#search.query.trim() !== ''
                    ? words.foundPeople(formatNumber(this.locale, count), count)
                    : nothing
                }
              </div>
              ${this.#renderPeople(results)}`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recipient-picker': RecipientPicker;
  }
}
