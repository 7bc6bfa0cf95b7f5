import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ConversationList } from '../../src/index.ts';
import { appears, type } from '../reach.ts';
import { shown, type Play } from '../scene.ts';
import { crowded, longWords, quiet, riverside, states } from '../scenes.ts';

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

export const Full: Story = { loaders: [riverside('maya')] };

export const OneUnread: Story = {
  loaders: [quiet('ana', (stage) => stage.write('maya', 'ana', 'Shall we say Thursday at ten?', 25))],
};

/** A month away: the badge stops at 99. */
export const NinetyNinePlus: Story = { loaders: [crowded()] };

/** Nobody has written yet. */
export const Empty: Story = { loaders: [quiet('sam')] };
export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const SwitchedOff: Story = { loaders: [states.switchedOff] };

/** A word of an old message, highlighted where it stands; accents and case do not matter. */
export const SearchByWord: Story = { ...Full, play: search('NOTEBOOK', 'mark') };

/** Who is called so, and who is spoken of. */
export const SearchByName: Story = { ...Full, play: search('wéber', 'mark') };

export const NothingFound: Story = { ...Full, play: search('xylophone', '[part~="notice"]') };

/** Who is out of office, for their clients. */
export const Away: Story = {
  loaders: [riverside('ana', (stage) => stage.away('maya', 'I am away until Monday.'))],
};

export const LongNames: Story = { loaders: [longWords()] };
export const Phone: Story = { ...Full, tags: ['phone'] };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const Dense: Story = { ...Full, globals: { look: 'dense' } };
export const ForcedColours: Story = { ...Full, tags: ['forced-colors'] };
export const RightToLeft: Story = { loaders: [riverside('noor')], globals: { language: 'ar' } };
