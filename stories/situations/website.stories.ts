import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import sheet from '../../demo/public/demo.css?url';
import logo from '../../demo/public/riverside.svg?url';
import websiteSheet from '../../demo/public/website.css?url';
import { pageStyles } from '../page-styles.ts';
import { appears, find, type } from '../reach.ts';
import { shown } from '../scene.ts';
import { nobody } from '../scenes.ts';

/** A practice's own website without a log-in: clients come in with a code that is sent to them by e-mail. */
const meta: Meta = {
  title: 'Situations/Website',
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
  loaders: [nobody()],
  beforeEach: pageStyles(sheet, websiteSheet),
  render: (_args, context) => {
    const { backend, fetch } = shown(context).stage;
    return html`<div class="website">
      <header class="site-head">
        <a class="site-brand" href="#home">
          <img src=${logo} alt="" width="36" height="36" />Riverside Counseling
        </a>
        <nav aria-label="Website"><a href="#offer">What we offer</a><a href="#messages">Messages</a></nav>
      </header>
      <main>
        <section class="site-messages" id="messages" aria-labelledby="messages-title">
          <div class="site-messages-head">
            <h2 id="messages-title">Messages</h2>
            <p>For our clients: write to us between sessions, encrypted.</p>
          </div>
          <messages-sign-in backend=${backend.url} practice=${backend.practice} .fetch=${fetch}>
            <messages-inbox class="site-inbox"></messages-inbox>
          </messages-sign-in>
        </section>
      </main>
    </div>`;
  },
};
export default meta;

const EMAIL = 'ana@example.org';

/** Before signing in, nothing of the inbox is in the page. */
export const SignIn: StoryObj = {};
export const SignInOnAPhone: StoryObj = { tags: ['phone'] };

/** The client's inbox in the middle of the website. */
export const Inbox: StoryObj = {
  play: async (context) => {
    const { canvasElement } = context;
    type(await appears<HTMLInputElement>(canvasElement, '[part~="email"]'), EMAIL);
    find(canvasElement, '[part~="submit"]')?.click();
    const code = await shown(context).stage.code(EMAIL);
    type(await appears<HTMLInputElement>(canvasElement, '[part~="code"]'), code);
    find(canvasElement, '[part~="submit"]')?.click();
    await appears(canvasElement, '[part~="conversation"]');
  },
};
export const InboxOnAPhone: StoryObj = { ...Inbox, tags: ['phone'] };
