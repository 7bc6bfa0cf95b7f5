import { html } from 'hono/html';
import type { DemoMail } from '../mailbox.ts';
import type { Page } from './layout.ts';

/** Every mail that the demo has sent, as a client would find it in their own mailbox. */
export function mailboxPage(mails: readonly DemoMail[]): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Mailbox · Entrenous demo</title>
        <link rel="icon" href="/demo/entrenous.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/demo.css" />
        <link rel="stylesheet" href="/demo/website.css" />
        <script type="module" src="/demo/mailbox.js"></script>
      </head>
      <body class="mailbox">
        <main class="mailbox-main">
          <h1>Mailbox</h1>
          <p class="mailbox-hint">
            The demo sends no mail anywhere: what it would have sent stands here, newest first. With
            <code>ENTRENOUS_SMTP_URL</code> the server hands it to a real mail server.
          </p>
          <ol class="mails" id="mails" data-count="${mails.length}">
            ${mails.map(mailItem)}
          </ol>
          ${mails.length === 0 ? html`<p class="mailbox-none">No mail yet.</p>` : ''}
        </main>
      </body>
    </html>`;
}

function mailItem({ to, subject, text, language, at }: DemoMail): Page {
  const time = at.toISOString();
  return html`<li class="mail">
    <div class="mail-head">
      <h2 lang="${language}" dir="auto">${subject}</h2>
      <time datetime="${time}">${time.slice(11, 16)} UTC</time>
    </div>
    <p class="mail-to">to ${to}</p>
    ${text
      .trimEnd()
      .split('\n\n')
      .map((paragraph) => html`<p lang="${language}" dir="auto">${paragraph}</p>`)}
  </li>`;
}
