import { expect, oneEvent } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { atom } from 'nanostores';

import { ConversationSelectedEvent, NewMessageEvent } from '../../src/index.ts';
import type { Conversation } from '../../src/protocol/index.ts';
import { NAME_LENGTH } from '../../src/protocol/limits.ts';
import type { PagedList, Session } from '../../src/state/types.ts';
import { ConversationListHarness } from '../helpers/conversation-list.harness.ts';
import { hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { overflowing } from '../helpers/overflow.ts';
import { createPageBackend, PEOPLE, type PageBackend } from '../helpers/page-backend.ts';
import { manyConversations, scriptedSession } from '../helpers/scripted-session.ts';

describe('<conversation-list>', () => {
  let backend: PageBackend;
  let session: Session;

  beforeEach(async () => {
    backend = await createPageBackend({
      people: { ...PEOPLE, ana2: { name: 'Ana Lindqvist', kind: 'practitioner' } },
    });
    session = backend.session('maya');
  });

  afterEach(() => backend.close());

  async function open(of: Session = session): Promise<ConversationListHarness> {
    const element = await place('conversation-list', { session: of }, 'phone');
    await element.updateComplete;
    return new ConversationListHarness(element);
  }

  it('says that there is nothing yet, and leads to a first message', async () => {
    const list = await open();
    expect(await list.notice()).to.contain('No conversations yet');
    await list.isAccessible();
    const wanted = oneEvent(list.element, NewMessageEvent.type);
    list.get<HTMLButtonElement>('[part~="notice"] button').click();
    await wanted;
  });

  it('says that it is loading', async () => {
    const $conversations = atom<PagedList<Conversation>>({
      status: 'loading',
      items: [],
      more: false,
      loadingMore: false,
    });
    const list = await open(scriptedSession({ $conversations }));
    expect(words(list.get('[part~="skeleton"]'))).to.equal('Loading…');
    await list.isAccessible();
  });

  it('says that it could not load, and tries again', async () => {
    backend.offline = true;
    const list = await open();
    expect(await list.notice()).to.contain('Try again');
    await list.isAccessible();
    backend.offline = false;
    list.get<HTMLButtonElement>('[part~="notice"] button').click();
    await list.until(async () => (await list.notice()).includes('No conversations yet'), 'the list');
  });

  it('lists conversations by the person, newest first, with excerpt and unread number, and follows them', async () => {
    await backend.send('maya', 'noor', 'See you tomorrow');
    await backend.send('ana', 'maya', 'Good\nmorning');
    const list = await open();
    await list.shows('Ana Lindqvist', 'نور الهاشمي');
    expect(words(list.row('Ana Lindqvist')))
      .to.contain('1 unread message')
      .and.to.contain('Good morning');
    expect(words(list.row('نور الهاشمي'))).to.contain('You: See you tomorrow');
    await list.isAccessible();

    await backend.send('noor', 'maya', 'شكرا');
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
  });

  it('opens what was pressed, also when a message puts another one in its place before the button is let go', async () => {
    await backend.send('maya', 'noor', 'See you tomorrow');
    await backend.send('ana', 'maya', 'Good morning');
    const list = await open();
    await list.shows('Ana Lindqvist', 'نور الهاشمي');
    const { left, top } = list.row('Ana Lindqvist').getBoundingClientRect();
    const position: [number, number] = [Math.round(left + 40), Math.round(top + 20)];
    try {
      await sendMouse({ type: 'move', position });
      await sendMouse({ type: 'down' });
      await backend.send('noor', 'maya', 'شكرا');
      await list.shows('نور الهاشمي', 'Ana Lindqvist');
      const chosen = oneEvent(list.element, ConversationSelectedEvent.type);
      await sendMouse({ type: 'up' });
      const { conversationId } = (await chosen) as unknown as ConversationSelectedEvent;
      expect(conversationId).to.equal(
        session.$conversations.get().items.find((one) => one.with.name === 'Ana Lindqvist')?.id,
      );
    } finally {
      await resetMouse();
    }
  });

  it('never makes anything but text of names and messages', async () => {
    const name = '<img src=x onerror="globalThis.hacked = true">';
    await backend.addPerson('mallory', { name, kind: 'client' });
    await backend.send('mallory', 'maya', '<b>bold</b>');
    const list = await open();
    await list.shows(name);
    isAbsent(list.list.querySelector('img, b'));
    expect(words(list.row(name))).to.contain('<b>bold</b>');
    expect('hacked' in globalThis).to.equal(false);
  });

  it('tells people of the same name apart', async () => {
    await backend.send('ana', 'maya', 'I am the client');
    await backend.send('ana2', 'maya', 'I am the colleague');
    const list = await open();
    await list.until(() => list.rows.length === 2, 'both');
    const texts = list.rows.map(words);
    expect(texts[0]).to.contain('Practitioner');
    expect(texts[1]).to.contain('Client');
  });

  it('is used by keyboard alone', async () => {
    await backend.send('ana', 'maya', 'One');
    await backend.send('noor', 'maya', 'Two');
    await backend.send('sam', 'maya', 'Three');
    const list = await open();
    await list.shows('Sam Okafor', 'نور الهاشمي', 'Ana Lindqvist');
    list.get('input').focus();
    list.press('ArrowDown');
    hasFocus(list.list);
    await list.until(() => list.active === 'Sam Okafor', 'the first');
    list.press('ArrowDown');
    await list.until(() => list.active === 'نور الهاشمي', 'the second');
    list.press('End');
    await list.until(() => list.active === 'Ana Lindqvist', 'the last');
    list.press('Home');
    await list.until(() => list.active === 'Sam Okafor', 'the first again');
    const chosen = oneEvent(
      list.element,
      ConversationSelectedEvent.type,
    ) as unknown as Promise<ConversationSelectedEvent>;
    list.press('Enter');
    const { conversationId } = await chosen;
    expect(conversationId).to.equal((await session.openConversation('sam')).id);
  });

  it('finds by name and by word, and marks what was found', async () => {
    await backend.send('ana', 'maya', 'About the blood pressure');
    await backend.send('sam', 'maya', 'Lunch?');
    const list = await open();
    await list.shows('Sam Okafor', 'Ana Lindqvist');
    list.search('lind');
    await list.shows('Ana Lindqvist');
    expect(words(list.get('mark'))).to.equal('Lind');
    expect(words(list.get('[role="status"]'))).to.equal('1 conversation found');
    await list.isAccessible();

    list.search('zzz');
    expect(await list.notice()).to.contain('Nothing found');
    await list.isAccessible();

    const escape = list.press('Escape');
    expect(escape.defaultPrevented).to.equal(true);
    await list.shows('Sam Okafor', 'Ana Lindqvist');
    expect(list.press('Escape').defaultPrevented).to.equal(false);
  });

  it('renders of ten thousand conversations only those in view', async () => {
    const list = await open(scriptedSession({ $conversations: atom(manyConversations(10_000)) }));
    await list.until(() => list.rows.length > 0, 'rows');
    list.list.focus();
    list.press('End');
    await list.until(() => list.active === 'Client 9999', 'the last');
    expect(list.rows.length).to.be.lessThan(60);
    const last = list.row('Client 9999');
    expect(last.getAttribute('aria-posinset')).to.equal('10000');
    expect(last.getBoundingClientRect().bottom).to.be.at.most(list.list.getBoundingClientRect().bottom + 1);
  });

  it('is walked through by keyboard from end to end, however long it is', async () => {
    const list = await open(scriptedSession({ $conversations: atom(manyConversations(10_000)) }));
    await list.until(() => list.rows.length > 0, 'rows');
    list.list.focus();
    for (const [key, name] of [
      ['ArrowDown', 'Client 1'],
      ['End', 'Client 9999'],
      ['ArrowUp', 'Client 9998'],
      ['PageUp', /^Client 99[789]\d$/],
      ['Home', 'Client 0'],
      ['PageDown', /^Client \d$/],
    ] as const) {
      list.press(key);
      await list.until(
        () => (typeof name === 'string' ? list.active === name : name.test(list.active ?? '')),
        `${key}, ${String(name)}`,
      );
      const { top, bottom } = list.row(list.active!).getBoundingClientRect();
      const view = list.list.getBoundingClientRect();
      expect(top, key).to.be.at.least(view.top - 1);
      expect(bottom, key).to.be.at.most(view.bottom + 1);
      expect(list.rows.length, key).to.be.lessThan(60);
    }
  });

  it('loads more as one comes near the end, and says how many there are once it knows', async () => {
    const people = Array.from({ length: 60 }, (_, i) => `client-${String(i).padStart(2, '0')}`);
    for (const id of people) {
      await backend.addPerson(id, { name: id, kind: 'client' });
      await session.openConversation(id);
    }
    const again = backend.session('maya');
    const list = await open(again);
    await list.until(() => list.rows.length > 0, 'rows');
    expect(list.rows[0]!.getAttribute('aria-setsize')).to.equal('-1');
    list.list.focus();
    await list.until(() => {
      list.press('End');
      return list.active === 'client-00';
    }, 'the oldest');
    expect(list.row('client-00').getAttribute('aria-posinset')).to.equal('60');
    expect(list.row('client-00').getAttribute('aria-setsize')).to.equal('60');
    expect(list.rows.length).to.be.lessThan(60);
    await list.isAccessible();
  });

  for (const width of [280, 320]) {
    it(`tells namesakes apart at ${width} px, whole names and whole details, in rows of one height`, async () => {
      for (const id of ['maria-1', 'maria-2']) {
        await backend.addPerson(id, { name: 'Maria Santos', kind: 'client' });
        await backend.send(id, 'maya', 'One more question: may I bring my husband?');
      }
      await backend.send('noor', 'maya', 'شكرا');
      const list = await open();
      list.element.parentElement!.style.width = `${width}px`;
      await list.shows('نور الهاشمي', 'Maria Santos', 'Maria Santos');
      expect(list.findAll('[part~="apart"]').map(words)).to.deep.equal([
        'Client · maria-2',
        'Client · maria-1',
      ]);
      for (const whole of list.findAll('[part~="name"] > :first-child, [part~="apart"] > *')) {
        expect(whole.scrollWidth, words(whole)).to.be.at.most(whole.clientWidth);
      }
      expect(new Set(list.rows.map((row) => row.offsetHeight)).size).to.equal(1);
      expect(overflowing(list.element)).to.deep.equal([]);
      await list.isAccessible();
    });
  }

  for (const width of [320, 390, 1100]) {
    it(`has room for the longest names at ${width} px`, async () => {
      const names = ['W'.repeat(NAME_LENGTH), 'Anna-Maria '.repeat(NAME_LENGTH).slice(0, NAME_LENGTH)];
      for (const [i, name] of names.entries()) {
        await backend.addPerson(`long-${i}`, { name, kind: 'client' });
        await backend.send(`long-${i}`, 'maya', 'w'.repeat(500));
      }
      const whole = new MessagesInboxHarness(await place('messages-inbox', { session }, 'phone'));
      whole.element.parentElement!.style.width = `${width}px`;
      const list = await whole.list();
      await list.until(() => list.rows.length === 2, 'both');
      expect(overflowing(whole.element), 'the list').to.deep.equal([]);
      list.rows[0]!.click();
      await whole.composer();
      expect(overflowing(whole.element), 'a conversation').to.deep.equal([]);
      expect(whole.element.scrollWidth).to.be.at.most(width);
    });
  }

  it('opens what is clicked in a list that was scrolled, and stays where it is', async () => {
    const list = await open(scriptedSession({ $conversations: atom(manyConversations(50)) }));
    await list.until(() => list.rows.length > 0, 'rows');
    list.list.scrollTop = 1500;
    const { scrollTop } = list.list;
    const view = list.list.getBoundingClientRect();
    const seen = () =>
      list.rows.find((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= view.top && bottom <= view.bottom;
      });
    await list.until(seen, 'a row in view');
    const row = seen()!;
    const { left, top } = row.getBoundingClientRect();
    const selected = oneEvent(
      list.element,
      ConversationSelectedEvent.type,
    ) as unknown as Promise<ConversationSelectedEvent>;
    await sendMouse({ type: 'click', position: [Math.round(left + 40), Math.round(top + 20)] });
    expect(row.id).to.equal(`row-${(await selected).conversationId}`);
    expect(list.list.scrollTop).to.equal(scrollTop);
    await resetMouse();
  });

  it('survives a move in the page, and leaves no listener behind', async () => {
    await backend.send('ana', 'maya', 'One');
    const list = await open();
    await list.shows('Ana Lindqvist');
    await list.move();
    await backend.send('noor', 'maya', 'Two');
    await list.shows('نور الهاشمي', 'Ana Lindqvist');
    list.element.remove();
    expect(session.$conversations.lc).to.equal(0);
    expect(session.$me.lc).to.equal(0);
  });

  it('says that messaging is off, and comes back when it is on', async () => {
    await backend.send('ana', 'maya', 'One');
    const list = await open();
    await list.shows('Ana Lindqvist');
    await session.setSecureMessaging(false);
    expect(await list.notice()).to.contain('Secure Messaging is switched off');
    await list.isAccessible();
    await session.setSecureMessaging(true);
    await list.shows('Ana Lindqvist');
  });
});
