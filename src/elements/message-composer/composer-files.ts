import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import { formatNumber, formatPercent, formatSize, type Words } from '../../i18n/index.ts';
import { FILE_TYPES } from '../../protocol/files.ts';
import type { DraftFile, RefusedFile, Thread } from '../../state/types.ts';
import { renderFileName } from '../file-name.ts';
import { clipIcon, closeIcon, fileIcon, warningIcon } from '../icons.ts';
import type { MessagesElement } from '../messages-element.ts';

interface Options {
  host: MessagesElement;
  words: () => Words;
  locale: () => string;
  thread: () => Thread | undefined;
  /** Files in one message, and bytes of one. */
  limits: () => { files: number; fileBytes: number };
  /** Where the focus goes when what had it is gone. */
  focusBox: () => void;
}

/** What the file dialog offers at first; whatever is chosen is looked at anyway. */
const ACCEPT = Object.keys(FILE_TYPES)
  .map((ending) => `.${ending}`)
  .join(',');

/**
 * The files of a composer: the paperclip, what is dropped and pasted, and a line for each file with how far it is. What cannot be
 * sent is said in words and is not attached; neither text nor other files are lost over it.
 */
export class ComposerFiles implements ReactiveController {
  readonly #options: Options;
  #refused: { thread: Thread; files: readonly RefusedFile[] } | undefined;
  #dropping = false;

  constructor(options: Options) {
    this.#options = options;
    options.host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#dropping = false;
  }

  /** Whether files are held over the box. */
  get dropping(): boolean {
    return this.#dropping;
  }

  /** Attaches files to what is being written. */
  add(files: Iterable<File>): void {
    const thread = this.#options.thread();
    const chosen = [...files];
    if (thread === undefined || chosen.length === 0) return;
    this.#refused = { thread, files: thread.addFiles(chosen) };
    this.#options.host.requestUpdate();
  }

  readonly onPaste = (event: ClipboardEvent): void => {
    const { files } = event.clipboardData ?? {};
    // Office programs put a picture of the text beside the text: then the text is meant.
    if (!files?.length || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    this.add(files);
  };

  readonly onDragOver = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.#drop(true);
  };

  readonly onDragLeave = (): void => this.#drop(false);

  readonly onDrop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.#drop(false);
    this.add(event.dataTransfer?.files ?? []);
    this.#options.focusBox();
  };

  #drop(dropping: boolean): void {
    if (this.#dropping === dropping) return;
    this.#dropping = dropping;
    this.#options.host.requestUpdate();
  }

  readonly #choose = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    button.parentElement?.querySelector<HTMLInputElement>('input[type="file"]')?.click();
  };

  readonly #chosen = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    this.add(input.files ?? []);
    // The same file chosen again is a change again.
    input.value = '';
    this.#options.focusBox();
  };

  /** Puts away why files were not attached: the message has gone without them. */
  sent(): void {
    this.#refused = undefined;
    this.#options.host.requestUpdate();
  }

  readonly #dismiss = (): void => {
    this.#refused = undefined;
    this.#options.host.requestUpdate();
    this.#options.focusBox();
  };

  /** The paperclip. */
  renderButton(): TemplateResult | typeof nothing {
    if (this.#options.limits().files === 0) return nothing;
    const { attachFile } = this.#options.words();
    return html`<input
        type="file"
        multiple
        hidden
        accept=${ACCEPT}
        tabindex="-1"
        aria-hidden="true"
        @change=${this.#chosen}
      />
      <button
        type="button"
        class="icon-button attach"
        part="attach-button"
        aria-label=${attachFile}
        title=${attachFile}
        @click=${this.#choose}
      >
        ${clipIcon}
      </button>`;
  }

  /** What cannot be sent, and the files that are attached. */
  render(files: readonly DraftFile[]): TemplateResult {
    const words = this.#options.words();
    return html`<div role="alert">${this.#renderRefused(words)}</div>
      ${
        files.length === 0
          ? nothing
          : html`<ul class="files" part="files" aria-label=${words.attachedFiles}>
              ${files.map((file) => this.#renderFile(file, words))}
            </ul>`
      }`;
  }

  /** Why Send has to wait for the files; `undefined` when it need not. */
  reason(files: readonly DraftFile[]): string | undefined {
    const words = this.#options.words();
    if (files.some(({ status }) => status === 'failed')) return words.filesFailed;
    return files.some(({ status }) => status !== 'ready') ? words.filesUploading : undefined;
  }

  #renderRefused(words: Words): TemplateResult | typeof nothing {
    const refused = this.#refused;
    if (refused === undefined || refused.files.length === 0) return nothing;
    if (refused.thread !== this.#options.thread()) return nothing;
    const { files, fileBytes } = this.#options.limits();
    const locale = this.#options.locale();
    const reason = ({ failure: { code } }: RefusedFile): string => {
      if (code === 'too-many-files') return words.fileLimit(formatNumber(locale, files), files);
      if (code === 'file-too-large') return words.fileTooLarge(formatSize(locale, fileBytes));
      return words.failures[code];
    };
    return html`<div class="refused" part="refused-files">
      ${warningIcon}
      <ul>
        ${refused.files.map((file) => html`<li>${renderFileName(file.name)} ${reason(file)}</li>`)}
      </ul>
      <button type="button" class="icon-button" aria-label=${words.dismiss} @click=${this.#dismiss}>
        ${closeIcon}
      </button>
    </div>`;
  }

  #renderFile(file: DraftFile, words: Words): TemplateResult {
    const thread = this.#options.thread();
    const failed = file.status === 'failed';
    const remove = (): void => {
      thread?.removeFile(file.id);
      this.#options.focusBox();
    };
    return html`<li class=${classMap({ file: true, failed })} part="file" data-status=${file.status}>
      ${failed ? warningIcon : fileIcon}
      <div class="about">
        ${renderFileName(file.name)}
        <span class="state">${this.#renderState(file, words)}</span>
      </div>
      ${
        failed
          ? html`<button type="button" class="link" @click=${() => thread?.retryFile(file.id)}>
              ${words.retry}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="icon-button remove"
        aria-label=${file.status === 'ready' || failed ? words.removeFile(file.name) : words.cancelUpload(file.name)}
        @click=${remove}
      >
        ${closeIcon}
      </button>
      ${
        file.status === 'uploading'
          ? html`<progress
              max="1"
              .value=${file.progress ?? 0}
              ?data-unknown=${file.progress === undefined}
              aria-label=${words.uploading(file.name)}
            ></progress>`
          : nothing
      }
    </li>`;
  }

  #renderState(file: DraftFile, words: Words): string {
    const locale = this.#options.locale();
    if (file.status === 'failed') return words.failures[file.failure?.code ?? 'unexpected'];
    const size = formatSize(locale, file.size);
    if (file.status === 'waiting') return `${size} · ${words.waiting}`;
    if (file.status === 'ready' || file.progress === undefined) return size;
    return `${size} · ${formatPercent(locale, file.progress)}`;
  }
}

/** Whether a drag brings files, and not text or a link of the page. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
