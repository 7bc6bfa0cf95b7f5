import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';

import type { Words } from '../i18n/index.ts';
import { clipIcon } from './icons.ts';

/** Shows over a whole area that files may be dropped there, and takes them. */
export class DropZone {
  readonly #host: ReactiveControllerHost;
  readonly #take: (files: FileList) => void;
  #over = false;

  constructor(host: ReactiveControllerHost, take: (files: FileList) => void) {
    this.#host = host;
    this.#take = take;
  }

  readonly onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#set(true);
  };

  /** Leaving for something inside is not leaving. */
  readonly onDragLeave = (event: DragEvent): void => {
    const area = event.currentTarget as HTMLElement;
    const { left, right, top, bottom } = area.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x <= left || x >= right || y <= top || y >= bottom) this.#set(false);
  };

  readonly onDrop = (event: DragEvent): void => {
    this.#set(false);
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.#take(event.dataTransfer.files);
  };

  render(words: Words): TemplateResult | typeof nothing {
    if (!this.#over) return nothing;
    return html`<div class="drop" part="drop-zone" aria-hidden="true">
      ${clipIcon}<span>${words.dropFiles}</span>
    </div>`;
  }

  #set(over: boolean): void {
    if (this.#over === over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }
}
