import { html } from 'hono/html';
import { connection, language, type Page, portalPage, type Viewer } from './layout.ts';

const titles = {
  en: { title: 'Inbox', practitioner: 'Your clients and colleagues', client: 'You and your care team' },
  ar: { title: 'صندوق الوارد', practitioner: 'عملاؤك وزملاؤك', client: 'أنت وفريق رعايتك' },
} as const;

/**
 * The page whose main part is the inbox.
 * @param conversation the one that stands open from the start
 */
export function messagesPage(viewer: Viewer, conversation?: string): Page {
  const text = titles[language(viewer).lang];
  const open = conversation === undefined ? '' : html`conversation="${conversation}"`;
  return portalPage(
    viewer,
    'messages',
    html`
      <div class="page-head">
        <h1>${text.title}</h1>
        <p>${text[viewer.person.kind]}</p>
      </div>
      <messages-inbox class="inbox" ${connection(viewer)} ${open}></messages-inbox>
    `,
  );
}
