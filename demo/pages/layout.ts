import { html } from 'hono/html';
import { type Language, languages, portalWords } from '../languages.ts';
import type { DemoPerson, DemoPractice } from '../practices.ts';

/** A page as text, with everything put into it escaped. */
export type Page = ReturnType<typeof html>;

/** Who looks at the portal. */
export interface Viewer {
  practice: DemoPractice;
  person: DemoPerson;
  /** The language chosen in the header. */
  lang?: Language | undefined;
}

/** The page's language and direction: chosen in the header, or the person's own. */
export function language({ person, lang }: Viewer): { lang: Language; dir: 'ltr' | 'rtl' } {
  const spoken = lang ?? person.lang ?? 'en';
  return { lang: spoken, dir: spoken === 'ar' ? 'rtl' : 'ltr' };
}

/** Who looks, as a link says it. */
function identity({ practice, person }: Viewer): string {
  return `as=${encodeURIComponent(person.id)}${practice.id === 'riverside' ? '' : `&practice=${practice.id}`}`;
}

/** The query that keeps a link within one person's portal. */
export function query(viewer: Viewer): string {
  return `${identity(viewer)}${viewer.lang === undefined ? '' : `&lang=${viewer.lang}`}`;
}

/** The attributes by which our elements reach the backend, and the page's token. */
export function connection(viewer: Viewer): Page {
  return html`backend="/" token-url="/demo/token?${identity(viewer)}"`;
}

const PATHS = { home: '/portal/home', messages: '/portal', settings: '/portal/settings' } as const;

/** The choice of a language: links, because the portal's policy allows no script of its own. */
function languageMenu(viewer: Viewer, current: keyof typeof PATHS): Page {
  const { lang } = language(viewer);
  const link = (tag: Language) => html`
    <li>
      <a
        href="${PATHS[current]}?${query({ ...viewer, lang: tag })}"
        lang="${tag}"
        ${tag === lang ? html`aria-current="true"` : ''}
        >${languages[tag]}</a
      >
    </li>
  `;
  return html`<details class="languages">
    <summary aria-label="${portalWords[lang].language}" title="${portalWords[lang].language}">
      <span aria-hidden="true">${lang.toUpperCase()}</span>
    </summary>
    <ul>
      ${(Object.keys(languages) as Language[]).map(link)}
    </ul>
  </details>`;
}

/** A page of the portal: the navigation bar with the Messages button, and the main part. */
export function portalPage(viewer: Viewer, current: keyof typeof PATHS, main: Page): Page {
  const { practice, person } = viewer;
  const { lang, dir } = language(viewer);
  const text = portalWords[lang];
  const link = (path: string, label: string, here: boolean) => html`
    <a class="nav-link" href="${path}?${query(viewer)}" ${here ? html`aria-current="page"` : ''}>${label}</a>
  `;
  return html`<!doctype html>
    <html lang="${lang}" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <title>${text[current]} · ${practice.name}</title>
        <link rel="icon" href="/demo/${practice.id}.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/demo.css" />
        <link rel="stylesheet" href="/demo/languages.css" />
        <script type="module" src="/entrenous.js"></script>
      </head>
      <body class="portal ${practice.id} page-${current}">
        <header class="bar">
          <a class="brand" href="/portal/home?${query(viewer)}" aria-label="${practice.name}">
            <img src="/demo/${practice.id}.svg" alt="" width="32" height="32" />
            <span class="brand-name">${practice.name}</span>
          </a>
          <nav class="nav" aria-label="${practice.name}">
            ${link(PATHS.home, text.home, current === 'home')}
            ${link(PATHS.messages, text.messages, current === 'messages')}
            ${text[person.kind].map((label) => html`<span class="nav-link nav-later">${label}</span>`)}
            ${link(PATHS.settings, text.settings, current === 'settings')}
          </nav>
          <div class="tools">
            ${languageMenu(viewer, current)}
            <messages-button ${connection(viewer)}></messages-button>
            <span class="who">
              <span class="who-name" dir="auto">${person.name}</span>
              <span class="who-initials" aria-hidden="true">${initials(person.name)}</span>
            </span>
          </div>
        </header>
        <main class="main">${main}</main>
      </body>
    </html>`;
}

/** Two letters for the round sign in the corner; one where a name is written in one word. */
function initials(name: string): string {
  const parts = name
    .replace(/^Dr\. /, '')
    .split(' ')
    .filter((part) => part !== '');
  const first = Array.from(parts[0] ?? '')[0] ?? '';
  const last = parts.length > 1 ? (Array.from(parts.at(-1) ?? '')[0] ?? '') : '';
  return /^\p{Script=Latin}/u.test(name) ? (first + last).toUpperCase() : first;
}
