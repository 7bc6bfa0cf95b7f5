import { MessagesElement } from './elements/messages-element.ts';
import { register } from './register.ts';
import { suggest } from './state/page-settings.ts';

export { addLanguage, overrideWords } from './i18n/index.ts';
export { configure } from './state/page-settings.ts';

/** Does what a script tag asks for: takes its attributes as the page's settings, and registers the elements. */
export function start(url: string): void {
  for (const { backend, tokenUrl } of tagsOf(url).map(({ dataset }) => dataset)) {
    if (backend !== undefined || tokenUrl !== undefined) suggest({ backend, tokenUrl });
  }
  register();
}

/** Defines an element under another name. @throws {RangeError} when there is no such element */
export async function define(tag: string, name: string): Promise<void> {
  const found = Object.values(await import('./index.ts')).find((one) => isElement(one) && one.tag === tag);
  if (!isElement(found)) throw new RangeError(`There is no <${tag}>.`);
  found.define(name);
}

type Definable = typeof MessagesElement & (new () => MessagesElement);

function isElement(one: unknown): one is Definable {
  return typeof one === 'function' && one.prototype instanceof MessagesElement;
}

/**
 * The tags that load the module at `url`: in a module `document.currentScript` is null. Where none has that address, an address
 * in the tag has been redirected; then those with the same file name.
 */
function tagsOf(url: string): HTMLScriptElement[] {
  const all = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
  const exact = all.filter(({ src }) => withoutFragment(src) === withoutFragment(url));
  return exact.length > 0 ? exact : all.filter(({ src }) => fileName(src) === fileName(url));
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '');
}

function fileName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname.split('/').pop() : undefined;
}
