import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import { ClockController } from '../../src/controllers/clock-controller.ts';

class Probe extends LitElement {
  readonly clock = new ClockController(this);
  updates = 0;
  override updated(): void {
    this.updates++;
  }
}
customElements.define('clock-probe', Probe);

describe('ClockController', () => {
  let scheduled: { run: () => void; ms: number }[];
  const { setTimeout: realSetTimeout } = window;

  beforeEach(() => {
    scheduled = [];
    window.setTimeout = ((run: () => void, ms = 0) =>
      scheduled.push({ run, ms })) as typeof window.setTimeout;
  });
  afterEach(() => {
    window.setTimeout = realSetTimeout;
  });

  async function place(): Promise<Probe> {
    const room = await fixture<HTMLElement>(html`<div></div>`);
    const probe = new Probe();
    room.append(probe);
    await probe.updateComplete;
    return probe;
  }
  const minutes = () => scheduled.filter(({ ms }) => ms > 0 && ms <= 60_000);

  it('wakes all its hosts with one timer at the full minute', async () => {
    const one = await place();
    const two = await place();
    expect(minutes().length).to.equal(1);
    minutes()[0]!.run();
    await one.updateComplete;
    await two.updateComplete;
    expect([one.updates, two.updates]).to.deep.equal([2, 2]);
    expect(minutes().length).to.equal(2);
    one.remove();
    two.remove();
  });

  it('catches up when the page comes back into view', async () => {
    const probe = await place();
    document.dispatchEvent(new Event('visibilitychange'));
    await probe.updateComplete;
    expect(probe.updates).to.equal(2);
    probe.remove();
  });

  it('rests when nobody looks', async () => {
    const probe = await place();
    probe.remove();
    document.dispatchEvent(new Event('visibilitychange'));
    await probe.updateComplete;
    expect(probe.updates).to.equal(1);
  });
});
