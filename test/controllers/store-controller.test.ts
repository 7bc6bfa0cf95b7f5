import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { atom, type ReadableAtom } from 'nanostores';

import { StoreController } from '../../src/controllers/store-controller.ts';

class Probe extends LitElement {
  store?: ReadableAtom<number>;
  readonly shown = new StoreController(this, () => this.store);

  override render() {
    return html`${this.shown.value}`;
  }

  get text(): string {
    return this.shadowRoot?.textContent?.trim() ?? '';
  }
}
customElements.define('store-probe', Probe);

async function place(store?: ReadableAtom<number>): Promise<{ probe: Probe; room: HTMLElement }> {
  const room = await fixture<HTMLElement>(html`<div></div>`);
  const probe = new Probe();
  if (store) probe.store = store;
  room.append(probe);
  await probe.updateComplete;
  return { probe, room };
}

describe('StoreController', () => {
  it('shows the value and follows it', async () => {
    const $count = atom(1);
    const { probe } = await place($count);
    expect(probe.text).to.equal('1');
    $count.set(2);
    await probe.updateComplete;
    expect(probe.text).to.equal('2');
  });

  it('shows nothing while there is no store', async () => {
    const { probe } = await place();
    expect(probe.text).to.equal('');
  });

  it('takes another store when its host has another, and lets the first one go', async () => {
    const $one = atom(1);
    const $two = atom(2);
    const { probe } = await place($one);
    probe.store = $two;
    probe.requestUpdate();
    await probe.updateComplete;
    expect(probe.text).to.equal('2');
    expect([$one.lc, $two.lc]).to.deep.equal([0, 1]);
  });

  it('lets the store go when the host leaves the document, with an update pending too', async () => {
    const $count = atom(1);
    const { probe } = await place($count);
    expect($count.lc).to.equal(1);
    probe.requestUpdate();
    probe.remove();
    await probe.updateComplete;
    expect($count.lc).to.equal(0);
  });

  it('shows what changed while the host was moved', async () => {
    const $count = atom(1);
    const { probe, room } = await place($count);
    probe.remove();
    $count.set(5);
    room.append(probe);
    await probe.updateComplete;
    expect(probe.text).to.equal('5');
    expect($count.lc).to.equal(1);
  });

  it('never mounts the store by reading it', () => {
    const $count = atom(7);
    const probe = new Probe();
    probe.store = $count;
    expect(probe.shown.value).to.equal(7);
    expect($count.lc).to.equal(0);
  });
});
