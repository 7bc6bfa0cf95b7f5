import { expect } from '@open-wc/testing';
import { atom } from 'nanostores';

import { addLanguage } from '../../src/index.ts';
import { paths, type Conversation, type Me } from '../../src/protocol/index.ts';
import type { Loadable, Session } from '../../src/state/types.ts';
import { attended, ElementHarness, place } from '../helpers/element.harness.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { OooSettingsHarness } from '../helpers/ooo-settings.harness.ts';
import { createPageBackend, PEOPLE, type PageBackend } from '../helpers/page-backend.ts';
import { allText, PSEUDO, pseudoWords, untranslated } from '../helpers/pseudo-locale.ts';
import { scriptedSession } from '../helpers/scripted-session.ts';

const MINUTE = 60_000;
const DATA = [
  ...Object.values(PEOPLE).map(({ name }) => name),
  'Riverside Practice',
  'Report of March.txt',
  'Report of March',
  'hello again',
  'hello',
  'TXT',
];

/** Everything that people see or hear is in their language, in every state. */
describe('no word of English is left', () => {
  const { documentElement: page } = document;
  const own = page.lang;
  let backend: PageBackend;
  let session: Session;
  let inattentive: () => void;
  let time = 0;

  before(() => {
    addLanguage(PSEUDO, pseudoWords);
    page.lang = PSEUDO;
  });
  after(() => {
    page.lang = own;
  });

  beforeEach(async () => {
    inattentive = attended();
    time = Date.now();
    backend = await createPageBackend();
    session = backend.session('maya', { now: () => time });
  });
  afterEach(async () => {
    inattentive();
    await backend.close();
  });

  function translated(harness: ElementHarness, state: string): void {
    expect(allText(harness.element), `${state}: it says something`).to.match(/⟦/u);
    expect(untranslated(harness.element, DATA), state).to.deep.equal([]);
  }

  async function inbox(of: Session = session): Promise<MessagesInboxHarness> {
    const { id } = await of.openConversation(of === session ? 'ana' : 'maya');
    const element = await place('messages-inbox', { session: of, conversation: id }, 'desktop');
    return new MessagesInboxHarness(element);
  }

  it('in a conversation: messages of both, marks, tombstones, menus, questions and failures', async () => {
    const message = await backend.send('ana', 'maya', 'hello');
    await backend.send('maya', 'ana', 'hello again');
    await backend.send('maya', 'noor', 'hello');
    const whole = await inbox();
    const thread = await whole.thread();
    await thread.shows('hello again');
    const composer = await whole.composer();
    await (await whole.list()).shows('نور الهاشمي', 'Ana Lindqvist');
    translated(whole, 'a conversation');
    const dialog = await thread.askToDelete('hello again');
    translated(whole, 'the question');
    backend.offline = true;
    dialog.querySelector<HTMLButtonElement>('.danger')!.click();
    await thread.appears('dialog .failure');
    translated(whole, 'the failure to delete');
    await whole.appears('[part~="banner"]');
    translated(whole, 'no connection');
    backend.offline = false;
    dialog.querySelector<HTMLButtonElement>('.danger')!.click();
    await thread.until(() => thread.tombstones === 1, 'the tombstone');
    translated(whole, 'the tombstone');
    await composer.write('a'.repeat(5001));
    await composer.until(() => composer.hint.includes('⟦1 character too long'), 'too long');
    expect(untranslated(composer.element, [...DATA, 'a'.repeat(5001)])).to.deep.equal([]);
    await composer.write('');
    composer.element.addFiles([new File(['x'], 'Report of March.txt', { type: 'text/plain' })]);
    await composer.until(() => composer.find('.files li'), 'the file');
    translated(whole, 'a file');
    expect(message.text).to.equal('hello');
  });

  it('in a message that could not be sent, and one with a file', async () => {
    const whole = await inbox();
    const thread = await whole.thread();
    const composer = await whole.composer();
    await composer.until(() => !composer.box.disabled, 'the box');
    composer.element.addFiles([new File(['x'], 'Report of March.txt', { type: 'text/plain' })]);
    await composer.until(() => composer.canSend, 'an uploaded file');
    await composer.write('hello');
    composer.sendButton.click();
    await thread.appears('[part~="file-card"]');
    translated(whole, 'a file of a message');
    await backend.addPerson('ana', { ...PEOPLE.ana, active: false });
    await composer.write('hello again');
    composer.sendButton.click();
    await thread.appears('[part~="failure"]');
    translated(whole, 'a message that failed');
  });

  it('in the list, its search, and the search for a recipient', async () => {
    await backend.send('ana', 'maya', 'hello');
    const whole = await inbox();
    const list = await whole.list();
    await list.shows('Ana Lindqvist');
    list.search('hello');
    await list.until(() => allText(list.element).includes('⟦1 conversation found⟧'), 'the number of hits');
    translated(whole, 'hits');
    list.search('nothing of this kind');
    await list.notice();
    translated(whole, 'no hits');
    list.get<HTMLButtonElement>('[part~="new-message"]').click();
    const picker = await whole.picker();
    await picker.appears('[role="option"]');
    translated(whole, 'recipients');
    picker.search('nobody of this name');
    await picker.notice();
    translated(whole, 'no recipients');
  });

  it('in the out-of-office settings, and where people see them', async () => {
    const ooo = new OooSettingsHarness(await place('ooo-settings', { session }, 'phone'));
    await ooo.appears('form');
    translated(ooo, 'the form');
    ooo.fill('often', 'other');
    await ooo.appears('#hours');
    ooo.fill('hours', '0');
    ooo.fill('end', '');
    ooo.get<HTMLButtonElement>('button.primary').click();
    await ooo.until(() => ooo.problems.length >= 4, 'the problems');
    translated(ooo, 'the problems');
    await backend.call('maya', 'PUT', paths.outOfOffice(), {
      memberIds: ['maya'],
      message: 'hello',
      start: new Date(time - MINUTE).toISOString(),
      end: null,
      timeZone: 'Europe/Berlin',
      everyHours: 24,
    });
    await ooo.appears('[part~="setting"]');
    translated(ooo, 'a setting');
    const whole = await inbox();
    await whole.appears('.absence');
    translated(whole, 'the banner');
    const client = await inbox(backend.session('ana'));
    const composer = await client.composer();
    await composer.appears('[part~="away"]');
    translated(client, 'the notice');
  });

  it('in the practice’s features, for administrators and others', async () => {
    const features = new ElementHarness(await place('messaging-features', { session }));
    (await features.appears('[part~="switch"]')).click();
    await features.appears('dialog');
    translated(features, 'the question');
    const others = new ElementHarness(await place('messaging-features', { session: backend.session('ana') }));
    await others.appears('[part~="state"]');
    translated(others, 'what others see');
    await session.setSecureMessaging(false);
    await others.until(() => others.element.shadowRoot!.textContent.includes('⟦Off⟧'), 'it is off');
    translated(others, 'switched off');
    for (const of of [session, backend.session('sam')]) {
      const whole = new MessagesInboxHarness(await place('messages-inbox', { session: of }));
      await whole.notice();
      translated(whole, 'an inbox that is switched off');
    }
  });

  it('in the button, before the lock, and when it is locked', async () => {
    await backend.send('ana', 'maya', 'hello');
    const button = new ElementHarness(await place('messages-button', { session }));
    await button.appears('[part~="badge"]');
    translated(button, 'the button');
    const whole = await inbox();
    await (await whole.thread()).shows('hello');
    time += 13 * MINUTE;
    document.dispatchEvent(new Event('visibilitychange'));
    await whole.until(
      () => whole.find('[role="alertdialog"]') ?? button.find('[role="alertdialog"]'),
      'the warning',
    );
    translated(whole, 'the warning');
    time += 3 * MINUTE;
    document.dispatchEvent(new Event('visibilitychange'));
    await whole.notice();
    translated(whole, 'the lock');
  });

  it('where nothing can be shown', async () => {
    const failures = [
      'network',
      'unauthenticated',
      'not-found',
      'messaging-off',
      'internal',
      'forbidden',
    ] as const;
    const alone = new ElementHarness(await place('messages-inbox'));
    await alone.notice();
    translated(alone, 'no session');
    for (const code of failures) {
      const $me = atom<Loadable<Me>>({ status: 'failed', failure: { code } });
      const whole = new ElementHarness(await place('messages-inbox', { session: scriptedSession({ $me }) }));
      await whole.notice();
      translated(whole, code);
    }
    const $me = atom<Loadable<Me>>({ status: 'loading' });
    const loading = new ElementHarness(await place('messages-inbox', { session: scriptedSession({ $me }) }));
    await loading.until(() => loading.element.shadowRoot!.textContent.includes('⟦'), 'what is being done');
    translated(loading, 'loading');
  });

  it('in a conversation with nobody’s messages yet', async () => {
    const { id } = await backend.call<Conversation>('maya', 'POST', paths.conversations(), {
      personId: 'sam',
    });
    const thread = new ElementHarness(await place('thread-view', { session, conversation: id }, 'phone'));
    await thread.appears('[role="log"]');
    translated(thread, 'an empty conversation');
  });
});
