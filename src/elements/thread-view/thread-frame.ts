import { html, nothing, type TemplateResult } from 'lit';

import { formatNumber, type Words } from '../../i18n/index.ts';
import type { Person } from '../../protocol/index.ts';
import { isolatedName, safeName } from '../../security/safe-name.ts';
import type { ReadyThread } from '../../state/types.ts';
import { renderAvatar } from '../avatar.ts';
import { downIcon, lockIcon } from '../icons.ts';

/** The line with the person's name, and what can be done with the conversation; empty while it is not known. */
export function renderHeader(
  person: Person | undefined,
  words: Words,
  actions: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<div class="header" part="header">
    <slot name="start"></slot>
    ${
      person === undefined
        ? html`<div class="who"></div>`
        : html`${renderAvatar(person, 'small')}
            <div class="who">
              <h2 part="heading"><span dir="auto">${safeName(person.name)}</span></h2>
              <p class="kind">${words[person.kind]}</p>
            </div>`
    }
    ${actions}<slot name="end"></slot>
  </div>`;
}

/** What stands above the first message: the beginning, or that there is more to come. */
export function renderTop(state: ReadyThread, words: Words, again: () => void): TemplateResult {
  if (state.pageFailure !== undefined) {
    return html`<div class="top" role="alert">
      ${words.failures[state.pageFailure.code]}
      <button type="button" class="link" @click=${again}>${words.tryAgain}</button>
    </div>`;
  }
  if (state.hasOlder)
    return html`<div class="top">${state.loadingOlder ? words.loadingOlder : nothing}</div>`;
  return html`<div class="top beginning">
    ${lockIcon}<span>${words.conversationStart(isolatedName(state.with.name))}</span>
  </div>`;
}

/** The button that leads to the latest message, with how many have come meanwhile. */
export function renderJump(fresh: number, words: Words, locale: string, jump: () => void): TemplateResult {
  const count = formatNumber(locale, fresh);
  return html`<button
    type="button"
    class="jump"
    part="jump"
    aria-label=${fresh === 0 ? words.jumpToLatest : words.jumpToLatestCount(count)}
    @click=${jump}
  >
    ${downIcon}${fresh === 0 ? nothing : html`<span>${count}</span>`}
  </button>`;
}
