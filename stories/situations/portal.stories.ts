import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { appears } from '../reach.ts';
import { scene, shown, type Shown } from '../scene.ts';
import { busy } from '../scenes.ts';
import '../../demo/public/demo.css';

const meta: Meta = { title: 'Situations/Portal', parameters: { controls: { disable: true } } };
export default meta;

/** The page of a practice's portal, with its own style sheet around our elements. */
function portal({ session }: Shown, name: string, main: TemplateResult): TemplateResult {
  return html`<div class="portal riverside" style="min-block-size: 100vh">
    <header class="bar">
      <span class="brand"><span class="brand-name">Riverside Counseling</span></span>
      <nav class="nav" aria-label="Riverside Counseling">
        <a class="nav-link" href="#home">Home</a>
        <a class="nav-link" href="#inbox" aria-current="page">Inbox</a>
        <span class="nav-link nav-later">Appointments</span>
      </nav>
      <div class="tools">
        <messages-button .session=${session}></messages-button>
        <span class="who"><span class="who-name">${name}</span></span>
      </div>
    </header>
    <main class="main">${main}</main>
  </div>`;
}

/** The Messages button in the navigation bar, and the inbox in the main part: one Session, one number. */
export const PortalInbox: StoryObj = {
  loaders: [scene(async (stage) => ({ conversation: await busy(stage), session: stage.session('maya') }))],
  render: (_args, context) => {
    const { session, conversation } = shown(context);
    return portal(
      shown(context),
      'Dr. Maya Rivera',
      html`<div class="page-head"><h1>Inbox</h1></div>
        <messages-inbox
          class="inbox"
          .session=${session}
          conversation=${conversation ?? ''}
        ></messages-inbox>`,
    );
  },
};

export const PortalInboxOnAPhone: StoryObj = { ...PortalInbox, tags: ['phone'] };
export const PortalInboxDark: StoryObj = { ...PortalInbox, globals: { theme: 'dark' } };

/** Any page of the portal: the badge, and the inbox as a panel over it. */
export const PortalPanel: StoryObj = {
  loaders: [scene(async (stage) => (await busy(stage), { session: stage.session('maya') }))],
  render: (_args, context) =>
    portal(shown(context), 'Dr. Maya Rivera', html`<div class="page-head"><h1>Good morning</h1></div>`),
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[part~="button"]')).click();
    await appears(canvasElement, 'conversation-list');
  },
};

/** A practitioner and her client side by side, live: write on one side and watch the other. */
export const BothSides: StoryObj = {
  loaders: [scene(async (stage) => ({ conversation: await busy(stage), session: stage.session('maya') }))],
  render: (_args, context) => {
    const { session, conversation, stage } = shown(context);
    return html`<div
      style="display: grid; grid-template-columns: 1fr 1fr; gap: 16px; padding: 16px; block-size: 100vh; box-sizing: border-box"
    >
      <messages-inbox layout="single" .session=${session} conversation=${conversation ?? ''}></messages-inbox>
      <messages-inbox
        layout="single"
        .session=${stage.session('ana')}
        conversation=${conversation ?? ''}
      ></messages-inbox>
    </div>`;
  },
};
