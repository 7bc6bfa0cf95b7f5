import type { EmojiMartData as EmojiData } from '@emoji-mart/data';

import type { EmojiPicker, EmojiPickerOptions } from './emoji-picker.ts';
import { kept } from './skin-tone.ts';

/**
 * emoji-mart behind our own interface. The package is no longer maintained, so nothing else knows it; what it does that
 * our pages must not see is undone here. Loaded when somebody first opens the picker.
 */

/** The languages that emoji-mart has words for, each loaded from our own files. */
const LANGUAGES: Readonly<Record<string, () => Promise<unknown>>> = {
  ar: () => import('@emoji-mart/data/i18n/ar.json'),
  be: () => import('@emoji-mart/data/i18n/be.json'),
  cs: () => import('@emoji-mart/data/i18n/cs.json'),
  de: () => import('@emoji-mart/data/i18n/de.json'),
  en: () => import('@emoji-mart/data/i18n/en.json'),
  es: () => import('@emoji-mart/data/i18n/es.json'),
  fa: () => import('@emoji-mart/data/i18n/fa.json'),
  fi: () => import('@emoji-mart/data/i18n/fi.json'),
  fr: () => import('@emoji-mart/data/i18n/fr.json'),
  hi: () => import('@emoji-mart/data/i18n/hi.json'),
  it: () => import('@emoji-mart/data/i18n/it.json'),
  ja: () => import('@emoji-mart/data/i18n/ja.json'),
  ko: () => import('@emoji-mart/data/i18n/ko.json'),
  nl: () => import('@emoji-mart/data/i18n/nl.json'),
  pl: () => import('@emoji-mart/data/i18n/pl.json'),
  pt: () => import('@emoji-mart/data/i18n/pt.json'),
  ru: () => import('@emoji-mart/data/i18n/ru.json'),
  sa: () => import('@emoji-mart/data/i18n/sa.json'),
  tr: () => import('@emoji-mart/data/i18n/tr.json'),
  uk: () => import('@emoji-mart/data/i18n/uk.json'),
  vi: () => import('@emoji-mart/data/i18n/vi.json'),
  zh: () => import('@emoji-mart/data/i18n/zh.json'),
};

export type { EmojiData };

/** Every emoji with its names, from our own files. @throws when they cannot be loaded */
export async function emojiData(): Promise<EmojiData> {
  // The package is JSON; what it says of itself is of another form.
  return ((await import('@emoji-mart/data')) as unknown as { default: EmojiData }).default;
}

/** What we use of the package, which describes little of itself. */
interface Mart {
  Picker: new (props: object) => HTMLElement & { connectedCallback(): Promise<void> };
  Store: { set(key: string, value: unknown): void; get(key: string): unknown };
}

/** The package defines an element of its own under a name that the page may already have given away. */
const TAG = 'messages-emoji-mart';

/** @throws when its code or data cannot be loaded */
export async function createEmojiPicker(options: EmojiPickerOptions): Promise<EmojiPicker> {
  const { language, ground, chosen } = options;
  const own = language.split('-', 1)[0] ?? '';
  const locale = own in LANGUAGES ? own : 'en';
  const [mart, data, words] = await Promise.all([
    import('emoji-mart') as unknown as Promise<Mart>,
    emojiData(),
    LANGUAGES[locale]!(),
  ]);
  rememberNothing(mart);
  const element = new (definePicker(mart))({
    data,
    // Given, so that it does not fetch them from a third party.
    i18n: (words as { default: unknown }).default,
    locale,
    set: 'native',
    theme: isDark(ground) ? 'dark' : 'light',
    icons: 'outline',
    ...columns(ground.clientWidth),
    maxFrequentRows: 0,
    previewPosition: 'none',
    skinTonePosition: 'search',
    onEmojiSelect: ({ native }: { native?: string }) => {
      if (native !== undefined) chosen(native);
    },
  });
  adoptStyles(element);
  colour(element, ground);
  keepFocus(element);
  return {
    element,
    async focus() {
      await element.ready;
      element.shadowRoot?.querySelector('input')?.focus({ preventScroll: true });
    },
  };
}

/** It writes into the browser's storage which emoji were used; in a health portal that stays nowhere. */
function rememberNothing({ Store }: Mart): void {
  Store.get = (key) => kept.get(key);
  // The skin tone is a person's own, and is asked for once only.
  Store.set = (key, value) => void (key === 'skin' && kept.set(key, value));
}

type Picker = HTMLElement & { readonly ready: Promise<void> };

function definePicker({ Picker }: Mart): new (props: object) => Picker {
  const known = customElements.get(TAG);
  if (known !== undefined) return known as new (props: object) => Picker;
  class MessagesEmojiMart extends Picker {
    ready: Promise<void> = Promise.resolve();

    override connectedCallback(): Promise<void> {
      this.ready = super.connectedCallback();
      return this.ready;
    }
  }
  customElements.define(TAG, MessagesEmojiMart);
  return MessagesEmojiMart;
}

/** Its style element would be blocked by a strict `style-src`; the same rules as a sheet are not. */
function adoptStyles({ shadowRoot }: HTMLElement): void {
  const style = shadowRoot?.querySelector('style');
  if (!shadowRoot || !style) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  style.remove();
  shadowRoot.adoptedStyleSheets = [sheet];
}

/** It takes the skin tones away with the focus in them; who chose by the keyboard would be nowhere, and Escape not be heard. */
function keepFocus({ shadowRoot }: HTMLElement): void {
  if (!shadowRoot) return;
  let inTones = false;
  shadowRoot.addEventListener('focusin', ({ target }) => {
    inTones = target instanceof Element && target.closest(TONES) !== null;
  });
  new MutationObserver(() => {
    if (!inTones || shadowRoot.activeElement !== null || shadowRoot.querySelector(TONES) !== null) return;
    inTones = false;
    shadowRoot.querySelector<HTMLElement>('.skin-tone-button')?.focus();
  }).observe(shadowRoot, { childList: true, subtree: true });
}
const TONES = '[role="radiogroup"]';

/** As many emoji in a line as fit; its own reckoning leaves no room for its padding and scrollbar. */
function columns(width: number): { perLine: number; emojiButtonSize: number } {
  const room = width - 28;
  const perLine = Math.max(1, Math.floor(room / 36));
  return { perLine, emojiButtonSize: Math.floor(room / perLine) };
}

/** Red, green and blue of a computed colour; `undefined` for a colour in another notation. */
function channels(computed: string): [number, number, number] | undefined {
  const [red, green, blue] = computed.startsWith('rgb') ? (computed.match(/[\d.]+/gu) ?? []).map(Number) : [];
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

/** Whether what is seen is dark, whether by the page's choice or the person's. */
function isDark(ground: HTMLElement): boolean {
  const rgb = channels(getComputedStyle(ground).backgroundColor);
  return rgb !== undefined && rgb[0] * 0.3 + rgb[1] * 0.6 + rgb[2] * 0.1 < 128;
}

/** Gives the picker our colours, which a page may have changed. */
function colour(picker: HTMLElement, ground: HTMLElement): void {
  const { color, backgroundColor, caretColor } = getComputedStyle(ground);
  const colours = { color, background: backgroundColor, input: backgroundColor, accent: caretColor };
  for (const [name, computed] of Object.entries(colours)) {
    const rgb = channels(computed);
    if (rgb) picker.style.setProperty(`--rgb-${name}`, rgb.join(', '));
  }
}
