import { html } from 'hono/html';
import type { Page } from './layout.ts';

const sides = [
  { id: 'maya', label: 'Dr. Maya Rivera', role: 'practitioner', other: 'ana' },
  { id: 'ana', label: 'Ana Lindqvist', role: 'client', other: 'maya' },
] as const;

/** Both sides of a practice at once: whoever writes on one sees it arrive on the other. */
export function landingPage(): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Entrenous · secure messaging for health practices</title>
        <meta
          name="description"
          content="Secure messaging between practitioners and their clients, in any portal page: one script, two tags."
        />
        <link rel="icon" href="/demo/entrenous.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/demo.css" />
        <link rel="stylesheet" href="/demo/landing.css" />
      </head>
      <body class="landing">
        <header class="pitch">
          <p class="pitch-brand"><img src="/demo/entrenous.svg" alt="" width="28" height="28" />Entrenous</p>
          <div class="pitch-text">
            <h1>Private messages, inside your own portal.</h1>
            <p>
              Two tags add an encrypted inbox to any page. Write on one side and watch it arrive on the other:
              both portals below are live.
            </p>
          </div>
          <nav class="pitch-links" aria-label="More of the demo">
            <a href="/website">A website without a log-in</a>
            <a href="/demo/mailbox">Mailbox</a>
          </nav>
        </header>
        <main class="sides">
          ${sides.map(
            ({ id, label, role, other }) => html`
              <section class="side" aria-labelledby="side-${id}">
                <div class="side-head">
                  <h2 id="side-${id}">${label} <span class="side-role">${role}</span></h2>
                  <a class="side-open" href="/portal?as=${id}" target="_blank">Open alone</a>
                </div>
                <iframe
                  class="side-frame"
                  src="/portal?as=${id}&amp;with=${other}"
                  title="The portal of ${label}, ${role}"
                ></iframe>
              </section>
            `,
          )}
        </main>
      </body>
    </html>`;
}
