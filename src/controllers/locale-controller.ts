import type { ReactiveController, ReactiveElement } from 'lit';

import { loadWords, onWords, resolveLocale, type Locale, type Words } from '../i18n/index.ts';

/** Milliseconds that a first rendering waits for its language, before it comes in English. */
const PATIENCE = 1_000;

const hosts = new Set<LocaleController>();
let observer: MutationObserver | undefined;
let unheard: (() => void) | undefined;

/** Elements without `dir` take the direction of the words. In the shadow root, because the host's attributes are the page's. */
let rightToLeft: CSSStyleSheet | undefined;

/** Made when it is first needed: a server that renders pages imports this, too, and has no style sheets. */
function rightToLeftSheet(): CSSStyleSheet {
  if (rightToLeft === undefined) {
    rightToLeft = new CSSStyleSheet();
    rightToLeft.replaceSync(':host { direction: rtl; --_side: -1; }');
  }
  return rightToLeft;
}

/** An element and all around it as the page is seen: out of shadow roots, and through the slots it is shown in. */
function* outwards(element: Element): Iterable<Element> {
  for (let at: Element | null = element; at !== null;) {
    yield at;
    const parentNode: Node | null = at.parentNode;
    if (parentNode instanceof ShadowRoot) at = parentNode.host;
    else at = at.assignedSlot ?? (parentNode instanceof Element ? parentNode : null);
  }
}

interface Surroundings {
  /** The nearest `lang`. */
  lang: string;
  /** Whether the page says a direction for it: with that `lang`, or nearer. */
  directed: boolean;
}

function surroundingsOf(element: Element): Surroundings {
  let lang: string | null = null;
  let directed = false;
  for (const at of outwards(element)) {
    if (lang === null) {
      directed ||= /^(?:ltr|rtl|auto)$/iu.test(at.getAttribute('dir') ?? '');
      lang = at.getAttribute('lang');
    }
    // Nobody else sees into a shadow root. Watching again what is watched already changes nothing.
    if (!(at.parentNode instanceof Element)) watch(at.getRootNode());
  }
  return { lang: lang ?? '', directed };
}

function watch(root: Node): void {
  observer?.observe(root, { subtree: true, attributeFilter: ['lang', 'dir', 'slot'] });
}

function readAll(): void {
  hosts.forEach((controller) => controller.read());
}

/**
 * Speaks the language around its host and follows it: the nearest `lang`, wherever it changes, and the page's own words. All
 * hosts share one observer. A host without `dir` around it is laid out in the direction of its words.
 */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveElement;
  #locale: Locale = resolveLocale('en', []);
  #coming: Promise<unknown> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  get words(): Words {
    return this.#locale.words;
  }

  /** The BCP 47 tag for `Intl`. */
  get tag(): string {
    return this.#locale.tag;
  }

  /** What a first rendering waits for, so that nobody sees English for a moment and the page does not jump. */
  get coming(): Promise<unknown> | undefined {
    return this.#host.hasUpdated ? undefined : this.#coming;
  }

  hostConnected(): void {
    if (hosts.size === 0) {
      observer = new MutationObserver(readAll);
      unheard = onWords(readAll);
    }
    hosts.add(this);
    this.read();
  }

  hostDisconnected(): void {
    hosts.delete(this);
    if (hosts.size > 0) return;
    observer?.disconnect();
    unheard?.();
  }

  /** Looks around again. */
  read(): void {
    const { lang, directed } = surroundingsOf(this.#host);
    const coming = loadWords(lang);
    this.#coming = coming && Promise.race([coming, new Promise((done) => setTimeout(done, PATIENCE))]);
    // Until the other words are there, it goes on in the language that it speaks.
    if (coming !== undefined && this.#host.hasUpdated) return;
    const locale = resolveLocale(lang, navigator.languages);
    this.#direct(locale.rightToLeft && !directed);
    if (locale.words === this.#locale.words && locale.tag === this.#locale.tag) return;
    this.#locale = locale;
    this.#host.requestUpdate();
  }

  #direct(turned: boolean): void {
    const root = this.#host.shadowRoot;
    const turning = rightToLeftSheet();
    if (root === null || root.adoptedStyleSheets.includes(turning) === turned) return;
    const others = root.adoptedStyleSheets.filter((sheet) => sheet !== turning);
    root.adoptedStyleSheets = turned ? [...others, turning] : others;
  }
}
