import { html } from 'hono/html';
import { riverside } from '../practices.ts';
import type { Page } from './layout.ts';

const entries = [
  { title: 'Individual therapy', detail: 'Fifty minutes, in the practice by the river or by video.' },
  { title: 'Couples', detail: 'Eighty minutes with two of us, when talking at home goes in circles.' },
  { title: 'Evening hours', detail: 'Mondays and Thursdays until nine.' },
];

/** A practice's own website, which has no log-in: clients come in with a code that is sent to them by e-mail. */
export function websitePage(): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <title>${riverside.name}</title>
        <link rel="icon" href="/demo/riverside.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/demo.css" />
        <link rel="stylesheet" href="/demo/website.css" />
        <script type="module" src="/entrenous.js"></script>
      </head>
      <body class="website">
        <header class="site-head">
          <a class="site-brand" href="/website">
            <img src="/demo/riverside.svg" alt="" width="36" height="36" />${riverside.name}
          </a>
          <nav aria-label="Website">
            <a href="#offer">What we offer</a>
            <a href="#messages">Messages</a>
          </nav>
        </header>
        <main>
          <section class="site-hero">
            <h1>Room to think, by the river.</h1>
            <p>A small practice for counseling and psychotherapy, since 2009.</p>
          </section>
          <section class="site-offer" id="offer" aria-label="What we offer">
            ${entries.map(
              ({ title, detail }) => html`
                <div>
                  <h2>${title}</h2>
                  <p>${detail}</p>
                </div>
              `,
            )}
          </section>
          <section class="site-messages" id="messages" aria-labelledby="messages-title">
            <div class="site-messages-head">
              <h2 id="messages-title">Messages</h2>
              <p>
                For our clients: write to us between sessions, encrypted. In this demo use
                <code>ana@example.com</code>; the code comes to the
                <a href="/demo/mailbox" target="_blank">mailbox</a>.
              </p>
            </div>
            <messages-sign-in backend="/" practice="${riverside.id}">
              <messages-inbox class="site-inbox"></messages-inbox>
            </messages-sign-in>
          </section>
        </main>
      </body>
    </html>`;
}
