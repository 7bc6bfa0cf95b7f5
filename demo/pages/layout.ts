import { html } from 'hono/html';
import type { DemoPerson, DemoPractice } from '../practices.ts';

/** A page as text, with everything put into it escaped. */
export type Page = ReturnType<typeof html>;

/** Who looks at the portal. */
export interface Viewer {
  practice: DemoPractice;
  person: DemoPerson;
}

/** The words of the portal around our elements; the portal speaks its people's languages. */
const words = {
  en: {
    home: 'Home',
    messages: 'Inbox',
    settings: 'Settings',
    practitioner: ['Schedule', 'Clients', 'Documents'],
    client: ['Appointments', 'Documents'],
  },
  ar: {
    home: 'الرئيسية',
    messages: 'صندوق الوارد',
    settings: 'الإعدادات',
    practitioner: ['المواعيد', 'العملاء', 'المستندات'],
    client: ['المواعيد', 'المستندات'],
  },
} as const;

export function language({ person }: Viewer): { lang: 'en' | 'ar'; dir: 'ltr' | 'rtl' } {
  return person.lang === 'ar' ? { lang: 'ar', dir: 'rtl' } : { lang: 'en', dir: 'ltr' };
}

/** The query that keeps a link within one person's portal. */
export function query({ practice, person }: Viewer): string {
  return `as=${encodeURIComponent(person.id)}${practice.id === 'riverside' ? '' : `&practice=${practice.id}`}`;
}

/** The attributes by which our elements reach the backend, and the page's token. */
export function connection(viewer: Viewer): Page {
  return html`backend="/" token-url="/demo/token?${query(viewer)}"`;
}

/** A page of the portal: the navigation bar with the Messages button, and the main part. */
export function portalPage(viewer: Viewer, current: 'home' | 'messages' | 'settings', main: Page): Page {
  const { practice, person } = viewer;
  const { lang, dir } = language(viewer);
  const text = words[lang];
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
        <script type="module" src="/entrenous.js"></script>
      </head>
      <body class="portal ${practice.id} page-${current}">
        <header class="bar">
          <a class="brand" href="/portal/home?${query(viewer)}">
            <img src="/demo/${practice.id}.svg" alt="" width="32" height="32" />
            <span class="brand-name">${practice.name}</span>
          </a>
          <nav class="nav" aria-label="${practice.name}">
            ${link('/portal/home', text.home, current === 'home')}
            ${link('/portal', text.messages, current === 'messages')}
            ${text[person.kind].map((label) => html`<span class="nav-link nav-later">${label}</span>`)}
            ${link('/portal/settings', text.settings, current === 'settings')}
          </nav>
          <div class="tools">
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
