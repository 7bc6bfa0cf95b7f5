import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { comesTwice, formatNumber, timeZones, type Words } from '../../i18n/index.ts';
import { EVERY_HOURS_LIMIT } from '../../protocol/out-of-office.ts';
import { textLength } from '../../protocol/limits.ts';
import type { Form, Moment, Often, Problems } from './ooo-form.ts';

interface Fields {
  words: Words;
  locale: string;
  form: Form;
  problems: Problems;
  /** The longest message. */
  limit: number;
  change: (change: Partial<Form>) => void;
}

const ORDER: readonly Often[] = ['daily', 'fourDays', 'once', 'other'];

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}

function renderProblem(field: keyof Problems, problems: Problems): TemplateResult | typeof nothing {
  const problem = problems[field];
  return problem === undefined ? nothing : html`<p class="problem" id="${field}-problem">${problem}</p>`;
}

/** What clients get in reply. */
export function renderMessage({ words, locale, form, problems, limit, change }: Fields): TemplateResult {
  const left = limit - textLength(form.message);
  const wrong = problems.message !== undefined;
  return html`<div class="field">
    <label for="message">${words.outOfOffice.message}</label>
    <textarea
      id="message"
      part="message"
      rows="4"
      dir="auto"
      aria-describedby="message-hint ${wrong ? 'message-problem' : ''}"
      aria-invalid=${wrong}
      .value=${live(form.message)}
      @input=${(event: Event) => change({ message: valueOf(event) })}
    ></textarea>
    <p class="below">
      <span id="message-hint">${words.outOfOffice.messageHint}</span>
      <span class="counter ${left < 0 ? 'over' : ''}" part="counter"
        ><span aria-hidden="true">${formatNumber(locale, limit - left)} / ${formatNumber(locale, limit)}</span
        ><span class="visually-hidden"
          >${
            left < 0
              ? words.tooLong(formatNumber(locale, -left), -left)
              : words.charactersLeft(formatNumber(locale, left), left)
          }</span
        ></span
      >
    </p>
    ${renderProblem('message', problems)}
  </div>`;
}

/** Which one is meant of a time that comes twice. */
function renderPass({ words, form, change }: Fields, field: Moment): TemplateResult {
  const said = words.outOfOffice;
  const second = form.passes[field] === 'second';
  const choose = (event: Event) => {
    const pass = (event.target as HTMLInputElement).checked ? 'second' : 'first';
    change({ passes: { ...form.passes, [field]: pass } });
  };
  return html`<p class="hint" id="${field}-pass">${second ? said.secondPassMeant : said.firstPassMeant}</p>
    <label class="check">
      <input type="checkbox" id="${field}-second" .checked=${live(second)} @change=${choose} />
      <span>${said.secondPass}</span>
    </label>`;
}

/** From when to when, in which zone. */
export function renderRange(fields: Fields): TemplateResult {
  const { words, form, problems, change } = fields;
  const said = words.outOfOffice;
  const moment = (field: Moment, label: string, disabled: boolean) => {
    const wrong = problems[field] !== undefined;
    const twice = !disabled && comesTwice(form[field], form.timeZone);
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        part="moment"
        type="datetime-local"
        ?disabled=${disabled}
        aria-describedby="zone-note ${twice ? `${field}-pass` : ''} ${wrong ? `${field}-problem` : ''}"
        aria-invalid=${wrong}
        .value=${live(form[field])}
        @input=${(event: Event) => change({ [field]: valueOf(event) })}
      />
      <div role="status">${twice ? renderPass(fields, field) : nothing}</div>
      ${renderProblem(field, problems)}
    </div>`;
  };
  return html`${moment('start', said.start, false)} ${moment('end', said.end, form.untilTurnedOff)}
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(form.untilTurnedOff)}
        @change=${(event: Event) => change({ untilTurnedOff: (event.target as HTMLInputElement).checked })}
      />
      <span>${said.untilTurnedOff}</span>
    </label>
    <div class="field">
      <label for="zone">${said.timeZone}</label>
      <select id="zone" part="time-zone" @change=${(event: Event) => change({ timeZone: valueOf(event) })}>
        ${timeZones(form.timeZone).map(
          (zone) =>
            html`<option value=${zone} .selected=${zone === form.timeZone}>
              ${zone.replaceAll('_', ' ')}
            </option>`,
        )}
      </select>
      <span class="visually-hidden" id="zone-note"
        >${said.timeZoneIs(form.timeZone.replaceAll('_', ' '))}</span
      >
    </div>`;
}

/** How often the same client is answered. */
export function renderOften({ words, locale, form, problems, change }: Fields): TemplateResult {
  const said = words.outOfOffice;
  const label = { daily: said.daily, fourDays: said.fourDays, once: said.once, other: said.otherOften };
  const wrong = problems.hours !== undefined;
  return html`<div class="field">
      <label for="often">${said.often}</label>
      <select id="often" part="often" @change=${(event: Event) => change({ often: valueOf(event) as Often })}>
        ${ORDER.map(
          (often) => html`<option value=${often} .selected=${often === form.often}>${label[often]}</option>`,
        )}
      </select>
    </div>
    ${
      form.often !== 'other'
        ? nothing
        : html`<div class="field">
            <label for="hours">${said.hours}</label>
            <input
              id="hours"
              part="hours"
              inputmode="numeric"
              autocomplete="off"
              lang=${locale}
              maxlength=${String(EVERY_HOURS_LIMIT).length}
              aria-describedby=${wrong ? 'hours-problem' : nothing}
              aria-invalid=${wrong}
              .value=${live(form.hours)}
              @input=${(event: Event) => change({ hours: valueOf(event) })}
            />
            ${renderProblem('hours', problems)}
          </div>`
    }`;
}
