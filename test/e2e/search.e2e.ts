import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { paths, type Conversation, type Message } from '../../src/protocol/index.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

/** Enough to put a message out of what a thread loads when it opens. */
const LATER = 130;

describe('M9: the search finds any word in any message of mine', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let lena: Portal;
  let token: string;
  const urls: string[] = [];
  const sent = new Map<string, Message>();

  const send = async (conversationId: string, text: string) =>
    demo.call<Message>(token, 'POST', paths.messages(conversationId), { id: randomUUID(), text });

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    token = await demo.token('lena');
    const { id } = await demo.call<Conversation>(token, 'POST', paths.conversations(), {
      personId: 'dmitri',
    });
    for (const text of [
      'The Crème brûlée recipe, as promised',
      'موعدنا يوم الخميس',
      '我们星期四见面',
      'rocket 🚀 day',
    ])
      sent.set(text, await send(id, text));
    for (let i = 0; i < LATER; i++) await send(id, `note ${i}`);
    const context = await browser.newPerson();
    context.on('request', (request) => urls.push(request.url()));
    lena = await Portal.open(context, demo.url, 'lena');
    await lena.conversations.first().waitFor();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const box = () => lena.inbox.getByRole('searchbox', { name: 'Search conversations' });
  const hit = (mark: string) =>
    lena.conversations.filter({ has: lena.page.locator('mark', { hasText: mark }) }).first();

  /** Searches, opens the hit, and expects its message in view. */
  async function find(query: string, mark: string, text: string): Promise<void> {
    await box().fill(query);
    await hit(mark).waitFor();
    await hit(mark).click();
    const message = lena.message(text);
    await message.waitFor();
    await eventually(async () => {
      const [row, log] = await Promise.all([message.boundingBox(), lena.log.boundingBox()]);
      assert.ok(row && log && row.y >= log.y && row.y + row.height <= log.y + log.height, 'it is in view');
    });
  }

  it('an old message by a part of a word, without accent and case, and opens it in its place', async () => {
    await find('BRUL', 'brûl', 'Crème brûlée');
    await lena.log.locator('.found').filter({ hasText: 'brûlée' }).waitFor();
    await lena.inbox.locator('thread-view').getByText('Found message of').waitFor({ state: 'attached' });
    // It was not among the newest; the way to them is there.
    await lena.inbox.getByRole('button', { name: 'Jump to latest' }).waitFor();
    assert.equal(await lena.message('note 129').count(), 0);
  });

  it('Arabic, Chinese and emoji', async () => {
    await find('خميس', 'خميس', 'موعدنا');
    await find('星期四', '星期四', '我们星期四见面');
    await find('🚀', '🚀', 'rocket');
  });

  it('and the way back to the latest message is one click', async () => {
    await lena.inbox.getByRole('button', { name: 'Jump to latest' }).click();
    await lena.message('note 129').waitFor();
  });

  it('never what was deleted', async () => {
    const message = sent.get('rocket 🚀 day')!;
    const { hits } = await demo.call<{ hits: { conversation: Conversation }[] }>(
      token,
      'POST',
      paths.search(),
      {
        q: 'rocket day',
      },
    );
    const id = hits[0]!.conversation.id;
    await lena.page.evaluate(
      ([path, bearer]) => fetch(path!, { method: 'DELETE', headers: { authorization: `Bearer ${bearer}` } }),
      [paths.message(id, message.id), token],
    );
    await box().fill('rocket day');
    await lena.inbox.getByText('Nothing found').first().waitFor();
  });

  it('with nothing of the query in any address', () => {
    const asked = urls.map((url) => decodeURIComponent(url).toLowerCase());
    assert.ok(asked.some((url) => url.endsWith('/v1/search')));
    for (const word of ['brul', 'خميس', '星期四', '🚀', 'rocket'])
      assert.ok(!asked.some((url) => url.includes(word)), 'the query travels in a body only');
  });
});
