import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { paths, type Conversation, type ConversationsAnswer } from '../../src/protocol/index.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { Portal } from './helpers/portal.ts';

/** Written by Sam to Ana and by nobody else: if it is seen elsewhere, it has leaked. */
const SECRET = 'The quokka letter is between the two of us.';

describe('M1, M13, M15: who may write to whom, and who may read it', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let sam: Portal;
  let ana: Portal;
  let theirs: Conversation;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    sam = await Portal.open(await browser.newPerson(), demo.url, 'sam');
    ana = await Portal.open(await browser.newPerson(), demo.url, 'ana');
    await sam.openConversation('Ana Lindqvist');
    await sam.send(SECRET);
    await ana.openConversation('Sam Okafor');
    await ana.message(SECRET).waitFor();
    theirs = await demo.call<Conversation>(await demo.token('sam'), 'POST', paths.conversations(), {
      personId: 'ana',
    });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('M1: a client cannot begin a conversation with another client, whatever they ask the server', async () => {
    const token = await demo.token('ana');
    const refusal = async (personId: string) =>
      demo.call(token, 'POST', paths.conversations(), { personId }).then(
        () => assert.fail('it began'),
        (error: Error) => error.message.replace(personId, ''),
      );
    // A client who exists looks exactly like a person who does not.
    assert.equal(await refusal('jonas'), await refusal('nobody-at-all'));
  });

  it('M1: there is one conversation per pair of people, whoever begins it and however often', async () => {
    await sam.startConversation('ana', 'Ana Lindqvist');
    await ana.startConversation('sam', 'Sam Okafor');
    await sam.message(SECRET).waitFor();
    await ana.message(SECRET).waitFor();
    assert.equal(await sam.conversations.filter({ hasText: 'Ana Lindqvist' }).count(), 1);
    assert.equal(await ana.conversations.filter({ hasText: 'Sam Okafor' }).count(), 1);
    const again = await demo.call<Conversation>(await demo.token('ana'), 'POST', paths.conversations(), {
      personId: 'sam',
    });
    assert.equal(again.id, theirs.id);
  });

  it('M13: an administrator finds nothing of a conversation that is not theirs', async () => {
    const maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await maya.conversations.first().waitFor();
    await maya.inbox.getByRole('searchbox', { name: 'Search conversations' }).fill('quokka');
    await maya.inbox.getByText('Nothing found').first().waitFor();
    assert.equal(await maya.inbox.getByText('quokka letter').count(), 0);
    await maya.page.context().close();
  });

  it('M13: the server answers an administrator, another practitioner and another client as if it did not exist', async () => {
    const unknown = randomUUID();
    for (const as of ['maya', 'lena', 'jonas']) {
      const token = await demo.token(as);
      const { conversations } = await demo.call<ConversationsAnswer>(
        token,
        'GET',
        `${paths.conversations()}?limit=100`,
      );
      assert.ok(!conversations.some(({ id }) => id === theirs.id), `${as} lists it`);
      const status = async (id: string, method: string, body?: unknown) =>
        demo.call(token, method, paths.messages(id), body).then(
          () => assert.fail(`${as} got in`),
          (error: Error) => / (\d{3}) /.exec(error.message)?.[1],
        );
      assert.equal(await status(theirs.id, 'GET'), '404');
      assert.equal(await status(unknown, 'GET'), '404');
      assert.equal(await status(theirs.id, 'POST', { id: randomUUID(), text: 'Let me in' }), '404');
    }
  });

  it('M15: the reminder stands where people write, on both sides', async () => {
    for (const side of [sam, ana]) {
      await side.inbox
        .locator('message-composer')
        .getByText('Share protected health information only here, not by standard e-mail.')
        .waitFor();
    }
  });

  it('M15: nothing of the text is readable in an address, the title or the browser’s storage', async () => {
    for (const side of [sam, ana]) {
      const seen = await side.page.evaluate(() =>
        [
          location.href,
          document.title,
          JSON.stringify(localStorage),
          JSON.stringify(sessionStorage),
          document.cookie,
          ...performance.getEntriesByType('resource').map(({ name }) => name),
        ].join('\n'),
      );
      assert.doesNotMatch(decodeURIComponent(seen), /quokka/i);
    }
  });
});
