import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

import { formatNumber, type Words } from '../../i18n/index.ts';
import type { Person } from '../../protocol/index.ts';
import { safeName } from '../../security/safe-name.ts';
import { renderAvatar } from '../avatar.ts';
import { searchIcon } from '../icons.ts';
import { apartText, tellApart, type Apart } from '../same-names.ts';

/** From how many members on there is a search. */
const SEARCH_FROM = 7;

interface Choice {
  words: Words;
  locale: string;
  /** Whom one may choose. */
  members: readonly Person[];
  chosen: ReadonlySet<string>;
  query: string;
  /** Whether there is nothing to choose: one's own settings, or the change of one that is there. */
  fixed: boolean;
  problem: string | undefined;
  search: (query: string) => void;
  choose: (memberIds: ReadonlySet<string>) => void;
}

/** The members whose name has the typed letters in it, whatever their case and accents. */
function found(members: readonly Person[], query: string): readonly Person[] {
  const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(query.trim());
  return wanted === '' ? members : members.filter(({ name }) => fold(name).includes(wanted));
}

/** Whom the reply is for. */
export function renderMembers(choice: Choice): TemplateResult {
  const { words, members, chosen, fixed, problem } = choice;
  return html`<fieldset
    class="members"
    part="members"
    aria-describedby=${problem === undefined ? nothing : 'members-problem'}
  >
    <legend>${words.outOfOffice.members}</legend>
    ${
      fixed
        ? members
            .filter(({ id }) => chosen.has(id))
            .map((member) => html`<p class="member">${renderName(member, undefined)}</p>`)
        : renderChoice(choice)
    }
    ${problem === undefined ? nothing : html`<p class="problem" id="members-problem">${problem}</p>`}
  </fieldset>`;
}

function renderName(member: Person, apart: Apart | undefined): TemplateResult {
  return html`${renderAvatar(member, 'small')}<span class="member-name" dir="auto"
      >${safeName(member.name)}</span
    >${apart === undefined ? nothing : html`<span class="apart">${apartText(apart)}</span>`}`;
}

function renderChoice(choice: Choice): TemplateResult {
  const { words, locale, members, chosen, query, search, choose } = choice;
  const shown = found(members, query);
  const apart = tellApart(members, words);
  const all = shown.length > 0 && shown.every(({ id }) => chosen.has(id));
  const some = shown.some(({ id }) => chosen.has(id));
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    choose(next);
  };
  const checked = (event: Event) => (event.target as HTMLInputElement).checked;
  return html`${
      members.length < SEARCH_FROM
        ? nothing
        : html`<div class="search">
            ${searchIcon}
            <input
              type="search"
              autocomplete="off"
              spellcheck="false"
              aria-label=${words.outOfOffice.searchMembers}
              placeholder=${words.outOfOffice.searchMembers}
              .value=${live(query)}
              @input=${(event: Event) => search((event.target as HTMLInputElement).value)}
              @keydown=${(event: KeyboardEvent) => {
                // Return here would send the form, before anybody is chosen.
                if (event.key === 'Enter') event.preventDefault();
              }}
            />
          </div>`
    }
    <label class="member all">
      <input
        type="checkbox"
        .checked=${live(all)}
        .indeterminate=${live(some && !all)}
        @change=${(event: Event) =>
          toggle(
            shown.map(({ id }) => id),
            checked(event),
          )}
      />
      <span class="member-name">${words.outOfOffice.selectAll}</span>
      <span class="apart" role="status"
        >${chosen.size === 0 ? nothing : words.outOfOffice.membersChosen(formatNumber(locale, chosen.size), chosen.size)}</span
      >
    </label>
    <div class="choice">
      ${
        shown.length === 0
          ? html`<p class="hint" role="status">${words.outOfOffice.noMembers}</p>`
          : repeat(
              shown,
              ({ id }) => id,
              (member) =>
                html`<label class="member">
                  <input
                    type="checkbox"
                    .checked=${live(chosen.has(member.id))}
                    @change=${(event: Event) => toggle([member.id], checked(event))}
                  />
                  ${renderName(member, apart(member))}
                </label>`,
            )
      }
    </div>`;
}
