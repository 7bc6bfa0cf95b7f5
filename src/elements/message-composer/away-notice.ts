import { html, nothing, type TemplateResult } from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { Person } from '../../protocol/index.ts';
import { isAway, awaySentence } from '../away.ts';
import { awayIcon } from '../icons.ts';

/** That the other person is away, before one writes to them; with what they say about it. */
export function renderAwayNotice(
  person: Person | undefined,
  words: Words,
  locale: string,
  now: number,
): TemplateResult {
  const there = person !== undefined && isAway(person.away, now);
  return html`<div role="status">
    ${
      there
        ? html`<div class="away" part="away">
            ${awayIcon}
            <p>
              <strong>${awaySentence(person, words, locale, now)}</strong>
              ${
                person.away?.message === undefined
                  ? nothing
                  : html`<span class="away-text" dir="auto">${person.away.message}</span>`
              }
            </p>
          </div>`
        : nothing
    }
  </div>`;
}
