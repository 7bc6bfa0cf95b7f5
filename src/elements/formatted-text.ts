import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';

import type { Words } from '../i18n/index.ts';
import { cleanHtml } from '../security/clean-html.ts';

/** Shows formatted text that somebody wrote, cleaned. While the next version is being cleaned, the last one stays. */
export class FormattedText {
  readonly #host: ReactiveControllerHost;
  readonly #words: () => Words;
  #written: string | undefined;
  /** One element for as long as the text is the same, so that rendering it elsewhere moves its nodes and loses none. */
  #shown: HTMLElement | undefined;
  #failed = false;

  constructor(host: ReactiveControllerHost, words: () => Words) {
    this.#host = host;
    this.#words = words;
  }

  render(written: string): TemplateResult | typeof nothing {
    if (written !== this.#written) {
      this.#written = written;
      this.#failed = false;
      void this.#clean(written);
    }
    if (this.#failed) return html`<p>${this.#words().loadingFailed}</p>`;
    return this.#shown === undefined ? nothing : html`${this.#shown}`;
  }

  async #clean(written: string): Promise<void> {
    let clean: DocumentFragment | undefined;
    try {
      clean = await cleanHtml(written);
    } catch {
      // What cleans could not be loaded. Nothing may be shown uncleaned; the words say that something is missing.
    }
    if (written !== this.#written) return;
    this.#failed = clean === undefined;
    if (clean !== undefined) {
      this.#shown = document.createElement('div');
      this.#shown.className = 'formatted';
      this.#shown.append(clean);
    }
    this.#host.requestUpdate();
  }
}
