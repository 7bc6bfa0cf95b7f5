import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { paths } from '../../src/protocol/index.ts';
import { pdf } from '../helpers/files.ts';
import { openBrowser, type TestBrowser } from './helpers/browser.ts';
import { startDemo, type Demo } from './helpers/demo.ts';
import { eventually } from './helpers/eventually.ts';
import { Portal } from './helpers/portal.ts';

const CANARY = 'Kanarienvogel-in-den-Metadaten-4720';

/** What a camera makes: a JPEG on its side, with the place where it was taken. */
async function photo(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: '#5a8f7b' } })
    .withExif({
      IFD0: { Copyright: CANARY },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

describe('M2, M6: attachments', () => {
  let demo: Demo;
  let browser: TestBrowser;
  let sam: Portal;
  let maya: Portal;

  before(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    sam = await Portal.open(await browser.newPerson(), demo.url, 'sam');
    maya = await Portal.open(await browser.newPerson(), demo.url, 'maya');
    await sam.openConversation('Dr. Maya Rivera');
    await maya.openConversation('Sam Okafor');
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const filesOnDisk = async () => (await readdir(join(demo.data, 'files'))).sort();
  const attached = (portal: Portal) => portal.inbox.locator('[part~="files"] [part~="file"]');
  const ready = (portal: Portal) => portal.inbox.locator('[part~="file"][data-status="ready"]');
  const card = (portal: Portal, name: string) => portal.log.getByRole('button', { name: `Download ${name}` });

  async function choose(portal: Portal, files: { name: string; mimeType: string; buffer: Buffer }[]) {
    const dialog = portal.page.waitForEvent('filechooser');
    await portal.inbox.getByRole('button', { name: 'Attach a file', exact: true }).click();
    await (await dialog).setFiles(files);
  }

  /** Drops or pastes a file, as the browser hands it over. */
  async function bring(target: Locator, event: 'drop' | 'paste' | 'dragover', name: string, text: string) {
    await target.evaluate(
      (element, { event, name, text }) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name, { type: 'text/plain' }));
        const init = { bubbles: true, composed: true, cancelable: true };
        element.dispatchEvent(
          event === 'paste'
            ? new ClipboardEvent('paste', { ...init, clipboardData: data })
            : new DragEvent(event, { ...init, dataTransfer: data }),
        );
      },
      { event, name, text },
    );
  }

  async function saved(portal: Portal, name: string): Promise<{ name: string; bytes: Buffer }> {
    const download = portal.page.waitForEvent('download');
    await card(portal, name).last().click();
    const done = await download;
    return { name: done.suggestedFilename(), bytes: await readFile(await done.path()) };
  }

  it('the paperclip attaches a file; both see it, and the download is what was sent, byte by byte', async () => {
    const buffer = Buffer.from(pdf(300_000));
    await choose(sam, [{ name: 'Treatment plan.pdf', mimeType: 'application/pdf', buffer }]);
    await ready(sam).waitFor();
    assert.ok(await sam.messageBox.evaluate((box) => box.matches(':focus')), 'one goes on writing');
    await sam.send('Here is the plan.');
    for (const person of [sam, maya]) {
      await card(person, 'Treatment plan.pdf').waitFor();
      const file = await saved(person, 'Treatment plan.pdf');
      assert.equal(file.name, 'Treatment plan.pdf');
      assert.ok(file.bytes.equals(buffer));
    }
    assert.equal(await attached(sam).count(), 0);
  });

  it('a practitioner exports the conversation for the record, with the file’s SHA-256 and without a word in an address', async () => {
    const addresses: string[] = [];
    maya.page.on('request', (request) => addresses.push(request.url()));
    await maya.inbox.getByRole('button', { name: 'Export for the record' }).click();
    await maya.inbox.getByRole('radio', { name: 'Data to keep and verify (JSON)' }).check();
    const download = maya.page.waitForEvent('download');
    await maya.inbox.getByRole('button', { name: 'Export', exact: true }).click();
    const done = await download;
    assert.equal(done.suggestedFilename(), 'conversation.json');
    const file = await readFile(await done.path(), 'utf8');
    const { record, sha256 } = JSON.parse(file) as {
      record: { messages: { text: string; files?: { name: string; sha256: string }[] }[] };
      sha256: string;
    };
    const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
    assert.equal(hash(file.split('\n')[1] ?? ''), sha256);
    const sent = record.messages.find(({ text }) => text === 'Here is the plan.');
    assert.deepEqual(
      sent?.files?.map((it) => [it.name, it.sha256]),
      [['Treatment plan.pdf', hash(pdf(300_000))]],
    );
    assert.ok(addresses.some((address) => /\/conversations\/[0-9a-f-]{36}\/export$/.test(address)));
    await maya.inbox.getByText('The record has been downloaded.').waitFor({ state: 'attached' });
  });

  it('files are pasted into the box and dropped onto the conversation, which says where', async () => {
    await bring(sam.messageBox, 'paste', 'pasted.txt', 'pasted');
    await bring(sam.log, 'dragover', 'dropped.txt', '');
    await sam.inbox.getByText('Drop files here to attach them').waitFor();
    await bring(sam.log, 'drop', 'dropped.txt', 'dropped');
    await bring(sam.messageBox, 'drop', 'on the box.txt', 'box');
    await eventually(async () => assert.equal(await ready(sam).count(), 3));
    assert.equal(await sam.inbox.getByText('Drop files here to attach them').count(), 0);
    await sam.sendButton.click();
    for (const name of ['pasted.txt', 'dropped.txt', 'on the box.txt']) await card(maya, name).waitFor();
    assert.equal((await saved(maya, 'dropped.txt')).bytes.toString(), 'dropped');
    await maya.conversation('Sam Okafor').getByText('3 files').waitFor();
  });

  it('what cannot be sent is said in words, and neither text nor other files are lost', async () => {
    await sam.messageBox.fill('This stays.');
    await choose(sam, [
      { name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') },
      { name: 'empty.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
      { name: 'good.txt', mimeType: 'text/plain', buffer: Buffer.from('good') },
      { name: 'page.txt', mimeType: 'text/plain', buffer: Buffer.from('<!doctype html><script>1</script>') },
    ]);
    const alert = sam.inbox.getByRole('alert').filter({ hasText: 'virus' });
    await alert.getByText('Only PDF, Word (DOCX)').first().waitFor();
    await alert.getByText('The file is empty.').waitFor();
    const failed = sam.inbox.locator('[part~="file"][data-status="failed"]');
    await failed.getByText('page').waitFor();
    assert.equal(await sam.sendButton.getAttribute('aria-disabled'), 'true');
    await sam.inbox.getByText('Remove the files that failed').waitFor();
    await failed.getByRole('button', { name: 'Remove page.txt' }).click();
    await ready(sam).waitFor();
    assert.equal(await sam.messageBox.inputValue(), 'This stays.');
    await sam.sendButton.click();
    await maya.message('This stays.').waitFor();
    await card(maya, 'good.txt').waitFor();
  });

  it('at most five files go with one message', async () => {
    const files = Array.from({ length: 6 }, (_, i) => ({
      name: `${i}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    }));
    await choose(sam, files);
    await sam.inbox.getByText('A message can have up to 5 files.').waitFor();
    await eventually(async () => assert.equal(await ready(sam).count(), 5));
    for (let i = 0; i < 5; i++) await sam.inbox.getByRole('button', { name: `Remove ${i}.txt` }).click();
    assert.equal(await attached(sam).count(), 0);
    await sam.inbox.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('a picture is seen at once, opens large and closes by Escape; where it was taken is gone', async () => {
    const known = await filesOnDisk();
    await choose(sam, [
      { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photo() },
      {
        name: 'second.png',
        mimeType: 'image/png',
        buffer: await sharp(await photo())
          .png()
          .toBuffer(),
      },
    ]);
    await eventually(async () => assert.equal(await ready(sam).count(), 2));
    await sam.sendButton.click();
    const picture = maya.log.getByRole('button', { name: 'Open picture photo.jpg' });
    await picture.locator('img[data-state="shown"]').waitFor();
    const box = await picture.boundingBox();
    assert.ok(box && box.height > box.width, 'it stands as it was taken');

    await picture.focus();
    await maya.page.keyboard.press('Enter');
    const viewer = maya.inbox.getByRole('dialog', { name: 'photo.jpg' });
    await viewer.locator('img[data-state="shown"]').waitFor();
    await maya.page.keyboard.press('ArrowRight');
    await maya.inbox.getByRole('dialog', { name: 'second.png' }).getByText('Picture 2 of 2').waitFor();
    await maya.page.keyboard.press('Escape');
    await eventually(async () => {
      assert.equal(await maya.inbox.getByRole('dialog').count(), 0);
      assert.ok(await picture.evaluate((button) => button.matches(':focus')));
    });

    const token = await demo.token('maya');
    const [message] = (await demo.newestMessages(token, 'Sam Okafor', 1)) ?? [];
    const [file] = message?.attachments ?? [];
    assert.ok(file);
    for (const path of [paths.attachment(file.id), paths.preview(file.id)]) {
      const answer = await fetch(`${demo.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal((await sharp(bytes).metadata()).exif, undefined);
      assert.ok(!bytes.includes(CANARY));
    }
    const fresh = (await filesOnDisk()).filter((name) => !known.includes(name));
    assert.equal(fresh.length, 4, 'two pictures and their previews, and nothing of how they came');
    for (const name of fresh) {
      assert.ok(!(await readFile(join(demo.data, 'files', name))).includes(CANARY));
    }
  });

  it('a picture that its sender deletes is gone from the screen of whoever looks at it', async () => {
    await maya.log.getByRole('button', { name: 'Open picture photo.jpg' }).click();
    await maya.inbox.getByRole('dialog', { name: 'photo.jpg' }).locator('img[data-state="shown"]').waitFor();

    await sam.log.getByRole('button', { name: 'Message options' }).last().click();
    await sam.inbox.getByRole('menuitem', { name: 'Delete message' }).click();
    await sam.inbox.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await eventually(async () => {
      assert.equal(await maya.inbox.getByRole('dialog').count(), 0);
      assert.equal(await maya.inbox.locator('img[src^="blob:"]').count(), 0);
    });
    assert.ok(await maya.log.evaluate((log) => log.matches(':focus')));
  });

  it('deleting the message takes its files from the page, the backend and the disk', async () => {
    const known = await filesOnDisk();
    await choose(sam, [
      { name: 'gone.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf()) },
      { name: 'gone.jpg', mimeType: 'image/jpeg', buffer: await photo() },
    ]);
    await eventually(async () => assert.equal(await ready(sam).count(), 2));
    await sam.send('to be deleted');
    await card(maya, 'gone.pdf').waitFor();
    assert.equal((await filesOnDisk()).length, known.length + 3);
    const row = sam.log.locator('[part~="message"]').filter({ hasText: 'to be deleted' });
    await row.hover();
    await row.getByRole('button', { name: 'Message options' }).click();
    await sam.inbox.getByRole('menuitem', { name: 'Delete message' }).click();
    await sam.inbox.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await eventually(async () => {
      assert.equal(await card(maya, 'gone.pdf').count(), 0);
      assert.deepEqual(await filesOnDisk(), known);
    });
  });

  it('an upload can be cancelled, and one that lost its connection is tried again', async () => {
    let broken = true;
    await sam.page.route('**/v1/attachments/*', (route) => (broken ? route.abort() : route.continue()));
    await choose(sam, [{ name: 'again.txt', mimeType: 'text/plain', buffer: Buffer.from('again') }]);
    const failed = sam.inbox.locator('[part~="file"][data-status="failed"]');
    await failed.getByText('There is no connection right now.').waitFor();
    broken = false;
    await failed.getByRole('button', { name: 'Retry' }).click();
    await ready(sam).waitFor();
    await sam.page.unroute('**/v1/attachments/*');
    await sam.page.route('**/v1/attachments/*', () => {});
    await choose(sam, [{ name: 'slow.txt', mimeType: 'text/plain', buffer: Buffer.from('slow') }]);
    await sam.inbox.getByText('You can send as soon as the files are uploaded.').waitFor();
    await sam.inbox.getByRole('button', { name: 'Cancel uploading slow.txt' }).click();
    await sam.page.unroute('**/v1/attachments/*');
    await sam.sendButton.click();
    await card(maya, 'again.txt').waitFor();
  });
});
