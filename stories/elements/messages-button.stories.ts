import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagesButton } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { scene, shown, type Play } from '../scene.ts';
import { busy, states, withAna } from '../scenes.ts';

type Args = Pick<MessagesButton, 'href' | 'max' | 'noPanel' | 'open' | 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/messages-button',
  component: 'messages-button',
  args: { max: 99 },
  render: ({ href, max, noPanel, open, theme }, context) => html`
    <div style="display: flex; justify-content: end; min-block-size: 740px; padding: 16px">
      <messages-button
        .session=${shown(context).session}
        href=${ifDefined(href)}
        max=${ifDefined(max)}
        ?no-panel=${noPanel}
        ?open=${open}
        theme=${ifDefined(theme)}
      ></messages-button>
    </div>
  `,
};
export default meta;
type Story = StoryObj<Args>;

const openPanel: Play = async ({ canvasElement }) => {
  (await appears(canvasElement, 'messages-button [part~="button"], [part~="button"]')).click();
};

/** Nothing is unread: no badge. */
export const NothingUnread: Story = {
  loaders: [scene(async (stage) => ({ session: stage.session('sam') }))],
};

export const OneUnread: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.write('ana', 'maya', 'Thank you!', 2);
      return { session: stage.session('maya') };
    }),
  ],
};

/** The badge shows at most `max`. */
export const MoreThanTheBadgeShows: Story = {
  loaders: [
    scene(async (stage) => {
      for (let n = 0; n < 12; n++) await stage.write('ana', 'maya', `Day ${n + 1} of the notebook`, 20 - n);
      return { session: stage.session('maya') };
    }),
  ],
  args: { max: 9 },
};

/** A hundred unread messages, and the badge at its usual limit. */
export const NinetyNinePlus: Story = {
  loaders: [
    scene(async (stage) => {
      for (let n = 0; n < 100; n++) await stage.write('ana', 'maya', `${n + 1}`, 200 - n);
      return { session: stage.session('maya') };
    }),
  ],
};

/** The inbox as a panel on the page. */
export const PanelOpen: Story = {
  loaders: [scene(async (stage) => (await busy(stage), { session: stage.session('maya') }))],
  play: openPanel,
};

export const PanelOnAPhone: Story = { ...PanelOpen, tags: ['phone'] };

export const PanelOffline: Story = {
  loaders: [scene(states.failed)],
  play: openPanel,
};

export const PanelSwitchedOff: Story = {
  loaders: [scene(states.switchedOff)],
  play: openPanel,
};

/** With an `href` it is a link to a page of the portal. */
export const Link: Story = {
  ...OneUnread,
  args: { href: '#messages' },
};

export const OwnLabelAndIcon: Story = {
  loaders: [scene(async (stage) => (await withAna(stage, 3), { session: stage.session('ana') }))],
  render: (_args, context) => html`
    <div style="display: flex; justify-content: end; padding: 16px">
      <messages-button .session=${shown(context).session}>
        <span slot="icon" aria-hidden="true">💬</span>Write to your practice
      </messages-button>
    </div>
  `,
};

export const Dark: Story = { ...OneUnread, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...OneUnread, globals: { language: 'ar' } };
export const ForcedColours: Story = { ...OneUnread, tags: ['forced-colors'] };
