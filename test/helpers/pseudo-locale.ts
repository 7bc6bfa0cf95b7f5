import { en, type Words } from '../../src/i18n/index.ts';

/** A language nobody speaks, whose words are the English ones between marks: what is seen outside of them is not translated. */
export const PSEUDO = 'qps';

function marked<T>(value: T): T {
  if (typeof value === 'string') return `⟦${value}⟧` as T;
  if (typeof value === 'function') {
    return ((...args: unknown[]) => `⟦${String((value as (...given: unknown[]) => unknown)(...args))}⟧`) as T;
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, one]) => [key, marked(one)]),
  ) as T;
}

export const pseudoWords: Words = marked(en);

/** Attributes that are seen or read out. */
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'aria-placeholder',
  'title',
  'placeholder',
  'alt',
];

/** Elements whose text is data by what they are: a time, a message, a name that its writer has formatted, a choice of zones. */
const DATA =
  'time, bdi, [part~="avatar"], [part~="message-text"], #zone, .words, .away-text, .guidelines-text, .preview > :not(.caption)';

/** Takes everything between marks out, also where marks stand within marks. */
function unmarked(text: string): string {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  }
  return rest;
}

/** All text in an element and in all shadow roots below it. */
export function allText(node: Node): string {
  const below = [
    ...node.childNodes,
    ...(node instanceof Element && node.shadowRoot ? [node.shadowRoot] : []),
  ];
  return node instanceof Text ? node.data : below.map(allText).join('');
}

/**
 * What people would see or hear outside the marks, in an element and in all shadow roots below it.
 *
 * @param data names, texts and files of the test, which no language translates
 */
export function untranslated(element: Element, data: readonly string[]): string[] {
  const found: string[] = [];
  const longest = [...data].sort((a, b) => b.length - a.length);
  const look = (text: string, where: string): void => {
    let rest = unmarked(text);
    for (const one of longest) rest = rest.replaceAll(one, ' ');
    // Units come from Intl.
    rest = rest.replace(/[\d.,]+\s?(?:kB|MB|bytes?)\b/gu, ' ');
    if (/\p{L}/u.test(rest)) found.push(`${where}: ${text.trim()}`);
  };
  const walk = (node: Node): void => {
    if (node instanceof Text) {
      const parent = node.parentElement;
      if (!parent?.closest(DATA)) look(node.data, parent?.localName ?? 'text');
      return;
    }
    if (node instanceof Element) {
      if (['style', 'svg', 'messages-emoji-mart'].includes(node.localName)) return;
      for (const name of SPOKEN) {
        const value = node.getAttribute(name);
        if (value !== null && node.closest('time, #zone') === null) look(value, `${node.localName}[${name}]`);
      }
      if (node.shadowRoot !== null) walk(node.shadowRoot);
    }
    node.childNodes.forEach(walk);
  };
  walk(element);
  return found;
}
