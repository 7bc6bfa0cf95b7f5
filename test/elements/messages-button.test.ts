import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { atom } from 'nanostores';

import { MessagesButton, OpenChangedEvent } from '../../src/index.ts';
import { paths, type Conversation } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { focused, hasFocus, isAbsent, place } from '../helpers/element.harness.ts';
import { MessagesButtonHarness } from '../helpers/messages-button.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { scriptedSession } from '../helpers/scripted-session.ts';

describe('<messages-button>', () => {
  let backend: PageBackend;
  let session: Session;

  beforeEach(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
  });

  afterEach(() => backend.close());

  async function show(properties: Partial<MessagesButton> = {}): Promise<MessagesButtonHarness> {
    const element = await place('messages-button', { session, ...properties });
    await element.updateComplete;
    return new MessagesButtonHarness(element);
  }

  it('is a button named Messages, without a badge while nothing is unread', async () => {
    const button = await show();
    expect(button.button.localName).to.equal('button');
    expect(button.name).to.equal('Messages');
    expect(button.badge).to.equal('');
    await button.isAccessible();
  });

  it('shows the number of unread messages, and follows it', async () => {
    await backend.send('ana', 'maya', 'One');
    const button = await show();
    await button.until(() => button.badge === '1', 'the badge');
    expect(button.name).to.equal('Messages 1 unread message');
    await button.isAccessible();
    const { seq } = await backend.send('ana', 'maya', 'Two');
    await button.until(() => button.badge === '2', 'the badge');
    const { conversations } = await backend.call<{ conversations: Conversation[] }>(
      'maya',
      'GET',
      paths.conversations(),
    );
    await backend.call('maya', 'PUT', paths.read(conversations[0]!.id), { seq });
    await button.until(() => button.badge === '', 'no badge');
  });

  it('shows no more than its maximum', async () => {
    const button = await show({ session: scriptedSession({ $unread: atom(1234) }) });
    expect(button.badge).to.equal('99+');
    expect(button.name).to.equal('Messages 99+ unread messages');
    button.element.setAttribute('max', '9');
    await button.element.updateComplete;
    expect(button.badge).to.equal('9+');
  });

  it('opens the inbox as a panel, and closes it by Escape with the focus back on the button', async () => {
    await backend.send('ana', 'maya', 'One');
    const button = await show();
    const opened = oneEvent(button.element, OpenChangedEvent.type) as unknown as Promise<OpenChangedEvent>;
    const inbox = await button.open();
    expect((await opened).open).to.equal(true);
    expect(button.button.getAttribute('aria-expanded')).to.equal('true');
    expect(button.panel?.getAttribute('aria-label')).to.equal('Messages');
    hasFocus(button.panel);
    await button.until(
      () =>
        inbox.shadowRoot?.querySelector('conversation-list')?.shadowRoot?.querySelector('[role="option"]'),
      'the list',
    );
    await button.isAccessible();

    button.press('Escape');
    await button.until(() => button.panel === null, 'no panel');
    await button.until(() => focused() === button.button, 'the focus on the button');
    expect(button.button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('closes by its close button and by a click elsewhere, not by one inside', async () => {
    const button = await show();
    await button.open();
    const close = await button.appears<HTMLButtonElement>('[part~="close"]');
    button.panel?.click();
    expect(button.element.open).to.equal(true);
    close.click();
    await button.until(() => button.panel === null, 'no panel');
    await button.until(() => focused() === button.button, 'the focus on the button');

    await button.open();
    document.body.click();
    await button.until(() => button.panel === null, 'no panel');
  });

  it('leaves an Escape in the search box to the search', async () => {
    await backend.send('ana', 'maya', 'One');
    const button = await show();
    const inbox = await button.open();
    const box = () =>
      inbox.shadowRoot?.querySelector('conversation-list')?.shadowRoot?.querySelector('input');
    await button.until(box, 'the search box');
    const input = box()!;
    input.focus();
    input.value = 'x';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    button.press('Escape');
    expect(button.element.open).to.equal(true);
    expect(input.value).to.equal('');
    button.press('Escape');
    await button.until(() => button.panel === null, 'no panel');
  });

  describe('on a phone', () => {
    before(() => setViewport({ width: 390, height: 700 }));
    after(() => setViewport({ width: 800, height: 600 }));

    it('fills the screen and keeps the focus inside', async () => {
      const button = await show();
      await button.open();
      expect(button.panel?.matches(':modal')).to.equal(true);
      const { width, height } = button.panel!.getBoundingClientRect();
      expect([width, height]).to.deep.equal([innerWidth, 700]);
      await button.isAccessible();
      button.press('Escape');
      await button.until(() => focused() === button.button, 'the focus on the button');
      isAbsent(button.panel);
    });
  });

  it('is a link when it leads to a page of its own, and opens nothing', async () => {
    const button = await show({ href: '/inbox' });
    expect(button.button.localName).to.equal('a');
    expect(button.button.getAttribute('href')).to.equal('/inbox');
    expect(button.name).to.equal('Messages');
    await button.isAccessible();
  });

  it('opens nothing by itself with no-panel', async () => {
    const button = await show({ noPanel: true });
    button.button.click();
    await button.element.updateComplete;
    expect(button.element.open).to.equal(false);
    isAbsent(button.panel);
    expect(button.button.hasAttribute('aria-haspopup')).to.equal(false);
  });

  it('takes properties that were set before it was defined', async () => {
    const tag = `messages-button-${crypto.randomUUID()}`;
    const element = Object.assign(document.createElement(tag), {
      session: scriptedSession({ $unread: atom(7) }),
      max: 5,
    });
    const { parentElement } = await place('messages-provider');
    parentElement?.append(element);
    MessagesButton.define(tag);
    await (element as unknown as MessagesButton).updateComplete;
    const button = new MessagesButtonHarness(element as unknown as MessagesButton);
    expect(button.badge).to.equal('5+');
  });

  it('stays open through a move in the page, and leaves no listener behind', async () => {
    const button = await show();
    await button.open();
    await button.move();
    await button.until(() => button.panel?.matches(':popover-open'), 'the panel');
    button.press('Escape');
    await button.until(() => button.panel === null, 'no panel');
    button.element.remove();
    expect(session.$unread.lc).to.equal(0);
    expect(session.$me.lc).to.equal(0);
  });

  it('stands the other way round from right to left', async () => {
    await backend.send('ana', 'maya', 'One');
    const button = await show();
    button.element.dir = 'rtl';
    await button.until(() => button.badge === '1', 'the badge');
    const icon = button.get('svg').getBoundingClientRect();
    expect(button.get('[part~="badge"]').getBoundingClientRect().left).to.be.lessThan(icon.left);
  });
});
