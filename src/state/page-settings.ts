import { sameBackend, type SessionKey } from './registry.ts';

/**
 * Where the messages of a page are, said once for all elements on it. It lives on `globalThis`, because a page may load the
 * script twice; a newer incompatible form takes another key.
 */
const PAGE = Symbol.for('entrenous/page@1');

/** What a page says for the elements that do not say it themselves. */
export type PageSettings = { [Name in keyof SessionKey]?: SessionKey[Name] | undefined };

interface Shared {
  settings: PageSettings;
  readonly listeners: Set<() => void>;
}

function shared(): Shared {
  const holder = globalThis as { [PAGE]?: Shared };
  return (holder[PAGE] ??= { settings: {}, listeners: new Set() });
}

/**
 * Says where the messages of this page are, for every element that does not say it itself, now and later. Replaces what was
 * said before.
 */
export function configure(settings: PageSettings): void {
  const page = shared();
  page.settings = settings;
  for (const listener of page.listeners) listener();
}

/** Adds what nobody has said yet. What is meant for another backend is left out whole: its token is not for this one. */
export function suggest(settings: PageSettings): void {
  const said = shared().settings;
  const { backend } = settings;
  if (said.backend !== undefined && backend !== undefined && !sameBackend(said.backend, backend)) return;
  configure({ ...settings, ...said });
}

/** @returns a function that stops it */
export function onPageSettings(listener: () => void): () => void {
  const { listeners } = shared();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * What an element says, completed by what the page says. The page's source of tokens goes to the page's backend only, never to
 * another that an element names.
 */
export function completed(own: PageSettings): PageSettings {
  const page = shared().settings;
  const { backend = '', tokenUrl, getToken } = own;
  if (backend !== '' && (page.backend === undefined || !sameBackend(backend, page.backend))) return own;
  const source = tokenUrl !== undefined || getToken ? { tokenUrl, getToken } : page;
  return {
    backend: page.backend,
    tokenUrl: source.tokenUrl,
    getToken: source.getToken,
    fetch: own.fetch ?? page.fetch,
  };
}
