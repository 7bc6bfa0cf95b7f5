import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { paths } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { focused, hasFocus, isAbsent, isPresent, place, words } from '../helpers/element.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { catchFiles, type SavedFile } from '../helpers/saved-files.ts';
import { ThreadViewHarness } from '../helpers/thread-view.harness.ts';

const HOSTILE = '<script>globalThis.hacked = true</script> \u202ebidi';

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('exporting for the record in <thread-view>', () => {
  let backend: PageBackend;
  let conversation: string;
  let files: SavedFile[];
  let release: () => void;

  before(async () => {
    backend = await createPageBackend();
    await backend.send('ana', 'maya', HOSTILE);
    conversation = (await backend.session('maya').openConversation('ana')).id;
  });
  after(() => backend.close());

  beforeEach(() => ({ files, release } = catchFiles()));
  afterEach(() => {
    release();
    backend.offline = false;
  });

  async function open(session: Session): Promise<ThreadViewHarness> {
    const element = await place('thread-view', { session, conversation }, 'phone');
    const thread = new ThreadViewHarness(element);
    await thread.shows(HOSTILE);
    return thread;
  }

  const maya = () => open(backend.session('maya'));
  const textOf = async (file: SavedFile | undefined) => (await fetch(file!.href)).text();

  async function choose(thread: ThreadViewHarness, format: string): Promise<void> {
    thread.get<HTMLInputElement>(`dialog input[value="${format}"]`).click();
    thread.button('Export').click();
    await thread.until(() => files.length === 1, 'the file');
    await thread.until(() => thread.find('dialog.record') === null, 'the end of the dialog');
  }

  it('is for practitioners: a client has no button for it', async () => {
    isPresent((await maya()).find('[part~="record-button"]'));
    isAbsent((await open(backend.session('ana'))).find('[part~="record-button"]'));
  });

  it('asks in which form, says what it is, and is accessible', async () => {
    const thread = await maya();
    await thread.isAccessible();
    const dialog = await thread.askToExport();
    expect(words(dialog.querySelector('h3')!)).to.equal('Export for the record');
    expect(words(dialog)).to.contain(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect([...dialog.querySelectorAll('label')].map(words)).to.deep.equal([
      'Document to read and print (HTML)',
      'Data to keep and verify (JSON)',
      'For other systems (FHIR R4)',
    ]);
    await thread.isAccessible();
    expect(dialog.scrollWidth).to.be.at.most(dialog.clientWidth);
  });

  it('saves a document with the text as text; the focus is back on the button, and it is said', async () => {
    const thread = await maya();
    await thread.askToExport();
    await choose(thread, 'html');
    expect(files[0]!.name).to.equal('conversation.html');
    const parsed = new DOMParser().parseFromString(await textOf(files[0]), 'text/html');
    expect([...parsed.querySelectorAll('.text')].map((text) => text.textContent)).to.deep.equal([HOSTILE]);
    isAbsent(parsed.querySelector('script, img, link, iframe'));
    hasFocus(thread.get('[part~="record-button"]'));
    await thread.until(() => thread.announcement === 'The record has been downloaded.', 'the announcement');
    await thread.isAccessible();
  });

  it('saves JSON whose hash can be made again, and FHIR', async () => {
    const thread = await maya();
    await thread.askToExport();
    await choose(thread, 'json');
    expect(files[0]!.name).to.equal('conversation.json');
    const file = await textOf(files[0]);
    const { record, sha256: hash } = JSON.parse(file) as {
      record: { messages: { text: string }[] };
      sha256: string;
    };
    expect(record.messages.map(({ text }) => text)).to.deep.equal([HOSTILE]);
    expect(await sha256(file.split('\n')[1]!)).to.equal(hash);

    files.length = 0;
    await thread.askToExport();
    await choose(thread, 'fhir');
    expect(files[0]!.name).to.equal('conversation.fhir.json');
    expect(JSON.parse(await textOf(files[0]))).to.include({ resourceType: 'Bundle', type: 'collection' });
  });

  it('works by keyboard alone', async () => {
    const thread = await maya();
    thread.get('[part~="record-button"]').focus();
    await sendKeys({ press: 'Enter' });
    const dialog = await thread.appears<HTMLDialogElement>('dialog.record');
    await thread.until(() => dialog.open && focused()?.localName === 'input', 'the first choice');
    await sendKeys({ press: 'ArrowDown' });
    expect((focused() as HTMLInputElement).value).to.equal('json');
    await sendKeys({ press: 'Escape' });
    await thread.until(() => thread.find('dialog.record') === null, 'the end of the dialog');
    hasFocus(thread.get('[part~="record-button"]'));
    expect(files).to.deep.equal([]);
  });

  it('says that it is being prepared, asks once, and Cancel ends it', async () => {
    const asked: AbortSignal[] = [];
    const real = backend.session('maya');
    const thread = await open({
      ...real,
      exportConversation: (_id, _request, signal) => {
        asked.push(signal!);
        return new Promise(() => undefined);
      },
    });
    const dialog = await thread.askToExport();
    thread.button('Export').click();
    thread.button('Export').click();
    await thread.until(
      () => words(dialog.querySelector('[role="status"]')!) === 'Preparing the record…',
      'the words',
    );
    expect(asked).to.have.lengthOf(1);
    await thread.isAccessible();
    thread.button('Cancel').click();
    await thread.until(() => thread.find('dialog.record') === null, 'the end of the dialog');
    expect(asked[0]!.aborted).to.equal(true);
    hasFocus(thread.get('[part~="record-button"]'));
  });

  it('says why it failed, and Retry gets it', async () => {
    const thread = await maya();
    const dialog = await thread.askToExport();
    backend.offline = true;
    thread.button('Export').click();
    await thread.until(() => dialog.querySelector('.failure'), 'the failure');
    expect(words(dialog.querySelector('.failure')!)).to.match(/^The record was not exported\. \S/);
    await thread.isAccessible();
    expect(files).to.deep.equal([]);
    backend.offline = false;
    thread.button('Retry').click();
    await thread.until(() => files.length === 1, 'the file');
    await thread.until(() => thread.find('dialog.record') === null, 'the end of the dialog');
  });

  it('closes when another conversation is shown, and saves nothing of the one before', async () => {
    const real = backend.session('maya');
    const { id: other } = await real.openConversation('noor');
    let answer: (file: Blob) => void = () => undefined;
    const thread = await open({
      ...real,
      exportConversation: () => new Promise((resolve) => (answer = resolve)),
    });
    await thread.askToExport();
    thread.button('Export').click();
    thread.element.conversation = other;
    await thread.until(() => thread.find('dialog.record') === null, 'the end of the dialog');
    answer(new Blob(['too late']));
    await thread.until(() => thread.find('[part~="record-button"]'), 'the other conversation');
    expect(files).to.deep.equal([]);
    await backend.call('maya', 'GET', paths.messages(other));
    expect(files).to.deep.equal([]);
  });
});
