import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReadyThread } from '../../src/state/types.ts';
import { check } from './checker.ts';
import { watchThread } from './device.ts';
import { INVARIANTS, type History, type Invariant, type StoredMessage, type Violation } from './history.ts';

/** A run in which nothing was wrong: two messages, one of them deleted, and an automatic reply. */
function soundHistory(): History {
  const messages: StoredMessage[] = [
    { id: 'a', seq: 1, senderId: 'ana', text: 'hello', deleted: false, automatic: false },
    { id: 'b', seq: 2, senderId: 'maya', text: 'away', deleted: false, automatic: true },
    { id: 'c', seq: 3, senderId: 'ana', text: '', deleted: true, automatic: false },
    { id: 'd', seq: 4, senderId: 'ana', text: 'are you there', deleted: false, automatic: false },
  ];
  const shown = messages.map(({ id, seq, text, deleted }) => ({ id, seq, text, deleted }));
  const page = (name: string, person: string, unread: number) => ({
    name,
    person,
    unread,
    heard: ['one'],
    conversations: { one: { unread, messages: structuredClone(shown), outgoing: [] as string[] } },
  });
  return {
    sent: [
      { by: 'ana', conversationId: 'one', text: 'hello', acknowledged: 'a' },
      { by: 'ana', conversationId: 'one', text: 'a mistake', acknowledged: 'c' },
      { by: 'ana', conversationId: 'one', text: 'are you there' },
    ],
    seen: [],
    truth: {
      conversations: [
        {
          id: 'one',
          participants: ['ana', 'maya'],
          messages: { ana: structuredClone(messages), maya: structuredClone(messages) },
          unread: { ana: { counted: 1, told: 1 }, maya: { counted: 2, told: 2 } },
        },
      ],
      unread: { ana: 1, maya: 2 },
      audit: {
        'message.sent a': 1,
        'message.auto-sent b': 1,
        'message.sent c': 1,
        'message.deleted c': 1,
        'message.sent d': 1,
      },
      foundDeleted: [],
      damaged: [],
    },
    pages: [page('ana/0', 'ana', 1), page('maya/0', 'maya', 2)],
  };
}

/** A state of a thread with these messages, and these under way. */
function thread(messages: [id: string, seq: number][], outgoing: string[] = []): ReadyThread {
  return {
    messages: messages.map(([id, seq]) => ({ id, seq, text: id })),
    outgoing: outgoing.map((id) => ({ id, text: id })),
  } as unknown as ReadyThread;
}

function watched(before: ReadyThread, after: ReadyThread): Violation[] {
  const found: Violation[] = [];
  watchThread(after, before, (invariant, what) => found.push({ invariant, what }));
  return found;
}

/** One mistake for each invariant that is looked at in the end. */
const PLANTED: Partial<Record<Invariant, (history: History) => void>> = {
  'no loss': ({ sent, truth }) => {
    sent.push({ by: 'ana', conversationId: 'one', text: 'lost', acknowledged: 'x' });
    void truth;
  },
  'no duplicate': ({ truth, sent }) => {
    sent.push({ by: 'ana', conversationId: 'one', text: 'never mind' });
    for (const all of Object.values(truth.conversations[0]!.messages)) all[3]!.text = 'hello';
  },
  'one gapless order': ({ truth }) => void truth.conversations[0]!.messages.maya!.reverse(),
  'unread equals what it counts': ({ pages }) => void (pages[1]!.unread = 3),
  'honest state': ({ pages }) =>
    void pages[0]!.conversations.one!.messages.splice(3, 1, {
      id: 'z',
      seq: 4,
      text: 'are you there',
      deleted: false,
    }),
  'deletion reaches everything': ({ truth }) => void truth.foundDeleted.push('c'),
  'at most one automatic reply': ({ truth }) => {
    for (const all of Object.values(truth.conversations[0]!.messages))
      all.push({ ...all[1]!, id: 'e', seq: 5 });
  },
  'audit equals effects': ({ truth }) => void delete truth.audit['message.deleted c'],
  'nobody else hears': ({ pages }) => void pages[0]!.heard.push('another'),
  'snapshot and events agree': ({ pages }) => void (pages[0]!.conversations.one!.messages[0]!.text = 'hullo'),
  'whole at rest': ({ truth }) => void truth.damaged.push('a row was changed'),
};

describe('the checker of the fault runs', () => {
  it('finds nothing where nothing is wrong', () => {
    assert.deepEqual(check(soundHistory()), []);
    assert.deepEqual(
      watched(
        thread([['a', 1]], ['b']),
        thread([
          ['a', 1],
          ['b', 2],
        ]),
      ),
      [],
    );
  });

  for (const [invariant, plant] of Object.entries(PLANTED)) {
    it(`finds a planted mistake: ${invariant}`, () => {
      const history = soundHistory();
      plant(history);
      assert.ok(
        check(history).some((found) => found.invariant === invariant),
        JSON.stringify(check(history)),
      );
    });
  }

  it('finds what was seen on the way', () => {
    const moments: [Invariant, ReadyThread, ReadyThread][] = [
      [
        'history never shrinks',
        thread([
          ['a', 1],
          ['b', 2],
        ]),
        thread([['a', 1]]),
      ],
      [
        'no duplicate',
        thread([['a', 1]], ['b']),
        thread(
          [
            ['a', 1],
            ['b', 2],
          ],
          ['b'],
        ),
      ],
      [
        'one gapless order',
        thread([['a', 1]]),
        thread([
          ['a', 1],
          ['c', 3],
        ]),
      ],
      ['honest state', thread([['a', 1]], ['b']), thread([['a', 1]])],
    ];
    for (const [invariant, before, after] of moments)
      assert.ok(
        watched(before, after).some((found) => found.invariant === invariant),
        invariant,
      );
    const seen: Violation = { invariant: 'read your writes', what: 'planted' };
    assert.deepEqual(check({ ...soundHistory(), seen: [seen] }), [seen]);
  });

  it('has a planted mistake for every invariant', () => {
    const seenOnTheWay: Invariant[] = ['history never shrinks', 'read your writes'];
    assert.deepEqual(new Set([...Object.keys(PLANTED), ...seenOnTheWay]), new Set(INVARIANTS));
  });
});
