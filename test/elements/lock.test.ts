import { expect } from '@open-wc/testing';

import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { focused, hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { ThreadViewHarness } from '../helpers/thread-view.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import type { Session } from '../../src/state/types.ts';

const MINUTE = 60_000;

describe('the automatic lock, as it is seen', () => {
  let backend: PageBackend;
  let session: Session;
  let time: number;

  beforeEach(async () => {
    time = Date.now();
    backend = await createPageBackend();
    await backend.send('ana', 'maya', 'CANARY');
    session = backend.session('maya', { now: () => time });
  });

  afterEach(() => backend.close());

  /** Lets time pass, and the page look at the clock as it does every few seconds. */
  function pass(milliseconds: number): void {
    time += milliseconds;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  async function open(): Promise<MessagesInboxHarness> {
    const { id } = await backend.call<{ id: string }>('maya', 'POST', '/v1/conversations', {
      personId: 'ana',
    });
    const inbox = new MessagesInboxHarness(
      await place('messages-inbox', { session, conversation: id, layout: 'columns' }, 'desktop'),
    );
    await (await inbox.thread()).appears('[part~="message"]');
    return inbox;
  }

  it('asks in time, takes the focus there, and gives it back when the person is still there', async () => {
    const inbox = await open();
    const composer = await inbox.composer();
    composer.element.focus();
    const before = focused();
    pass(13 * MINUTE);
    const warning = await inbox.appears('[role="alertdialog"]');
    expect(words(warning)).to.match(/Are you still there\?.*Locks in 2:00.*Stay signed in/);
    hasFocus(warning.querySelector('button'));
    await inbox.isAccessible();
    pass(MINUTE);
    await inbox.until(() => words(warning).includes('Locks in 1:00'), 'the countdown');
    warning.querySelector('button')?.click();
    await inbox.until(() => inbox.find('[role="alertdialog"]') === null, 'the warning goes');
    hasFocus(before);
  });

  it('Escape answers it too', async () => {
    const inbox = await open();
    pass(13 * MINUTE);
    await inbox.appears('[role="alertdialog"]');
    inbox.press('Escape');
    await inbox.until(() => inbox.find('[role="alertdialog"]') === null, 'the warning goes');
    expect(session.$presence.get().status).to.equal('open');
  });

  it('only one element of the page asks', async () => {
    const inbox = await open();
    const button = await place('messages-button', { session });
    pass(13 * MINUTE);
    await inbox.appears('[role="alertdialog"]');
    await button.updateComplete;
    isAbsent(button.shadowRoot?.querySelector('[role="alertdialog"]'));
  });

  it('leaves nothing in the page, and unlocking leads back to where one was', async () => {
    const inbox = await open();
    const composer = await inbox.composer();
    composer.element.focus();
    pass(15 * MINUTE + 1);
    expect(await inbox.notice()).to.match(/Locked for your privacy.*Unlock/);
    expect(inbox.element.shadowRoot?.textContent).not.to.match(/CANARY|Lindqvist/);
    expect(inbox.find('thread-view') === null).to.equal(true);
    const unlock = inbox.get('[part~="notice"] button');
    hasFocus(unlock);
    await inbox.isAccessible();
    unlock.click();
    await (await inbox.thread()).appears('[part~="message"]');
    await inbox.until(() => focused()?.localName === 'textarea', 'the focus in the composer');
  });

  it('<thread-view> alone leaves nothing either: no open dialog, and nothing said to screen readers', async () => {
    const { id } = await backend.call<{ id: string }>('maya', 'POST', '/v1/conversations', {
      personId: 'ana',
    });
    const element = await place('thread-view', { session, conversation: id }, 'phone');
    const thread = new ThreadViewHarness(element);
    await thread.shows('CANARY');
    await backend.send('ana', 'maya', 'another one');
    await thread.until(() => thread.announcement.includes('Ana Lindqvist'), 'it is said who has written');
    await backend.send('maya', 'ana', 'to be deleted');
    await thread.shows('to be deleted');
    await thread.askToDelete('to be deleted');
    pass(15 * MINUTE + 1);
    await thread.notice();
    // Not the element itself: a failure would describe all of it.
    expect(thread.findAll('dialog').length).to.equal(0);
    expect(element.shadowRoot?.textContent).not.to.match(/CANARY|Lindqvist|deleted/);
  });

  for (const tag of ['conversation-list', 'thread-view', 'recipient-picker'] as const) {
    it(`<${tag}> alone says so and unlocks`, async () => {
      const { id } = await backend.call<{ id: string }>('maya', 'POST', '/v1/conversations', {
        personId: 'ana',
      });
      const element = await place(tag, { session, conversation: id }, 'phone');
      const harness = new MessagesInboxHarness(element as never);
      await harness.until(() => session.$me.get().status === 'ready', 'the person');
      pass(15 * MINUTE + 1);
      expect(await harness.notice()).to.match(/Locked for your privacy.*Unlock/);
      harness.get('[part~="notice"] button').click();
      await harness.until(() => session.$presence.get().status === 'open', 'it is open');
      await harness.until(() => harness.find('[part~="notice"]') === null, 'the notice goes');
    });
  }
});
