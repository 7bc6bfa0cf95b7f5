import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { formatNumber, type Words } from '../../i18n/index.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Practice } from '../../protocol/index.ts';
import { isBlank, NOTICE_LENGTH, textLength } from '../../protocol/limits.ts';
import type { Failure, Session } from '../../state/types.ts';
import { failureOf } from '../failure-of.ts';
import { FormattedText } from '../formatted-text.ts';
import { warningIcon } from '../icons.ts';
import { insertText } from '../insert-text.ts';

interface Options {
  words: () => Words;
  locale: () => string;
  session: () => Session | undefined;
  practice: () => Practice | undefined;
}

/** What each button puts around the selected text. */
const MARKS = {
  heading: ['<h3>', '</h3>'],
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  bullets: ['<ul>\n<li>', '</li>\n</ul>'],
} as const;
type Mark = keyof typeof MARKS;

/** Under which name what is written is kept, and what stands before it there: an empty text is a text, too. */
const FORM = 'guidelines';
const MARK = '=';

/** Where an administrator writes the practice's guidelines, and sees them as people will. What is written stays until it is saved, as drafts do. */
export class GuidelinesEditor {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement };
  readonly #options: Options;
  readonly #preview: FormattedText;
  readonly #kept: StoreController<string>;
  #state: 'idle' | 'saving' | 'saved' = 'idle';
  #failure: Failure | undefined;
  /** Whether it was written here; otherwise it is said that it is not saved. */
  #typed = false;
  /** Counts those who were here. */
  #visit = 0;

  constructor(
    host: ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement },
    options: Options,
  ) {
    this.#host = host;
    this.#options = options;
    this.#preview = new FormattedText(host, options.words);
    this.#kept = new StoreController(host, () => options.session()?.form(FORM).$text);
  }

  /** What is being written, in whichever element; `undefined` while it is what the practice has. */
  get #draft(): string | undefined {
    const kept = this.#kept.value ?? '';
    return kept === '' ? undefined : kept.slice(MARK.length);
  }

  set #draft(text: string | undefined) {
    this.#options
      .session()
      ?.form(FORM)
      .set(text === undefined ? '' : MARK + text);
  }

  get #text(): string {
    return this.#draft ?? this.#options.practice()?.notice ?? '';
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  /** Somebody else is here: what was said to the one before is not for them. What these wrote stays with their Session. */
  reset(): void {
    this.#visit++;
    this.#state = 'idle';
    this.#failure = undefined;
    this.#typed = false;
  }

  readonly #onInput = (): void => {
    this.#draft = this.#box?.value ?? '';
    this.#typed = true;
    this.#state = 'idle';
    this.#failure = undefined;
    this.#host.requestUpdate();
  };

  /** Puts a mark around what is selected, as if it were typed, so that it can be undone. */
  #mark(mark: Mark): void {
    const box = this.#box;
    if (box === null) return;
    const [before, after] = MARKS[mark];
    const { selectionStart: start, selectionEnd: end, value } = box;
    const selected = value.slice(start, end);
    const inside = mark === 'bullets' ? selected.split('\n').join('</li>\n<li>') : selected;
    insertText(box, before + inside + after);
    box.setSelectionRange(start + before.length, start + before.length + inside.length);
  }

  readonly #save = async (): Promise<void> => {
    const session = this.#options.session();
    const written = this.#draft;
    if (session === undefined || written === undefined || this.#state === 'saving') return;
    if (textLength(written) > NOTICE_LENGTH) return;
    const visit = this.#visit;
    this.#state = 'saving';
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      await session.setNotice(isBlank(written) ? null : written);
      if (visit !== this.#visit) return;
      this.#state = 'saved';
      // Written meanwhile: that is not saved yet.
      if (this.#draft === written) this.#draft = undefined;
    } catch (error) {
      if (visit !== this.#visit) return;
      // Refused or unreachable: what is written stays, and the words say why.
      this.#state = 'idle';
      this.#failure = failureOf(error);
    } finally {
      this.#host.requestUpdate();
    }
  };

  readonly #startAgain = (): void => {
    this.#draft = undefined;
    this.#typed = false;
    this.#failure = undefined;
    this.#host.requestUpdate();
    this.#box?.focus();
  };

  #renderToolbar(): TemplateResult {
    const words = this.#options.words();
    return html`<div class="marks" role="group" aria-label=${words.formatting}>
      ${(Object.keys(MARKS) as Mark[]).map(
        (mark) =>
          html`<button type="button" class="mark ${mark}" @click=${() => this.#mark(mark)}>
            ${words.marks[mark]}
          </button>`,
      )}
    </div>`;
  }

  #renderState(over: number): TemplateResult | typeof nothing {
    const words = this.#options.words();
    if (over > 0) {
      const count = formatNumber(this.#options.locale(), over);
      return html`<span class="over">${words.tooLong(count, over)}</span>`;
    }
    if (this.#failure !== undefined) {
      return html`<span class="over"
        >${warningIcon} ${words.sentences(words.guidelinesNotSaved, words.failures[this.#failure.code])}</span
      >`;
    }
    if (this.#draft !== undefined && !this.#typed) return html`<span>${words.keptUnsaved}</span>`;
    return this.#state === 'saved' ? html`<span>${words.guidelinesSaved}</span>` : nothing;
  }

  render(): TemplateResult {
    const words = this.#options.words();
    const text = this.#text;
    const over = textLength(text) - NOTICE_LENGTH;
    const idle = this.#draft === undefined || this.#state === 'saving' || over > 0;
    return html`<section class="guidelines" part="guidelines" aria-labelledby="guidelines">
      <h3 id="guidelines">${words.practiceGuidelines}</h3>
      <p id="guidelines-about">${words.practiceGuidelinesHint}</p>
      ${this.#renderToolbar()}
      <textarea
        part="guidelines-input"
        rows="8"
        dir="auto"
        aria-label=${words.practiceGuidelines}
        aria-describedby="guidelines-about guidelines-state"
        aria-invalid=${over > 0}
        .value=${live(text)}
        @input=${this.#onInput}
      ></textarea>
      <div class="preview" part="preview" role="group" aria-label=${words.preview}>
        <span class="caption" aria-hidden="true">${words.preview}</span>
        ${isBlank(text) ? html`<p>${words.noGuidelines}</p>` : this.#preview.render(text)}
      </div>
      <div class="saving">
        <span id="guidelines-state" role="status">${this.#renderState(over)}</span>
        ${
          this.#draft === undefined
            ? nothing
            : html`<button type="button" class="link" @click=${this.#startAgain}>${words.startAgain}</button>`
        }
        <button type="button" class="primary" part="save" aria-disabled=${idle} @click=${this.#save}>
          ${words.saveGuidelines}
        </button>
      </div>
    </section>`;
  }
}
