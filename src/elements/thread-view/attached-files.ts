import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { ref } from 'lit/directives/ref.js';

import { formatNumber, formatSize, type Words } from '../../i18n/index.ts';
import { safeFileName, SHOWN_TYPES, splitFileName } from '../../protocol/files.ts';
import type { Attachment, Message } from '../../protocol/index.ts';
import type { Failure, Session } from '../../state/types.ts';
import { failureOf } from '../failure-of.ts';
import { renderFileName } from '../file-name.ts';
import { closeIcon, downloadIcon, fileIcon, nextIcon, previousIcon } from '../icons.ts';
import { blobImage } from './blob-image.ts';
import { saveFile } from './save-file.ts';

interface Options {
  host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  words: () => Words;
  locale: () => string;
  session: () => Session | undefined;
  say: (text: string) => void;
  /** Where the focus goes when the picture's button is gone. */
  fallback: () => HTMLElement | null;
}

/** The pictures of a message that are shown large, and the one among them. */
interface Viewing {
  messageId: string;
  pictures: readonly Attachment[];
  at: number;
}

/** The longer side of a picture in a message, in pixels. */
const PICTURE = { wide: 280, high: 320 };

/**
 * The files of messages: pictures as their previews, everything else as a card to download, and a dialog that shows pictures large.
 * The focus goes from the preview into the dialog and back.
 */
export class AttachedFiles implements ReactiveController {
  readonly #options: Options;
  #viewing: Viewing | undefined;
  #opener: HTMLElement | undefined;
  #downloads = new Map<string, { messageId: string; life: AbortController }>();
  #failed = new Map<string, Failure>();

  constructor(options: Options) {
    this.#options = options;
    options.host.addController(this);
  }

  hostDisconnected(): void {
    this.#viewing = undefined;
  }

  /** Closes what is open, when another conversation is shown, or none any more. */
  reset(): void {
    this.#viewing = undefined;
    this.#failed.clear();
  }

  /**
   * Closes what is open when its message has been deleted: a picture that is gone is gone from the screen, too. Downloads of it end,
   * and the focus does not go with its files. Called before anything is rendered.
   */
  follow(messages: readonly Message[]): void {
    const deleted = new Set(messages.flatMap(({ id, deletedAt }) => (deletedAt === undefined ? [] : id)));
    for (const { messageId, life } of this.#downloads.values()) if (deleted.has(messageId)) life.abort();
    if (this.#viewing !== undefined && deleted.has(this.#viewing.messageId)) this.#close();
    else this.#keepFocus(deleted);
  }

  #keepFocus(deleted: ReadonlySet<string>): void {
    const { host } = this.#options;
    const at = (host.renderRoot as Partial<ShadowRoot>).activeElement;
    const files = at?.closest<HTMLElement>('.attached');
    if (!files || !deleted.has(files.dataset['of'] ?? '')) return;
    void host.updateComplete.then(() => this.#options.fallback()?.focus({ preventScroll: true }));
  }

  /** The files of a message, or of one that is on its way. */
  render({ id, attachments }: Pick<Message, 'id' | 'attachments'>): TemplateResult | typeof nothing {
    if (attachments.length === 0) return nothing;
    const pictures = attachments.filter(isShown);
    return html`<div class="attached" part="attachments" data-of=${id}>
      ${attachments.map((file) =>
        isShown(file) ? this.#renderPicture(id, file, pictures) : this.#renderCard(id, file),
      )}
    </div>`;
  }

  renderViewer(): TemplateResult | typeof nothing {
    const viewing = this.#viewing;
    const picture = viewing?.pictures[viewing.at];
    if (viewing === undefined || picture === undefined) return nothing;
    const words = this.#options.words();
    const locale = this.#options.locale();
    const count = viewing.pictures.length;
    const at = words.pictureOf(formatNumber(locale, viewing.at + 1), formatNumber(locale, count));
    return html`<dialog
      class="viewer"
      part="viewer"
      aria-label=${picture.name}
      @keydown=${this.#onKeydown}
      @cancel=${this.#onCancel}
      @click=${this.#onClick}
    >
      <div class="viewer-bar">
        <div class="viewer-name">
          ${renderFileName(picture.name)}
          <span role="status" class=${count > 1 ? '' : 'visually-hidden'}>${at}</span>
        </div>
        <button
          type="button"
          class="icon-button"
          aria-label=${words.download(picture.name)}
          @click=${() => void this.#download(viewing.messageId, picture)}
        >
          ${downloadIcon}
        </button>
        <button type="button" class="icon-button" aria-label=${words.close} @click=${this.#close}>
          ${closeIcon}
        </button>
      </div>
      <div class="viewer-stage">
        <img alt=${picture.name} ${blobImage(picture.id, (signal) => this.#read(picture, 'file', signal))} />
        ${count > 1 ? this.#renderArrows(words) : nothing}
      </div>
    </dialog>`;
  }

  #renderArrows(words: Words): TemplateResult {
    return html`<button
        type="button"
        class="icon-button arrow previous"
        aria-label=${words.previousPicture}
        @click=${() => this.#turn(-1)}
      >
        ${previousIcon}
      </button>
      <button
        type="button"
        class="icon-button arrow next"
        aria-label=${words.nextPicture}
        @click=${() => this.#turn(1)}
      >
        ${nextIcon}
      </button>`;
  }

  #renderPicture(messageId: string, file: Attachment, pictures: readonly Attachment[]): TemplateResult {
    const words = this.#options.words();
    return html`<button
      type="button"
      class="picture"
      part="picture"
      aria-label=${words.openPicture(file.name)}
      aria-haspopup="dialog"
      @click=${(event: Event) => this.#open({ messageId, pictures, at: pictures.indexOf(file) }, event.currentTarget as HTMLElement)}
      ${ref((element) => fit(element as HTMLElement | undefined, file))}
    >
      <img alt="" ${blobImage(file.id, (signal) => this.#read(file, 'preview', signal))} />
    </button>`;
  }

  #renderCard(messageId: string, file: Attachment): TemplateResult {
    const words = this.#options.words();
    const locale = this.#options.locale();
    const ending = splitFileName(file.name).ending.slice(1).toLocaleUpperCase(locale);
    const failure = this.#failed.get(file.id);
    const size = formatSize(locale, file.size);
    const about = failure ? words.failures[failure.code] : ending === '' ? size : `${ending} · ${size}`;
    return html`<button
      type="button"
      class="card"
      part="file-card"
      aria-label=${words.downloadFile(file.name, about)}
      aria-busy=${this.#downloads.has(file.id)}
      @click=${() => void this.#download(messageId, file)}
    >
      ${fileIcon}
      <span class="about"
        >${renderFileName(file.name)} <span class=${failure ? 'broken' : ''}>${about}</span></span
      >
      ${downloadIcon}
    </button>`;
  }

  async #read(file: Attachment, part: 'file' | 'preview', signal?: AbortSignal): Promise<Blob> {
    const session = this.#options.session();
    if (session === undefined) throw new TypeError('There is no session.');
    return session.readFile(file.id, part, signal);
  }

  /** Fetches the file with the person's token, and has the browser save it. */
  async #download(messageId: string, file: Attachment): Promise<void> {
    if (this.#downloads.has(file.id)) return;
    const words = this.#options.words();
    const life = new AbortController();
    this.#downloads.set(file.id, { messageId, life });
    this.#failed.delete(file.id);
    this.#options.say(words.downloading(file.name));
    this.#options.host.requestUpdate();
    try {
      const blob = await this.#read(file, 'file', life.signal);
      if (!life.signal.aborted) saveFile(blob, safeFileName(file.name));
    } catch (error) {
      // The Session has been told why; the person can simply try again.
      if (!life.signal.aborted) this.#failed.set(file.id, failureOf(error));
    } finally {
      this.#downloads.delete(file.id);
      const failure = life.signal.aborted ? { code: 'not-found' as const } : this.#failed.get(file.id);
      if (failure) {
        const reason = words.failures[failure.code];
        this.#options.say(words.sentences(words.downloadFailed(file.name), reason));
      }
      this.#options.host.requestUpdate();
    }
  }

  #open(viewing: Viewing, opener: HTMLElement): void {
    this.#opener = opener;
    this.#viewing = viewing;
    void this.#update().then(() => {
      const dialog = this.#dialog();
      if (dialog !== null && !dialog.open) dialog.showModal();
    });
  }

  #turn(by: number): void {
    const viewing = this.#viewing;
    if (viewing === undefined) return;
    const count = viewing.pictures.length;
    this.#viewing = { ...viewing, at: (viewing.at + by + count) % count };
    void this.#update();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // The browser closes the dialog by itself; what is around must not hear of it.
    if (event.key === 'Escape') event.stopPropagation();
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const rtl = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    this.#turn((event.key === 'ArrowRight') !== rtl ? 1 : -1);
  };

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  /** A click beside the picture closes. */
  readonly #onClick = (event: Event): void => {
    if ((event.target as HTMLElement).matches('dialog, .viewer-stage')) this.#close();
  };

  readonly #close = (): void => {
    this.#dialog()?.close();
    this.#viewing = undefined;
    void this.#update().then(() => {
      const back = this.#opener?.isConnected === true ? this.#opener : this.#options.fallback();
      back?.focus({ preventScroll: true });
    });
  };

  async #update(): Promise<void> {
    this.#options.host.requestUpdate();
    await this.#options.host.updateComplete;
  }

  #dialog(): HTMLDialogElement | null {
    return this.#options.host.renderRoot.querySelector('dialog.viewer');
  }
}

/** Whether a file is shown as a picture. */
function isShown({ type, preview }: Attachment): boolean {
  return preview !== undefined && SHOWN_TYPES.has(type);
}

/** Gives a picture its place before it is there, so that nothing jumps when it comes. */
function fit(element: HTMLElement | undefined, { preview }: Attachment): void {
  if (element === undefined || preview === undefined) return;
  const width = Math.max(1, preview.width);
  const height = Math.max(1, preview.height);
  const scale = Math.min(PICTURE.wide / width, PICTURE.high / height);
  element.style.setProperty('inline-size', `${Math.max(88, Math.round(width * Math.min(scale, 2)))}px`);
  element.style.setProperty('aspect-ratio', `${width} / ${Math.min(height, width * 2)}`);
}
