import { html } from 'hono/html';
import { portalWords } from '../languages.ts';
import { connection, language, type Page, portalPage, type Viewer } from './layout.ts';

/**
 * The page whose main part is the inbox.
 * @param conversation the one that stands open from the start
 */
export function messagesPage(viewer: Viewer, conversation?: string): Page {
  const text = portalWords[language(viewer).lang];
  const open = conversation === undefined ? '' : html`conversation="${conversation}"`;
  return portalPage(
    viewer,
    'messages',
    html`
      <div class="page-head">
        <h1>${text.messages}</h1>
        <p>${text.inboxOf[viewer.person.kind]}</p>
      </div>
      <messages-inbox class="inbox" ${connection(viewer)} ${open}></messages-inbox>
    `,
  );
}
