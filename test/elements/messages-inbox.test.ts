import { expect, oneEvent } from '@open-wc/testing';

import { ConversationSelectedEvent } from '../../src/index.ts';
import type { Session } from '../../src/state/types.ts';
import { focused, place, words } from '../helpers/element.harness.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('<messages-inbox>', () => {
  let backend: PageBackend;
  let session: Session;

  beforeEach(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
    await backend.send('ana', 'maya', 'Good morning');
    await backend.send('noor', 'maya', 'مرحبا');
  });

  afterEach(() => backend.close());

  async function open(size: 'phone' | 'desktop', of: Session = session): Promise<MessagesInboxHarness> {
    const inbox = new MessagesInboxHarness(await place('messages-inbox', { session: of }, size));
    await inbox.element.updateComplete;
    return inbox;
  }

  it('shows list and conversation side by side where there is room', async () => {
    const inbox = await open('desktop');
    const list = await inbox.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    expect(await inbox.notice()).to.contain('Choose a conversation');
    await inbox.isAccessible();

    const selected = oneEvent(inbox.element, ConversationSelectedEvent.type);
    list.row('Ana Lindqvist').click();
    await selected;
    const thread = await inbox.thread();
    await thread.shows('Good morning');
    expect(list.row('Ana Lindqvist').getAttribute('aria-selected')).to.equal('true');
    expect(inbox.back === null).to.equal(true);
    const composer = await inbox.composer();
    await inbox.until(() => focused() === composer.box, 'the focus in the box');
    await inbox.isAccessible();
  });

  it('shows one after the other where there is not, and leads back', async () => {
    const inbox = await open('phone');
    const list = await inbox.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    await inbox.until(() => inbox.find('.single'), 'one column');
    list.row('Ana Lindqvist').click();
    const thread = await inbox.thread();
    await thread.shows('Good morning');
    // Out of sight for everybody, and as it was left for whoever goes back.
    expect(list.element.checkVisibility()).to.equal(false);
    await inbox.until(() => focused() === inbox.back, 'the focus on Back');
    await inbox.isAccessible();
    inbox.back?.click();
    await (await inbox.list()).shows('نور الهاشمي', 'Ana Lindqvist');
    expect(inbox.find('thread-view') === null).to.equal(true);
  });

  it('goes by its own width, and by the layout it is told', async () => {
    const inbox = await open('desktop');
    await inbox.until(() => inbox.find('.columns'), 'two columns');
    inbox.element.parentElement!.style.width = '400px';
    await inbox.until(() => inbox.find('.single'), 'one column');
    inbox.element.layout = 'columns';
    await inbox.until(() => inbox.find('.columns'), 'two columns');
  });

  it('writes to somebody new: by keyboard from the search to the box, and the list has it at once', async () => {
    const inbox = await open('desktop');
    const list = await inbox.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    list.get<HTMLButtonElement>('[part~="new-message"]').click();
    const picker = await inbox.picker();
    await inbox.until(() => focused() === picker.box, 'the focus in the search');
    await inbox.isAccessible();
    picker.search('sam');
    await picker.shows('Sam Okafor Practitioner');
    picker.press('ArrowDown');
    picker.press('Enter');
    const composer = await inbox.composer();
    await inbox.until(() => focused() === composer.box, 'the focus in the box');
    await list.shows('Sam Okafor', 'نور الهاشمي', 'Ana Lindqvist');
    await composer.write('Hello Sam');
    composer.press('Enter', { shiftKey: true });
    await (await inbox.thread()).shows('Hello Sam');
    await inbox.until(() => words(list.row('Sam Okafor')).includes('You: Hello Sam'), 'the excerpt');
  });

  it('leaves the search for a recipient by Escape', async () => {
    const inbox = await open('phone');
    const list = await inbox.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    list.get<HTMLButtonElement>('[part~="new-message"]').click();
    const picker = await inbox.picker();
    picker.element.focus();
    picker.press('Escape');
    await inbox.until(() => inbox.find('recipient-picker') === null, 'no search');
    expect(list.element.hidden).to.equal(false);
  });

  it('opens the conversation it is told, and shows what arrives there', async () => {
    const inbox = await open('desktop');
    inbox.element.setAttribute('conversation', (await session.openConversation('ana')).id);
    const thread = await inbox.thread();
    await thread.shows('Good morning');
    await backend.send('ana', 'maya', 'Are you there?');
    await thread.shows('Are you there?');
  });

  it('says that one is signed out, and comes back', async () => {
    let signedIn = false;
    const getToken = async () => {
      if (!signedIn) throw new Error('The portal has no session.');
      return backend.token('maya');
    };
    const inbox = await open('desktop', backend.session('maya', { getToken }));
    await inbox.until(() => inbox.find('[part~="notice"] button'), 'a way to go on');
    await inbox.isAccessible();
    signedIn = true;
    inbox.get<HTMLButtonElement>('[part~="notice"] button').click();
    await (await inbox.list()).shows('نور الهاشمي', 'Ana Lindqvist');
  });

  it('says that messaging is switched off, to administrators where to switch it on', async () => {
    const inbox = await open('desktop');
    await (await inbox.list()).shows('نور الهاشمي', 'Ana Lindqvist');
    await session.setSecureMessaging(false);
    await inbox.until(() => inbox.find('.closed'), 'the words');
    expect(await inbox.notice()).to.contain('Account Settings › Portal › Features');
    await inbox.isAccessible();

    const client = await open('desktop', backend.session('ana'));
    await client.until(() => client.find('.closed'), 'the words');
    expect(await client.notice()).to.contain('contact the practice');
    await session.setSecureMessaging(true);
    await (await inbox.list()).shows('نور الهاشمي', 'Ana Lindqvist');
  });

  it('survives a move in the page, and leaves no listener behind', async () => {
    const inbox = await open('desktop');
    const list = await inbox.list();
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    list.row('Ana Lindqvist').click();
    const composer = await inbox.composer();
    await composer.write('Half a thought');
    await inbox.move();
    await composer.until(() => composer.box.value === 'Half a thought', 'the draft');
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    inbox.element.remove();
    for (const store of [session.$me, session.$conversations, session.$connection, session.$messagingOn]) {
      expect(store.lc).to.equal(0);
    }
  });

  it('mirrors its columns from right to left', async () => {
    const inbox = await open('desktop');
    inbox.element.dir = 'rtl';
    await (await inbox.list()).shows('نور الهاشمي', 'Ana Lindqvist');
    const { right } = inbox.get('[part~="list"]').getBoundingClientRect();
    const conversation = inbox.get('[part~="conversation"]').getBoundingClientRect();
    expect(right).to.be.greaterThan(conversation.right);
    await inbox.isAccessible();
  });
});
