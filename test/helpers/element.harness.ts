import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define.ts';
import { tagOf } from './presence.ts';

export { isAbsent, isPresent } from './presence.ts';

/** Puts elements into the page of the test; they are taken out after it. */
export async function place<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  size: 'phone' | 'desktop' | 'free' = 'free',
): Promise<HTMLElementTagNameMap[K]> {
  const room = await fixture<HTMLElement>(html`<div></div>`);
  if (size !== 'free') {
    room.style.width = size === 'phone' ? '390px' : '1100px';
    // Lower than the window of a test, because what is out of sight is not seen.
    room.style.height = '540px';
  }
  const element = Object.assign(document.createElement(tag), properties);
  room.append(element);
  return element;
}

/**
 * Speaks to an element as a person would; the one place that knows what its shadow root looks like. What the backend
 * does is not an event of the page, so that the harness looks again until it shows.
 */
export class ElementHarness<E extends HTMLElement = HTMLElement> {
  constructor(readonly element: E) {}

  find<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.element.shadowRoot?.querySelector<T>(selector) ?? null;
  }

  findAll<T extends HTMLElement = HTMLElement>(selector: string): T[] {
    return [...(this.element.shadowRoot?.querySelectorAll<T>(selector) ?? [])];
  }

  /** @throws when there is no such thing */
  get<T extends HTMLElement = HTMLElement>(selector: string): T {
    const found = this.find<T>(selector);
    if (found === null) throw new Error(`There is no ${selector} in <${this.element.localName}>.`);
    return found;
  }

  /** Waits until a condition holds. */
  async until(condition: () => unknown, what: string): Promise<void> {
    await waitUntil(async () => Boolean(await condition()), what, { interval: 10, timeout: 8000 });
  }

  /** Waits until there is such a thing, and gives it. */
  async appears<T extends HTMLElement = HTMLElement>(selector: string): Promise<T> {
    let found: T | null = null;
    await this.until(() => (found = this.find<T>(selector)), `${selector} in <${this.element.localName}>`);
    return found ?? this.get<T>(selector);
  }

  /** The words of a state that stands where content would be. */
  async notice(): Promise<string> {
    return words(await this.appears('[part~="notice"]'));
  }

  /** What was last said to screen readers. */
  get announcement(): string {
    return words(this.get('[part~="announcement"]'));
  }

  /** Fails unless axe finds nothing, once everything has come to rest: colours in between are nobody's. */
  async isAccessible(): Promise<void> {
    await atRest(this.element);
    await expect(this.element).to.be.accessible();
  }

  /** Presses a key on what has the focus inside. */
  press(key: string, init: KeyboardEventInit = {}): KeyboardEvent {
    const event = new KeyboardEvent('keydown', {
      key,
      bubbles: true,
      composed: true,
      cancelable: true,
      ...init,
    });
    (focused() ?? this.element).dispatchEvent(event);
    return event;
  }

  /** Takes the element out of the page and puts it elsewhere in it. */
  async move(): Promise<void> {
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    elsewhere.append(this.element);
  }
}

/** Waits until nothing in an element moves any more. */
export async function atRest(element: Element): Promise<void> {
  await Promise.allSettled(animationsIn(element).map(({ finished }) => finished));
}

/** The animations in an element and in all shadow roots below it. */
function animationsIn(element: Element): Animation[] {
  const root = element.shadowRoot;
  if (root === null) return [];
  return [...root.getAnimations(), ...[...root.querySelectorAll('*')].flatMap(animationsIn)];
}

/** What is written in an element for everybody to hear, white space made simple. */
export function words(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll('[aria-hidden="true"]').forEach((silent) => silent.remove());
  return (copy.textContent ?? '').replace(/\s+/gu, ' ').trim();
}

/** What has the focus, inside all shadow roots. */
export function focused(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : null;
}

/** Makes the page look attended: in a test several pages run at once, and only one of them has the focus. */
export function attended(): () => void {
  const own = Object.getOwnPropertyDescriptor(document, 'hasFocus');
  Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => true });
  return () => {
    if (own === undefined) delete (document as { hasFocus?: unknown }).hasFocus;
    else Object.defineProperty(document, 'hasFocus', own);
  };
}

/** Fails when the focus is elsewhere. */
export function hasFocus(element: Element | null): void {
  const at = focused();
  expect(at === element, `the focus on ${tagOf(element)}, and not on ${tagOf(at)}`).to.equal(true);
}
