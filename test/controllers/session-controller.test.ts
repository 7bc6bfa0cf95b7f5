import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import { SessionController } from '../../src/controllers/session-controller.ts';
import { SessionProvider } from '../../src/controllers/session-provider.ts';
import { createSession } from '../../src/state/session.ts';
import type { Session } from '../../src/state/types.ts';

class Finder extends LitElement {
  session?: Session | undefined;
  backend?: string | undefined;
  tokenUrl?: string | undefined;
  readonly found = new SessionController(this, () => this);
}
customElements.define('session-finder', Finder);

class Giver extends LitElement {
  session?: Session | undefined;
  readonly provider = new SessionProvider(this, () => this.session);
  override render() {
    return html`<slot></slot>`;
  }
}
customElements.define('session-giver', Giver);

const backend = 'https://backend.example';
const session = () => createSession({ backend, getToken: () => Promise.resolve('token') });

async function place(into: HTMLElement, properties: Partial<Finder> = {}): Promise<Finder> {
  const finder = Object.assign(new Finder(), properties);
  into.append(finder);
  await finder.updateComplete;
  return finder;
}

describe('SessionController', () => {
  let room: HTMLElement;
  beforeEach(async () => {
    room = await fixture<HTMLElement>(html`<div></div>`);
  });

  it('has none while nothing says where to take it from', async () => {
    expect((await place(room)).found.session).to.equal(undefined);
  });

  it('shares one Session among elements scattered over the page', async () => {
    const one = await place(room, { backend, tokenUrl: '/token' });
    const two = await place(document.body, { backend, tokenUrl: '/token' });
    expect(one.found.session).to.not.equal(undefined);
    expect(one.found.session).to.equal(two.found.session);
    two.remove();
  });

  it('prefers the page’s own Session', async () => {
    const own = session();
    const finder = await place(room, { backend, tokenUrl: '/token', session: own });
    expect(finder.found.session).to.equal(own);
    own.dispose();
  });

  it('takes the one of the element around it, and follows when that has another', async () => {
    const giver = new Giver();
    room.append(giver);
    const finder = await place(giver, { backend, tokenUrl: '/token' });
    expect(finder.found.session, 'it waits for the provider').to.equal(undefined);
    const own = session();
    giver.session = own;
    giver.requestUpdate();
    await giver.updateComplete;
    await finder.updateComplete;
    expect(finder.found.session).to.equal(own);
    own.dispose();
  });

  it('leaves the provider behind when it is moved out of it', async () => {
    const own = session();
    const giver = Object.assign(new Giver(), { session: own });
    room.append(giver);
    await giver.updateComplete;
    const finder = await place(giver, { backend, tokenUrl: '/token' });
    expect(finder.found.session).to.equal(own);
    room.append(finder);
    await finder.updateComplete;
    expect(finder.found.session).to.not.equal(own);
    expect(finder.found.session?.backend).to.equal(backend);
    own.dispose();
  });

  it('keeps its Session when it is moved', async () => {
    const finder = await place(room, { backend, tokenUrl: '/moved' });
    const before = finder.found.session;
    document.body.append(finder);
    await finder.updateComplete;
    expect(finder.found.session).to.equal(before);
    finder.remove();
  });

  it('takes another Session when its attributes change', async () => {
    const finder = await place(room, { backend, tokenUrl: '/one' });
    const before = finder.found.session;
    finder.tokenUrl = '/two';
    finder.requestUpdate();
    await finder.updateComplete;
    expect(finder.found.session).to.not.equal(before);
  });

  it('does not take one after it was removed with an update pending', async () => {
    const finder = new Finder();
    room.append(finder);
    Object.assign(finder, { backend, tokenUrl: '/never' });
    finder.requestUpdate();
    finder.remove();
    await finder.updateComplete;
    expect(finder.found.session).to.equal(undefined);
  });
});
