import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How much of an element, or of the space there is for it, must be in view to call it seen. */
const SHARE = 0.5;

/** Told of all elements that are in view, whenever that may have changed, while the page is visible and focused. */
export type Seen = (elements: readonly Element[]) => void;

/**
 * Knows which elements a person can really see: they are on screen, the page is visible, and it has the focus.
 * Reading is explicit in this product, so nothing else may move a read mark.
 */
export class SeenController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #seen: Seen;
  readonly #elements = new Set<Element>();
  readonly #inView = new Set<Element>();
  #observer: IntersectionObserver | undefined;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, seen: Seen) {
    this.#host = host;
    this.#seen = seen;
    host.addController(this);
  }

  /** Whether the page is visible and focused, as far as seeing goes. */
  get attentive(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus();
  }

  /** Watches exactly these elements from now on; to be called after each update of the host. */
  watch(elements: Iterable<Element>): void {
    const wanted = new Set(elements);
    for (const element of this.#elements) {
      if (wanted.has(element)) continue;
      this.#elements.delete(element);
      this.#inView.delete(element);
      this.#observer?.unobserve(element);
    }
    for (const element of wanted) {
      if (this.#elements.has(element)) continue;
      this.#elements.add(element);
      this.#observe(element);
    }
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const report = () => this.#report();
    window.addEventListener('focus', report, { signal });
    document.addEventListener('visibilitychange', report, { signal });
    for (const element of this.#elements) this.#observe(element);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#inView.clear();
  }

  #observe(element: Element): void {
    if (!this.#listening) return;
    // The viewport as root, not the scrolling container: then everything around the element clips it, and a thread
    // that is itself scrolled out of the page counts as not seen.
    this.#observer ??= new IntersectionObserver((entries) => this.#onIntersection(entries), {
      threshold: [0, 0.25, SHARE, 0.75, 1],
    });
    this.#observer.observe(element);
  }

  #onIntersection(entries: readonly IntersectionObserverEntry[]): void {
    const space = Math.min(this.#host.clientHeight || Infinity, window.innerHeight);
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      // A message taller than the space for it is never half in view; filling half of the space counts.
      const fills = intersectionRect.height >= space * SHARE;
      if (isIntersecting && (intersectionRatio >= SHARE || fills)) this.#inView.add(target);
      else this.#inView.delete(target);
    }
    this.#report();
  }

  #report(): void {
    if (this.attentive && this.#inView.size > 0) this.#seen([...this.#inView]);
  }
}
