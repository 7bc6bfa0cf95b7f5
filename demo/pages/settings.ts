import { html } from 'hono/html';
import { portalWords } from '../languages.ts';
import { connection, language, type Page, portalPage, type Viewer } from './layout.ts';

/** Account Settings › Portal › Features: where a portal has the switch for Secure Messaging. */
export function settingsPage(viewer: Viewer): Page {
  const text = portalWords[language(viewer).lang];
  return portalPage(
    viewer,
    'settings',
    html`
      <div class="page-head">
        <nav aria-label="${text.youAreHere}">
          <ol class="path">
            ${text.path.map((step) => html`<li>${step}</li>`)}
            <li aria-current="page">${text.features}</li>
          </ol>
        </nav>
        <h1>${text.features}</h1>
      </div>
      <div class="card settings">
        <messaging-features ${connection(viewer)}></messaging-features>
      </div>
    `,
  );
}
