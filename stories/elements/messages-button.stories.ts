import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagesButton } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { shown, type Play } from '../scene.ts';
import { crowded, quiet, riverside, states } from '../scenes.ts';

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
  loaders: [quiet('sam')],
};

export const OneUnread: Story = {
  loaders: [quiet('maya', (stage) => stage.write('ana', 'maya', 'Thank you!', 2))],
};

/** The badge shows at most `max`. */
export const MoreThanTheBadgeShows: Story = {
  loaders: [crowded()],
  args: { max: 9 },
};

/** A hundred unread messages, and the badge at its usual limit. */
export const NinetyNinePlus: Story = {
  loaders: [crowded()],
};

/** The inbox as a panel on the page. */
export const PanelOpen: Story = {
  loaders: [riverside('maya')],
  play: openPanel,
};

export const PanelOnAPhone: Story = { ...PanelOpen, tags: ['phone'] };

export const PanelOffline: Story = {
  loaders: [states.failed],
  play: openPanel,
};

export const PanelSwitchedOff: Story = {
  loaders: [states.switchedOff],
  play: openPanel,
};

/** With an `href` it is a link to a page of the portal. */
export const Link: Story = {
  ...OneUnread,
  args: { href: '#messages' },
};

export const OwnLabelAndIcon: Story = {
  loaders: [riverside('ana')],
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
