import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessagesSignIn } from '../../src/index.ts';
import { appears, find, type } from '../reach.ts';
import { shown, type Play } from '../scene.ts';
import { nobody } from '../scenes.ts';

type Args = Pick<MessagesSignIn, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/messages-sign-in',
  component: 'messages-sign-in',
  loaders: [nobody()],
  render: ({ theme }, context) => {
    const { backend, fetch } = shown(context).stage;
    return html`<messages-sign-in
      style="max-inline-size: 720px; margin: 16px auto"
      backend=${backend.url}
      practice=${backend.practice}
      .fetch=${fetch}
      theme=${ifDefined(theme)}
    >
      <messages-inbox style="block-size: 560px"></messages-inbox>
    </messages-sign-in>`;
  },
};
export default meta;
type Story = StoryObj<Args>;

const EMAIL = 'ana@example.org';

async function submit(canvas: HTMLElement, part: string, text: string): Promise<void> {
  const box = await appears<HTMLInputElement>(canvas, `[part~="${part}"]`);
  await until(() => find(canvas, '[part~="submit"]:not([aria-disabled="true"])') !== undefined);
  type(box, text);
  find(canvas, '[part~="submit"]')?.click();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The first step: the address that the practice knows. */
export const Address: Story = {};

/** What is no address is said at once, and stays where it was typed. */
export const NoAddress: Story = {
  play: async ({ canvasElement }) => {
    await submit(canvasElement, 'email', 'ana@');
    await appears(canvasElement, '.failure');
  },
};

/** The code is on its way; whether the practice knows the address, nobody learns here. */
export const Code: Story = {
  play: async ({ canvasElement }) => {
    await submit(canvasElement, 'email', EMAIL);
    await appears(canvasElement, '[part~="code"]');
  },
};

/** Types wrong codes, one after the other. */
function wrongCodes(count: number): Play {
  return async (context) => {
    const { canvasElement } = context;
    await submit(canvasElement, 'email', EMAIL);
    await appears(canvasElement, '[part~="code"]');
    const wrong = (await shown(context).stage.code(EMAIL)) === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < count; tries++) {
      await submit(canvasElement, 'code', wrong);
      await appears(canvasElement, '.failure');
    }
  };
}

export const WrongCode: Story = { play: wrongCodes(1) };

/** After five wrong ones no code helps any more, the right one included. */
export const CodeNoLongerValid: Story = { play: wrongCodes(5) };

/** Asked for too many codes: how long to wait. */
export const TooOften: Story = {
  play: async ({ canvasElement }) => {
    for (let asked = 0; asked < 6; asked++) {
      await submit(canvasElement, 'email', EMAIL);
      if (asked === 5) break;
      await appears(canvasElement, '[part~="code"]');
      // The only plain button that is no link to the outside: another address.
      (await appears(canvasElement, 'button[type="button"]:not([aria-disabled="true"])')).click();
    }
    await appears(canvasElement, '.failure');
  },
};

/** No network: what was typed stays. */
export const Offline: Story = {
  play: async (context) => {
    await appears(context.canvasElement, '[part~="email"]');
    shown(context).stage.backend.offline = true;
    await submit(context.canvasElement, 'email', EMAIL);
    await appears(context.canvasElement, '.failure');
  },
};

/** Address, code, signed in: the inbox inside is there. */
export const SignedIn: Story = {
  play: async (context) => {
    const { canvasElement } = context;
    await submit(canvasElement, 'email', EMAIL);
    await appears(canvasElement, '[part~="code"]');
    await submit(canvasElement, 'code', await shown(context).stage.code(EMAIL));
    await appears(canvasElement, '[part~="account"]');
    await appears(canvasElement, '[part~="conversation"]');
  },
};

/** The practice has not switched signing in by e-mail on. */
export const NotHere: Story = {
  play: async (context) => {
    await shown(context).stage.backend.configure({ emailSignIn: false });
    await submit(context.canvasElement, 'email', EMAIL);
    await appears(context.canvasElement, '.failure');
  },
};

export const Phone: Story = { ...Code, tags: ['phone'] };
export const SignedInOnAPhone: Story = { ...SignedIn, tags: ['phone'] };
export const Dark: Story = { ...WrongCode, globals: { theme: 'dark' } };
export const RightToLeft: Story = { ...Code, globals: { language: 'ar' } };
export const ForcedColours: Story = { ...WrongCode, tags: ['forced-colors'] };
