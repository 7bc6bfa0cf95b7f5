import { expect } from '@open-wc/testing';

import { paths, type Conversation, type Message } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { attended, focused, hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { ThreadViewHarness } from '../helpers/thread-view.harness.ts';

/** Texts that break careless code: markup, white space, invisible and joined characters, directions. */
const DIFFICULT = [
  '<img src=x onerror="globalThis.hacked = true"><script>globalThis.hacked = true</script>',
  '  two spaces before,\ttab,\n\nempty line, and after  ',
  'ends with a line break\n',
  'مرحبا hello \u202Ereversed\u202C \u0000 \u200B zero',
  '👩🏽‍⚕️👨‍👩‍👧‍👦🏳️‍🌈 e\u0301 é',
  '${x} {{y}} <!--?lit$--> &amp; &lt;',
  'a'.repeat(600),
];

describe('<thread-view>', () => {
  let backend: PageBackend;
  let session: Session;
  let inattentive: () => void;

  beforeEach(async () => {
    inattentive = attended();
    backend = await createPageBackend();
    session = backend.session('maya');
  });

  afterEach(async () => {
    inattentive();
    await backend.close();
  });

  async function open(
    personId = 'ana',
    size: 'phone' | 'desktop' = 'phone',
  ): Promise<{ thread: ThreadViewHarness; id: string }> {
    const { id } = await session.openConversation(personId);
    const element = await place('thread-view', { session, conversation: id }, size);
    const thread = new ThreadViewHarness(element);
    await thread.until(() => thread.find('[part~="heading"]'), 'the conversation');
    return { thread, id };
  }

  it('is a log named by the person, and accessible while it loads, empty, and full', async () => {
    const { thread } = await open();
    expect(thread.log.getAttribute('aria-label')).to.contain('Ana Lindqvist');
    expect(words(thread.get('[part~="heading"]'))).to.equal('Ana Lindqvist');
    await thread.isAccessible();

    await backend.send('ana', 'maya', 'Good morning');
    await backend.send('maya', 'ana', 'Good morning, Ana');
    await thread.shows('Good morning, Ana');
    await thread.isAccessible();
    expect(words(thread.get('h3[part~="day"]'))).to.equal('Today');
  });

  it('shows every text exactly as it was sent, and never as anything but text', async () => {
    for (const text of DIFFICULT) await backend.send('ana', 'maya', text);
    const { thread } = await open();
    await thread.until(() => thread.texts.length === DIFFICULT.length, 'all messages');
    expect(thread.texts).to.deep.equal(DIFFICULT);
    expect('hacked' in globalThis).to.equal(false);
    isAbsent(thread.log.querySelector('img, script'));
  });

  it('makes addresses into links that tell nothing about the page', async () => {
    await backend.send('ana', 'maya', 'See https://example.org/a?b=c. Not javascript:alert(1)');
    const { thread } = await open();
    const link = await thread.appears<HTMLAnchorElement>('[part~="message-text"] a');
    expect(link.href).to.equal('https://example.org/a?b=c');
    expect(link.rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
    expect(link.target).to.equal('_blank');
    expect(thread.texts).to.deep.equal(['See https://example.org/a?b=c. Not javascript:alert(1)']);
    expect(thread.findAll('a')).to.have.lengthOf(1);
  });

  it('says how far my message has got: sent, delivered, read', async () => {
    const { thread, id } = await open();
    session.thread(id).send('Are you well?');
    await thread.until(() => thread.marks.at(-1) === 'Sent', 'the mark Sent');

    await backend.call('ana', 'PUT', paths.delivered(id), { seq: 1 });
    await thread.until(() => thread.marks.at(-1) === 'Delivered', 'the mark Delivered');

    await backend.call('ana', 'PUT', paths.read(id), { seq: 1 });
    await thread.until(() => thread.marks.at(-1) === 'Read', 'the mark Read');
  });

  it('marks as read what is on the screen of an attentive person, and draws the line above it', async () => {
    await backend.send('ana', 'maya', 'First');
    await backend.send('ana', 'maya', 'Second');
    const { thread, id } = await open();
    await thread.shows('Second');
    expect(words(thread.get('h3[part~="unread-line"]'))).to.equal('New messages');
    await thread.until(async () => {
      const { conversations } = await backend.call<{ conversations: Conversation[] }>(
        'maya',
        'GET',
        paths.conversations(),
      );
      return conversations.find((conversation) => conversation.id === id)?.unread === 0;
    }, 'no unread messages');
  });

  it('marks nothing as read while nobody looks', async () => {
    inattentive();
    await backend.send('ana', 'maya', 'Read me');
    const { thread, id } = await open();
    await thread.shows('Read me');
    const state = session.thread(id).$state.get();
    expect(state.status === 'ready' && state.read).to.equal(0);
  });

  it('announces a message that arrives, without its text', async () => {
    const { thread } = await open();
    await backend.send('ana', 'maya', 'A secret');
    await thread.shows('A secret');
    await thread.until(() => thread.announcement !== '', 'an announcement');
    expect(thread.announcement).to.contain('New message from').and.to.contain('Ana Lindqvist');
    expect(thread.announcement).not.to.contain('secret');
    expect(thread.log.getAttribute('aria-live')).to.equal('off');
  });

  describe('deleting', () => {
    it('offers it for my own messages only', async () => {
      await backend.send('ana', 'maya', 'Hers');
      await backend.send('maya', 'ana', 'Mine');
      const { thread } = await open();
      await thread.shows('Mine');
      expect(thread.options('Mine').getAttribute('aria-label')).to.equal('Message options');
      expect(() => thread.options('Hers')).to.throw();
    });

    it('asks, deletes, leaves a tombstone, and keeps the focus in the thread', async () => {
      await backend.send('maya', 'ana', 'Sent by mistake');
      const { thread, id } = await open();
      await thread.shows('Sent by mistake');
      const dialog = await thread.askToDelete('Sent by mistake');
      await thread.until(() => words(focused() ?? document.body) === 'Cancel', 'the focus on Cancel');
      await thread.isAccessible();
      expect(words(dialog)).to.contain('Delete this message?');

      thread.button('Delete').click();
      await thread.until(() => thread.tombstones === 1, 'the tombstone');
      expect(thread.texts).to.deep.equal([]);
      await thread.until(() => focused() === thread.log, 'the focus in the log');
      const { messages } = await backend.call<{ messages: Message[] }>('ana', 'GET', paths.messages(id));
      expect(messages[0]).to.include({ text: '' });
    });

    it('gives the focus back when it is cancelled, and when the menu is left by Escape', async () => {
      await backend.send('maya', 'ana', 'Stays');
      const { thread } = await open();
      await thread.shows('Stays');
      await thread.askToDelete('Stays');
      thread.button('Cancel').click();
      await thread.until(() => focused() === thread.options('Stays'), 'the focus on the three dots');

      thread.options('Stays').click();
      const item = await thread.appears('[role="menuitem"]');
      await thread.until(() => focused() === item, 'the focus in the menu');
      await thread.isAccessible();
      thread.press('Escape');
      await thread.until(() => thread.find('[role="menu"]') === null, 'no menu');
      hasFocus(thread.options('Stays'));
      expect(thread.texts).to.deep.equal(['Stays']);
    });

    it('says that the time for it has passed, when it passes while one is asked', async () => {
      let later = 0;
      const slow = await createPageBackend({ now: () => new Date(Date.now() + later) });
      await slow.configure({ deleteWindow: 60 });
      await slow.send('maya', 'ana', 'Too late');
      session = slow.session('maya');
      const { thread } = await open();
      await thread.shows('Too late');
      const dialog = await thread.askToDelete('Too late');
      later = 61_000;
      thread.button('Delete').click();
      await thread.until(
        () => words(dialog).includes('The time for deleting this message has passed.'),
        'the refusal in words',
      );
      expect(thread.texts).to.deep.equal(['Too late']);
      await thread.isAccessible();
      await slow.close();
    });

    it('says so when it fails, and leaves the message as it was', async () => {
      await backend.send('maya', 'ana', 'Hard to delete');
      const { thread } = await open();
      await thread.shows('Hard to delete');
      const dialog = await thread.askToDelete('Hard to delete');
      backend.offline = true;
      thread.button('Delete').click();
      await thread.until(() => words(dialog).includes('was not deleted'), 'the failure');
      await thread.isAccessible();
      expect(thread.texts).to.deep.equal(['Hard to delete']);
    });
  });

  describe('a long conversation', () => {
    const COUNT = 160;

    beforeEach(async function () {
      this.timeout(60_000);
      const { id } = await session.openConversation('ana');
      for (let i = 1; i <= COUNT; i++) {
        const body = { id: crypto.randomUUID(), text: `Message ${i} of a long history`, attachments: [] };
        await backend.call(i % 3 === 0 ? 'maya' : 'ana', 'POST', paths.messages(id), body);
      }
      await backend.call('maya', 'PUT', paths.read(id), { seq: COUNT });
    });

    it('opens at the end, loads older messages above, and holds the place one reads at', async () => {
      const { thread } = await open();
      await thread.shows(`Message ${COUNT} of a long history`);
      await thread.until(() => thread.atEnd, 'the end');
      expect(thread.rows.length).to.be.lessThan(COUNT);

      thread.log.scrollTop = 40;
      const first = () => thread.rows.find((row) => thread.offset(row) + row.offsetHeight > 0);
      const reading = first();
      expect(reading).not.to.equal(undefined);
      const before = thread.offset(reading!);
      const key = thread.rows[0]?.dataset['key'];
      await thread.until(() => thread.rows[0]?.dataset['key'] !== key, 'older messages');
      expect(Math.abs(thread.offset(reading!) - before)).to.be.lessThan(2);
    });

    it('never renders more than a window of it, and leads back to the latest', async () => {
      const { thread } = await open();
      await thread.shows(`Message ${COUNT} of a long history`);
      await thread.until(() => {
        thread.log.scrollTop = 0;
        return thread.texts.includes('Message 1 of a long history');
      }, 'the first message');
      expect(thread.rows.length).to.be.at.most(120);
      await backend.send('ana', 'maya', 'Just now');
      const jump = await thread.appears('[part~="jump"]');
      await thread.until(() => jump.getAttribute('aria-label') === 'Jump to latest, 1 new', 'the count');
      expect(thread.texts).not.to.contain('Just now');
      jump.click();
      await thread.shows('Just now');
      await thread.until(() => thread.atEnd, 'the end');
      isAbsent(thread.find('[part~="jump"]'));
    });

    it('stays at the end when messages arrive there, and where it is when one reads above', async () => {
      const { thread } = await open();
      await thread.shows(`Message ${COUNT} of a long history`);
      await thread.until(() => thread.atEnd, 'the end');
      await backend.send('ana', 'maya', 'Next');
      await thread.shows('Next');
      expect(thread.atEnd).to.equal(true);

      thread.log.scrollTop -= 400;
      await thread.appears('[part~="jump"]');
      const top = thread.log.scrollTop;
      await backend.send('ana', 'maya', 'Unseen');
      await thread.shows('Unseen');
      expect(Math.abs(thread.log.scrollTop - top)).to.be.lessThan(2);
    });
  });

  it('says that a message was not sent, and sends it on Retry', async () => {
    const { thread, id } = await open();
    backend.offline = true;
    session.thread(id).send('Hello?');
    await thread.shows('Hello?');
    const failure = await thread.appears('[part~="failure"]');
    expect(words(failure)).to.contain('Not sent');
    expect(thread.announcement).to.contain('was not sent');
    await thread.isAccessible();
    // It also tries by itself, and meanwhile there is nothing to press.
    await thread.until(() => thread.find('[part~="failure"]') !== null, 'a failed try');
    backend.offline = false;
    thread.button('Retry').focus();
    thread.button('Retry').click();
    await thread.until(() => focused() === thread.log, 'the focus on the messages');
    await thread.until(() => thread.marks.at(-1) === 'Sent', 'the mark Sent');
    expect(thread.texts).to.deep.equal(['Hello?']);
  }).timeout(60_000);

  it('says that a conversation is not there', async () => {
    const element = await place('thread-view', { session, conversation: crypto.randomUUID() }, 'phone');
    const thread = new ThreadViewHarness(element);
    expect(await thread.notice()).to.contain('This conversation is not here');
    expect(thread.log.getAttribute('aria-busy')).to.equal('false');
    await thread.isAccessible();
  });

  it('survives a move in the page, and leaves no listener behind', async () => {
    await backend.send('ana', 'maya', 'Still here');
    const { thread, id } = await open();
    await thread.shows('Still here');
    const { $state } = session.thread(id);
    expect($state.lc).to.be.greaterThan(0);
    await thread.move();
    await thread.shows('Still here');
    await backend.send('ana', 'maya', 'And here');
    await thread.shows('And here');
    thread.element.remove();
    expect($state.lc).to.equal(0);
    expect(session.$me.lc).to.equal(0);
  });

  it('mirrors its layout from right to left, and keeps each text in its own direction', async () => {
    await backend.send('noor', 'maya', 'مرحبا');
    await backend.send('maya', 'noor', 'Hello');
    const { thread } = await open('noor');
    thread.element.dir = 'rtl';
    await thread.shows('Hello');
    const bubble = (text: string) =>
      thread.row(text).querySelector('[part~="bubble"]')!.getBoundingClientRect();
    expect(bubble('Hello').left).to.be.lessThan(bubble('مرحبا').left);
    expect(getComputedStyle(thread.row('مرحبا').querySelector('[part~="message-text"]')!).direction).to.equal(
      'rtl',
    );
    expect(getComputedStyle(thread.row('Hello').querySelector('[part~="message-text"]')!).direction).to.equal(
      'ltr',
    );
    await thread.isAccessible();
  });
});
