import type { LitElement } from 'lit';

/** For each class, its own rules for its host, against a page that overrides everything. */
const sheets = new WeakMap<typeof LitElement, CSSStyleSheet>();

/**
 * Keeps an element's box on a page whose styles strip every element of it (`* { all: unset !important }`). The box is the page's to
 * decide, also to hide it; but no page means any of our elements to be `inline`, as if it were a word.
 */
export function keepBox(element: LitElement): void {
  const root = element.shadowRoot;
  if (root === null || element.getRootNode() !== document) return;
  if (getComputedStyle(element).display !== 'inline') return;
  const type = element.constructor as typeof LitElement;
  let sheet = sheets.get(type);
  if (sheet === undefined) sheets.set(type, (sheet = hostRules(type)));
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** The declarations of every plain `:host` rule, as important ones: those of a shadow root go before the page's. */
function hostRules({ elementStyles }: typeof LitElement): CSSStyleSheet {
  const important = new CSSStyleSheet();
  important.insertRule(':host {}');
  const { style } = important.cssRules[0] as CSSStyleRule;
  for (const one of elementStyles) {
    const sheet = one instanceof CSSStyleSheet ? one : one.styleSheet;
    for (const rule of sheet?.cssRules ?? []) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':host') continue;
      for (const name of rule.style) {
        // Variables are not stripped, and those within a media query would lose.
        if (!name.startsWith('--')) style.setProperty(name, rule.style.getPropertyValue(name), 'important');
      }
    }
  }
  return important;
}
