import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import sheet from '../../demo/public/demo.css?url';
import logo from '../../demo/public/riverside.svg?url';
import { pageStyles } from '../page-styles.ts';
import { appears } from '../reach.ts';
import { shown, type Shown } from '../scene.ts';
import { guidelines, riverside } from '../scenes.ts';

/** The Messages button in the navigation bar of a portal, and the inbox in its main part. */
const meta: Meta = {
  title: 'Situations/Portal',
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
  beforeEach: pageStyles(sheet),
};
export default meta;

/** The page of a practice's portal, with its own style sheet around our elements. */
function portal({ session }: Shown, page: string, name: string, main: TemplateResult): TemplateResult {
  const link = (label: string) =>
    html`<a class="nav-link" href="#${label}" aria-current=${label === page ? 'page' : nothing}>${label}</a>`;
  return html`<div class="portal riverside page-${page === 'Inbox' ? 'messages' : 'home'}">
    <header class="bar">
      <a class="brand" href="#home" aria-label="Riverside Counseling">
        <img src=${logo} alt="" width="32" height="32" /><span class="brand-name">Riverside Counseling</span>
      </a>
      <nav class="nav" aria-label="Riverside Counseling">
        ${link('Home')} ${link('Inbox')}<span class="nav-link nav-later">Appointments</span>
      </nav>
      <div class="tools">
        <messages-button .session=${session}></messages-button>
        <span class="who">
          <span class="who-name">${name}</span>
          <span class="who-initials" aria-hidden="true"
            >${name.replace('Dr. ', '').replace(/(.)\S+ (.).*/, '$1$2')}</span
          >
        </span>
      </div>
    </header>
    <main class="main">${main}</main>
  </div>`;
}

function inbox(name: string): NonNullable<StoryObj['render']> {
  return (_args, context) => {
    const { session, conversation } = shown(context);
    return portal(
      shown(context),
      'Inbox',
      name,
      html`<div class="page-head"><h1>Inbox</h1></div>
        <messages-inbox
          class="inbox"
          .session=${session}
          conversation=${conversation ?? ''}
        ></messages-inbox>`,
    );
  };
}

/** A practitioner at her desk: the button and the inbox have one Session, and show one number. */
export const Practitioner: StoryObj = { loaders: [riverside('maya')], render: inbox('Dr. Maya Rivera') };
export const PractitionerDark: StoryObj = { ...Practitioner, globals: { theme: 'dark' } };

/** Her client on the way home. */
export const ClientOnAPhone: StoryObj = {
  loaders: [riverside('ana', guidelines)],
  render: inbox('Ana Lindqvist'),
  tags: ['phone'],
};

/** Any other page of the portal: the badge, and the inbox as a panel over it. */
export const Panel: StoryObj = {
  loaders: [riverside('maya')],
  render: (_args, context) =>
    portal(
      shown(context),
      'Home',
      'Dr. Maya Rivera',
      html`<div class="page-head"><h1>Good morning, Maya</h1></div>
        <div class="columns">
          <section class="card">
            <h2>Today</h2>
            <ol class="entries">
              <li class="entry entry-next">
                <span class="entry-time">11:00</span>
                <span class="entry-text">
                  <span class="entry-title">Jonas Weber</span><span class="entry-detail">Room 2</span>
                </span>
              </li>
              <li class="entry">
                <span class="entry-time">14:00</span>
                <span class="entry-text">
                  <span class="entry-title">Team meeting</span><span class="entry-detail">Garden room</span>
                </span>
              </li>
            </ol>
          </section>
        </div>`,
    ),
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, 'button[part~="button"]')).click();
    await appears(canvasElement, '[part~="conversation"]');
  },
};

/** A practitioner and her client side by side, live: write on one side and watch the other. */
export const BothSides: StoryObj = {
  loaders: [riverside('maya')],
  render: (_args, context) => {
    const { session, conversation, stage } = shown(context);
    return html`<div
      style="display: grid; grid-template-columns: 1fr 1fr; gap: 16px; padding: 16px; block-size: 100dvh; box-sizing: border-box"
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
