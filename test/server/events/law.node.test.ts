import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BackendEvent } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { applyEvent, takeSnapshot, type Snapshot } from '../../helpers/mirror.ts';
import { createWorld, type PersonCaller } from '../../helpers/world.ts';
import type { EventReader } from '../../helpers/event-reader.ts';

/** Something that somebody does; numbers are taken modulo what there is. */
type Deed =
  | { act: 'open'; who: number; whom: number }
  | { act: 'send'; who: number; where: number }
  | { act: 'delete'; who: number; where: number; which: number }
  | { act: 'read' | 'delivered'; who: number; where: number; seq: number }
  | { act: 'rename'; who: number; name: string }
  | { act: 'guide'; html: string | null }
  | { act: 'dismiss'; who: number; revision: number }
  | { act: 'away'; who: number; by: number; days: number; end: boolean }
  | { act: 'switch'; on: boolean };

/** Compares somebody's mirror, or breaks its connection. */
type Look = { act: 'look'; who: number } | { act: 'break off'; who: number };

type Act = Deed | Look;

const who = fc.nat(3);
const small = fc.nat(9);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('open' as const), who, whom: who }) },
  { weight: 8, arbitrary: fc.record({ act: fc.constant('send' as const), who, where: small }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('delete' as const), who, where: small, which: small }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('read' as const, 'delivered' as const),
      who,
      where: small,
      seq: small,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('rename' as const),
      who,
      name: fc.string({ minLength: 1, maxLength: 5 }).map((text) => `N${text}`),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('away' as const),
      who: fc.nat(1),
      by: fc.nat(1),
      days: fc.integer({ min: -1, max: 3 }),
      end: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('switch' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('guide' as const),
      html: fc.constantFrom(null, '<p>Be kind.</p>', '<p>Be brief.</p>'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('dismiss' as const), who, revision: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ act: fc.constant('look' as const), who }),
      fc.record({ act: fc.constant('break off' as const), who }),
    ),
  },
);

/** A person with their mirror: a snapshot taken once, and every event since. */
interface Mirror {
  person: PersonCaller;
  stream: EventReader;
  cursor: string | undefined;
  snapshot: Snapshot;
}

describe('the law of events', async () => {
  const world = await createWorld(
    (await freshDatabase()).connect(),
    {},
    { pollMs: 60_000, heartbeatMs: 60_000 },
  );
  const ids = ['maya', 'sam', 'ana', 'jonas'];
  const kinds = ['practitioner', 'practitioner', 'client', 'client'] as const;
  const switchTo = async (secureMessaging: boolean) =>
    (await world.person('maya')).call('PUT', '/v1/practice/features', { secureMessaging });

  // Lena has written to everybody: her new name is the last thing that each of them hears.
  const lena = await world.person('lena');
  for (const id of ids) await lena.send((await lena.open(id)).id, 'hello');

  it('a snapshot and its events are a fresh snapshot, whatever people do', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
        await switchTo(true);
        const people = await Promise.all(ids.map((id) => world.person(id)));
        const mirrors = await Promise.all(people.map(startMirror));
        for (const step of acts) {
          if (step.act === 'look') await compare([mirrors[step.who]!]);
          else if (step.act === 'break off') await breakOff(mirrors[step.who]!);
          else await perform(step, people);
        }
        await switchTo(true);
        await compare(mirrors);
        await Promise.all(mirrors.map((mirror) => mirror.stream.close()));
      }),
      { numRuns: 10 },
    );
  });

  async function startMirror(person: PersonCaller): Promise<Mirror> {
    const stream = await person.events();
    const cursor = (await stream.next())?.id;
    return { person, stream, cursor, snapshot: await takeSnapshot(person) };
  }

  /** The connection breaks and is made again. */
  async function breakOff(mirror: Mirror): Promise<void> {
    await mirror.stream.close();
    mirror.stream = await mirror.person.events(mirror.cursor);
  }

  let names = 0;

  /** Applies everything that has happened, and reads everything anew. */
  async function compare(mirrors: readonly Mirror[]): Promise<void> {
    if ((await lena.call('GET', '/v1/conversations')).status === 403) return;
    const name = `Lena the ${++names}.`;
    await world.put('alder', 'lena', { name, kind: 'practitioner' });
    for (const mirror of mirrors) {
      const { person, stream } = mirror;
      let last: BackendEvent | undefined;
      while (last?.type !== 'conversation.updated' || last.data.conversation.with.name !== name) {
        const event = await stream.next();
        assert.ok(event, 'the stream goes on');
        mirror.cursor = event.id ?? mirror.cursor;
        mirror.snapshot = await applyEvent(mirror.snapshot, event, person.id, () => takeSnapshot(person));
        last = event;
      }
      // The number of unread messages closes the change.
      const unread = await stream.until((event) => event.type === 'unread');
      mirror.cursor = unread.id;
      mirror.snapshot = await applyEvent(mirror.snapshot, unread, person.id, () => takeSnapshot(person));
      assert.deepEqual(mirror.snapshot, await takeSnapshot(person), person.id);
    }
  }

  async function perform(step: Deed, people: readonly PersonCaller[]): Promise<void> {
    if (step.act === 'switch') {
      await switchTo(step.on);
      return;
    }
    if (step.act === 'guide') {
      await people[0]!.call('PUT', '/v1/practice/notice', { html: step.html });
      return;
    }
    const person = people[step.who]!;
    if (step.act === 'dismiss') {
      await person.call('PUT', '/v1/me/notice-dismissed', { noticeDismissed: step.revision });
      return;
    }
    if (step.act === 'away') {
      const by = people[step.by]!;
      if (step.end) {
        await by.call('DELETE', `/v1/out-of-office/${person.id}`);
        return;
      }
      const day = (days: number) => new Date(world.now().getTime() + days * 86_400_000).toISOString();
      await by.call('PUT', '/v1/out-of-office', {
        memberIds: [person.id],
        message: `Away ${Math.random()}`,
        start: day(step.days),
        end: day(step.days + 2),
        timeZone: 'Europe/Berlin',
      });
      return;
    }
    if (step.act === 'rename') {
      const admin = step.who === 0;
      await world.put('alder', person.id, { name: step.name, kind: kinds[step.who]!, admin });
      return;
    }
    if (step.act === 'open') {
      await person.call('POST', '/v1/conversations', { personId: ids[step.whom] });
      return;
    }
    type Body = { conversations?: { id: string; seq: number }[] };
    const { body } = await person.call<Body>('GET', '/v1/conversations');
    const mine = body.conversations ?? [];
    const conversation = mine[step.where % Math.max(1, mine.length)];
    if (!conversation) return;
    const path = `/v1/conversations/${conversation.id}`;
    if (step.act === 'send') {
      await person.call('POST', `${path}/messages`, {
        id: crypto.randomUUID(),
        text: `text ${Math.random()}`,
      });
    } else if (step.act === 'delete') {
      const messages = await person.messages(conversation.id);
      const message = messages[step.which % Math.max(1, messages.length)];
      if (message) await person.call('DELETE', `${path}/messages/${message.id}`);
    } else {
      await person.call('PUT', `${path}/${step.act}`, { seq: Math.max(0, conversation.seq - 3 + step.seq) });
    }
  }
});
