import { expect } from '@open-wc/testing';
import { atom } from 'nanostores';

import type { DraftFile, Session } from '../../src/state/types.ts';
import { hasFocus, isPresent, place, words } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('the files of <message-composer>', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;
  /** What becomes of an upload; `undefined` lets it pass. */
  let onUpload: (() => Promise<Response>) | undefined;

  before(async () => {
    backend = await createPageBackend();
    session = backend.session('maya', {
      fetch: (input, init) => {
        const { method, url } = input instanceof Request ? input : new Request(input, init);
        const uploads = method === 'PUT' && url.includes('/attachments/');
        return uploads && onUpload ? onUpload() : backend.fetch(input, init);
      },
    });
    conversation = (await session.openConversation('ana')).id;
  });

  after(() => backend.close());

  async function open(of: Session = session): Promise<MessageComposerHarness> {
    onUpload = undefined;
    const thread = session.thread(conversation);
    for (const { id } of thread.$files.get()) thread.removeFile(id);
    const element = await place('message-composer', { session: of, conversation }, 'phone');
    const composer = new MessageComposerHarness(element);
    await composer.until(
      () => composer.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    return composer;
  }

  const text = (name: string, content = 'notes') => new File([content], name, { type: 'text/plain' });
  const chips = (composer: MessageComposerHarness) => composer.findAll('[part~="file"]');
  const statuses = (composer: MessageComposerHarness) => chips(composer).map(({ dataset }) => dataset.status);
  const button = (composer: MessageComposerHarness, name: string) =>
    composer
      .findAll<HTMLButtonElement>('button')
      .find((it) => (it.getAttribute('aria-label') ?? words(it)) === name)!;

  /** A composer whose files are in states that real ones pass too quickly. */
  const withFiles = (files: readonly DraftFile[]) => {
    const thread = { ...session.thread(conversation), $files: atom(files) };
    return open({ ...session, thread: () => thread });
  };

  it('show how far they are, keep the arrow waiting and say why, and can be cancelled', async () => {
    const uploading: DraftFile = {
      id: '1',
      name: 'scan.pdf',
      size: 2_000_000,
      status: 'uploading',
      progress: 0.42,
    };
    const composer = await withFiles([
      uploading,
      { ...uploading, id: '2', name: 'next.pdf', status: 'waiting' },
    ]);
    expect(words(chips(composer)[0]!)).to.contain('42%');
    const progress = composer.get<HTMLProgressElement>('progress');
    expect(progress.value).to.equal(0.42);
    expect(progress).to.have.attribute('aria-label', 'Uploading scan.pdf');
    expect(words(chips(composer)[1]!)).to.contain('waiting');
    await composer.write('Text');
    expect(composer.canSend).to.equal(false);
    expect(composer.hint).to.equal('You can send as soon as the files are uploaded.');
    isPresent(button(composer, 'Cancel uploading scan.pdf'));
    await composer.isAccessible();
  });

  it('that failed say so, can be tried again, and then be sent', async () => {
    const composer = await open();
    onUpload = () => Promise.reject(new TypeError('Failed to fetch'));
    composer.element.addFiles([text('notes.txt')]);
    await composer.until(() => statuses(composer).join() === 'failed', 'the failure');
    expect(words(chips(composer)[0]!)).to.contain('There is no connection right now.');
    expect(composer.canSend).to.equal(false);
    await composer.isAccessible();
    onUpload = undefined;
    button(composer, 'Retry').click();
    await composer.until(() => statuses(composer).join() === 'ready', 'it is uploaded');
    expect(composer.canSend).to.equal(true);
    await composer.isAccessible();
    composer.sendButton.click();
    await composer.until(() => chips(composer).length === 0, 'it is sent');
  });

  it('five are a message’s; the sixth, an empty one and a forbidden one are named with the reason', async () => {
    const composer = await open();
    composer.element.addFiles([
      ...[1, 2, 3, 4, 5, 6].map((n) => text(`${n}.txt`)),
      text('empty.txt', ''),
      new File(['MZ'], 'setup.exe'),
    ]);
    const refused = words(await composer.appears('[part~="refused-files"]'));
    expect(refused).to.contain('6.txt A message can have up to 5 files.');
    expect(refused).to.contain('empty.txt The file is empty.');
    expect(refused).to.contain('setup.exe Only PDF');
    await composer.until(() => statuses(composer).join() === Array(5).fill('ready').join(), 'five are there');
    isPresent(composer.get('[part~="refused-files"]').closest('[role="alert"]'));
    await composer.isAccessible();
    button(composer, 'Dismiss').click();
    await composer.until(() => composer.find('[part~="refused-files"]') === null, 'the reasons go');
    hasFocus(composer.box);
    button(composer, 'Remove 3.txt').click();
    await composer.until(() => chips(composer).length === 4, 'one less');
    hasFocus(composer.box);
  });

  it('that were refused are named until the message has gone without them', async () => {
    const composer = await open();
    composer.element.addFiles([new File(['MZ'], 'setup.exe')]);
    await composer.appears('[part~="refused-files"]');
    await composer.write('Then without it');
    isPresent(composer.find('[part~="refused-files"]'));
    composer.sendButton.click();
    await composer.until(() => composer.find('[part~="refused-files"]') === null, 'the reasons go');
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`with long and two-way names stay within the composer and show how they end (${dir})`, async () => {
      document.documentElement.dir = dir;
      try {
        const size = 1234;
        const composer = await withFiles([
          { id: '1', name: `${'Überweisungsschein'.repeat(8)}.pdf`, size, status: 'ready' },
          { id: '2', name: 'نتائج التحاليل الطبية.pdf', size, status: 'ready' },
          { id: '3', name: 'W'.repeat(200), size, status: 'failed', failure: { code: 'network' } },
        ]);
        const frame = composer.element.getBoundingClientRect();
        for (const chip of chips(composer)) {
          const { left, right } = chip.getBoundingClientRect();
          expect(left).to.be.at.least(frame.left);
          expect(right).to.be.at.most(frame.right);
          const remove = chip.querySelector('.remove')!.getBoundingClientRect();
          expect(Math.min(remove.width, remove.height)).to.be.at.least(24);
          expect(remove.left).to.be.at.least(left);
          expect(remove.right).to.be.at.most(right);
        }
        expect(chips(composer)[0]!.textContent).to.contain('.pdf');
        await composer.isAccessible();
      } finally {
        document.documentElement.removeAttribute('dir');
      }
    });
  }
});
