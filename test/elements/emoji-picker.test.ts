import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { Session } from '../../src/state/types.ts';
import { focused, hasFocus, isAbsent, isPresent, place } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('the emoji picker of <message-composer>', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;

  before(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });

  after(() => backend.close());

  async function open(theme: 'light' | 'dark' = 'light'): Promise<MessageComposerHarness> {
    session.thread(conversation).setDraft('');
    const composer = new MessageComposerHarness(
      await place('message-composer', { session, conversation, theme }, 'desktop'),
    );
    await composer.until(
      () => composer.find<HTMLTextAreaElement>('textarea')?.placeholder.includes('Ana'),
      'the box',
    );
    return composer;
  }

  const panel = (composer: MessageComposerHarness) => composer.find('[part~="emoji-panel"]');
  const inside = (composer: MessageComposerHarness) =>
    composer.find('.emoji-mount > *')?.shadowRoot ?? undefined;

  async function show(composer: MessageComposerHarness): Promise<ShadowRoot> {
    composer.get('[part~="emoji"]').click();
    await composer.until(() => inside(composer)?.querySelector('input'), 'the picker');
    await composer.until(() => focused()?.localName === 'input', 'the focus in its search');
    return inside(composer)!;
  }

  it('opens, finds by a word, and puts the emoji to where the caret was', async () => {
    const composer = await open();
    await composer.write('Hello you');
    composer.box.setSelectionRange(5, 5);
    await show(composer);
    expect(composer.get('[part~="emoji"]')).to.have.attribute('aria-expanded', 'true');
    expect(panel(composer)).to.have.attribute('role', 'dialog');
    await sendKeys({ type: 'rocket' });
    await composer.until(
      () => inside(composer)!.querySelector('button[aria-label="🚀"]') !== null,
      'the rocket is found',
    );
    await sendKeys({ press: 'Enter' });
    await composer.until(() => composer.box.value === 'Hello🚀 you', 'the emoji in the text');
    isAbsent(panel(composer));
    hasFocus(composer.box);
    expect(composer.box.selectionStart).to.equal(7);
  });

  it('Escape closes it, changes nothing and gives the focus back', async () => {
    const composer = await open();
    await composer.write('Text');
    await show(composer);
    await sendKeys({ press: 'Escape' });
    await composer.until(() => panel(composer) === null, 'it closes');
    expect(composer.box.value).to.equal('Text');
    hasFocus(composer.box);
  });

  it('stays open while the skin tone is chosen, and remembers it for the next time and for names', async () => {
    const composer = await open();
    const picker = await show(composer);
    const tones = () => picker.querySelector<HTMLElement>('[role="radiogroup"]');
    picker.querySelector<HTMLElement>('button.skin-tone-button')!.click();
    await composer.until(tones, 'the skin tones');
    await composer.until(() => tones()?.contains(focused()), 'the focus in them');
    picker.querySelectorAll<HTMLElement>('[role="radiogroup"] button')[5]!.click();
    await composer.element.updateComplete;
    // Until it is gone, Escape would close the choice of tones alone.
    await composer.until(() => tones() === null, 'the tone is chosen');
    await composer.until(() => focused()?.classList.contains('skin-tone-button'), 'the focus beside it');
    isPresent(panel(composer));
    await sendKeys({ press: 'Escape' });
    await composer.until(() => panel(composer) === null, 'it closes');
    composer.type(':thumbsup');
    await composer.until(() => composer.emoji.length > 0, 'the list');
    composer.press('Enter');
    expect(composer.box.value).to.equal('👍🏿');
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`follows the theme and the language (${theme})`, async () => {
      const composer = await open(theme);
      composer.element.lang = 'de';
      await composer.until(() => composer.sendButton.getAttribute('aria-label') !== 'Send', 'the language');
      const picker = await show(composer);
      const root = picker.querySelector<HTMLElement>('#root')!;
      expect(root.dataset.theme).to.equal(theme);
      expect(picker.querySelector('input')!.placeholder).to.equal('Suchen');
    });
  }
});
