import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { Me } from '../../src/protocol/index.ts';
import { createBrowser } from './helpers/browser.ts';
import { createScene, eventually, ready, when, type Page } from './helpers/scene.ts';

const { world, page } = await createScene();

type Act =
  | {
      act: 'send' | 'delete' | 'read' | 'cut' | 'offline' | 'online' | 'lose' | 'older';
      who: number;
      pick: number;
    }
  | { act: 'leave' | 'return'; who: number; pick: number };

const acts = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 8, arbitrary: fc.constant('send' as const) },
      { weight: 2, arbitrary: fc.constantFrom('delete' as const, 'read' as const, 'older' as const) },
      { weight: 2, arbitrary: fc.constantFrom('cut' as const, 'lose' as const) },
      { weight: 1, arbitrary: fc.constantFrom('offline' as const, 'online' as const) },
      { weight: 1, arbitrary: fc.constantFrom('leave' as const, 'return' as const) },
    ),
    who: fc.nat(2),
    pick: fc.nat(1000),
  }),
  { minLength: 30, maxLength: 80 },
) as fc.Arbitrary<Act[]>;

/** Loses the next answer to a message: the server has it, the page does not know. */
function loseNextAnswer(me: Page): void {
  me.intercept(async (request, next) => {
    const response = await next(request);
    if (request.method !== 'POST' || !request.url.endsWith('/messages')) return response;
    me.intercept(undefined);
    throw new TypeError('Failed to fetch');
  });
}

const seed = process.env.FAULT_SEED ? { seed: Number(process.env.FAULT_SEED) } : {};

describe('a network that fails', () => {
  let round = 0;

  it('loses and doubles nothing, whatever fails when; in the end everybody shows what the server has', async () => {
    const details = await fc.check(
      fc.asyncProperty(acts, async (steps) => {
        const client = `client-${++round}`;
        await world.put('alder', client, { name: 'A client', kind: 'client' });
        const { id } = await (await world.person('maya')).open(client);
        await (await world.person('maya')).send(id, 'first');
        const browser = createBrowser();
        // Two tabs of one person, and the other one.
        const people = [client, client, 'maya'];
        const pages = people.map((who, index) => page(who, index < 2 ? { tab: browser.tab() } : {}));
        const leave: (() => void)[] = [];
        const look = (index: number) =>
          (leave[index] = pages[index]!.mount(pages[index]!.session.thread(id).$state));
        pages.forEach((me, index) => {
          me.mount(me.session.$unread);
          me.mount(me.session.$conversations);
          look(index);
        });
        await Promise.all(pages.map((me) => ready(me.session.thread(id))));

        const written = ['first'];
        for (const { act, who, pick } of steps) {
          const me = pages[who]!;
          const thread = me.session.thread(id);
          const state = thread.$state.value;
          if (act === 'send') {
            const text = `${round}/${written.length}`;
            written.push(text);
            thread.send(text);
          } else if (act === 'lose') loseNextAnswer(me);
          else if (act === 'cut') me.cut();
          else if (act === 'offline') me.network(false);
          else if (act === 'online') me.network(true);
          else if (act === 'leave') leave[who]!();
          else if (act === 'return') look(who);
          else if (state?.status !== 'ready') continue;
          else if (act === 'read') thread.markRead(state.messages.at(-1)?.seq ?? 0);
          else if (act === 'older') void thread.loadOlder();
          else {
            const own = state.messages.filter(({ senderId }) => senderId === people[who]);
            const message = own[pick % (own.length || 1)];
            // The network may be away; then it stays.
            if (message) thread.deleteMessage(message.id).catch(() => {});
          }
          // Let some of it happen, and some not.
          if (pick % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        }

        pages.forEach((me, index) => {
          me.intercept(undefined);
          me.network(true);
          look(index);
        });
        for (const me of pages) {
          await ready(me.session.thread(id), ({ outgoing }) => outgoing.length === 0);
          await when(me.session.$connection, (state) => state === 'live');
        }
        for (const [index, me] of pages.entries()) {
          const person = await world.person(people[index]!);
          const shown = () => {
            const state = me.session.thread(id).$state.value;
            return {
              messages: state?.status === 'ready' ? state.messages : [],
              conversation: me.session.$conversations.value?.items.find((item) => item.id === id),
              unread: me.session.$unread.value,
            };
          };
          const fresh = async () => ({
            messages: await person.messages(id),
            conversation: (await person.conversations()).find((item) => item.id === id),
            unread: (await person.call<Me>('GET', '/v1/me')).body.unread,
          });
          const same = async () => JSON.stringify(shown()) === JSON.stringify(await fresh());
          await eventually(same, 'the page shows what is').catch(async () =>
            assert.deepEqual(shown(), await fresh()),
          );
        }
        const sent = await (await world.person('maya')).messages(id);
        const alive = sent.filter(({ deletedAt }) => deletedAt === undefined).map(({ text }) => text);
        assert.equal(sent.length, written.length, 'every message is there once');
        assert.equal(new Set(alive).size, alive.length);
        assert.ok(alive.every((text) => written.includes(text)));
        pages.forEach((me) => {
          assert.deepEqual(me.errors, []);
          me.close();
        });
      }),
      { ...seed, numRuns: Number(process.env.FAULT_RUNS ?? 6), endOnFailure: true },
    );
    // The seed repeats a run: `FAULT_SEED`.
    if (details.failed) {
      const reason = details.errorInstance instanceof Error ? details.errorInstance.stack : '';
      throw new Error(`With FAULT_SEED=${details.seed}: ${reason}`);
    }
  });
});
