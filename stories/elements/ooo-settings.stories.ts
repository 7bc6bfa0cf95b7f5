import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { OooSettings } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { shown } from '../scene.ts';
import { quiet, states } from '../scenes.ts';

type Args = Pick<OooSettings, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/ooo-settings',
  component: 'ooo-settings',
  render: ({ theme }, context) =>
    html`<ooo-settings
      style="inline-size: 420px; max-inline-size: 100%; block-size: 760px"
      .session=${shown(context).session}
      theme=${ifDefined(theme)}
    ></ooo-settings>`,
};
export default meta;
type Story = StoryObj<Args>;

/** A practitioner sets their own. */
export const OwnReply: Story = { loaders: [quiet('sam')] };

/** An administrator sets everybody's, several at once. */
export const Administrator: Story = {
  loaders: [quiet('maya')],
};

/** What runs or is planned can be changed and ended. */
export const ActiveSettings: Story = {
  loaders: [
    quiet('maya', async (stage) => {
      await stage.away('maya', 'I am away until Monday. In an emergency please call 911.');
      await stage.away('lena', 'Back in a week. Dr. Rivera answers for me.');
    }),
  ],
};

/** What is wrong is said at its field. */
export const WhatIsMissing: Story = {
  ...OwnReply,
  play: async ({ canvasElement }) => {
    (await appears(canvasElement, '[part~="submit"]')).click();
    await appears(canvasElement, '[aria-invalid="true"]');
  },
};

/** Clients have none. */
export const NotAllowed: Story = { loaders: [quiet('ana')] };

export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const SwitchedOff: Story = { loaders: [states.switchedOff] };
export const Phone: Story = { ...ActiveSettings, tags: ['phone'] };
export const Dark: Story = { ...ActiveSettings, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...ActiveSettings, globals: { language: 'ar' } };
export const ForcedColours: Story = { ...ActiveSettings, tags: ['forced-colors'] };
