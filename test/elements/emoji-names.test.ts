import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { paths, type Message } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('emoji by their names', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;

  before(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });

  after(() => backend.close());

  async function open(sendKey: 'shift-enter' | 'enter' = 'shift-enter'): Promise<MessageComposerHarness> {
    session.thread(conversation).setDraft('');
    const composer = new MessageComposerHarness(
      await place('message-composer', { session, conversation, sendKey }, 'phone'),
    );
    await composer.until(
      () => composer.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    return composer;
  }

  const opened = (composer: MessageComposerHarness) =>
    composer.until(() => composer.emoji.length > 0, 'the list of emoji');

  it('are listed at the box after a colon and two letters, named, counted and marked', async () => {
    const composer = await open();
    composer.type('Well done :s');
    isAbsent(composer.find('[part~="emoji-list"]'));
    composer.type('mile');
    await opened(composer);
    await composer.until(() => composer.emoji[0] === ':smile:', 'the best fit');
    expect(composer.emoji).to.include(':smiley:');
    expect(composer.activeEmoji).to.equal(':smile:');
    const list = composer.get('[part~="emoji-list"]');
    expect(list).to.have.attribute('role', 'listbox');
    expect(composer.box).to.have.attribute('aria-controls', list.id);
    expect(composer.box).not.to.have.attribute('aria-expanded');
    expect(words(composer.get('[role="status"].visually-hidden'))).to.equal('8 matching emoji');
    expect(list.getBoundingClientRect().width).to.be.lessThan(391);
    await composer.isAccessible();
    document.documentElement.dir = 'rtl';
    try {
      await composer.isAccessible();
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('are chosen by arrows and Return, and undone by one press', async () => {
    const composer = await open();
    composer.type('Well done :smile');
    await opened(composer);
    composer.press('ArrowDown');
    await composer.element.updateComplete;
    expect(composer.activeEmoji).to.equal(composer.emoji[1]);
    expect(composer.press('Enter').defaultPrevented).to.equal(true);
    await composer.until(() => composer.emoji.length === 0, 'the list goes');
    expect(composer.box.value).to.match(/^Well done \p{Extended_Pictographic}$/u);
    hasFocus(composer.box);
    document.execCommand('undo');
    expect(composer.box.value).to.equal('Well done :smile');
    await composer.element.updateComplete;
    expect(composer.emoji).to.deep.equal([]);
  });

  it('are chosen by Tab, a click or a tap, which leave the focus in the box', async () => {
    const composer = await open();
    composer.type(':rocket');
    await opened(composer);
    expect(composer.press('Tab').defaultPrevented).to.equal(true);
    expect(composer.box.value).to.equal('🚀');
    composer.type(':heart_eyes');
    await opened(composer);
    const [option] = composer.findAll('[part~="emoji-option"]');
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    option!.dispatchEvent(down);
    expect(down.defaultPrevented).to.equal(true);
    expect(option!.offsetHeight).to.be.at.least(24);
    option!.click();
    expect(composer.box.value).to.equal('🚀😍');
    hasFocus(composer.box);
  });

  it('take the place of a whole name, which undoing brings back', async () => {
    const composer = await open();
    composer.type('Yes :thumbsup');
    await opened(composer);
    // By a real key: a command within a command is not one that can be undone.
    await sendKeys({ type: ':' });
    expect(composer.box.value).to.equal('Yes 👍');
    document.execCommand('undo');
    expect(composer.box.value).to.equal('Yes :thumbsup:');
    await sendKeys({ press: 'End' });
    await sendKeys({ type: ' and :nosuchthing: and :constructor:' });
    expect(composer.box.value).to.equal('Yes :thumbsup: and :nosuchthing: and :constructor:');
  });

  it('Escape puts the list away and leaves the text, until another name begins', async () => {
    const composer = await open();
    composer.type(':smi');
    await opened(composer);
    const escape = composer.press('Escape');
    expect(escape.defaultPrevented).to.equal(true);
    await composer.until(() => composer.emoji.length === 0, 'the list goes');
    composer.type('le');
    await composer.element.updateComplete;
    expect(composer.box.value).to.equal(':smile');
    expect(composer.emoji).to.deep.equal([]);
    composer.type(' :ro');
    await opened(composer);
  });

  it('never come up in times, addresses and faces, nor while an input method composes', async () => {
    const composer = await open();
    composer.type(':smile');
    await opened(composer);
    composer.press('Escape');
    for (const text of [
      '10:30',
      'at 9:ab',
      'https://example.org',
      'mailto:ana',
      ':) :-D :D',
      'Client:innen',
      '::ab',
      ':12ab',
    ]) {
      await composer.write('');
      composer.type(` ${text}`);
      await composer.element.updateComplete;
      expect(composer.emoji, text).to.deep.equal([]);
      expect(composer.box.value).to.equal(` ${text}`);
    }
    await composer.write('');
    composer.box.value = ':smile';
    composer.box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    await composer.element.updateComplete;
    expect(composer.emoji).to.deep.equal([]);
    composer.box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    await opened(composer);
    for (const init of [{ isComposing: true }, { keyCode: 229 }])
      expect(composer.press('Enter', init).defaultPrevented).to.equal(false);
    expect(composer.box.value).to.equal(':smile');
  });

  it('leave the send key alone: it sends with other keys held, and when no list is open', async () => {
    const composer = await open('enter');
    composer.type('Nice :smile');
    await opened(composer);
    composer.press('Enter');
    expect(composer.box.value).to.equal('Nice 😄');
    composer.press('Enter');
    await composer.until(() => composer.box.value === '', 'it is sent');
    const other = await open();
    other.type('Really :smile');
    await opened(other);
    other.press('Enter', { shiftKey: true });
    await other.until(() => other.box.value === '' && other.emoji.length === 0, 'it is sent');
    const texts = async () => {
      const answer = await backend.call<{ messages: Message[] }>('ana', 'GET', paths.messages(conversation));
      return answer.messages.map(({ text }) => text);
    };
    await other.until(async () => (await texts()).length === 2, 'both have arrived');
    expect(await texts()).to.deep.equal(['Nice 😄', 'Really :smile']);
  });

  it('fit on a phone, and go when the caret or the focus does', async () => {
    await setViewport({ width: 320, height: 500 });
    try {
      const composer = await open();
      await sendKeys({ press: 'Tab' });
      composer.type(':fl');
      await opened(composer);
      const { left, right, top, bottom } = composer.get('[part~="emoji-list"]').getBoundingClientRect();
      expect(left).to.be.at.least(0);
      expect(right).to.be.at.most(391);
      expect(top).to.be.at.least(0);
      expect(bottom).to.be.at.most(500);
      composer.press('ArrowLeft');
      await composer.until(() => composer.emoji.length === 0, 'the list goes');
      composer.type('o');
      await opened(composer);
      composer.box.blur();
      await composer.until(() => composer.emoji.length === 0, 'the list goes');
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});
