import { expect, oneEvent } from '@open-wc/testing';

import { RecipientCancelledEvent, RecipientSelectedEvent } from '../../src/index.ts';
import { hasFocus, place } from '../helpers/element.harness.ts';
import { overflowing } from '../helpers/overflow.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { RecipientPickerHarness } from '../helpers/recipient-picker.harness.ts';

describe('<recipient-picker>', () => {
  let backend: PageBackend;

  beforeEach(async () => {
    backend = await createPageBackend();
  });

  afterEach(() => backend.close());

  async function open(as = 'maya'): Promise<RecipientPickerHarness> {
    const element = await place('recipient-picker', { session: backend.session(as) }, 'phone');
    await element.updateComplete;
    return new RecipientPickerHarness(element);
  }

  it('offers everybody one may write to, with what they are', async () => {
    const picker = await open();
    await picker.shows('Ana Lindqvist Client', 'Sam Okafor Practitioner', 'نور الهاشمي Client');
    expect(picker.box.getAttribute('aria-label')).to.equal('Search for a client or practitioner');
    expect(picker.box.getAttribute('aria-expanded')).to.equal('true');
    await picker.isAccessible();
  });

  it('offers a client practitioners only', async () => {
    const picker = await open('ana');
    await picker.shows('Dr. Maya Rivera Practitioner', 'Sam Okafor Practitioner');
    await picker.until(
      () => picker.box.getAttribute('aria-label') === 'Search for a practitioner',
      'the words for a client',
    );
  });

  it('is searched and used by keyboard alone', async () => {
    const picker = await open();
    picker.element.focus();
    hasFocus(picker.box);
    picker.search('a');
    await picker.until(() => picker.people.length > 1, 'people');
    picker.press('ArrowDown');
    await picker.until(() => picker.active === picker.people[0], 'the first');
    picker.press('ArrowDown');
    await picker.until(() => picker.active === picker.people[1], 'the second');
    picker.press('ArrowUp');
    await picker.until(() => picker.active === picker.people[0], 'the first again');
    hasFocus(picker.box);
    await picker.isAccessible();
    const chosen = oneEvent(
      picker.element,
      RecipientSelectedEvent.type,
    ) as unknown as Promise<RecipientSelectedEvent>;
    picker.press('Enter');
    expect((await chosen).personId).to.equal('ana');
  });

  it('chooses by click', async () => {
    const picker = await open();
    await picker.until(() => picker.people.length === 3, 'people');
    const chosen = oneEvent(
      picker.element,
      RecipientSelectedEvent.type,
    ) as unknown as Promise<RecipientSelectedEvent>;
    picker.options[1]?.click();
    expect((await chosen).personId).to.equal('sam');
  });

  it('goes back by Escape and by the button', async () => {
    const picker = await open();
    picker.element.focus();
    const escaped = oneEvent(picker.element, RecipientCancelledEvent.type);
    expect(picker.press('Escape').defaultPrevented).to.equal(true);
    await escaped;
    const back = oneEvent(picker.element, RecipientCancelledEvent.type);
    picker.get<HTMLButtonElement>('[part~="back"]').click();
    await back;
  });

  it('says that nobody is found, and that it could not search', async () => {
    const picker = await open();
    await picker.until(() => picker.people.length === 3, 'people');
    picker.search('zzz');
    expect(await picker.notice()).to.contain('Nobody found');
    await picker.isAccessible();
    backend.offline = true;
    picker.search('zzzz');
    await picker.until(async () => (await picker.notice()).includes('Try again'), 'the failure');
    await picker.isAccessible();
  });

  it('tells people of the same name and kind apart', async () => {
    await backend.addPerson('ana-2', { name: 'Ana Lindqvist', kind: 'client' });
    const picker = await open();
    picker.search('lindqvist');
    await picker.until(() => picker.people.length === 2, 'both');
    expect(picker.people).to.have.members(['Ana Lindqvist Client · ana', 'Ana Lindqvist Client · ana-2']);
  });

  it('cuts no name for what stands beside it, however narrow it is', async () => {
    await backend.addPerson('ana-2', { name: 'Ana Lindqvist', kind: 'client' });
    const picker = await open();
    picker.element.parentElement!.style.width = '240px';
    await picker.until(() => picker.people.length === 4, 'people');
    for (const whole of picker.findAll('.name > :first-child, [part~="kind"]')) {
      expect(whole.scrollWidth, whole.textContent).to.be.at.most(whole.clientWidth);
    }
    expect(new Set(picker.options.map((row) => row.offsetHeight)).size).to.equal(1);
    expect(overflowing(picker.element)).to.deep.equal([]);
  });

  it('survives a move in the page', async () => {
    const picker = await open();
    await picker.until(() => picker.people.length === 3, 'people');
    await picker.move();
    await picker.until(() => picker.people.length === 3, 'people');
  });
});
