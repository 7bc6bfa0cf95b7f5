import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fullyQualifiedEmoji, naughtyStrings } from '../helpers/corpora.ts';
import { isBlank } from '../../src/protocol/index.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

/** Emoji in one message: enough to be quick, few enough to see which one is wrong. */
const EMOJI_PER_MESSAGE = 100;

/** Messages sent one after the other before both pages are compared; fewer than a page shows at once. */
const BATCH = 50;

describe('what arrives equals what was sent, character by character', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let noor: Portal;
  let lena: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    noor = await Portal.open(await browser.newPerson(), demo.url, 'noor', { lang: 'en' });
    lena = await Portal.open(await browser.newPerson(), demo.url, 'lena');
    // Each names the other, so the conversation is theirs on both sides.
    await noor.startConversation('lena', 'Dr. Lena Brandt');
    await noor.send('hello');
    await lena.openConversation('نور الهاشمي');
    await lena.message('hello').waitFor();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  /** Sends each text through the page of one and compares it in the page of the other, then all of them through the API. */
  async function exchange(texts: readonly string[]): Promise<void> {
    const dialogs: string[] = [];
    lena.page.on('dialog', (dialog) => {
      dialogs.push(dialog.type());
      void dialog.dismiss();
    });
    for (let i = 0; i < texts.length; i += BATCH) {
      const batch = texts.slice(i, i + BATCH);
      await noor.messageBox.focus();
      for (const text of batch) {
        await noor.page.keyboard.insertText(text);
        await noor.page.keyboard.press('Shift+Enter');
      }
      for (const side of [lena, noor]) {
        await eventually(async () => {
          assert.deepEqual((await side.texts.allTextContents()).slice(-batch.length), batch);
        });
      }
    }
    assert.deepEqual(dialogs, [], 'no text runs as a script');

    const token = await demo.token('lena');
    const stored = await demo.newestMessages(token, 'نور الهاشمي', texts.length);
    assert.deepEqual(
      stored.map((message) => message.text),
      texts,
    );
  }

  it('every line of the naughty strings', async () => {
    const lines = naughtyStrings().filter((line) => !isBlank(line));
    assert.ok(lines.length > 400);
    await exchange(lines);
  });

  it('the blank ones are refused kindly and sent nowhere', async () => {
    const before = await noor.texts.count();
    for (const line of naughtyStrings().filter(isBlank)) {
      await noor.messageBox.fill(line);
      await noor.messageBox.press('Shift+Enter');
    }
    assert.equal(await noor.texts.count(), before);
    await noor.messageBox.fill('');
  });

  it('every fully-qualified emoji', async () => {
    const emoji = fullyQualifiedEmoji();
    assert.ok(emoji.length > 3500);
    const messages: string[] = [];
    for (let i = 0; i < emoji.length; i += EMOJI_PER_MESSAGE) {
      messages.push(emoji.slice(i, i + EMOJI_PER_MESSAGE).join('\n'));
    }
    await exchange(messages);
  });

  it('5,000 characters, the longest that is allowed', async () => {
    await exchange([`${'Ω'.repeat(4999)}🙂`]);
  });
});
