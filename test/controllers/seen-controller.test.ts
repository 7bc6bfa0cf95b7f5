import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';

import { SeenController } from '../../src/controllers/seen-controller.ts';

class Probe extends LitElement {
  readonly reports: string[][] = [];
  readonly sight = new SeenController(this, (elements) =>
    this.reports.push(elements.map(({ id }) => id).sort()),
  );
  items = 10;
  height = 50;

  override render() {
    return html`<div id="box" style="overflow: auto; height: 200px">
      ${Array.from({ length: this.items }, (_, index) => {
        return html`<p id="m${index}" style="height: ${this.height}px; margin: 0">${index}</p>`;
      })}
    </div>`;
  }

  override updated(): void {
    this.sight.watch(this.renderRoot.querySelectorAll('p'));
  }
}
customElements.define('seen-probe', Probe);

describe('SeenController', () => {
  let focused = true;
  let visible: DocumentVisibilityState = 'visible';

  beforeEach(() => {
    focused = true;
    visible = 'visible';
    // Whether a test's page has the focus is up to the window it runs in.
    document.hasFocus = () => focused;
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visible });
  });

  afterEach(() => {
    Reflect.deleteProperty(document, 'hasFocus');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  const place = async (properties: Partial<Probe> = {}) => {
    const room = await fixture<HTMLElement>(html`<div></div>`);
    const probe = Object.assign(new Probe(), properties);
    probe.style.display = 'block';
    room.append(probe);
    await probe.updateComplete;
    return probe;
  };
  const last = (probe: Probe) => probe.reports.at(-1)?.join(' ');

  it('tells what is on screen, and follows the scrolling', async () => {
    const probe = await place();
    await waitUntil(() => last(probe) === 'm0 m1 m2 m3');
    probe.renderRoot.querySelector('#box')!.scrollTop = 300;
    await waitUntil(() => last(probe) === 'm6 m7 m8 m9');
  });

  it('counts a message that is taller than the space for it', async () => {
    const probe = await place({ items: 2, height: 900 });
    await waitUntil(() => last(probe) === 'm0');
  });

  it('tells nothing while the page is not focused, and everything when it is again', async () => {
    focused = false;
    const probe = await place();
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    expect(probe.reports).to.deep.equal([]);
    focused = true;
    window.dispatchEvent(new Event('focus'));
    expect(last(probe)).to.equal('m0 m1 m2 m3');
  });

  it('tells nothing while the page is hidden, and everything when it is shown again', async () => {
    visible = 'hidden';
    const probe = await place();
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    expect(probe.reports).to.deep.equal([]);
    visible = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(last(probe)).to.equal('m0 m1 m2 m3');
  });

  it('does not count what the page has scrolled away, though it is in view of its own box', async () => {
    const room = await fixture<HTMLElement>(html`<div style="height: 0; overflow: hidden"></div>`);
    const probe = new Probe();
    room.append(probe);
    await probe.updateComplete;
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    expect(probe.reports).to.deep.equal([]);
  });

  it('stops when its host leaves the document', async () => {
    const probe = await place();
    await waitUntil(() => probe.reports.length > 0);
    probe.remove();
    const before = probe.reports.length;
    window.dispatchEvent(new Event('focus'));
    expect(probe.reports.length).to.equal(before);
  });
});
