import { expect, waitUntil } from '@open-wc/testing';

import type { Conversation } from '../../src/protocol/index.ts';
import { paths } from '../../src/protocol/index.ts';
import type { Session } from '../../src/state/types.ts';
import { keptSession } from '../helpers/kept-session.ts';
import { createPageBackend, type PageBackend } from '../helpers/page-backend.ts';

/** With the browser's own locks and channels: to them, two Sessions in one page are what two tabs are. */
describe('the tabs of a real browser', () => {
  let backend: PageBackend;
  beforeEach(async () => {
    backend = await createPageBackend();
  });
  afterEach(() => backend.close());

  function tab(personId: string): { session: Session; streams: () => number; leave: () => void } {
    let streams = 0;
    const session = backend.session(personId, {
      fetch: (input, init) => {
        if (new Request(input, init).url.endsWith('/events')) streams++;
        return backend.fetch(input, init);
      },
    });
    const leave = session.$unread.listen(() => {});
    return { session, streams: () => streams, leave };
  }

  const live = (session: Session) =>
    waitUntil(() => session.$connection.value === 'live', 'live', { timeout: 5000 });
  const unread = (session: Session, count: number) =>
    waitUntil(() => session.$unread.value === count, `${count} unread`, { timeout: 5000 });

  it('share a stream, and hand it over when the one that has it ends', async () => {
    const first = tab('ana');
    await live(first.session);
    const second = tab('ana');
    const third = tab('ana');
    await live(second.session);
    await live(third.session);
    await backend.send('maya', 'ana', 'one');
    for (const { session } of [first, second, third]) await unread(session, 1);
    expect([first, second, third].map(({ streams }) => streams())).to.deep.equal([1, 0, 0]);

    first.session.dispose();
    await backend.send('maya', 'ana', 'two');
    for (const { session } of [second, third]) await unread(session, 2);
    expect([second, third].map(({ streams }) => streams())).to.deep.equal([1, 0]);
  });

  it('do not share it with another person', async () => {
    const ana = tab('ana');
    const sam = tab('sam');
    await live(ana.session);
    await live(sam.session);
    await backend.send('maya', 'ana', 'for Ana');
    await unread(ana.session, 1);
    expect(sam.session.$unread.value).to.equal(0);
    expect([ana.streams(), sam.streams()]).to.deep.equal([1, 1]);
  });

  it('do not let a letter wait for the disk, behind which the end of a page would lose it; a message waits', async () => {
    const { transaction } = IDBDatabase.prototype;
    const written: (IDBTransactionDurability | undefined)[] = [];
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
      if (mode === 'readwrite') written.push(options?.durability);
      return transaction.call(this, names, mode, options);
    };
    const { session, keyed } = keptSession(backend, 'ana');
    const leave = session.$me.listen(() => {});
    try {
      const { id } = await backend.call<Conversation>('ana', 'POST', paths.conversations(), {
        personId: 'maya',
      });
      await keyed;
      const thread = session.thread(id);
      thread.setDraft('a letter');
      await waitUntil(() => written.length > 0, 'it is written');
      expect(new Set(written)).to.deep.equal(new Set(['relaxed']));
      backend.offline = true;
      void thread.send('a message');
      await waitUntil(() => written.includes('strict'), 'the message, as strictly as the browser can');
    } finally {
      IDBDatabase.prototype.transaction = transaction;
      leave();
      session.dispose();
    }
  });
});
