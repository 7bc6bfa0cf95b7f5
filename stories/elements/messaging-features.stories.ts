import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagingFeatures } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { shown } from '../scene.ts';
import { guidelines, quiet, states } from '../scenes.ts';

type Args = Pick<MessagingFeatures, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/messaging-features',
  component: 'messaging-features',
  render: ({ theme }, context) =>
    html`<messaging-features
      style="max-inline-size: 720px; margin: 16px auto"
      .session=${shown(context).session}
      theme=${ifDefined(theme)}
    ></messaging-features>`,
};
export default meta;
type Story = StoryObj<Args>;

/** The switch and the practice's guidelines, as an administrator sees them. */
export const SwitchedOn: Story = {
  loaders: [quiet('maya', guidelines)],
};

export const SwitchedOff: Story = {
  loaders: [quiet('maya', (stage) => stage.switchOff())],
};

/** What it means for everybody is said before. */
export const SwitchOffQuestion: Story = {
  ...SwitchedOn,
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[role="switch"]')).click();
    await appears(canvasElement, 'dialog[open]');
  },
};

/** Everybody else sees how it stands. */
export const NotAnAdministrator: Story = {
  loaders: [quiet('sam')],
};

export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const Phone: Story = { ...SwitchedOn, tags: ['phone'] };
export const Dark: Story = { ...SwitchedOn, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...SwitchedOn, globals: { language: 'ar' } };
export const ForcedColours: Story = { ...SwitchedOn, tags: ['forced-colors'] };
