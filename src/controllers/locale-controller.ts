import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { resolveLocale, type Locale, type Words } from '../i18n/index.ts';

const hosts = new Set<LocaleController>();
let observer: MutationObserver | undefined;

/** The nearest `lang` around an element, looking out of shadow roots too. */
function languageAround(element: Element): string {
  for (let at: Element | null = element; at !== null;) {
    const holder: Element | null = at.closest('[lang]');
    if (holder !== null) return holder.getAttribute('lang') ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/**
 * Speaks the language of its host's surroundings and follows the page's when it changes. All hosts share one observer.
 */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #locale: Locale = resolveLocale('en', []);

  constructor(host: ReactiveControllerHost & Element) {
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

  hostConnected(): void {
    this.#read();
    if (hosts.size === 0) {
      observer = new MutationObserver(() => hosts.forEach((controller) => controller.#changed()));
      observer.observe(document.documentElement, { attributeFilter: ['lang'] });
    }
    hosts.add(this);
  }

  hostDisconnected(): void {
    hosts.delete(this);
    if (hosts.size === 0) observer?.disconnect();
  }

  #changed(): void {
    this.#read();
    this.#host.requestUpdate();
  }

  #read(): void {
    this.#locale = resolveLocale(languageAround(this.#host), navigator.languages);
  }
}
