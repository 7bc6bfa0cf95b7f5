import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';

import { ClockController } from '../../controllers/clock-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { OutOfOfficeClosedEvent } from '../../events/out-of-office-closed.ts';
import { formatNumber, ownTimeZone } from '../../i18n/index.ts';
import { DEFAULT_LIMITS } from '../../protocol/limits.ts';
import type { OutOfOffice, OutOfOfficeSetting } from '../../protocol/index.ts';
import type { Failure, Session } from '../../state/types.ts';
import { avatarStyles } from '../../styles/avatar.styles.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { Announcer } from '../announcer.ts';
import { Gate } from '../gate.ts';
import { backIcon, warningIcon } from '../icons.ts';
import { MessagesElement } from '../messages-element.ts';
import { failureNotice, renderNotice, renderSkeleton } from '../notice.ts';
import { renderMessage, renderOften, renderRange } from './form-fields.ts';
import { KeptForms } from './kept-forms.ts';
import { renderMembers } from './member-choice.ts';
import { emptyForm, FIELDS, formOf, problemsOf, toRequest, type Form, type Problems } from './ooo-form.ts';
import { styles } from './ooo-settings.styles.ts';
import { renderSettings } from './setting-list.ts';

/** Refusals that belong to a field. */
const FIELD_OF: Partial<Record<Failure['code'], keyof Problems>> = {
  'absence-overlap': 'start',
  'text-empty': 'message',
  'text-too-long': 'message',
};

/**
 * Out-of-office replies: what clients get automatically while a member is away. Practitioners set their own, administrators
 * everybody's, several at once. What runs or is planned can be changed and ended. What was typed and not saved is there again.
 *
 * @tag ooo-settings
 * @slot end - More buttons at the end of the heading's line.
 * @event {OutOfOfficeClosedEvent} messages-out-of-office-closed - The person has gone back.
 * @csspart header - The heading's line.
 * @csspart heading - The heading.
 * @csspart back - The Back button.
 * @csspart settings - What runs or is planned.
 * @csspart setting - One of them.
 * @csspart form - The form.
 * @csspart kept - The line that says that what stands in the form is not saved, with the button that starts again.
 * @csspart members - Whom the reply is for.
 * @csspart message - The reply's text.
 * @csspart counter - How long the text is.
 * @csspart moment - When it starts, and when it ends.
 * @csspart time-zone - The zone of both.
 * @csspart often - How often the same client is answered.
 * @csspart hours - The hours between two replies.
 * @csspart submit - The Configure Settings button.
 * @csspart announcement - What is said to screen readers.
 * @csspart avatar - The circle with initials.
 * @csspart notice - Words where there is nothing to show.
 * @csspart skeleton - Grey shapes while the settings load.
 */
export class OooSettings extends MessagesElement {
  static override readonly tag = 'ooo-settings';
  static override styles = [hostStyles, controls, avatarStyles, noticeStyles, styles];

  @state() private form: Form | undefined;
  @state() private problems: Problems = {};
  @state() private failure: string | undefined;
  /** The form that is being stored, as it was sent: what is opened or typed after that is another one. */
  @state() private saving: Form | undefined;
  /** The settings that are being ended. */
  readonly #ending = new Set<string>();
  @state() private saved = false;
  @state() private memberQuery = '';
  /** Whether what stands in the form was written before, and not saved. */
  @state() private restored = false;

  @query('[part~="back"]') private readonly back!: HTMLElement | null;

  readonly #gate = new Gate(this, () => this.active);
  readonly #settings = new StoreController(this, () => this.active?.$outOfOffice);
  readonly #clock = new ClockController(this);
  readonly #announcer = new Announcer(this);
  readonly #kept = new KeptForms(this, () => this.active);

  /** Whether something was typed here; a form in which nothing was follows what is kept. */
  #touched = false;
  #version = '';
  /** Whose kept form stands in this one. */
  #from: string | undefined;
  #of: Session | undefined;
  #who: string | undefined;

  override focus(options?: FocusOptions): void {
    this.back?.focus(options);
  }

  /** Another person's form is not this one's. */
  protected override update(changed: PropertyValues): void {
    const who = this.#gate.me?.person.id ?? this.#who;
    const locked = this.active?.$presence.value?.status === 'locked';
    if (this.active !== this.#of || who !== this.#who || locked) {
      this.#of = this.active;
      this.#who = who;
      this.saved = false;
      this.saving = undefined;
      this.#reset();
    }
    const state = this.#settings.value;
    const { version } = this.#kept;
    if (
      state?.status === 'ready' &&
      (this.form === undefined || (version !== this.#version && !this.#touched))
    ) {
      this.#version = version;
      this.#show(this.form?.id ?? this.#kept.open, state.value);
    }
    super.update(changed);
  }

  get #limit(): number {
    return (this.#gate.me?.limits ?? DEFAULT_LIMITS).textLength;
  }

  get #admin(): boolean {
    return this.#gate.me?.person.admin === true;
  }

  #empty({ members }: OutOfOffice): Form {
    const mine = this.#admin ? [] : members.map(({ id }) => id);
    return emptyForm(mine, this.#clock.now, ownTimeZone());
  }

  /** Opens the form of a setting, or of a new one, with what was typed into it before. */
  #show(id: string | undefined, { members, settings }: OutOfOffice): void {
    const setting = settings.find((one) => one.id === id);
    const kept = this.#kept.get(id);
    this.#from = id;
    this.restored = kept !== undefined;
    if (kept === undefined) {
      this.form = setting === undefined ? this.#empty({ members, settings }) : formOf(setting);
      return;
    }
    const { id: _gone, ...rest } = kept;
    const known = (memberId: string) => members.some((member) => member.id === memberId);
    const memberIds = new Set([...kept.memberIds].filter(known));
    // A setting that has ended meanwhile can only be made anew.
    this.form = { ...rest, memberIds, ...(setting !== undefined && { id: setting.id }) };
  }

  #reset(): void {
    this.form = undefined;
    this.restored = false;
    this.#touched = false;
    this.problems = {};
    this.failure = undefined;
    this.memberQuery = '';
  }

  readonly #close = (): void => {
    this.dispatchEvent(new OutOfOfficeClosedEvent());
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    // Only these settings close, not the panel around them.
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  readonly #change = (change: Partial<Form>): void => {
    if (this.form === undefined) return;
    this.form = { ...this.form, ...change };
    this.#touched = true;
    this.#kept.put(this.form);
    this.saved = false;
    this.failure = undefined;
    // What was wrong goes away as it is put right; new complaints wait until the form is sent.
    const left = this.#problems(this.form);
    const known = FIELDS.filter((field) => field in this.problems && field in left);
    this.problems = Object.fromEntries(known.map((field) => [field, left[field]]));
  };

  #problems(form: Form): Problems {
    return problemsOf(form, {
      words: this.words,
      limit: this.#limit,
      now: this.#clock.now,
      format: (n) => formatNumber(this.locale, n),
    });
  }

  readonly #edit = (setting: OutOfOfficeSetting): void => {
    const state = this.#settings.value;
    if (state?.status !== 'ready') return;
    this.#reset();
    this.saved = false;
    this.#show(setting.id, state.value);
    void this.#focusOn('message');
  };

  readonly #cancel = (): void => {
    this.#kept.drop([this.form?.id, this.#from]);
    this.#reset();
    void this.#focusOn('message');
  };

  /** Forgets what was typed, and stays with the same setting. */
  readonly #startAgain = (): void => {
    const state = this.#settings.value;
    const id = this.form?.id;
    if (state?.status !== 'ready') return;
    this.#kept.drop([id, this.#from]);
    this.#reset();
    this.#show(id, state.value);
    void this.#focusOn('message');
  };

  async #focusOn(field: keyof Problems): Promise<void> {
    await this.updateComplete;
    const selector = field === 'members' ? '.members input' : `#${field}`;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { form } = this;
    const session = this.active;
    const left = this.#leaving();
    if (form === undefined || session === undefined || form === this.saving) return;
    this.failure = undefined;
    this.problems = this.#problems(form);
    const first = FIELDS.find((field) => field in this.problems);
    if (first !== undefined) return this.#focusOn(first);
    this.saving = form;
    const from = this.#from;
    try {
      await session.saveOutOfOffice(toRequest(form));
      if (left()) return;
      // The event comes before the answer: by now another setting may be open, or more be typed.
      const untouched = this.form === form;
      if (untouched) {
        this.#kept.drop([form.id, from]);
        this.#reset();
      } else if (this.form?.id !== form.id) {
        this.#kept.drop([form.id, from], this.form?.id);
      }
      this.saved = true;
      this.#announcer.say(this.words.outOfOffice.saved);
    } catch (error) {
      // Refused or unreachable: nothing was stored, everything typed stays, and the form says why.
      if (!left()) await this.#explain(error, form.id);
    } finally {
      if (this.saving === form) this.saving = undefined;
    }
  };

  /** @returns whether somebody else is here by then: nothing of what comes back is for them */
  #leaving(): () => boolean {
    const session = this.active;
    const who = this.#who;
    return () => session !== this.active || who !== this.#who;
  }

  async #explain(error: unknown, id: string | undefined): Promise<void> {
    const code = (error as { failure?: Failure }).failure?.code ?? 'unexpected';
    const reason = this.words.failures[code];
    const field = FIELD_OF[code];
    // At the field, if its form is still the one that is open.
    if (field === undefined || this.form?.id !== id) {
      this.failure = this.words.sentences(this.words.outOfOffice.notSaved, reason);
      return;
    }
    this.problems = { [field]: reason };
    await this.#focusOn(field);
  }

  readonly #end = async ({ id, member, start }: OutOfOfficeSetting): Promise<void> => {
    const session = this.active;
    // Not while it is being ended already; while the form is being stored it may be: its event comes before its answer.
    if (session === undefined || this.#ending.has(id)) return;
    const left = this.#leaving();
    const said = this.words.outOfOffice;
    const active = Date.parse(start) <= this.#clock.now;
    this.#ending.add(id);
    this.failure = undefined;
    try {
      await session.endOutOfOffice(member.id, id);
      if (left()) return;
      this.#kept.drop([id], this.form?.id);
      if (this.form?.id === id) this.#reset();
      this.#announcer.say(active ? said.ended : said.removed);
      // Its button is gone with it.
      await this.updateComplete;
      this.focus();
    } catch (error) {
      if (left()) return;
      const code = (error as { failure?: Failure }).failure?.code ?? 'unexpected';
      this.failure = this.words.sentences(said.notEnded, this.words.failures[code]);
    } finally {
      this.#ending.delete(id);
    }
  };

  #renderForm(form: Form, { members }: OutOfOffice): TemplateResult {
    const { words, locale, problems } = this;
    const busy = form === this.saving;
    const said = words.outOfOffice;
    const fields = { words, locale, form, problems, limit: this.#limit, change: this.#change };
    return html`<form part="form" novalidate aria-labelledby="form-heading" @submit=${this.#submit}>
      <h3 id="form-heading">${form.id === undefined ? said.newSetting : said.editSetting}</h3>
      ${
        this.restored
          ? html`<p class="kept" part="kept">
              <span>${words.keptUnsaved}</span>
              <button type="button" class="link" @click=${this.#startAgain}>${words.startAgain}</button>
            </p>`
          : nothing
      }
      ${renderMembers({
        words,
        locale,
        members,
        chosen: form.memberIds,
        query: this.memberQuery,
        fixed: !this.#admin || form.id !== undefined,
        problem: problems.members,
        search: (typed) => (this.memberQuery = typed),
        choose: (memberIds) => this.#change({ memberIds }),
      })}
      ${renderMessage(fields)} ${renderRange(fields)} ${renderOften(fields)}
      <div role="alert">
        ${
          this.failure === undefined
            ? nothing
            : html`<p class="failure">${warningIcon}<span>${this.failure}</span></p>`
        }
      </div>
      ${this.saved ? html`<p class="saved" aria-hidden="true">${said.saved}</p>` : nothing}
      <div class="actions">
        <button type="submit" class="primary" part="submit" aria-disabled=${busy}>${said.configure}</button>
        ${
          form.id === undefined
            ? nothing
            : html`<button type="button" class="quiet" @click=${this.#cancel}>${said.cancelEdit}</button>`
        }
      </div>
    </form>`;
  }

  #renderBody(): TemplateResult {
    const { words, form } = this;
    const state = this.#settings.value;
    if (state?.status === 'failed') {
      return renderNotice(failureNotice(words, state.failure, () => void this.active?.reconnect()));
    }
    if (state?.status !== 'ready' || form === undefined) return renderSkeleton(words, 'skeleton-row', 4);
    if (state.value.members.length === 0) {
      return renderNotice({ icon: warningIcon, title: words.failures.forbidden });
    }
    const said = words.outOfOffice;
    return html`<div class="body">
      <p class="intro">${this.#admin ? said.introAdmin : said.intro}</p>
      ${renderSettings({
        words,
        locale: this.locale,
        now: this.#clock.now,
        settings: state.value.settings,
        editing: form.id,
        unsaved: this.#kept.ids,
        edit: this.#edit,
        end: (setting) => void this.#end(setting),
      })}
      ${this.#renderForm(form, state.value)}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const closed = this.#gate.notice(words);
    return html`<div class="frame" @keydown=${this.#onKeydown}>
      <div class="header" part="header">
        <button type="button" class="icon-button" part="back" aria-label=${words.back} @click=${this.#close}>
          ${backIcon}
        </button>
        <h2 part="heading">${words.outOfOffice.heading}</h2>
        <slot name="end"></slot>
      </div>
      ${closed === undefined ? this.#renderBody() : renderNotice(closed)} ${this.#announcer.render()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ooo-settings': OooSettings;
  }
}
