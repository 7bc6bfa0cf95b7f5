import { expect } from '@open-wc/testing';
import { atom } from 'nanostores';

import { ImageError } from '../../server/ports.ts';
import { UNSENT_FILES } from '../../server/domain/files/upload.ts';
import type { FailureCode } from '../../src/i18n/en.ts';
import { loadWords, wordsFor } from '../../src/i18n/index.ts';
import { ERROR_CODES, paths } from '../../src/protocol/index.ts';
import type {
  DraftFile,
  Failure,
  OutgoingMessage,
  Session,
  Thread,
  ThreadState,
} from '../../src/state/types.ts';
import { place, words } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { ThreadViewHarness } from '../helpers/thread-view.harness.ts';

const CODES: readonly FailureCode[] = [...ERROR_CODES, 'network', 'unexpected'];

describe('whatever is refused, the page says why', () => {
  const { documentElement: page } = document;
  const own = page.lang;
  let backend: PageBackend;
  let session: Session;
  let conversation: string;

  before(async () => {
    backend = await createPageBackend({
      // The codec of a page knows no limit of its own; how Node's refuses is tested there.
      images: { code: () => Promise.reject(new ImageError('too-large')) },
    });
    await backend.send('ana', 'maya', 'A question');
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });
  after(() => backend.close());
  afterEach(() => {
    page.lang = own;
  });

  /** A conversation in which a message has failed with every code that there is. */
  function failedMessages(): Session {
    const real = session.thread(conversation);
    const outgoing = CODES.map((code): OutgoingMessage => ({
      id: `message-${code}`,
      text: code,
      attachments: [],
      createdAt: new Date().toISOString(),
      status: 'failed',
      failure: { code } as Failure,
    }));
    const $state = atom<ThreadState>({ status: 'loading' });
    real.$state.subscribe((state) => $state.set(state.status === 'ready' ? { ...state, outgoing } : state));
    const thread: Thread = { ...real, $state, markRead: () => undefined };
    return { ...session, thread: () => thread };
  }

  /** One to which a file was attached that failed, with every code. */
  function failedFiles(): Session {
    const files = CODES.map((code): DraftFile => ({
      id: `file-${code}`,
      name: `${code}.pdf`,
      size: 1,
      status: 'failed',
      failure: { code } as Failure,
    }));
    const thread: Thread = { ...session.thread(conversation), $files: atom(files) };
    return { ...session, thread: () => thread };
  }

  async function composer(of: Session): Promise<MessageComposerHarness> {
    const harness = new MessageComposerHarness(
      await place('message-composer', { session: of, conversation }, 'phone'),
    );
    await harness.until(
      () => harness.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    return harness;
  }

  for (const tag of ['en', 'es', 'fr', 'de', 'ar', 'zh']) {
    it(`a message and a file, with every code of the protocol: ${tag}`, async () => {
      await loadWords(tag);
      page.lang = tag;
      const { failures } = wordsFor(tag);
      const thread = new ThreadViewHarness(
        await place('thread-view', { session: failedMessages(), conversation }, 'phone'),
      );
      await thread.until(() => thread.findAll('[part~="failure"]').length === CODES.length, 'the messages');
      const writing = await composer(failedFiles());
      await writing.until(() => writing.findAll('[part~="file"]').length === CODES.length, 'the files');
      for (const [i, code] of CODES.entries()) {
        // A narrow space of French is one like any other here.
        const said = failures[code].replace(/\s+/gu, ' ');
        expect(said, code).to.match(/\p{L}{2}.*[.。]$/u);
        expect(words(thread.findAll('[part~="failure"]')[i]!), code).to.contain(said);
        expect(words(writing.findAll('[part~="file"]')[i]!), code).to.contain(said);
      }
      await thread.isAccessible();
    });
  }

  const status = (of: MessageComposerHarness) =>
    of.findAll('[part~="file"]').map(({ dataset }) => dataset['status'] ?? '');

  it('picture-too-large: a picture with too many pixels, beside its name; the text stays', async () => {
    const writing = await composer(session);
    await writing.write('This stays.');
    const canvas = new OffscreenCanvas(4, 4);
    canvas.getContext('2d')?.fillRect(0, 0, 4, 4);
    writing.element.addFiles([
      new File([await canvas.convertToBlob()], 'panorama.png', { type: 'image/png' }),
    ]);
    await writing.until(() => status(writing).join() === 'failed', 'the refusal');
    expect(words(writing.get('[part~="file"]'))).to.contain(
      'The picture has too many pixels. Please send a smaller version.',
    );
    expect(writing.box.value).to.equal('This stays.');
    expect(writing.canSend).to.equal(false);
    await writing.isAccessible();
    writing.get<HTMLButtonElement>('[part~="file"] .remove').click();
    await writing.until(() => writing.canSend, 'the text alone');
  });

  it('too-many-requests: one file more than may lie about unsent, beside its name; the text stays', async () => {
    const sam = backend.session('sam');
    const token = await backend.token('sam');
    for (let i = 0; i < UNSENT_FILES; i++) {
      const answer = await backend.fetch(`${backend.url}${paths.attachment(crypto.randomUUID())}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-disposition': 'attachment; filename="a.txt"' },
        body: 'x',
      });
      expect(answer.status).to.equal(201);
    }
    const { id } = await sam.openConversation('ana');
    const element = await place('message-composer', { session: sam, conversation: id }, 'phone');
    const writing = new MessageComposerHarness(element);
    await writing.until(
      () => writing.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    await writing.write('This stays.');
    element.addFiles([new File(['x'], 'one more.txt', { type: 'text/plain' })]);
    await writing.until(() => status(writing).join() === 'failed', 'the refusal');
    expect(words(writing.get('[part~="file"]'))).to.contain(wordsFor('en').failures['too-many-requests']);
    expect(writing.box.value).to.equal('This stays.');
    await writing.isAccessible();
  });
});
