import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { SessionProvider } from '../../controllers/session-provider.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Words } from '../../i18n/index.ts';
import { formatNumber } from '../../i18n/index.ts';
import { CODE_LENGTH, type Me } from '../../protocol/index.ts';
import { isolatedName } from '../../security/safe-name.ts';
import { signInTo, type SignIn, type SignInState } from '../../state/sign-in.ts';
import type { Failure, Loadable, Presence } from '../../state/types.ts';
import { controls } from '../../styles/controls.styles.ts';
import { hostStyles } from '../../styles/host.styles.ts';
import { noticeStyles } from '../../styles/notice.styles.ts';
import { Announcer } from '../announcer.ts';
import { failureOf } from '../failure-of.ts';
import { lockIcon, warningIcon } from '../icons.ts';
import { MessagesElement } from '../messages-element.ts';
import { renderNotice } from '../notice.ts';
import { Countdown } from './countdown.ts';
import { digitsOf } from './digits.ts';
import { styles } from './messages-sign-in.styles.ts';

/** What is wrong with what was typed, or why it did not work. */
type Problem = { field: 'email' | 'code'; text: string };

/**
 * Signing in by e-mail, for websites without a log-in of their own: address, one-time code, signed in. Gives the Session to the elements
 * inside it, which show only then; elements elsewhere on the page with the same `backend` take part.
 *
 * @tag messages-sign-in
 * @slot - What is there only for who is signed in, such as `messages-inbox`.
 * @csspart form - The form with the address or the code.
 * @csspart email - The box for the address.
 * @csspart code - The box for the code.
 * @csspart submit - The button that sends the code, or signs in with it.
 * @csspart account - The line above the content: who is signed in, notices, signing out.
 * @csspart email-notices - The switch for notices by e-mail.
 * @csspart notice - Words where the page has not said what to sign in to.
 * @csspart announcement - What screen readers are told.
 * @cssproperty [--messages-accent=#0b6b65] - The accent of buttons, links and marks.
 * @cssproperty [--messages-control-border=#87908d] - The edge of the boxes.
 */
export class MessagesSignIn extends MessagesElement {
  static override readonly tag = 'messages-sign-in';
  static override styles = [hostStyles, controls, noticeStyles, styles];

  /** The practice's id. */
  @property() practice?: string;

  /** How to reach the backend, if not by the browser's own `fetch`. */
  @property({ attribute: false }) fetch?: typeof globalThis.fetch;

  @state() private email = '';
  @state() private code = '';
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  /** Why signing out or switching did not work. */
  @state() private trouble: string | undefined;
  /** When a code may be asked for again, after too often. */
  @state() private waitUntil = 0;

  protected readonly provider = new SessionProvider(this, () => this.active);
  readonly #signIn = new StoreController<SignInState>(this, () => this.#door?.$state);
  readonly #presence = new StoreController<Presence>(this, () => this.active?.$presence);
  readonly #me = new StoreController<Loadable<Me>>(this, () => this.active?.$me);
  readonly #announcer = new Announcer(this);
  readonly #countdown = new Countdown(this, () => this.#againAt);

  @query('form input') private readonly box!: HTMLInputElement | null;

  #door: SignIn | undefined;
  #shown: SignInState['status'] | undefined;

  /** Puts the focus where one goes on: the box to type in, or the content. */
  override focus(options?: FocusOptions): void {
    if (this.box) this.box.focus(options);
    else (this.querySelector<HTMLElement>(':scope > *') ?? undefined)?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { backend, practice, fetch } = this;
    if (changed.has('backend') || changed.has('practice') || changed.has('fetch') || !this.#door) {
      const complete = backend !== undefined && practice !== undefined && practice !== '';
      this.#door = complete ? signInTo({ backend, practice, fetch }) : undefined;
      // Settled right after this, with what stands here.
      if (this.#door) this.getToken = this.#door.getToken;
    }
    if (this.#presence.value?.status === 'locked') this.#door?.lock();
  }

  protected override updated(): void {
    const status = this.#state?.status;
    const before = this.#shown;
    this.#shown = status;
    if (before === undefined || status === undefined || before === status) return;
    const { signIn } = this.words;
    if (status === 'in') {
      this.#announcer.say(signIn.signedIn);
      this.email = this.code = '';
    }
    if (status === 'out' && before === 'in') {
      this.#announcer.say(this.#reason(signIn) ?? signIn.signedOut);
      // Nothing of the session stays in the page.
      void this.active?.reconnect();
    }
    if (this.#hasFocus) void this.updateComplete.then(() => this.focus());
  }

  get #state(): SignInState | undefined {
    return this.#signIn.value;
  }

  get #againAt(): number | undefined {
    const state = this.#state;
    return Math.max(this.waitUntil, state?.status === 'code' ? state.againAt : 0);
  }

  /** Whether the person is at this element, so that the focus may be moved in it. */
  get #hasFocus(): boolean {
    return this.matches(':focus-within') || document.activeElement === document.body;
  }

  #reason(words: Words['signIn']): string | undefined {
    const state = this.#state;
    return state?.status === 'out' && state.reason ? words[state.reason] : undefined;
  }

  #problemOf(field: Problem['field'], error: unknown): Problem {
    const failure: Failure = failureOf(error);
    const { words, locale } = this;
    if (failure.code !== 'too-many-requests') return { field, text: words.failures[failure.code] };
    const seconds = failure.retryAfter ?? 60;
    this.waitUntil = Date.now() + seconds * 1000;
    const minutes = Math.ceil(seconds / 60);
    return { field, text: words.signIn.waitFor(formatNumber(locale, minutes), minutes) };
  }

  /** Does something that the person waits for. @returns whether it worked */
  async #during(field: Problem['field'], work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      // Refused or unreachable: what was typed stays, and the words say how to go on.
      this.problem = this.#problemOf(field, error);
      void this.updateComplete.then(() => this.#hasFocus && this.box?.focus());
      return false;
    } finally {
      this.busy = false;
    }
  }

  readonly #onEmail = (event: Event): void => {
    this.email = (event.target as HTMLInputElement).value;
    this.problem = undefined;
  };

  readonly #onCode = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.code = digitsOf(input.value).slice(0, CODE_LENGTH);
    // Also when nothing of it changes: a letter must not stay.
    input.value = this.code;
    this.problem = undefined;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    if (this.#state?.status === 'code') void this.#enter();
    else void this.#ask();
  };

  async #ask(): Promise<void> {
    const email = this.email.trim();
    const { signIn } = this.words;
    // What an address is, the browser and the backend know best; this is for what surely is none.
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || this.box?.validity.typeMismatch) {
      this.problem = { field: 'email', text: signIn.noEmail };
      this.box?.focus();
      return;
    }
    const asked = await this.#during('email', async () => this.#door?.requestCode(email, this.locale));
    if (!asked && this.problem?.text === this.words.failures.invalid) {
      this.problem = { field: 'email', text: signIn.noEmail };
    }
    if (asked) this.#announcer.say(signIn.codeSent(isolatedName(email)));
  }

  async #enter(): Promise<void> {
    if (this.code.length < CODE_LENGTH) {
      this.problem = { field: 'code', text: this.words.signIn.noCode };
      this.box?.focus();
      return;
    }
    const { code } = this;
    const entered = await this.#during('code', async () => this.#door?.enterCode(code, this.locale));
    if (entered) void this.active?.reconnect();
    else this.box?.select();
  }

  readonly #again = async (): Promise<void> => {
    const state = this.#state;
    if (state?.status !== 'code' || this.busy || this.#countdown.seconds > 0) return;
    this.code = '';
    const asked = await this.#during('code', async () => this.#door?.requestCode(state.email, this.locale));
    if (asked) this.#announcer.say(this.words.signIn.newCodeSent);
    this.box?.focus();
  };

  readonly #otherAddress = (): void => {
    this.code = '';
    this.problem = undefined;
    this.#door?.changeAddress();
    void this.updateComplete.then(() => this.focus());
  };

  async #signOut(everywhere: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = undefined;
    try {
      await this.#door?.signOut(everywhere);
    } catch (error) {
      // Only signing out everywhere needs the backend: then one is still signed in, and should know.
      const { failures, signIn } = this.words;
      this.trouble = `${signIn.notSignedOut} ${failures[failureOf(error).code]}`;
    } finally {
      this.busy = false;
    }
  }

  readonly #switchNotices = async (): Promise<void> => {
    const me = this.#me.value;
    const session = this.active;
    if (this.busy || me?.status !== 'ready' || session === undefined) return;
    const on = me.value.emailNotices !== true;
    const { failures, signIn } = this.words;
    this.busy = true;
    this.trouble = undefined;
    try {
      await session.setEmailNotices(on);
      this.#announcer.say(on ? signIn.emailNoticesOn : signIn.emailNoticesOff);
    } catch (error) {
      this.trouble = `${signIn.notChanged} ${failures[failureOf(error).code]}`;
    } finally {
      this.busy = false;
    }
  };

  #renderProblem(): TemplateResult {
    return html`<div role="alert" id="problem">
      ${
        this.problem === undefined
          ? nothing
          : html`<p class="failure">${warningIcon}<span>${this.problem.text}</span></p>`
      }
    </div>`;
  }

  #renderEmail(): TemplateResult {
    const { signIn } = this.words;
    const reason = this.#reason(signIn);
    return html`<form part="form" novalidate @submit=${this.#onSubmit}>
      ${reason === undefined ? nothing : html`<p class="reason">${lockIcon}<span>${reason}</span></p>`}
      <h2>${signIn.title}</h2>
      <p class="intro" id="intro">${signIn.intro}</p>
      <label for="email">${signIn.email}</label>
      <input
        id="email"
        part="email"
        type="email"
        name="email"
        dir="ltr"
        autocomplete="email"
        autocapitalize="off"
        spellcheck="false"
        maxlength="254"
        required
        aria-describedby="intro problem"
        aria-invalid=${this.problem?.field === 'email'}
        .value=${this.email}
        @input=${this.#onEmail}
      />
      ${this.#renderProblem()}
      <button type="submit" class="primary" part="submit" aria-disabled=${this.busy}>
        ${this.busy ? signIn.sendingCode : signIn.sendCode}
      </button>
    </form>`;
  }

  #renderCode(email: string): TemplateResult {
    const { signIn } = this.words;
    const { seconds } = this.#countdown;
    const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return html`<form part="form" novalidate @submit=${this.#onSubmit}>
      <h2>${signIn.codeTitle}</h2>
      <p class="intro" id="intro">${signIn.codeSent(isolatedName(email))}</p>
      <label for="code">${signIn.code}</label>
      <input
        id="code"
        class="code"
        part="code"
        name="code"
        dir="ltr"
        inputmode="numeric"
        autocomplete="one-time-code"
        autocapitalize="off"
        spellcheck="false"
        required
        aria-describedby="intro problem"
        aria-invalid=${this.problem?.field === 'code'}
        .value=${this.code}
        @input=${this.#onCode}
      />
      ${this.#renderProblem()}
      <button type="submit" class="primary" part="submit" aria-disabled=${this.busy}>
        ${this.busy ? signIn.entering : signIn.enter}
      </button>
      <p class="others">
        <button type="button" class="link" aria-disabled=${seconds > 0} @click=${this.#again}>
          ${seconds > 0 ? signIn.newCodeIn(left) : signIn.newCode}
        </button>
        <button type="button" class="link" @click=${this.#otherAddress}>${signIn.otherAddress}</button>
      </p>
    </form>`;
  }

  #renderAccount(): TemplateResult {
    const { signIn } = this.words;
    const me = this.#me.value;
    const known = me?.status === 'ready' ? me.value : undefined;
    const notices = known?.emailNotices;
    return html`<div class="account" part="account">
      ${known === undefined ? nothing : html`<p class="who">${signIn.signedInAs(isolatedName(known.person.name))}</p>`}
      ${
        notices === undefined
          ? nothing
          : html`<div class="notices">
              <button
                type="button"
                role="switch"
                part="email-notices"
                aria-checked=${notices}
                aria-labelledby="notices"
                aria-disabled=${this.busy}
                @click=${this.#switchNotices}
              >
                <span class="thumb"></span>
              </button>
              <span id="notices">${signIn.emailNotices}</span>
            </div>`
      }
      <div class="leave">
        <button type="button" class="link" @click=${() => this.#signOut(true)}>
          ${signIn.signOutEverywhere}
        </button>
        <button type="button" class="quiet" @click=${() => this.#signOut(false)}>${signIn.signOut}</button>
      </div>
      <div role="alert" class="trouble">
        ${
          this.trouble === undefined
            ? nothing
            : html`<p class="failure">${warningIcon}<span>${this.trouble}</span></p>`
        }
      </div>
    </div>`;
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const { signIn } = this.words;
    if (state === undefined) {
      return renderNotice({
        icon: warningIcon,
        title: signIn.noSignIn,
        hint: signIn.noSignInHint,
        late: true,
      });
    }
    return html`${this.#announcer.render()} ${state.status === 'out' ? this.#renderEmail() : nothing}
      ${state.status === 'code' ? this.#renderCode(state.email) : nothing}
      ${state.status === 'in' ? this.#renderAccount() : nothing}
      <div class="content" ?hidden=${state.status !== 'in'}><slot></slot></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'messages-sign-in': MessagesSignIn;
  }
}
