import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';

import { acquireSession } from '../../src/state/registry.ts';

const backend = 'https://backend.example';
const getToken = () => Promise.resolve('token');
const other = () => Promise.resolve('other');

describe('the registry of Sessions', () => {
  it('gives one Session to all who name the same backend and source of tokens', () => {
    const one = acquireSession({ backend, tokenUrl: '/token' });
    const two = acquireSession({ backend: 'https://BACKEND.example/', tokenUrl: '/token' });
    assert.equal(one.session, two.session);
    assert.equal(one.session.backend, backend);
    one.release();
    two.release();
  });

  it('keeps backends and sources of tokens apart', () => {
    const all = [
      acquireSession({ backend, tokenUrl: '/token?as=ana' }),
      acquireSession({ backend, tokenUrl: '/token?as=maya' }),
      acquireSession({ backend: `${backend}/two`, tokenUrl: '/token?as=ana' }),
      acquireSession({ backend, getToken }),
      acquireSession({ backend, getToken: other }),
    ];
    assert.equal(new Set(all.map(({ session }) => session)).size, all.length);
    all.forEach((one) => one.release());
  });

  it('lets an element without a source of tokens join the page', () => {
    const owner = acquireSession({ backend, getToken });
    const guest = acquireSession({ backend });
    assert.equal(guest.session, owner.session);
    assert.equal(guest.matches({ backend }), true);
    assert.equal(guest.matches({ backend, tokenUrl: '/other' }), false);
    owner.release();
    guest.release();
  });

  it('gives tokens to elements that came before whoever brings them', () => {
    const early = acquireSession({ backend: `${backend}/early` });
    const owner = acquireSession({ backend: `${backend}/early`, getToken });
    assert.equal(owner.session, early.session);
    assert.equal(early.matches({ backend: `${backend}/early` }), true);
    const stranger = acquireSession({ backend: `${backend}/early`, getToken: other });
    assert.notEqual(stranger.session, early.session, 'there is one source for a Session');
    for (const one of [early, owner, stranger]) one.release();
  });

  it('keeps a Session over a move, ends it a moment after the last release, and then gives another', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const first = acquireSession({ backend, tokenUrl: '/moving' });
    const ended = mock.method(first.session, 'dispose');
    first.release();
    first.release();
    const moved = acquireSession({ backend, tokenUrl: '/moving' });
    assert.equal(moved.session, first.session);
    t.mock.timers.tick(1000);
    assert.equal(ended.mock.callCount(), 0);
    moved.release();
    t.mock.timers.tick(1000);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    assert.equal(ended.mock.callCount(), 1);
    const next = acquireSession({ backend, tokenUrl: '/moving' });
    assert.notEqual(next.session, first.session);
    next.release();
    t.mock.timers.tick(1000);
  });

  it('is shared by two copies of the script', async () => {
    const again = '../../src/state/registry.ts?copy';
    const copy = (await import(again)) as {
      acquireSession: typeof acquireSession;
    };
    assert.notEqual(copy.acquireSession, acquireSession);
    const one = acquireSession({ backend, tokenUrl: '/copies' });
    const two = copy.acquireSession({ backend, tokenUrl: '/copies' });
    assert.equal(one.session, two.session);
    one.release();
    two.release();
  });

  it('refuses what is no address', () => {
    assert.throws(() => acquireSession({ backend: 'not an address', tokenUrl: '/token' }), TypeError);
  });
});
