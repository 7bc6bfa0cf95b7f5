import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { paths, type Conversation } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { atRest, attended, ElementHarness, place } from '../helpers/element.harness.ts';
import { lost } from '../helpers/lost.ts';
import { createMailbox } from '../helpers/mail.ts';
import { MessagesButtonHarness } from '../helpers/messages-button.harness.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { MessagesSignInHarness } from '../helpers/messages-sign-in.harness.ts';
import { OooSettingsHarness } from '../helpers/ooo-settings.harness.ts';
import { createPageBackend, PEOPLE, type PageBackend } from '../helpers/page-backend.ts';
import { RecipientPickerHarness } from '../helpers/recipient-picker.harness.ts';
import { tree } from '../helpers/tree.ts';
import { TREES } from './accessibility-trees.ts';

const EMAIL = 'ana@example.org';
const GUIDELINES =
  '<p>We answer on working days. In an emergency call 112, and do not wait for an answer here.</p>';

/** How each state is reached. @returns the element that is looked at */
type State = () => Promise<Element>;

describe('what assistive technology is told, and what is left at 400 %', () => {
  let backend: PageBackend;
  let session: Session;
  let inattentive: () => void;

  before(async () => {
    inattentive = attended();
    const people = { ...PEOPLE, ana: { ...PEOPLE.ana, email: EMAIL } };
    backend = await createPageBackend({ people, mailer: createMailbox() });
    await backend.call('maya', 'PUT', paths.notice(), { html: GUIDELINES });
    const { seq } = await backend.send('ana', 'maya', 'A question about Thursday');
    await backend.send('maya', 'ana', 'An answer that is a little longer, so that it has more than one line');
    await backend.send('noor', 'maya', 'مرحبا');
    const { id } = await backend.call<Conversation>('maya', 'POST', paths.conversations(), {
      personId: 'ana',
    });
    await backend.call('maya', 'PUT', paths.read(id), { seq });
    session = backend.session('maya');
  });

  beforeEach(() => sessionStorage.clear());

  after(async () => {
    sessionStorage.clear();
    inattentive();
    await setViewport({ width: 800, height: 600 });
    await backend.close();
  });

  /** An element that fills the window, as on a page of its own. */
  async function fill<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    properties: Partial<HTMLElementTagNameMap[K]>,
  ): Promise<HTMLElementTagNameMap[K]> {
    const element = await place(tag, properties);
    element.parentElement!.style.height = `${innerHeight - 16}px`;
    return element;
  }

  async function inbox(): Promise<MessagesInboxHarness> {
    const whole = new MessagesInboxHarness(await fill('messages-inbox', { session }));
    await (await whole.list()).shows('نور الهاشمي', 'Ana Lindqvist');
    await whole.until(() => whole.find(innerWidth < 600 ? '.single' : '.columns'), 'its columns');
    return whole;
  }

  async function open(whole: MessagesInboxHarness): Promise<void> {
    const list = await whole.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    list.row('Ana Lindqvist').click();
    await (await whole.thread()).shows('A question about Thursday');
    const composer = await whole.composer();
    await composer.appears('[part~="practice-notice"]');
    // The sanitizer is loaded when there is something to clean.
    await composer.until(
      () => composer.find('.guidelines-text')?.textContent?.trim(),
      'the guidelines’ words',
    );
    await composer.until(() => composer.box.placeholder.includes('Ana'), 'whom one writes to');
  }

  async function ooo(): Promise<OooSettingsHarness> {
    const settings = new OooSettingsHarness(await fill('ooo-settings', { session }));
    await settings.appears('#message');
    return settings;
  }

  async function features(): Promise<ElementHarness> {
    const element = new ElementHarness(await fill('messaging-features', { session }));
    await element.appears('[role="switch"]');
    await element.appears('[part~="guidelines"] textarea');
    return element;
  }

  async function door(): Promise<MessagesSignInHarness> {
    const { url, practice, fetch } = backend;
    return new MessagesSignInHarness(await fill('messages-sign-in', { backend: url, practice, fetch }));
  }

  const states: Record<keyof typeof TREES, State> = {
    'messages-button, one unread': async () => {
      const button = new MessagesButtonHarness(await fill('messages-button', { session }));
      await button.until(() => button.badge !== '', 'the badge');
      return button.element;
    },
    'messages-button, a conversation in its panel': async () => {
      const button = new MessagesButtonHarness(await fill('messages-button', { session }));
      await button.until(() => button.badge !== '', 'the badge');
      await open(new MessagesInboxHarness(await button.open()));
      return button.element;
    },
    'messages-inbox, nothing chosen': async () => (await inbox()).element,
    'messages-inbox, a conversation': async () => {
      const whole = await inbox();
      await open(whole);
      return whole.element;
    },
    'messages-inbox, options of a message': async () => {
      const whole = await inbox();
      await open(whole);
      const thread = await whole.thread();
      thread.get('[part~="options-button"]').click();
      await thread.appears('[role="menu"]');
      return whole.element;
    },
    'messages-inbox, the question before deleting': async () => {
      const whole = await inbox();
      await open(whole);
      await (await whole.thread()).askToDelete('An answer');
      return whole.element;
    },
    'conversation-list, a word found': async () => {
      const whole = await inbox();
      const list = await whole.list();
      list.search('thursday');
      await list.appears('mark');
      return list.element;
    },
    'recipient-picker, people found': async () => {
      const picker = new RecipientPickerHarness(await fill('recipient-picker', { session }));
      await picker.appears('[role="combobox"]');
      picker.search('okafor');
      await picker.until(() => picker.options.length === 1, 'the people');
      picker.press('ArrowDown');
      await picker.until(() => picker.active, 'the first');
      return picker.element;
    },
    'ooo-settings, of an administrator': async () => (await ooo()).element,
    'ooo-settings, with what is missing': async () => {
      const settings = await ooo();
      settings.submit();
      await settings.until(() => settings.problems.length > 0, 'the problems');
      return settings.element;
    },
    'messaging-features, of an administrator': async () => (await features()).element,
    'messaging-features, the question before switching off': async () => {
      const element = await features();
      element.get('[role="switch"]').click();
      await element.until(() => element.find<HTMLDialogElement>('dialog')?.open, 'the question');
      return element.element;
    },
    'messages-sign-in, the address': async () => {
      const form = await door();
      await form.email();
      return form.element;
    },
    'messages-sign-in, a wrong code': async () => {
      const form = await door();
      await form.element.updateComplete;
      // The page remembers that a code is on its way.
      if (form.find('[part~="code"]') !== null) form.button('Use another address').click();
      await form.ask(EMAIL);
      await form.enter('000000');
      await form.problem();
      return form.element;
    },
  };

  for (const [name, reach] of Object.entries(states)) {
    it(`${name}: roles, names and states`, async () => {
      await setViewport({ width: 800, height: 600 });
      const element = await reach();
      expect(`\n${await tree()}\n`).to.equal(TREES[name as keyof typeof TREES]);
      element.remove();
    });

    it(`${name}: nothing is lost in 320 by 256 pixels, and nothing scrolls sideways`, async () => {
      await setViewport({ width: 320, height: 256 });
      const element = await reach();
      await atRest(element);
      expect(lost(element)).to.deep.equal([]);
      element.remove();
    });
  }
});
