import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { RecordFormat } from '../../protocol/index.ts';
import type { Failure, Session } from '../../state/types.ts';
import { failureOf } from '../failure-of.ts';
import { recordIcon } from '../icons.ts';
import { saveFile } from './save-file.ts';

interface Options {
  host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  words: () => Words;
  session: () => Session | undefined;
  say: (text: string) => void;
  /** Where the focus goes when the button is gone. */
  fallback: () => HTMLElement | null;
}

/** The files' names say nothing of who wrote to whom. */
const FILES: Readonly<Record<RecordFormat, string>> = {
  html: 'conversation.html',
  json: 'conversation.json',
  fhir: 'conversation.fhir.json',
};

const FORMATS = Object.keys(FILES) as RecordFormat[];

/**
 * Exporting a conversation for the record: a button, the question in which form, and the file. The focus goes into the dialog and back
 * to the button. Cancel ends what is under way.
 */
export class RecordExport implements ReactiveController {
  readonly #options: Options;
  #conversation: string | undefined;
  #format: RecordFormat = 'html';
  #under: AbortController | undefined;
  #failure: Failure | undefined;

  constructor(options: Options) {
    this.#options = options;
    options.host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  /** Closes the dialog and ends the export, when another conversation is shown, or none any more. */
  reset(): void {
    this.#under?.abort();
    this.#under = undefined;
    this.#conversation = undefined;
    this.#failure = undefined;
  }

  renderButton(conversation: string): TemplateResult {
    return html`<button
      type="button"
      class="icon-button"
      part="record-button"
      aria-label=${this.#options.words().record.export}
      title=${this.#options.words().record.export}
      aria-haspopup="dialog"
      @click=${() => this.#open(conversation)}
    >
      ${recordIcon}
    </button>`;
  }

  renderDialog(): TemplateResult | typeof nothing {
    const conversation = this.#conversation;
    if (conversation === undefined) return nothing;
    const words = this.#options.words();
    const { record } = words;
    const busy = this.#under !== undefined;
    return html`<dialog
      part="dialog"
      class="confirm record"
      aria-labelledby="record-title"
      aria-describedby="record-explained"
      @keydown=${this.#onKeydown}
      @cancel=${this.#onCancel}
    >
      <h3 id="record-title">${record.export}</h3>
      <p id="record-explained">${record.explained(timeZone())}</p>
      <fieldset>
        <legend class="visually-hidden">${record.format}</legend>
        ${FORMATS.map(
          (format) =>
            html`<label
              ><input
                type="radio"
                name="format"
                value=${format}
                .checked=${format === this.#format}
                ?disabled=${busy}
                @change=${() => (this.#format = format)}
              />${record[format]}</label
            >`,
        )}
      </fieldset>
      <p class="preparing" role="status">${busy ? record.preparing : nothing}</p>
      <div role="alert">
        ${
          this.#failure === undefined
            ? nothing
            : html`<p class="failure">
                ${words.sentences(record.failed, words.failures[this.#failure.code])}
              </p>`
        }
      </div>
      <div class="actions">
        <button type="button" class="quiet" @click=${this.#close}>${words.cancel}</button>
        <button
          type="button"
          class="primary"
          aria-disabled=${busy}
          @click=${() => void this.#export(conversation)}
        >
          ${this.#failure === undefined ? record.begin : words.retry}
        </button>
      </div>
    </dialog>`;
  }

  #open(conversation: string): void {
    this.#conversation = conversation;
    this.#format = 'html';
    this.#failure = undefined;
    void this.#update().then(() => {
      const dialog = this.#dialog();
      if (dialog === null || dialog.open) return;
      dialog.showModal();
      dialog.querySelector<HTMLElement>('input')?.focus();
    });
  }

  async #export(conversation: string): Promise<void> {
    const session = this.#options.session();
    if (this.#under !== undefined || session === undefined) return;
    const life = new AbortController();
    const format = this.#format;
    this.#under = life;
    this.#failure = undefined;
    void this.#update();
    try {
      const file = await session.exportConversation(
        conversation,
        { format, timeZone: timeZone() },
        life.signal,
      );
      if (life.signal.aborted) return;
      saveFile(file, FILES[format]);
      this.#close();
      this.#options.say(this.#options.words().record.done);
    } catch (error) {
      // The Session has been told why; the dialog says it, and the person can try again.
      if (!life.signal.aborted) this.#failure = failureOf(error);
    } finally {
      if (this.#under === life) this.#under = undefined;
      void this.#update();
    }
  }

  readonly #close = (): void => {
    this.#dialog()?.close();
    this.reset();
    void this.#update().then(() => {
      const button = this.#options.host.renderRoot.querySelector<HTMLElement>('[part~="record-button"]');
      (button ?? this.#options.fallback())?.focus({ preventScroll: true });
    });
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // The browser closes the dialog by itself; what is around must not hear of it.
    if (event.key === 'Escape') event.stopPropagation();
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  async #update(): Promise<void> {
    this.#options.host.requestUpdate();
    await this.#options.host.updateComplete;
  }

  #dialog(): HTMLDialogElement | null {
    return this.#options.host.renderRoot.querySelector('dialog.record');
  }
}

/** The zone of this machine's clock. */
function timeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
