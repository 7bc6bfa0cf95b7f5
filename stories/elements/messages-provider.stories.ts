import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { shown } from '../scene.ts';
import { riverside } from '../scenes.ts';

const meta: Meta = {
  title: 'Elements/messages-provider',
  component: 'messages-provider',
};
export default meta;

/** Nothing of its own: the elements inside it, wherever they stand, share one Session. */
export const TwoElements: StoryObj = {
  loaders: [riverside('maya')],
  render: (_args, context) => {
    const { session, conversation } = shown(context);
    return html`<messages-provider .session=${session}>
      <div style="display: flex; gap: 16px; padding: 16px; block-size: 640px">
        <conversation-list style="flex: 0 0 320px" selected=${conversation ?? ''}></conversation-list>
        <thread-view style="flex: 1" conversation=${conversation ?? ''}></thread-view>
      </div>
    </messages-provider>`;
  },
};
