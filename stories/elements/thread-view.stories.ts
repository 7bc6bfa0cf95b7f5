import type { Loader, Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ThreadView } from '../../src/index.ts';
import { paths } from '../../src/protocol/index.ts';
import { pdf, photo } from '../files.ts';
import { appears, findAll } from '../reach.ts';
import { scene, shown } from '../scene.ts';
import { longHistory, longWords, riverside, states, withAna, withNoor } from '../scenes.ts';

type Args = Pick<ThreadView, 'theme'>;

const meta: Meta<Args> = {
  title: 'Elements/thread-view',
  component: 'thread-view',
  render: ({ theme }, context) => {
    const { session, conversation } = shown(context);
    return html`<thread-view
      style="block-size: 640px; max-inline-size: 760px"
      .session=${session}
      conversation=${ifDefined(conversation)}
      theme=${ifDefined(theme)}
    ></thread-view>`;
  },
};
export default meta;
type Story = StoryObj<Args>;

/** A practitioner and her client: days, and how far her own messages have got. */
export const Conversation: Story = {
  loaders: [riverside('maya')],
};

/** The line above what is new to its reader. */
export const NewMessages: Story = {
  loaders: [riverside('ana')],
};

/** Nobody has written yet. */
export const Empty: Story = {
  loaders: [
    scene(async (stage) => ({
      conversation: await stage.between('maya', 'jonas'),
      session: stage.session('maya'),
    })),
  ],
};

/** Sent, delivered and read. */
export const Marks: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.write('maya', 'ana', 'This has been read.', 30);
      await stage.write('maya', 'ana', 'This has been delivered.', 20);
      await stage.write('maya', 'ana', 'This has been sent.', 10);
      const conversation = await stage.between('maya', 'ana');
      await stage.read('ana', conversation, 1);
      await stage.call('ana', 'PUT', paths.delivered(conversation), { seq: 2 });
      return { conversation, session: stage.session('maya') };
    }),
  ],
};

/** The network is gone: the message waits with its text, and can be tried again or edited. */
export const NotSent: Story = {
  ...Conversation,
  play: async (context) => {
    await appears(context.canvasElement, '[part~="message"]');
    const { stage, session, conversation = '' } = shown(context);
    stage.backend.offline = true;
    session.thread(conversation).send('I will be ten minutes late today.');
    await appears(context.canvasElement, '[part~="failure"]');
  },
};

/** What its sender has deleted leaves these words. */
export const Deleted: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.write('ana', 'maya', 'Good morning!', 12);
      const { id } = await stage.write('ana', 'maya', 'Wrong window, sorry', 11);
      const conversation = await stage.between('maya', 'ana');
      await stage.call('ana', 'DELETE', paths.message(conversation, id));
      await stage.write('ana', 'maya', 'Is 10:30 still free?', 9);
      return { conversation, session: stage.session('maya') };
    }),
  ],
};

/** The three dots beside one's own message. */
export const MessageOptions: Story = {
  ...Conversation,
  play: ({ canvasElement }) => openOptions(canvasElement).then(() => undefined),
};

/** The question before a message is deleted for both. */
export const DeleteQuestion: Story = {
  ...Conversation,
  play: async ({ canvasElement }) => {
    (await openOptions(canvasElement)).click();
    await appears(canvasElement, 'dialog[open][part~="dialog"]');
  },
};

/** The question in which form the conversation leaves for the record. */
export const ExportForTheRecord: Story = {
  ...Conversation,
  play: ({ canvasElement }) => askToExport(canvasElement),
};

/** The backend is at it; Cancel ends it. */
export const ExportBeingPrepared: Story = {
  loaders: [exporting('slow')],
  play: async ({ canvasElement }) => {
    await askToExport(canvasElement);
    await beginExport(canvasElement);
    await appears(canvasElement, '.record [aria-disabled="true"]');
  },
};

/** Nothing was saved, and it can be tried again. */
export const ExportFailed: Story = {
  loaders: [exporting('broken')],
  play: async ({ canvasElement }) => {
    await askToExport(canvasElement);
    await beginExport(canvasElement);
    await appears(canvasElement, '.record .failure');
  },
};

/** A client has written to somebody who is out of office. */
export const AutomaticReply: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.away('maya', 'Thank you for your message. I am back on Monday. In an emergency call 911.');
      await stage.send('ana', 'maya', 'Could we talk this week?');
      return { conversation: await stage.between('ana', 'maya'), session: stage.session('ana') };
    }),
  ],
};

/** A picture and a document. */
export const PicturesAndFiles: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.write('ana', 'maya', 'The lake I told you about, and my plan for the week:', 6);
      const conversation = await stage.between('maya', 'ana');
      await stage.present().attach('ana', conversation, 'Here they are', [await photo(), pdf()]);
      return { conversation, session: stage.session('maya') };
    }),
  ],
  play: async ({ canvasElement }) => {
    await appears(canvasElement, '[part~="picture"] img');
  },
};

/** Addresses are links, and nothing else is: text is never HTML. */
export const Links: Story = {
  loaders: [
    scene(async (stage) => {
      await stage.write('ana', 'maya', 'Is this the form? https://example.org/forms/consent?id=7', 5);
      await stage.write('maya', 'ana', 'Yes. You can also write to office@example.org.', 4);
      await stage.write('ana', 'maya', '<b>bold</b> <img src=x onerror=alert(1)> javascript:alert(1)', 3);
      return { conversation: await stage.between('maya', 'ana'), session: stage.session('maya') };
    }),
  ],
};

export const LongWords: Story = {
  loaders: [longWords()],
};

/** As quick as a short one: what is out of sight is not in the page. */
export const TwoThousandMessages: Story = { loaders: [longHistory()] };

export const Loading: Story = { loaders: [states.loading] };
export const Failed: Story = { loaders: [states.failed] };
export const SwitchedOff: Story = { loaders: [states.switchedOff] };
export const SignedOut: Story = { loaders: [states.signedOut] };
export const Locked: Story = { loaders: [states.locked] };

/** Somebody else's conversation looks like one that does not exist. */
export const NotFound: Story = {
  loaders: [riverside('jonas')],
};

export const Phone: Story = { ...Conversation, tags: ['phone'] };
export const LongWordsOnAPhone: Story = { ...LongWords, tags: ['phone'] };
export const Dark: Story = { ...NewMessages, globals: { theme: 'dark' } };
export const ForcedColours: Story = { ...NewMessages, tags: ['forced-colors'] };

export const ExportOnAPhone: Story = { ...ExportForTheRecord, tags: ['phone'] };
export const ExportInTheDark: Story = { ...ExportFailed, globals: { theme: 'dark' } };

export const RightToLeft: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('noor') }), {
      practice: 'riverside',
    }),
  ],
  globals: { language: 'ar' },
};

/** Where Arabic is read, of the side that may export. */
export const ExportRightToLeft: Story = {
  loaders: [
    scene(async (stage) => ({ conversation: await withNoor(stage), session: stage.session('maya') }), {
      practice: 'riverside',
    }),
  ],
  globals: { language: 'ar' },
  play: ({ canvasElement }) => askToExport(canvasElement),
};

/** A practitioner whose export never comes to its end, or never reaches the backend. */
function exporting(trouble: 'slow' | 'broken'): Loader {
  return scene(
    async (stage) => ({
      conversation: await withAna(stage),
      session: stage.troubled('maya', trouble, /\/export$/),
    }),
    { practice: 'riverside' },
  );
}

/** Opens the options of the newest own message, which is in sight. @returns what deletes it */
async function openOptions(canvas: ParentNode): Promise<HTMLElement> {
  const options = '[part~="own-message"] [part~="options-button"]';
  await appears(canvas, options);
  findAll(canvas, options).at(-1)?.click();
  return appears(canvas, '[part~="menu-item"]');
}

async function askToExport(canvas: ParentNode): Promise<void> {
  (await appears(canvas, '[part~="record-button"]')).click();
  await appears(canvas, 'dialog[open].record');
}

async function beginExport(canvas: ParentNode): Promise<void> {
  (await appears(canvas, '.record .primary')).click();
}
