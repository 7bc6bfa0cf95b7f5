import { expect, oneEvent } from '@open-wc/testing';

import { SentEvent, type SendKey } from '../../src/index.ts';
import { paths, type Message } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('<message-composer>', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;

  beforeEach(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });

  afterEach(() => backend.close());

  async function open(sendKey: SendKey = 'shift-enter'): Promise<MessageComposerHarness> {
    const element = await place('message-composer', { session, conversation, sendKey }, 'phone');
    const composer = new MessageComposerHarness(element);
    await composer.until(
      () => composer.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    return composer;
  }

  const received = async (): Promise<string[]> => {
    const { messages } = await backend.call<{ messages: Message[] }>(
      'ana',
      'GET',
      paths.messages(conversation),
    );
    return messages.map(({ text }) => text);
  };

  it('has its names, says which key sends and where health information belongs', async () => {
    const composer = await open();
    expect(composer.box.getAttribute('aria-label')).to.equal('Message');
    expect(composer.sendButton.getAttribute('aria-label')).to.equal('Send');
    expect(composer.hint).to.equal('Shift + Return to send');
    expect(words(composer.get('[part~="reminder"]'))).to.contain('protected health information only here');
    await composer.isAccessible();
  });

  it('says that the other person is away from the moment at which it begins, whatever the page’s clock says', async () => {
    const slow = backend.session('ana', { now: () => Date.now() - 3_600_000 });
    const element = await place('message-composer', { session: slow, conversation }, 'phone');
    const composer = new MessageComposerHarness(element);
    await slow.openConversation('maya');
    const start = new Date(Date.now() + 500).toISOString();
    const plan = { memberIds: ['maya'], message: 'Back on Monday.', start, end: null, timeZone: 'UTC' };
    await backend.call('maya', 'PUT', paths.outOfOffice(), plan);
    isAbsent(composer.find('[part~="away"]'));
    expect(words(await composer.appears('[part~="away"]'))).to.contain('Back on Monday.');
    expect(Date.now()).to.be.at.least(Date.parse(start));
    await backend.call('maya', 'DELETE', paths.outOfOfficeOf('maya'));
    await composer.until(() => composer.find('[part~="away"]') === null, 'the notice goes');
  });

  it('sends by the arrow, exactly what was written, and keeps the focus in the box', async () => {
    const composer = await open();
    expect(composer.canSend).to.equal(false);
    const text = '  Hello,\n\n<b>you</b> 👩🏽‍⚕️ ';
    await composer.write(text);
    expect(composer.canSend).to.equal(true);
    const sent = oneEvent(composer.element, SentEvent.type) as unknown as Promise<SentEvent>;
    composer.sendButton.click();
    expect((await sent).conversationId).to.equal(conversation);
    await composer.until(() => composer.box.value === '', 'an empty box');
    hasFocus(composer.box);
    await composer.until(async () => (await received()).length === 1, 'the message');
    expect(await received()).to.deep.equal([text]);
  });

  const keys: Record<SendKey, [sends: KeyboardEventInit[], writes: KeyboardEventInit[]]> = {
    'shift-enter': [[{ shiftKey: true }], [{}, { ctrlKey: true }, { shiftKey: true, altKey: true }]],
    enter: [[{}], [{ shiftKey: true }, { ctrlKey: true }, { altKey: true }]],
    'mod-enter': [
      [{ ctrlKey: true }, { metaKey: true }],
      [{}, { shiftKey: true }],
    ],
  };
  for (const [sendKey, [sends, writes]] of Object.entries(keys) as [SendKey, (typeof keys)[SendKey]][]) {
    it(`sends by ${sendKey} and by no other key`, async () => {
      const composer = await open(sendKey);
      await composer.write('Text');
      for (const init of writes) expect(composer.press('Enter', init).defaultPrevented).to.equal(false);
      expect(composer.box.value).to.equal('Text');
      for (const init of sends) {
        await composer.write('Text');
        expect(composer.press('Enter', init).defaultPrevented).to.equal(true);
        await composer.until(() => composer.box.value === '', 'an empty box');
      }
    });
  }

  it('sends nothing while an input method composes, nor by a key held down', async () => {
    const composer = await open('enter');
    await composer.write('にほんご');
    for (const init of [{ isComposing: true }, { keyCode: 229 }, { repeat: true }]) {
      expect(composer.press('Enter', init).defaultPrevented).to.equal(false);
    }
    expect(composer.box.value).to.equal('にほんご');
  });

  it('sends nothing that is blank', async () => {
    const composer = await open();
    await composer.write(' \n\t ');
    expect(composer.canSend).to.equal(false);
    composer.sendButton.click();
    expect(composer.box.value).to.equal(' \n\t ');
  });

  it('counts kindly near the limit, cuts nothing, and sends nothing over it', async () => {
    const composer = await open();
    await composer.write('😀'.repeat(4999));
    expect(composer.hint).to.equal('1 character left');
    await composer.write('😀'.repeat(5002));
    expect(composer.hint).to.contain('2 characters too long');
    expect(composer.box.getAttribute('aria-invalid')).to.equal('true');
    await composer.isAccessible();
    composer.press('Enter', { shiftKey: true });
    expect(composer.box.value).to.have.lengthOf(10_004);
    expect(composer.canSend).to.equal(false);
  });

  it('keeps a draft for each conversation', async () => {
    const composer = await open();
    await composer.write('For Ana');
    composer.element.conversation = (await session.openConversation('noor')).id;
    await composer.until(() => composer.box.value === '', 'an empty box');
    await composer.write('For Noor');
    composer.element.conversation = conversation;
    await composer.until(() => composer.box.value === 'For Ana', 'the first draft');
  });

  it('grows with its text, up to a height', async () => {
    const composer = await open();
    const empty = composer.box.offsetHeight;
    await composer.write('1\n2\n3');
    const three = composer.box.offsetHeight;
    expect(three).to.be.greaterThan(empty);
    await composer.write('line\n'.repeat(60));
    expect(composer.box.offsetHeight).to.be.lessThan(three * 4);
    await composer.write('');
    expect(composer.box.offsetHeight).to.equal(empty);
  });

  it('survives a move in the page with its draft, and leaves no listener behind', async () => {
    const composer = await open();
    await composer.write('Half a thought');
    await composer.move();
    await composer.until(() => composer.box.value === 'Half a thought', 'the draft');
    composer.element.remove();
    expect(session.thread(conversation).$draft.lc).to.equal(0);
    expect(session.thread(conversation).$state.lc).to.equal(0);
  });

  it('has nothing to write in while messaging is off', async () => {
    const composer = await open();
    await session.setSecureMessaging(false);
    await composer.until(() => composer.find('textarea') === null, 'no box');
  });

  it('says that somebody no longer receives messages', async () => {
    const composer = await open();
    await backend.addPerson('ana', { name: 'Ana Lindqvist', kind: 'client', active: false });
    await composer.write('Hello?');
    composer.sendButton.click();
    expect(await composer.notice()).to.contain('no longer receives messages');
    await composer.isAccessible();
  });
});
