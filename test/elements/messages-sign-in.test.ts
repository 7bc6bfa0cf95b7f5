import { expect } from '@open-wc/testing';

import type { MessagesSignIn } from '../../src/index.ts';
import { paths, type Me } from '../../src/protocol/index.ts';
import { focused, hasFocus, place, words } from '../helpers/element.harness.ts';
import { createMailbox, type Mailbox } from '../helpers/mail.ts';
import { MessagesInboxHarness } from '../helpers/messages-inbox.harness.ts';
import { MessagesSignInHarness } from '../helpers/messages-sign-in.harness.ts';
import { createPageBackend, PEOPLE, type PageBackend } from '../helpers/page-backend.ts';

const EMAIL = 'ana@example.org';

describe('messages-sign-in', () => {
  let backend: PageBackend;
  let mailbox: Mailbox;
  let time: number;

  beforeEach(async () => {
    time = Date.now();
    mailbox = createMailbox();
    const people = { ...PEOPLE, ana: { ...PEOPLE.ana, email: EMAIL } };
    backend = await createPageBackend({ people, mailer: mailbox, now: () => new Date(time) });
  });

  afterEach(async () => {
    sessionStorage.clear();
    await backend.close();
  });

  async function show(
    properties: Partial<MessagesSignIn> = {},
    size: 'phone' | 'desktop' = 'desktop',
  ): Promise<MessagesSignInHarness> {
    const element = await place(
      'messages-sign-in',
      { backend: backend.url, practice: backend.practice, fetch: backend.fetch, ...properties },
      size,
    );
    return new MessagesSignInHarness(element);
  }

  async function signedIn(): Promise<MessagesSignInHarness> {
    const door = await show();
    await door.ask(EMAIL);
    await door.enter(await mailbox.code(EMAIL));
    await door.account();
    return door;
  }

  it('address, code, signed in: the inbox inside is there then, and not before', async () => {
    await backend.send('maya', 'ana', 'Good morning');
    const door = await show();
    const inside = new MessagesInboxHarness(document.createElement('messages-inbox'));
    door.element.append(inside.element);
    const box = await door.email();
    expect(box.labels?.[0]?.textContent).to.equal('E-mail address');
    expect(box.type).to.equal('email');
    expect(box.autocomplete).to.equal('email');
    expect(inside.element.checkVisibility()).to.equal(false);
    await door.isAccessible();

    await door.ask(EMAIL);
    const code = await door.code();
    // Not every engine knows it, and those leave the property empty.
    expect(code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    await door.until(() => focused() === code, 'the focus in the code');
    expect(door.announcement).to.match(/^If your practice knows \u2068ana@example\.org\u2069/);
    await door.isAccessible();

    await door.enter(await mailbox.code(EMAIL));
    await door.account();
    const list = await inside.list();
    await list.appears('[part~="conversation"]');
    expect(inside.element.checkVisibility()).to.equal(true);
    expect(door.announcement).to.equal('You are signed in.');
    await door.isAccessible();
  });

  it('in another language the mails come in it, too: the code, and what comes later', async () => {
    const door = await show({ lang: 'fr' });
    await door.ask(EMAIL);
    const letter = await mailbox.next(EMAIL);
    expect(letter.subject).to.equal('Votre code de connexion');
    door.element.lang = 'ar';
    await door.until(() => words(door.get('form')).includes('كتابة الرمز'), 'Arabic');
    await door.enter(/\d{6}/.exec(letter.text)![0]);
    await door.account();
    // A page that says nothing, and a code for somebody of whom it is known by now.
    const asked = await backend.fetch(`${backend.url}${paths.signInCodes()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ practice: backend.practice, email: EMAIL }),
    });
    expect(asked.status).to.equal(202);
    expect((await mailbox.next(EMAIL)).language).to.equal('ar');
  });

  it('serves elements elsewhere on the page, whichever came first', async () => {
    await backend.send('maya', 'ana', 'Good morning');
    const early = new MessagesInboxHarness(
      await place('messages-inbox', { backend: backend.url, fetch: backend.fetch } as never, 'desktop'),
    );
    await early.until(async () => (await early.notice()).includes('You are signed out'), 'signed out');
    await signedIn();
    const late = new MessagesInboxHarness(await place('messages-inbox', { backend: backend.url }, 'desktop'));
    for (const inbox of [early, late]) {
      await (await inbox.list()).appears('[part~="conversation"]');
    }
  });

  it('an unknown address looks the same', async () => {
    const door = await show();
    const text = async (email: string) => {
      await door.ask(email);
      const shown = words(door.get('form'))
        .replace(email, '…')
        .replace(/0:\d\d/, '0:30');
      door.button('Use another address').click();
      return shown;
    };
    expect(await text('nobody@example.org')).to.equal(await text(EMAIL));
  });

  it('takes a pasted code with spaces, words, or digits of another script, and nothing else', async () => {
    const door = await show();
    await door.ask(EMAIL);
    const box = await door.code();
    for (const [typed, digits] of [
      ['123 456', '123456'],
      ['Your code: 123-456.', '123456'],
      ['١٢٣٤٥٦', '123456'],
      ['１２３４５６', '123456'],
      ['1234567', '123456'],
      ['abc', ''],
    ] as const) {
      door.type(box, typed);
      expect(box.value).to.equal(digits);
    }
  });

  it('says what is wrong with an address, keeps it, and asks nobody', async () => {
    const door = await show();
    for (const typed of ['', 'ana', 'ana@', 'ana lindqvist@example.org']) {
      door.type(await door.email(), typed);
      door.submit();
      expect(await door.problem()).to.equal('Please type your e-mail address, like name@example.com.');
      const box = await door.email();
      expect(box.value).to.equal(typed.trim() === typed ? typed : box.value);
      expect(box.getAttribute('aria-invalid')).to.equal('true');
      hasFocus(box);
    }
    await door.isAccessible();
  });

  it('a wrong code, then none that helps, then a new one', async () => {
    const door = await show();
    await door.ask(EMAIL);
    const right = await mailbox.code(EMAIL);
    const wrong = right === '000000' ? '111111' : '000000';
    for (let tries = 1; tries < 5; tries++) {
      await door.enter(wrong);
      expect(await door.problem()).to.contain('This code is not right');
      await door.until(() => !door.get('[part~="submit"]').matches('[aria-disabled="true"]'), 'ready');
    }
    await door.isAccessible();
    await door.enter(wrong);
    await door.until(async () => (await door.problem()).includes('no longer valid'), 'the words');
    expect(door.button(/^Send a new code in 0:\d\d$/).getAttribute('aria-disabled')).to.equal('true');
    door.button('Use another address').click();
    expect((await door.email()).value, 'the address is kept').to.equal(EMAIL);
    await door.ask(EMAIL);
    await door.enter(await mailbox.code(EMAIL));
    await door.account();
  });

  it('too often: how long to wait', async () => {
    const door = await show();
    for (let asked = 0; asked < 5; asked++) {
      await door.ask(EMAIL);
      door.button('Use another address').click();
    }
    door.type(await door.email(), EMAIL);
    door.submit();
    expect(await door.problem()).to.match(/^That was too often\. Please wait \d minutes?\.$/);
    expect((await door.email()).value).to.equal(EMAIL);
    await door.isAccessible();
  });

  it('without a network: says so, keeps what was typed, and goes on when there is one', async () => {
    const door = await show();
    backend.offline = true;
    door.type(await door.email(), EMAIL);
    door.submit();
    expect(await door.problem()).to.equal('There is no connection right now.');
    expect((await door.email()).value).to.equal(EMAIL);
    backend.offline = false;
    door.submit();
    const box = await door.code();
    const code = await mailbox.code(EMAIL);
    backend.offline = true;
    await door.enter(code);
    expect(await door.problem()).to.equal('There is no connection right now.');
    expect(box.value).to.equal(code);
    backend.offline = false;
    door.submit();
    await door.account();
  });

  it('signing out leaves nothing in the page, the focus in the form, and the session over', async () => {
    const door = await signedIn();
    await door.until(() => words(door.get('[part~="account"]')).includes('Ana Lindqvist'), 'the name');
    const out = door.button('Sign out');
    out.focus();
    out.click();
    const box = await door.email();
    expect(box.value).to.equal('');
    await door.until(() => focused() === box, 'the focus in the form');
    expect(door.element.shadowRoot?.textContent).not.to.contain('Lindqvist');
    expect(door.announcement).to.equal('You are signed out.');
    expect(sessionStorage.length).to.equal(0);
    await door.isAccessible();
  });

  it('signing out everywhere works or says that it did not', async () => {
    const door = await signedIn();
    backend.offline = true;
    door.button('Sign out everywhere').click();
    expect(await door.problem()).to.contain('You are still signed in on all devices.');
    await door.isAccessible();
    backend.offline = false;
    door.button('Sign out everywhere').click();
    await door.email();
  });

  it('what another device ends is over here, with words', async () => {
    const door = await signedIn();
    const session = backend.session('ana');
    await door.until(() => words(door.get('[part~="account"]')).includes('Ana'), 'the name');
    await backend.call('ana', 'POST', '/v1/sign-out', { everywhere: true });
    await door.email();
    expect(words(door.get('.reason'))).to.contain('You were signed out.');
    session.dispose();
  });

  it('nobody there for the idle time: the form, and only a new code leads back', async () => {
    const door = await signedIn();
    const notices = await door.appears('[part~="email-notices"]');
    time += 16 * 60_000;
    // The next thing that is asked of the backend shows it.
    notices.click();
    await door.email();
    expect(words(door.get('.reason'))).to.contain('your messages were locked');
    expect(door.element.shadowRoot?.textContent).not.to.contain('Lindqvist');
    await door.isAccessible();
    await door.ask(EMAIL);
    await door.enter(await mailbox.code(EMAIL));
    await door.account();
    await door.until(() => words(door.get('[part~="account"]')).includes('Ana'), 'the name');
  });

  it('switches notices by e-mail', async () => {
    const door = await signedIn();
    const control = await door.appears('[part~="email-notices"]');
    expect(control.getAttribute('aria-checked')).to.equal('true');
    control.click();
    await door.until(() => control.getAttribute('aria-checked') === 'false', 'it is off');
    expect(door.announcement).to.equal('You get no e-mails about unread messages.');
    expect((await backend.call<Me>('ana', 'GET', '/v1/me')).emailNotices).to.equal(false);
    await door.isAccessible();
  });

  it('a practice without sign-in, and a page that names none', async () => {
    const door = await show({ practice: 'no-such-practice' });
    door.type(await door.email(), EMAIL);
    door.submit();
    expect(await door.problem()).to.contain('You cannot sign in by e-mail here.');
    const nowhere = new MessagesSignInHarness(await place('messages-sign-in', { backend: backend.url }));
    expect(await nowhere.notice()).to.contain('Sign-in is not set up on this page');
    await nowhere.isAccessible();
  });

  it('keeps what was typed over a move in the page, and works with properties set before it is defined', async () => {
    const door = await show();
    door.type(await door.email(), EMAIL);
    await door.move();
    expect((await door.email()).value).to.equal(EMAIL);
    await door.ask(EMAIL);
    await door.move();
    expect(await door.code()).to.not.equal(null);
  });

  it('is right to left where the page is, on a phone', async () => {
    const door = await show({ dir: 'rtl', lang: 'ar' }, 'phone');
    expect(getComputedStyle(await door.email()).direction).to.equal('ltr');
    await door.isAccessible();
  });
});
