import { noChange, type ElementPart } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { PartType, type PartInfo } from 'lit/directive.js';

import { SHOWN_TYPES } from '../../protocol/files.ts';

/** Reads a picture. */
type Read = (signal: AbortSignal) => Promise<Blob>;

/**
 * Fills an `<img>` with a picture that needs a token: as a `blob:` URL, which is let go as soon as the picture is no longer shown.
 * The image says `data-state`: `loading`, `shown` or `failed`.
 */
class BlobImage extends AsyncDirective {
  #image: HTMLImageElement | undefined;
  #key: string | undefined;
  #read: Read | undefined;
  #loading: AbortController | undefined;
  #url: string | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('It stands inside the tag of an image.');
  }

  render(_key: string, _read: Read): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [key, read]: [string, Read]): typeof noChange {
    this.#image = part.element as HTMLImageElement;
    this.#read = read;
    if (key !== this.#key) {
      this.#key = key;
      void this.#load();
    }
    return noChange;
  }

  protected override disconnected(): void {
    this.#letGo();
  }

  protected override reconnected(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    this.#letGo();
    const image = this.#image;
    const loading = (this.#loading = new AbortController());
    if (image === undefined || this.#read === undefined) return;
    image.dataset['state'] = 'loading';
    try {
      const blob = await this.#read(loading.signal);
      if (loading.signal.aborted) return;
      // Nothing but pictures, whatever the backend calls it: a document as an image is refused here, too.
      if (!SHOWN_TYPES.has(blob.type)) throw new TypeError('This is no picture.');
      this.#url = URL.createObjectURL(blob);
      image.src = this.#url;
      image.dataset['state'] = 'shown';
    } catch {
      // The Session has been told why; the place of the picture keeps its name and its download.
      if (!loading.signal.aborted) image.dataset['state'] = 'failed';
    }
  }

  #letGo(): void {
    this.#loading?.abort();
    this.#image?.removeAttribute('src');
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }
}

/** See {@link BlobImage}: the picture is read again when the key changes. */
export const blobImage = directive(BlobImage);
