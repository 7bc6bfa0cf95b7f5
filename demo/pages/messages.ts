import { html } from 'hono/html';
import { connection, language, type Page, portalPage, type Viewer } from './layout.ts';

const titles = {
  en: { title: 'Messages', practitioner: 'Your clients and colleagues', client: 'You and your care team' },
  ar: { title: 'الرسائل', practitioner: 'عملاؤك وزملاؤك', client: 'أنت وفريق رعايتك' },
} as const;

/** The page whose main part is the inbox. */
export function messagesPage(viewer: Viewer): Page {
  const text = titles[language(viewer).lang];
  return portalPage(
    viewer,
    'messages',
    html`
      <div class="page-head">
        <h1>${text.title}</h1>
        <p>${text[viewer.person.kind]}</p>
      </div>
      <messages-inbox class="inbox" ${connection(viewer)}></messages-inbox>
    `,
  );
}
