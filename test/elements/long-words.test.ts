import { expect } from '@open-wc/testing';

import type { Session } from '../../src/state/types.ts';
import { attended, ElementHarness, place } from '../helpers/element.harness.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { OooSettingsHarness } from '../helpers/ooo-settings.harness.ts';
import { overflowing } from '../helpers/overflow.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

describe('the words of every language fit a phone', () => {
  const { documentElement: page } = document;
  const own = page.lang;
  let backend: PageBackend;
  let session: Session;
  let inattentive: () => void;

  before(async () => {
    inattentive = attended();
    backend = await createPageBackend();
    await backend.send('ana', 'maya', 'A question');
    await backend.send(
      'maya',
      'ana',
      'An answer that is long enough to leave little room beside it on a phone',
    );
    session = backend.session('maya');
  });
  after(async () => {
    page.lang = own;
    inattentive();
    await backend.close();
  });

  function narrow(element: Element, width: number): void {
    element.parentElement!.style.width = `${width}px`;
  }

  for (const lang of ['es', 'fr', 'de', 'ar', 'zh']) {
    for (const width of [320, 390]) {
      it(`${lang} at ${width} px`, async () => {
        page.lang = lang;
        const whole = new MessagesInboxHarness(await place('messages-inbox', { session }, 'phone'));
        narrow(whole.element, width);
        const list = await whole.list();
        await list.shows('Ana Lindqvist');
        await whole.until(() => whole.find('.single'), 'one column');
        expect(overflowing(whole.element), 'the list').to.deep.equal([]);
        list.row('Ana Lindqvist').click();
        const thread = await whole.thread();
        await thread.appears('[part~="options-button"]');
        await whole.composer();
        expect(overflowing(whole.element), 'a conversation').to.deep.equal([]);
        thread.get('[part~="options-button"]').click();
        const menu = await thread.appears('[role="menu"]');
        await thread.until(() => {
          const { left, right } = menu.getBoundingClientRect();
          const room = thread.log.getBoundingClientRect();
          return left >= room.left && right <= room.right;
        }, 'the menu within the conversation');
        whole.element.remove();

        const ooo = new OooSettingsHarness(await place('ooo-settings', { session }, 'phone'));
        narrow(ooo.element, width);
        await ooo.appears('form');
        ooo.fill('often', 'other');
        await ooo.appears('#hours');
        ooo.get<HTMLButtonElement>('button.primary').click();
        await ooo.until(() => ooo.problems.length > 0, 'the problems');
        expect(overflowing(ooo.element), 'the settings').to.deep.equal([]);
        ooo.element.remove();

        const features = new ElementHarness(await place('messaging-features', { session }, 'phone'));
        narrow(features.element, width);
        await features.appears('[part~="switch"]');
        expect(overflowing(features.element), 'the features').to.deep.equal([]);
      });
    }
  }
});
