import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { MessageComposer } from '../../src/index.ts';
import { pdf, photo, program } from '../files.ts';
import { appears, type } from '../reach.ts';
import { scene, shown, type Play } from '../scene.ts';
import { guidelines, riverside, states, withAna, withNoor } from '../scenes.ts';

type Args = Pick<MessageComposer, 'sendKey' | 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/message-composer',
  component: 'message-composer',
  args: { sendKey: 'shift-enter' },
  argTypes: { sendKey: { control: 'inline-radio', options: ['shift-enter', 'enter', 'mod-enter'] } },
  render: ({ sendKey, theme }, context) => {
    const { session, conversation } = shown(context);
    return html`<div
      style="display: flex; flex-direction: column; justify-content: end; min-block-size: 520px; max-inline-size: 760px"
    >
      <message-composer
        .session=${session}
        conversation=${ifDefined(conversation)}
        send-key=${ifDefined(sendKey)}
        theme=${ifDefined(theme)}
      ></message-composer>
    </div>`;
  },
};
export default meta;
type Story = StoryObj<Args>;

const box = (canvas: HTMLElement) => appears<HTMLTextAreaElement>(canvas, 'textarea');

function writes(text: string): Play {
  return async ({ canvasElement }) => type(await box(canvasElement), text);
}

/** Attaches files, and waits until something is said about each. */
function attaches(files: () => Promise<File[]> | File[], until: string): Play {
  return async ({ canvasElement }) => {
    await box(canvasElement);
    const composer = await appears<MessageComposer>(canvasElement, 'message-composer');
    composer.addFiles(await files());
    await appears(canvasElement, until);
  };
}

export const Empty: Story = {
  loaders: [riverside('maya')],
};

export const Written: Story = {
  ...Empty,
  play: writes('Thursday works.\nPlease bring the notebook, and only what you want to show.'),
};

/** Near the limit it counts down; beyond it, it says by how much, and cuts nothing. */
export const TooLong: Story = { ...Empty, play: writes('A long message. '.repeat(320)) };

/** What the practice wants everybody to know, above the box until it is put aside. */
export const Guidelines: Story = {
  loaders: [riverside('ana', guidelines)],
};

/** A client sees before writing that an automatic reply will come. */
export const TheOtherIsAway: Story = {
  loaders: [
    riverside('ana', (stage) =>
      stage.away('maya', 'I am away until Monday. In an emergency please call 911.'),
    ),
  ],
};

export const FilesReady: Story = {
  ...Empty,
  play: attaches(async () => [await photo(), pdf()], '[part~="file"][data-status="ready"]'),
};

/** The network holds the upload. */
export const FileUploading: Story = {
  loaders: [
    scene(async (stage) => ({
      conversation: await withAna(stage),
      session: stage.troubled('maya', 'slow', /attachments/),
    })),
  ],
  play: attaches(() => [pdf()], '[part~="file"][data-status="uploading"]'),
};

export const FileFailed: Story = {
  loaders: [
    scene(async (stage) => ({
      conversation: await withAna(stage),
      session: stage.troubled('maya', 'broken', /attachments/),
    })),
  ],
  play: attaches(() => [pdf()], '[part~="file"][data-status="failed"]'),
};

/** What it is, its content says, and not its name. */
export const FileRefused: Story = {
  ...Empty,
  play: attaches(() => [program()], '[part~="refused-files"], [part~="file"][data-status="failed"]'),
};

export const Emoji: Story = {
  ...Empty,
  play: async ({ canvasElement }) => {
    await box(canvasElement);
    (await appears(canvasElement, 'button[part~="emoji"]')).click();
    await appears(canvasElement, 'button[aria-posinset]');
  },
  // What is inside the picker of emoji-mart is not ours, and has attributes that axe does not allow.
  parameters: {
    a11y: { context: { exclude: [{ fromShadowDom: ['message-composer', 'messages-emoji-mart'] }] } },
  },
};

/** Who has left the practice receives nothing any more. */
export const NoLongerReceives: Story = {
  loaders: [
    riverside('maya', (stage) =>
      stage.backend.addPerson('ana', { name: 'Ana Lindqvist', kind: 'client', active: false }),
    ),
  ],
  play: async (context) => {
    const { session, conversation = '' } = shown(context);
    await box(context.canvasElement);
    session.thread(conversation).send('One more thing');
    await appears(context.canvasElement, '[part~="notice"]');
  },
};

export const ReturnSends: Story = { ...Empty, args: { sendKey: 'enter' } };
export const Loading: Story = { loaders: [states.loading] };
export const Phone: Story = { ...Guidelines, tags: ['phone'] };
export const Dark: Story = { ...Guidelines, globals: { theme: 'dark' } };
export const ForcedColours: Story = { ...Guidelines, tags: ['forced-colors'] };

export const RightToLeft: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('noor') }), {
      practice: 'riverside',
    }),
  ],
  globals: { language: 'ar' },
};
