import { expect, fixture, html } from '@open-wc/testing';
import axe from 'axe-core';

import '../../src/elements/messaging-features/messaging-features.define.ts';
import type { MessagingFeatures } from '../../src/elements/messaging-features/messaging-features.ts';
import type { Session } from '../../src/state/types.ts';
import { keptSession } from '../helpers/kept-session.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';
import { isAbsent, isPresent } from '../helpers/presence.ts';

describe('messaging-features', () => {
  let backend: PageBackend;

  before(async () => (backend = await createPageBackend()));
  after(async () => backend.close());

  async function show(session: Session | undefined): Promise<MessagingFeatures> {
    const element = await fixture<MessagingFeatures>(
      html`<messaging-features .session=${session}></messaging-features>`,
    );
    if (session) await rendered(element, () => part(element, 'state'));
    return element;
  }

  const part = (element: MessagingFeatures, name: string) =>
    element.shadowRoot!.querySelector<HTMLElement>(`[part~="${name}"]`);
  const button = (element: MessagingFeatures, text: string) =>
    [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent.trim() === text)!;

  /** Waits, change by change, until something is there. */
  async function rendered<T>(element: MessagingFeatures, look: () => T | null | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== null && found !== false) return found;
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(element.shadowRoot!, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      });
    }
  }

  const accessible = async (element: MessagingFeatures) =>
    expect((await axe.run(element)).violations.map(({ id }) => id)).to.deep.equal([]);

  it('gives an administrator the switch, named and described', async () => {
    const element = await show(backend.session('maya'));
    const control = part(element, 'switch')!;
    expect(control).to.have.attribute('role', 'switch');
    expect(control).to.have.attribute('aria-checked', 'true');
    expect(control).to.have.attribute('aria-labelledby', 'name');
    expect(element.shadowRoot!.getElementById('name')!.textContent).to.equal('Secure Messaging');
    await accessible(element);
  });

  it('has nothing of one administrator for the next who signs in on the same page', async () => {
    for (const id of ['nora', 'lena'])
      await backend.addPerson(id, { name: id, kind: 'practitioner', admin: true });
    let who = 'nora';
    const session = backend.session('nora', { getToken: () => backend.token(who) });
    const sign = async (next: string) => {
      who = next;
      await session.reconnect();
    };
    const element = await show(session);
    const box = () => part(element, 'guidelines-input') as HTMLTextAreaElement;
    const type = (text: string) => {
      box().value = text;
      box().dispatchEvent(new Event('input', { bubbles: true }));
    };
    const state = () => element.shadowRoot!.getElementById('guidelines-state')!.textContent.trim();
    type('Nora’s rules');
    part(element, 'save')!.click();
    await rendered(element, () => state() !== '');
    type('Nora’s next rules');
    part(element, 'switch')!.click();
    await rendered(element, () => part(element, 'dialog'));
    // What was refused to her is said to her only, also when the answer comes late.
    backend.offline = true;
    part(element, 'save')!.click();
    await rendered(element, () => state().includes('not saved'));
    backend.offline = false;

    await sign('lena');
    await rendered(element, () => box().value === 'Nora’s rules' && part(element, 'dialog') === null);
    expect(state()).to.equal('');
    expect(part(element, 'save')).to.have.attribute('aria-disabled', 'true');
    type('Lena’s rules');
    await sign('nora');
    await rendered(element, () => box().value !== 'Lena’s rules');
    expect(state()).not.to.contain('Lena');
    await session.setNotice(null);
  });

  it('shows everybody else how it is set, and no switch', async () => {
    for (const id of ['sam', 'ana']) {
      const element = await show(backend.session(id));
      isAbsent(part(element, 'switch'));
      isAbsent(part(element, 'guidelines'));
      expect(part(element, 'state')!.textContent).to.equal('On');
      expect(element.shadowRoot!.textContent).to.contain('Only administrators');
      await accessible(element);
    }
  });

  it('asks before it switches off; Escape changes nothing, and the focus comes back', async () => {
    const element = await show(backend.session('maya'));
    part(element, 'switch')!.click();
    const dialog = await rendered(element, () => element.shadowRoot!.querySelector('dialog'));
    await rendered(element, () => dialog.open);
    await accessible(element);
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    await rendered(element, () => part(element, 'dialog') === null);
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(part(element, 'switch'));
    expect(part(element, 'switch')).to.have.attribute('aria-checked', 'true');
  });

  it('switches off and on, and follows when it is switched elsewhere', async () => {
    const element = await show(backend.session('maya'));
    const elsewhere = await show(backend.session('sam'));
    part(element, 'switch')!.click();
    await rendered(element, () => element.shadowRoot!.querySelector('dialog'));
    button(element, 'Switch off').click();
    await rendered(element, () => part(element, 'state')?.textContent === 'Off');
    await rendered(elsewhere, () => part(elsewhere, 'state')?.textContent === 'Off');
    await accessible(element);
    part(element, 'switch')!.click();
    await rendered(elsewhere, () => part(elsewhere, 'state')?.textContent === 'On');
    await rendered(element, () => part(element, 'state')?.textContent === 'On');
  });

  it('keeps the state and says so when switching fails', async () => {
    const element = await show(backend.session('maya'));
    part(element, 'switch')!.click();
    await rendered(element, () => element.shadowRoot!.querySelector('dialog'));
    backend.offline = true;
    button(element, 'Switch off').click();
    const alert = await rendered(element, () => element.shadowRoot!.querySelector<HTMLElement>('.failure'));
    expect(alert.textContent).to.contain('Nothing was changed.');
    expect(part(element, 'switch')).to.have.attribute('aria-checked', 'true');
    backend.offline = false;
  });

  it('saves guidelines, with a preview of what people will see, and keeps what could not be saved', async () => {
    const element = await show(backend.session('maya'));
    const box = part(element, 'guidelines-input') as HTMLTextAreaElement;
    box.value = '<p>Be <b>kind</b>.</p><img src=x>';
    box.dispatchEvent(new Event('input'));
    await rendered(element, () => part(element, 'preview')!.querySelector('b'));
    isAbsent(part(element, 'preview')!.querySelector('img'));
    await accessible(element);

    backend.offline = true;
    part(element, 'save')!.click();
    await rendered(element, () => element.shadowRoot!.textContent.includes('were not saved'));
    expect(box.value).to.contain('kind');
    backend.offline = false;
    part(element, 'save')!.click();
    await rendered(element, () => element.shadowRoot!.textContent.includes('Guidelines saved'));
    const { practice } = await backend.call<{ practice: { notice: string } }>('ana', 'GET', '/v1/me');
    expect(practice.notice).to.equal('<p>Be <b>kind</b>.</p><img src=x>');
  });

  it('puts formatting around what is selected', async () => {
    const element = await show(backend.session('maya'));
    const box = part(element, 'guidelines-input') as HTMLTextAreaElement;
    box.value = 'one two';
    box.dispatchEvent(new Event('input'));
    box.setSelectionRange(4, 7);
    button(element, 'Bold').click();
    await element.updateComplete;
    expect(box.value).to.equal('one <b>two</b>');
    expect(box.value.slice(box.selectionStart, box.selectionEnd)).to.equal('two');
  });

  it('says when nothing is set up, takes a session that comes later, and survives a move', async () => {
    const element = await show(undefined);
    isPresent(part(element, 'notice'));
    element.session = backend.session('maya');
    await rendered(element, () => part(element, 'switch'));
    element.parentElement!.append(element);
    await rendered(element, () => part(element, 'switch'));
  });

  it('keeps guidelines that are not saved, says so, and lets them be discarded', async () => {
    const { session, keyed } = keptSession(backend, 'maya');
    const element = await show(session);
    await keyed;
    const box = (it: MessagingFeatures) => part(it, 'guidelines-input') as HTMLTextAreaElement;
    const before = box(element).value;
    box(element).value = '<p>Half a thought</p>';
    box(element).dispatchEvent(new Event('input', { bubbles: true }));
    await element.updateComplete;
    element.remove();
    session.dispose();
    const again = await show(backend.session('maya'));
    await rendered(again, () => part(again, 'preview')!.textContent.includes('Half a thought'));
    expect(box(again).value).to.equal('<p>Half a thought</p>');
    expect(again.shadowRoot!.getElementById('guidelines-state')!.textContent).to.contain('not saved');
    await accessible(again);
    button(again, 'Start again').click();
    await again.updateComplete;
    expect(box(again).value).to.equal(before);
    expect(again.shadowRoot!.activeElement).to.equal(box(again));
  });
});
