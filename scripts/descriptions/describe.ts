import type { Declaration, Documented, Manifest } from '../checks/manifest.ts';
import { cssData, htmlData, webTypes } from './editors.ts';
import { elementsPage } from './page.ts';
import { frameworkTypes } from './types.ts';

/** An element, as far as descriptions tell of it. */
export interface Described extends Declaration {
  tagName: string;
  description: string;
}

/** Every file that is made of the manifest, itself included. @returns its path from the root, and its text */
export function describe(manifest: Manifest): Map<string, string> {
  const elements = elementsOf(manifest);
  return new Map([
    ['custom-elements.json', json(manifest)],
    ['editors/vscode.html-custom-data.json', json(htmlData(elements))],
    ['editors/vscode.css-custom-data.json', json(cssData(elements))],
    ['editors/web-types.json', json(webTypes(elements))],
    ...frameworkTypes(elements),
    ['docs/elements.md', elementsPage(elements, base(manifest))],
  ]);
}

/** In the order of their names, but the ones that a page begins with first. */
function elementsOf({ modules }: Manifest): Described[] {
  const first = ['messages-button', 'messages-inbox'];
  return modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((one): one is Described => one.tagName !== undefined)
    .sort((a, b) => Number(first.includes(b.tagName)) - Number(first.includes(a.tagName)));
}

/** The class that all elements extend. */
function base({ modules }: Manifest): Declaration {
  const found = modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ name }) => name === 'MessagesElement');
  if (found === undefined) throw new Error('custom-elements.json: there is no MessagesElement.');
  return found;
}

/** One paragraph, without the line breaks of a comment. */
export function sentence({ description = '' }: Documented): string {
  return description.replace(/\s+/g, ' ').trim();
}

/** The words that an attribute may have, where it has only certain ones. */
export function valuesOf({ type }: Documented): string[] {
  return [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, value = '']) => value);
}

/** A type as it is written, without what `?` says already. */
export function typeOf({ type }: Documented): string {
  return (type?.text ?? '').replace(/(?: \| undefined)+$/, '');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
