import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { Me } from '../../protocol/index.ts';
import type { Session } from '../../state/types.ts';
import { FormattedText } from '../formatted-text.ts';
import { bookIcon, closeIcon } from '../icons.ts';

interface Options {
  words: () => Words;
  session: () => Session | undefined;
  me: () => Me | undefined;
  /** Puts the focus back to the writing. */
  leave: () => void;
}

/**
 * The practice's own guidelines where people write. They stand open until a person has put them aside, on any device, and
 * again when there are newer ones; a small button always leads to them.
 */
export class Guidelines {
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  readonly #text: FormattedText;
  /** What the person chose here, for this version. */
  #choice: { revision: number; open: boolean } | undefined;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    this.#text = new FormattedText(host, options.words);
  }

  get #notice(): string | null {
    return this.#options.me()?.practice.notice ?? null;
  }

  get #open(): boolean {
    const me = this.#options.me();
    if (me === undefined || me.practice.notice === null) return false;
    const { noticeRevision: revision } = me.practice;
    return this.#choice?.revision === revision ? this.#choice.open : me.noticeDismissed < revision;
  }

  #choose(open: boolean): void {
    this.#choice = { revision: this.#options.me()?.practice.noticeRevision ?? 0, open };
    if (!open) this.#options.session()?.dismissNotice();
    this.#host.requestUpdate();
  }

  readonly #close = (): void => {
    this.#choose(false);
    this.#options.leave();
  };

  readonly #toggle = (): void => this.#choose(!this.#open);

  /** The guidelines above the box, while they are open. */
  renderPanel(): TemplateResult | typeof nothing {
    const words = this.#options.words();
    if (this.#notice === null || !this.#open) return nothing;
    return html`<section
      class="guidelines"
      part="practice-notice"
      id="guidelines"
      aria-label=${words.guidelines}
    >
      <div class="guidelines-head">
        ${bookIcon}
        <h3>${words.guidelines}</h3>
        <button
          type="button"
          class="icon-button"
          part="practice-notice-close"
          aria-label=${words.closeGuidelines}
          title=${words.closeGuidelines}
          @click=${this.#close}
        >
          ${closeIcon}
        </button>
      </div>
      <div class="guidelines-text" role="group" aria-label=${words.guidelines} tabindex="0">
        ${this.#text.render(this.#notice)}
      </div>
    </section>`;
  }

  /** The way to the guidelines. */
  renderButton(): TemplateResult | typeof nothing {
    if (this.#notice === null) return nothing;
    return html`<button
      type="button"
      class="link guidelines-button"
      part="practice-notice-button"
      aria-expanded=${this.#open}
      aria-controls=${this.#open ? 'guidelines' : nothing}
      @click=${this.#toggle}
    >
      ${this.#options.words().guidelines}
    </button>`;
  }
}
