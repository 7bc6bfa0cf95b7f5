import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { RecipientPicker } from '../../src/index.ts';
import { appears, type } from '../reach.ts';
import { shown, type Play } from '../scene.ts';
import { quiet, states } from '../scenes.ts';

type Args = Pick<RecipientPicker, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/recipient-picker',
  component: 'recipient-picker',
  render: ({ theme }, context) =>
    html`<recipient-picker
      style="inline-size: 360px; max-inline-size: 100%; block-size: 640px"
      .session=${shown(context).session}
      theme=${ifDefined(theme)}
    ></recipient-picker>`,
};
export default meta;
type Story = StoryObj<Args>;

function search(text: string, then: string): Play {
  return async ({ canvasElement }) => {
    await appears(canvasElement, '[role="option"]');
    type(await appears<HTMLInputElement>(canvasElement, 'input'), text);
    await appears(canvasElement, then);
  };
}

/** Everybody a practitioner may write to: clients and colleagues. */
export const ForAPractitioner: Story = {
  loaders: [quiet('maya')],
};

/** A client finds practitioners, and never another client. */
export const ForAClient: Story = {
  loaders: [quiet('ana')],
};

/** Two people of one name are told apart. */
export const TwoOfOneName: Story = {
  ...ForAPractitioner,
  play: search('maria', '[role="option"][aria-setsize="2"]'),
};

/** Who is out of office says so before one writes. */
export const SomebodyIsAway: Story = {
  loaders: [quiet('ana', (stage) => stage.away('maya', 'I am away until Monday.'))],
};

export const NothingFound: Story = { ...ForAPractitioner, play: search('xylophone', '[part~="notice"]') };
export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const SwitchedOff: Story = { loaders: [states.switchedOff] };
export const Phone: Story = { ...ForAPractitioner, tags: ['phone'] };
export const Dark: Story = { ...ForAPractitioner, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...ForAPractitioner, globals: { language: 'ar' } };
export const ForcedColours: Story = { ...ForAPractitioner, tags: ['forced-colors'] };
