import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { formatMoment, type Words } from '../../i18n/index.ts';
import type { OutOfOfficeSetting } from '../../protocol/index.ts';
import { isolatedName, safeName } from '../../security/safe-name.ts';

interface Listed {
  words: Words;
  locale: string;
  now: number;
  settings: readonly OutOfOfficeSetting[];
  /** The setting that stands in the form. */
  editing: string | undefined;
  /** The settings with changes that are not saved. */
  unsaved: readonly string[];
  edit: (setting: OutOfOfficeSetting) => void;
  end: (setting: OutOfOfficeSetting) => void;
}

/** From when to when, in the reader's own zone. */
export function describeRange(
  { words, locale, now }: Pick<Listed, 'words' | 'locale' | 'now'>,
  setting: OutOfOfficeSetting,
): string {
  const start = formatMoment(locale, setting.start, now);
  return setting.end === null
    ? words.outOfOffice.from(start)
    : words.outOfOffice.range(start, formatMoment(locale, setting.end, now));
}

/** The settings that run or are planned. */
export function renderSettings(listed: Listed): TemplateResult | typeof nothing {
  const { words, settings, now, editing, unsaved, edit, end } = listed;
  const said = words.outOfOffice;
  const there = settings.filter((setting) => setting.end === null || Date.parse(setting.end) > now);
  if (there.length === 0) return nothing;
  return html`<section aria-labelledby="current" part="settings">
    <h3 id="current">${said.current}</h3>
    <ul>
      ${repeat(
        there,
        ({ id }) => id,
        (setting) => {
          const active = Date.parse(setting.start) <= now;
          const range = describeRange(listed, setting);
          const name = isolatedName(setting.member.name);
          return html`<li class="setting ${editing === setting.id ? 'editing' : ''}" part="setting">
            <p class="setting-head">
              <strong dir="auto">${safeName(setting.member.name)}</strong>
              <span class="state ${active ? 'active' : ''}">${active ? said.activeNow : said.planned}</span>
            </p>
            <p class="range">${range}</p>
            <p class="text" dir="auto">${setting.message}</p>
            ${
              unsaved.includes(setting.id) && editing !== setting.id
                ? html`<p class="unsaved">${said.unsaved}</p>`
                : nothing
            }
            <p class="setting-actions">
              <button
                type="button"
                class="quiet"
                aria-label=${said.editOf(name, range)}
                @click=${() => edit(setting)}
              >
                ${said.edit}
              </button>
              <button
                type="button"
                class="quiet"
                aria-label=${active ? said.endNowOf(name, range) : said.removeOf(name, range)}
                @click=${() => end(setting)}
              >
                ${active ? said.endNow : said.remove}
              </button>
            </p>
          </li>`;
        },
      )}
    </ul>
  </section>`;
}
