import type { Declaration, Manifest } from '../checks/manifest.ts';
import type { Described } from './described.ts';
import { cssData, htmlData, webTypes } from './editors.ts';
import { elementsPage } from './page.ts';
import { frameworkTypes } from './types.ts';

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

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
