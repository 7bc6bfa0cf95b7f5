import { expect, fixture, html } from '@open-wc/testing';

import '../../src/define.ts';
import { createSession, overrideWords, type MessagesButton } from '../../src/index.ts';
import { ElementHarness, isAbsent, words } from '../helpers/element.harness.ts';

/** The quickest element to read: what is written on the button. */
class Spoken extends ElementHarness<MessagesButton> {
  get label(): string {
    return words(this.get('[part~="label"]'));
  }

  async says(label: string): Promise<void> {
    await this.until(() => this.find('[part~="label"]') !== null && this.label === label, label);
  }

  get direction(): string {
    return getComputedStyle(this.element).direction;
  }
}

const button = (within: Element | ShadowRoot) => new Spoken(within.querySelector('messages-button')!);

describe('the language of an element', () => {
  const { documentElement: page } = document;
  const before = page.lang;
  afterEach(() => {
    page.lang = before;
    page.removeAttribute('dir');
  });

  it('is there from the first rendering on, though it is loaded only then', async () => {
    const room = await fixture(html`<div lang="de"><messages-button></messages-button></div>`);
    const { element } = button(room);
    await element.updateComplete;
    expect(button(room).label).to.equal('Nachrichten');
  });

  it('follows the element’s own lang, any ancestor’s and the page’s', async () => {
    const room = await fixture<HTMLElement>(
      html`<div>
        <p><messages-button></messages-button></p>
      </div>`,
    );
    const spoken = button(room);
    await spoken.says('Messages');
    page.lang = 'es';
    await spoken.says('Mensajes');
    room.lang = 'zh-CN';
    await spoken.says('消息');
    spoken.element.lang = 'de-CH';
    await spoken.says('Nachrichten');
    spoken.element.removeAttribute('lang');
    await spoken.says('消息');
    room.removeAttribute('lang');
    await spoken.says('Mensajes');
  });

  it('follows out of shadow roots, and through the slots it is shown in', async () => {
    const host = await fixture<HTMLElement>(html`<div><messages-button></messages-button></div>`);
    const slotted = button(host);
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<section><slot></slot></section><messages-button></messages-button>';
    const inside = button(root);
    await Promise.all([slotted.says('Messages'), inside.says('Messages')]);
    host.lang = 'de';
    await Promise.all([slotted.says('Nachrichten'), inside.says('Nachrichten')]);
    // Slots are given out after the element has looked around; its move tells it of them.
    host.append(slotted.element);
    root.querySelector('section')!.lang = 'es';
    await slotted.says('Mensajes');
    expect(inside.label).to.equal('Nachrichten');
  });

  it('goes on in the language it speaks while another is loaded', async () => {
    const room = await fixture<HTMLElement>(html`<div lang="de"><messages-button></messages-button></div>`);
    const spoken = button(room);
    await spoken.says('Nachrichten');
    const seen = new Set<string>();
    const observer = new MutationObserver(() => seen.add(spoken.label));
    observer.observe(spoken.element.shadowRoot!, { subtree: true, characterData: true, childList: true });
    room.lang = 'ar';
    await spoken.says('الرسائل');
    observer.disconnect();
    expect([...seen]).to.deep.equal(['الرسائل']);
  });

  it('gives its direction where the page gives none, and touches no attribute of the page', async () => {
    const room = await fixture<HTMLElement>(html`<div lang="ar"><messages-button></messages-button></div>`);
    const spoken = button(room);
    await spoken.says('الرسائل');
    expect(spoken.direction).to.equal('rtl');
    expect(spoken.element.hasAttribute('dir')).to.equal(false);
    room.dir = 'ltr';
    await spoken.until(() => spoken.direction === 'ltr', 'the direction the page says');
    room.removeAttribute('dir');
    await spoken.until(() => spoken.direction === 'rtl', 'the direction of the words');
    room.lang = 'de';
    await spoken.until(() => spoken.direction === 'ltr', 'the direction of German');
    // A direction further out than the language was not said of it.
    page.dir = 'ltr';
    room.lang = 'ar';
    await spoken.until(() => spoken.direction === 'rtl', 'the direction of Arabic again');
  });

  it('leaves the page’s own content in a provider as it is', async () => {
    const room = await fixture(html`
      <div lang="ar">
        <messages-provider><p>Portal</p></messages-provider>
      </div>
    `);
    await room.querySelector('messages-provider')!.updateComplete;
    expect(getComputedStyle(room.querySelector('p')!).direction).to.equal('ltr');
  });

  it('is told to the Session, before it asks for anything and when it changes', async () => {
    const told: string[] = [];
    const asked: (string | null)[] = [];
    const session = createSession({
      backend: 'https://backend.example',
      getToken: () => Promise.resolve('token'),
      fetch: (input, init) => {
        asked.push(new Request(input, init).headers.get('accept-language'));
        return new Promise(() => undefined);
      },
    });
    const shownIn = (language: string) => {
      told.push(language);
      session.shownIn(language);
    };
    const room = await fixture<HTMLElement>(
      html`<div lang="de-AT"><messages-button .session=${{ ...session, shownIn }}></messages-button></div>`,
    );
    const spoken = button(room);
    await spoken.says('Nachrichten');
    await spoken.until(() => asked.length > 0, 'a request');
    expect(asked[0]).to.equal('de-AT');
    room.lang = 'ar';
    await spoken.until(() => told.at(-1)?.startsWith('ar'), 'Arabic');
    session.dispose();
  });

  it('takes the words of the page at once, and gives them back', async () => {
    const room = await fixture(html`<div lang="de"><messages-button></messages-button></div>`);
    const spoken = button(room);
    await spoken.says('Nachrichten');
    const take = overrideWords({ messages: '<b>Post</b>' }, 'de');
    await spoken.says('<b>Post</b>');
    isAbsent(spoken.get('[part~="label"]').querySelector('b'));
    take();
    await spoken.says('Nachrichten');
  });
});
