import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagesInbox } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { scene, shown } from '../scene.ts';
import { longHistory, longWords, quiet, riverside, states, withNoor } from '../scenes.ts';

type Args = Pick<MessagesInbox, 'layout' | 'sendKey' | 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/messages-inbox',
  component: 'messages-inbox',
  args: { layout: 'auto', sendKey: 'shift-enter' },
  argTypes: {
    layout: { control: 'inline-radio', options: ['auto', 'columns', 'single'] },
    sendKey: { control: 'inline-radio', options: ['shift-enter', 'enter', 'mod-enter'] },
  },
  render: ({ layout, sendKey, theme }, context) => {
    const { session, conversation } = shown(context);
    return html`<messages-inbox
      style="block-size: 100vh; --messages-inbox-border: 0px; --messages-inbox-radius: 0px"
      .session=${session}
      layout=${ifDefined(layout)}
      send-key=${ifDefined(sendKey)}
      theme=${ifDefined(theme)}
      conversation=${ifDefined(conversation)}
    ></messages-inbox>`;
  },
};
export default meta;
type Story = StoryObj<Args>;

/** Conversations on the left, one of them open on the right. */
export const Full: Story = {
  loaders: [riverside('maya')],
};

/** Nobody has written yet. */
export const Empty: Story = { loaders: [quiet('ana')] };

export const NothingChosen: Story = {
  loaders: [scene((stage) => ({ session: stage.session('maya') }), { practice: 'riverside' })],
};

export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const SwitchedOff: Story = { loaders: [states.switchedOff] };
export const SignedOut: Story = { loaders: [states.signedOut] };

/** Nobody has done anything for the practice's idle time. */
export const Locked: Story = { loaders: [states.locked] };

/** Two minutes before it locks. */
export const AboutToLock: Story = { loaders: [states.aboutToLock] };

/** The network has gone while the page was open; what is written waits. */
export const Offline: Story = {
  ...Full,
  play: async (context) => {
    await appears(context.canvasElement, '[part~="message"]');
    shown(context).stage.backend.offline = true;
    window.dispatchEvent(new Event('offline'));
    await appears(context.canvasElement, '[part~="banner"]');
  },
};

/** A member who is out of office sees it, and can end it. */
export const Away: Story = {
  loaders: [
    riverside('maya', (stage) =>
      stage.away('maya', 'I am away until Monday. In an emergency please call 911.'),
    ),
  ],
};

export const LongWords: Story = {
  loaders: [longWords()],
};

/** Years of it, as quick as a day. */
export const TwoThousandMessages: Story = { loaders: [longHistory()] };

export const ListOnAPhone: Story = { ...NothingChosen, tags: ['phone'] };
export const ConversationOnAPhone: Story = { ...Full, tags: ['phone'] };
export const LongWordsOnAPhone: Story = { ...LongWords, tags: ['phone'] };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const Dense: Story = { ...Full, globals: { look: 'dense' } };
export const HighContrast: Story = { ...Full, globals: { look: 'contrast' } };
export const ForcedColours: Story = { ...Full, tags: ['forced-colors'] };

/** Written and shown in Arabic. */
export const RightToLeft: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('noor') }), {
      practice: 'riverside',
    }),
  ],
  globals: { language: 'ar' },
};
