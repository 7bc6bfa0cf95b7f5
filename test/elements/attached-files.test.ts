import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { atom } from 'nanostores';

import { paths, type Attachment, type Message } from '../../src/protocol/index.ts';
import type { Session, ThreadState } from '../../src/state/types.ts';
import { abortable } from '../helpers/abortable-fetch.ts';
import { focused, isAbsent, place, words } from '../helpers/element.harness.ts';
import { overflowing } from '../helpers/overflow.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { catchFiles } from '../helpers/saved-files.ts';
import { ThreadViewHarness } from '../helpers/thread-view.harness.ts';

async function picture(colour: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(300, 200);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 300, 200);
  return canvas.convertToBlob();
}

describe('the files in <thread-view>', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;
  let broken = false;

  const preview = { width: 300, height: 200 };
  const pictures: Attachment[] = ['one.png', 'two.png'].map((name, i) => ({
    id: `picture-${i}`,
    name,
    type: 'image/png',
    size: 4000,
    preview,
  }));
  const card: Attachment = { id: 'card', name: 'نتائج.pdf', type: 'application/pdf', size: 1_500_000 };

  before(async () => {
    backend = await createPageBackend();
    await backend.send('ana', 'maya', 'See these');
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });

  after(() => backend.close());

  /** The thread of the real backend, whose message has files; in the page, the backend makes no previews. */
  async function open(): Promise<ThreadViewHarness> {
    broken = false;
    const real = session.thread(conversation);
    const $state = atom<ThreadState>({ status: 'loading' });
    const stop = real.$state.subscribe((state) => {
      if (state.status !== 'ready') return;
      const messages = state.messages.map((message) => ({ ...message, attachments: [...pictures, card] }));
      $state.set({ ...state, messages });
    });
    const shown = { ...real, $state, markRead: () => undefined };
    const element = await place(
      'thread-view',
      {
        session: {
          ...session,
          thread: () => shown,
          readFile: async (id) => {
            if (broken) throw new TypeError('Failed to fetch');
            return picture(id === 'picture-0' ? 'teal' : 'orange');
          },
        },
        conversation,
      },
      'phone',
    );
    const thread = new ThreadViewHarness(element);
    await thread.until(() => thread.findAll('[part~="picture"]').length === 2, 'the pictures');
    stop();
    return thread;
  }

  const viewer = (thread: ThreadViewHarness) => thread.find<HTMLDialogElement>('[part~="viewer"]');

  it('are pictures to open and cards to download, by name', async () => {
    const thread = await open();
    const shown = thread.findAll('[part~="picture"]');
    expect(shown.map((it) => it.getAttribute('aria-label'))).to.deep.equal([
      'Open picture one.png',
      'Open picture two.png',
    ]);
    await thread.until(() => shown[0]!.querySelector('img')!.naturalWidth === 300, 'the preview');
    expect(thread.get('[part~="file-card"]').getAttribute('aria-label')).to.contain('نتائج.pdf');
    await thread.isAccessible();
    document.documentElement.dir = 'rtl';
    try {
      await thread.isAccessible();
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('are cards with room for an ordinary name, however short the text is, and no wider than the conversation', async () => {
    const thread = await open();
    for (const [width, least] of [
      [390, 270],
      [240, 0],
    ] as const) {
      thread.element.parentElement!.style.width = `${width}px`;
      const { width: wide, right } = thread.get('[part~="file-card"]').getBoundingClientRect();
      expect(wide).to.be.at.least(least);
      expect(right).to.be.at.most(thread.log.getBoundingClientRect().right);
      expect(overflowing(thread.element)).to.deep.equal([]);
    }
  });

  it('open large, turn by the arrow keys, keep the focus, and give it back', async () => {
    const thread = await open();
    const [first] = thread.findAll('[part~="picture"]');
    first!.focus();
    first!.click();
    await thread.until(() => viewer(thread)?.open, 'the viewer');
    const status = () => words(thread.get('[part~="viewer"] [role="status"]'));
    expect(viewer(thread)).to.have.attribute('aria-label', 'one.png');
    expect(status()).to.equal('Picture 1 of 2');
    await thread.until(() => viewer(thread)!.querySelector('img')!.naturalWidth === 300, 'the picture');
    await thread.isAccessible();
    await sendKeys({ press: 'ArrowRight' });
    await thread.until(() => status() === 'Picture 2 of 2', 'the next');
    expect(viewer(thread)).to.have.attribute('aria-label', 'two.png');
    await sendKeys({ press: 'ArrowRight' });
    await thread.until(() => status() === 'Picture 1 of 2', 'the first again');
    document.documentElement.dir = 'rtl';
    try {
      await sendKeys({ press: 'ArrowLeft' });
      await thread.until(() => status() === 'Picture 2 of 2', 'the next, from right to left');
    } finally {
      document.documentElement.removeAttribute('dir');
    }
    for (let i = 0; i < 8; i++) {
      await sendKeys({ press: 'Tab' });
      const within = focused();
      // The browser's own controls come between; nothing else of the page does.
      expect(within === null || within === document.body || viewer(thread)!.contains(within)).to.equal(true);
    }
    await sendKeys({ press: 'Escape' });
    await thread.until(() => viewer(thread) === null, 'the viewer closes');
    await thread.until(() => focused() === first, 'the focus is back');
  });

  it('are saved under a harmless type, and say so when they cannot be', async () => {
    const thread = await open();
    const { files: saved, release } = catchFiles();
    try {
      thread.get('[part~="file-card"]').click();
      await thread.until(() => saved.length === 1, 'the download');
      expect(saved[0]!.name).to.equal('نتائج.pdf');
      expect((await (await fetch(saved[0]!.href)).blob()).type).to.equal('application/octet-stream');
      expect(thread.announcement).to.equal('Downloading نتائج.pdf');
      broken = true;
      thread.get('[part~="file-card"]').click();
      await thread.until(
        () => thread.announcement.startsWith('نتائج.pdf could not be downloaded.'),
        'the failure',
      );
      await thread.isAccessible();
    } finally {
      release();
    }
  });

  it('of a message that is deleted while one of them comes down end in words; nothing is saved, no focus lost', async () => {
    const { id: between } = await session.openConversation('noor');
    const file = crypto.randomUUID();
    await backend.fetch(`${backend.url}${paths.attachment(file)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await backend.token('noor')}`,
        'content-disposition': 'attachment; filename="plan.txt"',
      },
      body: 'what is written there',
    });
    const { id } = await backend.call<Message>('noor', 'POST', paths.messages(between), {
      id: crypto.randomUUID(),
      text: '',
      attachments: [file],
    });
    let begun = false;
    // The head comes, and then nothing for as long as somebody waits.
    const slow = abortable(async (request) => {
      const answer = await backend.fetch(request);
      if (!request.url.endsWith(paths.attachment(file))) return answer;
      begun = true;
      return new Response(new ReadableStream(), answer);
    });
    const element = await place(
      'thread-view',
      { session: backend.session('maya', { fetch: slow.fetch }), conversation: between },
      'phone',
    );
    const thread = new ThreadViewHarness(element);
    const card = await thread.appears<HTMLButtonElement>('[part~="file-card"]');
    card.focus();
    card.click();
    await thread.until(() => begun && card.getAttribute('aria-busy') === 'true', 'the download');
    await backend.call('noor', 'DELETE', paths.message(between, id));
    await thread.until(() => thread.tombstones === 1, 'the tombstone');
    await thread.until(
      () => thread.announcement === 'plan.txt could not be downloaded. This is no longer here.',
      'the words',
    );
    isAbsent(thread.find('[part~="file-card"]'));
    await thread.until(() => focused() === thread.log, 'the focus on the messages');
    await thread.isAccessible();
  });
});
