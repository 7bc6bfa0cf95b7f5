import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Pixels between the button and the panel, and between the panel and the edge of the window. */
const GAP = 8;
/** Windows narrower than this show the panel full-screen. */
const PHONE = '(width < 600px)';

interface Options {
  anchor: () => HTMLElement;
  panel: () => HTMLDialogElement | null;
  /** Asked to close; `byClick` when the person clicked elsewhere. */
  close: (byClick: boolean) => void;
}

/**
 * Shows a dialog under a button. With room around it, it leaves the page usable; full-screen on a phone it is modal,
 * because nothing behind it can be seen.
 */
export class PanelController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: Options;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Shows the panel, or stops attending to it; to be called after each update of the host. */
  toggle(open: boolean): void {
    if (open === (this.#listening !== undefined)) return;
    if (open) this.#begin();
    else this.#end();
  }

  /** The keydown listener of the panel. What is inside keeps an Escape that it has used. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#options.close(false);
  };

  /** The cancel listener of the panel: the gesture or key by which a phone goes back. */
  readonly onCancel = (event: Event): void => {
    // A dialog further inside is closed by itself.
    if (event.target !== this.#options.panel()) return;
    event.preventDefault();
    this.#options.close(false);
  };

  #begin(): void {
    const panel = this.#options.panel();
    if (panel === null || !panel.isConnected) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const full = matchMedia(PHONE).matches;
    panel.classList.toggle('full', full);
    if (full) {
      panel.showModal();
    } else {
      if ('showPopover' in panel) panel.showPopover();
      else (panel as HTMLDialogElement).show();
      const place = () => this.#place(panel);
      place();
      window.addEventListener('resize', place, { signal });
      document.addEventListener('scroll', place, { signal, capture: true, passive: true });
      document.addEventListener('click', (event) => this.#onClick(event), { signal });
    }
    panel.focus({ preventScroll: true });
  }

  #end(): void {
    this.#listening?.abort();
    this.#listening = undefined;
  }

  #onClick(event: Event): void {
    if (!event.composedPath().includes(this.#host)) this.#options.close(true);
  }

  /** Under the button, its far edge in line with the button's, and never outside the window. */
  #place(panel: HTMLElement): void {
    const anchor = this.#options.anchor().getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const rtl = getComputedStyle(panel).direction === 'rtl';
    const wished = rtl ? anchor.left : anchor.right - panel.offsetWidth;
    const left = Math.max(GAP, Math.min(wished, clientWidth - panel.offsetWidth - GAP));
    const below = anchor.bottom + GAP;
    const top = Math.max(GAP, Math.min(below, clientHeight - panel.offsetHeight - GAP));
    panel.style.setProperty('--_left', `${left}px`);
    panel.style.setProperty('--_top', `${top}px`);
    panel.style.setProperty('--_room', `${Math.max(clientHeight - below - GAP, 320)}px`);
  }
}
