import { expect, oneEvent } from '@open-wc/testing';

import { OutOfOfficeClosedEvent } from '../../src/index.ts';
import { paths, type OutOfOffice } from '../../src/protocol/index.ts';
import { focused, hasFocus, isAbsent, isPresent, place, words } from '../helpers/element.harness.ts';
import { keptSession } from '../helpers/kept-session.ts';
import { OooSettingsHarness } from '../helpers/ooo-settings.harness.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { scriptedSession } from '../helpers/scripted-session.ts';

describe('<ooo-settings>', () => {
  let backend: PageBackend;

  beforeEach(async () => {
    backend = await createPageBackend();
  });

  afterEach(() => backend.close());

  async function open(as = 'sam', session = backend.session(as)): Promise<OooSettingsHarness> {
    const settings = new OooSettingsHarness(await place('ooo-settings', { session }, 'phone'));
    await settings.appears('form');
    return settings;
  }

  const stored = (as = 'maya') => backend.call<OutOfOffice>(as, 'GET', paths.outOfOffice());

  it('is a practitioner’s own form, and stores what stands in it', async () => {
    const ooo = await open();
    expect(ooo.get('.members').textContent).to.contain('Sam Okafor');
    expect(ooo.findAll('.members input')).to.have.length(0);
    ooo.fill('message', 'Back on Monday.');
    ooo.fill('zone', 'America/New_York');
    ooo.fill('start', '2026-10-30T09:00');
    ooo.fill('end', '2099-11-02T09:00');
    ooo.fill('often', 'fourDays');
    await ooo.isAccessible();
    ooo.submit();
    await ooo.until(() => ooo.announcement === 'Your settings are saved.', 'the announcement');
    expect(ooo.message.value).to.equal('');
    expect(ooo.settings[0]).to.contain('Back on Monday.');
    const [setting] = (await stored()).settings;
    expect(setting).to.include({
      start: '2026-10-30T13:00:00.000Z',
      end: '2099-11-02T14:00:00.000Z',
      timeZone: 'America/New_York',
      everyHours: 96,
    });
    await ooo.isAccessible();
  });

  it('lets an administrator choose several members, or all', async () => {
    const ooo = await open('maya');
    ooo.box('Select all').click();
    await ooo.until(() => ooo.box('Sam Okafor').checked, 'everybody is chosen');
    expect(ooo.get('.all').textContent).to.contain('2 members selected');
    ooo.fill('message', 'The practice is closed.');
    ooo.box('Until I turn it off').click();
    await ooo.until(() => ooo.get<HTMLInputElement>('#end').disabled, 'no end');
    ooo.submit();
    await ooo.until(() => ooo.settings.length === 2, 'one setting for each');
    expect((await stored()).settings.map(({ end }) => end)).to.deep.equal([null, null]);
    await ooo.isAccessible();
  });

  it('says at each field what is wrong, goes to the first, and takes it back when it is right', async () => {
    const ooo = await open('maya');
    ooo.fill('often', 'other');
    await ooo.appears('#hours');
    ooo.fill('hours', '0');
    ooo.submit();
    await ooo.until(() => ooo.problems.length === 4, 'four problems');
    expect(ooo.problems).to.deep.equal([
      'Select at least one member.',
      'Write the message that clients get.',
      'Choose when it ends, or that it lasts until you turn it off.',
      'Write a whole number of hours from 1 to 8,784.',
    ]);
    hasFocus(ooo.box('Select all'));
    await ooo.isAccessible();
    ooo.fill('message', 'Away.');
    await ooo.until(() => ooo.problems.length === 3, 'one less');
    ooo.fill('start', '2099-01-02T10:00');
    ooo.fill('end', '2099-01-01T10:00');
    await ooo.until(() => ooo.problems.includes('The end must be after the start.'), 'the order');
  });

  it('loses nothing that was typed when it cannot be stored', async () => {
    const ooo = await open();
    ooo.fill('message', 'Away for a while.');
    ooo.box('Until I turn it off').click();
    backend.offline = true;
    ooo.submit();
    await ooo.until(() => ooo.find('.failure'), 'the failure');
    expect(ooo.get('.failure').textContent).to.contain('Nothing was saved.');
    expect(ooo.message.value).to.equal('Away for a while.');
    backend.offline = false;
    ooo.submit();
    await ooo.until(() => ooo.settings.length === 1, 'it is stored at the second try');
  });

  it('shows an overlap at the start', async () => {
    const ooo = await open();
    const ask = () => {
      ooo.fill('message', 'Away for a while.');
      ooo.box('Until I turn it off').click();
      ooo.submit();
    };
    ask();
    // It is in the list by its event, which may come before the answer that empties the form.
    await ooo.until(() => ooo.settings.length === 1 && ooo.message.value === '', 'the first is stored');
    ask();
    await ooo.until(() => ooo.find('#start-problem'), 'the second is refused');
    hasFocus(ooo.get('#start'));
    expect(ooo.message.value).to.equal('Away for a while.');
  });

  it('changes a setting, and ends it', async () => {
    const ooo = await open();
    ooo.fill('message', 'First.');
    ooo.box('Until I turn it off').click();
    ooo.submit();
    await ooo.until(() => ooo.settings.length === 1, 'it is stored');
    ooo.button('Edit, ').click();
    await ooo.until(() => ooo.message.value === 'First.', 'the form has it');
    await ooo.until(() => focused() === ooo.message, 'the focus is in the form');
    ooo.fill('message', 'Second.');
    ooo.submit();
    await ooo.until(() => ooo.settings[0]?.includes('Second.'), 'it is changed');
    ooo.button('End now, ').click();
    await ooo.until(() => ooo.settings.length === 0, 'it has ended');
    expect(ooo.announcement).to.equal('The out-of-office reply has ended.');
    hasFocus(ooo.button('Back'));
    expect((await stored()).settings).to.deep.equal([]);
  });

  describe('while it is being stored, and its event is there before its answer', () => {
    let answer = (): void => {};

    async function openHeld(): Promise<OooSettingsHarness> {
      const held = new Promise<void>((resolve) => (answer = resolve));
      const session = backend.session('sam', {
        async fetch(input, init) {
          const request = new Request(input, init);
          const put = request.method === 'PUT' && request.url.endsWith(paths.outOfOffice());
          const response = await backend.fetch(request);
          if (put) await held;
          return response;
        },
      });
      const ooo = await open('sam', session);
      ooo.fill('message', 'First.');
      ooo.box('Until I turn it off').click();
      ooo.submit();
      await ooo.until(() => ooo.settings.length === 1, 'the event');
      return ooo;
    }

    it('opens for a change, and keeps what is typed into it', async () => {
      const ooo = await openHeld();
      ooo.button('Edit, ').click();
      await ooo.until(() => ooo.message.value === 'First.', 'the form has it');
      ooo.fill('message', 'Second.');
      answer();
      await ooo.until(() => ooo.announcement === 'Your settings are saved.', 'the answer');
      expect(ooo.message.value).to.equal('Second.');
      ooo.submit();
      await ooo.until(() => ooo.settings[0]?.includes('Second.'), 'it is changed');
    });

    it('keeps what is typed on', async () => {
      const ooo = await openHeld();
      ooo.fill('message', 'First, and more.');
      answer();
      await ooo.until(() => ooo.announcement === 'Your settings are saved.', 'the answer');
      expect(ooo.message.value).to.equal('First, and more.');
    });

    it('is sent once, however often the button is pressed', async () => {
      const ooo = await openHeld();
      ooo.submit();
      answer();
      await ooo.until(() => ooo.announcement === 'Your settings are saved.', 'the answer');
      expect(ooo.message.value).to.equal('');
      expect(ooo.problems).to.deep.equal([]);
    });
  });

  it('says which one is meant of a time that comes twice, and keeps an end in the second', async () => {
    await backend.call('maya', 'PUT', paths.outOfOffice(), {
      memberIds: ['sam'],
      message: 'Through the night.',
      start: '2030-10-26T20:00:00.000Z',
      end: '2030-10-27T01:30:00.000Z',
      timeZone: 'Europe/Berlin',
    });
    const end = async () => (await stored()).settings[0]?.end;
    const ooo = await open();
    ooo.button('Edit').click();
    await ooo.appears('#end-pass');
    expect(ooo.get<HTMLInputElement>('#end').value).to.equal('2030-10-27T02:30');
    expect(words(ooo.get('#end-pass'))).to.contain('The second one is meant');
    isAbsent(ooo.find('#start-pass'));
    await ooo.isAccessible();
    ooo.fill('message', 'Through the whole night.');
    ooo.submit();
    await ooo.until(() => ooo.settings[0]?.includes('whole'), 'it is saved');
    expect(await end()).to.equal('2030-10-27T01:30:00.000Z');
    ooo.button('Edit').click();
    (await ooo.appears('#end-second')).click();
    await ooo.until(
      () => words(ooo.get('#end-pass')).includes('The first one is meant'),
      'the other sentence',
    );
    ooo.submit();
    await ooo.until(async () => (await end()) === '2030-10-27T00:30:00.000Z', 'the first one is saved');
  });

  it('follows what an administrator does elsewhere', async () => {
    const ooo = await open();
    await backend.call('maya', 'PUT', paths.outOfOffice(), {
      memberIds: ['sam'],
      message: 'Set by the office.',
      start: '2026-01-01T00:00:00.000Z',
      end: null,
      timeZone: 'UTC',
    });
    await ooo.until(() => ooo.settings[0]?.includes('Set by the office.'), 'the new setting');
    await ooo.move();
    await ooo.until(() => ooo.settings.length === 1, 'it is there after a move');
  });

  describe('what was typed and not saved', () => {
    const kept = (ooo: OooSettingsHarness) => ooo.find('[part~="kept"]');

    it('is there again after Back, says so, and goes by Start again', async () => {
      const session = backend.session('sam');
      const ooo = await open('sam', session);
      ooo.fill('message', 'Half a thought');
      ooo.fill('often', 'other');
      await ooo.appears('#hours');
      ooo.fill('hours', '7');
      isAbsent(kept(ooo));
      ooo.element.remove();
      const again = await open('sam', session);
      expect(again.message.value).to.equal('Half a thought');
      expect(again.get<HTMLInputElement>('#hours').value).to.equal('7');
      expect(words(kept(again)!)).to.equal('You had not saved this yet. Start again');
      await again.isAccessible();
      again.button('Start again').click();
      await again.until(() => again.message.value === '' && kept(again) === null, 'an empty form');
      await again.until(() => focused() === again.message, 'the focus in it');
      again.element.remove();
      expect((await open('sam', session)).message.value).to.equal('');
    });

    it('stays for each setting while another one is changed, and is gone once it is saved', async () => {
      const ooo = await open('maya');
      ooo.box('Select all').click();
      await ooo.until(() => ooo.box('Sam Okafor').checked, 'everybody is chosen');
      ooo.fill('message', 'Closed.');
      ooo.box('Until I turn it off').click();
      ooo.submit();
      await ooo.until(() => ooo.settings.length === 2 && ooo.message.value === '', 'one setting for each');
      ooo.fill('message', 'A new one');
      ooo.button('Edit, ⁨Sam Okafor').click();
      await ooo.until(() => ooo.message.value === 'Closed.', 'the form has it');
      ooo.fill('message', 'Closed for Sam.');
      ooo.button('Edit, ⁨Dr. Maya Rivera').click();
      await ooo.until(() => ooo.message.value === 'Closed.', 'the form has the other');
      expect(ooo.settings.filter((it) => it.includes('Changes not saved'))).to.have.length(1);
      await ooo.isAccessible();
      ooo.button('Cancel').click();
      await ooo.until(() => ooo.message.value === 'A new one', 'the new one is there again');
      ooo.button('Edit, ⁨Sam Okafor').click();
      await ooo.until(() => ooo.message.value === 'Closed for Sam.', 'the change is there again');
      ooo.submit();
      await ooo.until(() => ooo.settings.some((it) => it.includes('Closed for Sam.')), 'it is saved');
      expect(ooo.settings.join()).not.to.contain('Changes not saved');
    });

    it('outlives the page, sealed', async () => {
      const first = keptSession(backend, 'sam');
      const ooo = await open('sam', first.session);
      await first.keyed;
      ooo.fill('message', 'Before the reload');
      ooo.element.remove();
      first.session.dispose();
      const again = await open('sam', backend.session('sam'));
      await again.until(() => again.message.value === 'Before the reload', 'the text');
      isPresent(kept(again));
    });

    it('is not in the page while it is locked, and there again after', async () => {
      let time = Date.now();
      const session = backend.session('sam', { now: () => time });
      const ooo = await open('sam', session);
      ooo.fill('message', 'Locked away');
      time += 16 * 60_000;
      document.dispatchEvent(new Event('visibilitychange'));
      expect(await ooo.notice()).to.contain('Locked for your privacy');
      expect(session.form('out-of-office').$text.get()).to.equal('');
      await ooo.isAccessible();
      ooo.button('Unlock').click();
      await ooo.appears('form');
      await ooo.until(() => ooo.message.value === 'Locked away', 'the text');
    });
  });

  it('has nothing of one administrator for the next who signs in on the same page', async () => {
    await backend.addPerson('lena', { name: 'Lena Brandt', kind: 'practitioner', admin: true });
    let who = 'maya';
    let refuse = (): void => {};
    const held = new Promise<void>((resolve) => (refuse = resolve));
    const session = backend.session('maya', {
      getToken: () => backend.token(who),
      async fetch(input, init) {
        const { method, url } = input instanceof Request ? input : new Request(input, init);
        if (method === 'PUT' && url.endsWith(paths.outOfOffice())) {
          // Her answer comes when she is gone.
          await held;
          throw new TypeError('Failed to fetch');
        }
        return backend.fetch(input, init);
      },
    });
    const ooo = await open('maya', session);
    ooo.box('Dr. Maya Rivera').click();
    ooo.box('Until I turn it off').click();
    ooo.fill('message', 'Maya is away.');
    ooo.submit();
    await ooo.until(
      () => ooo.button('Configure Settings').getAttribute('aria-disabled') === 'true',
      'sending',
    );
    who = 'lena';
    await session.reconnect();
    await ooo.until(() => ooo.find('form') && ooo.message.value === '', 'an empty form');
    expect(ooo.box('Dr. Maya Rivera').checked).to.equal(false);
    ooo.fill('message', 'Lena is away.');
    refuse();
    await ooo.until(
      () => ooo.button('Configure Settings').getAttribute('aria-disabled') === 'false',
      'a form to send',
    );
    expect(ooo.message.value).to.equal('Lena is away.');
    expect(ooo.problems).to.deep.equal([]);
    isAbsent(ooo.find('.failure'));
  });

  it('goes back by Escape and by the button', async () => {
    const ooo = await open();
    ooo.message.focus();
    const escaped = oneEvent(ooo.element, OutOfOfficeClosedEvent.type);
    expect(ooo.press('Escape').defaultPrevented).to.equal(true);
    await escaped;
    const back = oneEvent(ooo.element, OutOfOfficeClosedEvent.type);
    ooo.button('Back').click();
    await back;
  });

  it('has no form for a client', async () => {
    const ooo = new OooSettingsHarness(await place('ooo-settings', { session: backend.session('ana') }));
    expect(await ooo.notice()).to.contain('You are not allowed to do this.');
    await ooo.isAccessible();
  });

  it('says why the settings cannot be loaded', async () => {
    const { $outOfOffice } = scriptedSession();
    const session = scriptedSession({
      $outOfOffice: Object.assign($outOfOffice, {
        value: { status: 'failed' as const, failure: { code: 'unavailable' as const } },
      }),
    });
    const ooo = new OooSettingsHarness(await place('ooo-settings', { session }));
    expect(await ooo.notice()).to.contain('This could not be loaded');
    await ooo.isAccessible();
  });

  it('reads from right to left', async () => {
    document.documentElement.dir = 'rtl';
    try {
      await (await open()).isAccessible();
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });
});
