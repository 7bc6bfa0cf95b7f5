import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/**
 * Says something to screen readers without moving the focus. The region is always there, because one that comes
 * together with its text is not read; each text is a new node, because the same text twice is not read either.
 */
export class Announcer {
  readonly #host: ReactiveControllerHost;
  #text: string | undefined;
  #number = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  say(text: string): void {
    this.#text = text;
    this.#number++;
    this.#host.requestUpdate();
  }

  /** Takes back what was said last: it may be somebody's name. */
  clear(): void {
    this.#text = undefined;
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" part="announcement" role="status" aria-live="polite">
      ${this.#text === undefined ? nothing : keyed(this.#number, html`<span>${this.#text}</span>`)}
    </div>`;
  }
}
