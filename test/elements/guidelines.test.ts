import { expect } from '@open-wc/testing';

import type { Session } from '../../src/state/types.ts';
import { hasFocus, isAbsent, place, words } from '../helpers/element.harness.ts';
import { MessageComposerHarness } from '../helpers/message-composer.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('the practice’s guidelines in <message-composer>', () => {
  let backend: PageBackend;
  let session: Session;
  let conversation: string;

  beforeEach(async () => {
    backend = await createPageBackend();
    session = backend.session('maya');
    conversation = (await session.openConversation('ana')).id;
  });

  afterEach(() => backend.close());

  async function open(): Promise<MessageComposerHarness> {
    const composer = new MessageComposerHarness(
      await place('message-composer', { session, conversation }, 'phone'),
    );
    await composer.appears('textarea');
    return composer;
  }

  const panel = (composer: MessageComposerHarness) => composer.find('[part~="practice-notice"]');
  const button = (composer: MessageComposerHarness) => composer.find('[part~="practice-notice-button"]');

  it('are not there while there are none', async () => {
    const composer = await open();
    isAbsent(panel(composer));
    isAbsent(button(composer));
  });

  it('stand open, are put aside for good, and stay within reach', async () => {
    const composer = await open();
    await session.setNotice('<p>We answer within <b>two days</b>.</p>');
    await composer.until(() => panel(composer)?.querySelector('b')?.textContent === 'two days', 'the text');
    expect(button(composer)).to.have.attribute('aria-expanded', 'true');
    await composer.isAccessible();
    composer.get('[part~="practice-notice-close"]').click();
    await composer.until(() => panel(composer) === null, 'they are put aside');
    hasFocus(composer.box);
    expect(button(composer)).to.have.attribute('aria-expanded', 'false');
    await composer.isAccessible();
    composer.element.remove();
    const again = await open();
    await again.until(() => button(again), 'the way to them');
    isAbsent(panel(again));
    button(again)!.click();
    await again.until(() => panel(again), 'they are there again');
    await session.setNotice('<p>Newer ones</p>');
    button(again)!.click();
    await again.until(
      () => words(again.get('[part~="practice-notice"]')).includes('Newer ones'),
      'newer ones open',
    );
  });

  it('bring no script, style or address into the page, from right to left as well', async () => {
    const composer = await open();
    document.documentElement.dir = 'rtl';
    try {
      await session.setNotice(
        '<p onclick="window.ran=1" style="position:fixed">Safe</p><img src=x onerror="window.ran=1">' +
          '<script>window.ran=1</script><a href="javascript:window.ran=1">a</a><iframe srcdoc="<p>x"></iframe>' +
          '<svg onload="window.ran=1"></svg>',
      );
      await composer.until(() => panel(composer)?.textContent.includes('Safe'), 'the text');
      const shown = panel(composer)!.querySelector('.formatted')!;
      isAbsent(shown.querySelector('img, script, iframe, svg, [onclick], [style], [href]'));
      expect('ran' in window).to.equal(false);
      await composer.isAccessible();
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });
});
