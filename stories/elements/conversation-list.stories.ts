import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ConversationList } from '../../src/index.ts';
import { appears, type } from '../reach.ts';
import { scene, shown, type Play } from '../scene.ts';
import { busy, longWords, states, withAna, withNoor } from '../scenes.ts';

type Args = Pick<ConversationList, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/conversation-list',
  component: 'conversation-list',
  render: ({ theme }, context) => {
    const { session, conversation } = shown(context);
    return html`<conversation-list
      style="inline-size: 360px; max-inline-size: 100%; block-size: 640px"
      .session=${session}
      selected=${ifDefined(conversation)}
      theme=${ifDefined(theme)}
    ></conversation-list>`;
  },
};
export default meta;
type Story = StoryObj<Args>;

/** Types into the search, as somebody looks for a word. */
function search(text: string, then: string): Play {
  return async ({ canvasElement }) => {
    await appears(canvasElement, '[role="option"], [role="listitem"], li');
    type(await appears<HTMLInputElement>(canvasElement, 'input'), text);
    await appears(canvasElement, then);
  };
}

export const Full: Story = {
  loaders: [scene(async (stage) => ({ conversation: await busy(stage), session: stage.session('maya') }))],
};

export const OneUnread: Story = {
  loaders: [
    scene(async (stage) => {
      await withAna(stage, 6);
      return { session: stage.session('ana') };
    }),
  ],
};

export const Empty: Story = { loaders: [scene(async (stage) => ({ session: stage.session('sam') }))] };
export const Loading: Story = { loaders: [scene(states.loading)] };
export const Failed: Story = { loaders: [scene(states.failed)] };
export const SwitchedOff: Story = { loaders: [scene(states.switchedOff)] };

/** A word of an old message, highlighted where it stands; accents and case do not matter. */
export const SearchByWord: Story = { ...Full, play: search('NOTEBOOK', 'mark') };

export const SearchByName: Story = { ...Full, play: search('lucia', 'mark') };

export const NothingFound: Story = { ...Full, play: search('xylophone', '[part~="notice"]') };

export const LongNames: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await longWords(stage), session: stage.session('maya') })),
  ],
};

export const Phone: Story = { ...Full, tags: ['phone'] };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const ForcedColours: Story = { ...Full, tags: ['forced-colors'] };

export const RightToLeft: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('noor') })),
  ],
  globals: { language: 'ar' },
};
