import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagesInbox } from '../../src/index.ts';
import { appears } from '../reach.ts';
import { scene, shown } from '../scene.ts';
import { busy, longWords, states, withNoor } from '../scenes.ts';

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
  loaders: [scene(async (stage) => ({ conversation: await busy(stage), session: stage.session('maya') }))],
};

/** Nobody has written yet. */
export const Empty: Story = { loaders: [scene(async (stage) => ({ session: stage.session('ana') }))] };

export const NothingChosen: Story = {
  loaders: [scene(async (stage) => (await busy(stage), { session: stage.session('maya') }))],
};

export const Loading: Story = { loaders: [scene(states.loading)] };
export const Failed: Story = { loaders: [scene(states.failed)] };
export const SwitchedOff: Story = { loaders: [scene(states.switchedOff)] };
export const SignedOut: Story = { loaders: [scene(states.signedOut)] };

/** Nobody has done anything for the practice's idle time. */
export const Locked: Story = { loaders: [scene(states.locked)] };

/** Two minutes before it locks. */
export const AboutToLock: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await busy(stage), session: await stage.idle('maya', 13.5) })),
  ],
};

/** The network has gone while the page was open; what is written waits. */
export const Offline: Story = {
  loaders: [
    scene(async (stage) => {
      const conversation = await busy(stage);
      return { conversation, session: stage.session('maya') };
    }),
  ],
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
    scene(async (stage) => {
      const conversation = await busy(stage);
      await stage.away('maya', 'I am away until Monday. In an emergency please call 911.');
      return { conversation, session: stage.session('maya') };
    }),
  ],
};

export const LongWords: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await longWords(stage), session: stage.session('maya') })),
  ],
};

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
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('noor') })),
  ],
  globals: { language: 'ar' },
};
