import { html } from 'hono/html';
import { connection, language, type Page, portalPage, type Viewer } from './layout.ts';

const words = {
  en: { path: ['Account Settings', 'Portal'], title: 'Features', label: 'You are here' },
  ar: { path: ['إعدادات الحساب', 'البوابة'], title: 'الميزات', label: 'أنت هنا' },
} as const;

/** Account Settings › Portal › Features: where a portal has the switch for Secure Messaging. */
export function settingsPage(viewer: Viewer): Page {
  const text = words[language(viewer).lang];
  return portalPage(
    viewer,
    'settings',
    html`
      <div class="page-head">
        <nav aria-label="${text.label}">
          <ol class="path">
            ${text.path.map((step) => html`<li>${step}</li>`)}
            <li aria-current="page">${text.title}</li>
          </ol>
        </nav>
        <h1>${text.title}</h1>
      </div>
      <div class="card settings">
        <messaging-features ${connection(viewer)}></messaging-features>
      </div>
    `,
  );
}
