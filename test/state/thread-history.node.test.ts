import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { MessagesRange } from '../../src/api/client.ts';
import type { BackendEvent, Message, MessagesAnswer } from '../../src/protocol/index.ts';
import { newest, oldest } from '../../src/state/message-run.ts';
import {
  applyToHistory,
  caughtUp,
  historyOf,
  KEPT,
  lagging,
  reread,
  trimmed,
  withPage,
  type History,
} from '../../src/state/thread-history.ts';

/** A conversation as a server has it, in memory. */
class Conversation {
  readonly messages: Message[] = [];

  write(): BackendEvent {
    const seq = this.messages.length + 1;
    const message: Message = {
      id: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
      seq,
      senderId: seq % 2 ? 'ana' : 'maya',
      text: `m${seq}`,
      attachments: [],
      sentAt: new Date(seq).toISOString(),
      origin: 'person',
    };
    this.messages.push(message);
    return { type: 'message.created', data: { conversationId: 'c', message } };
  }

  delete(seq: number): BackendEvent | undefined {
    const message = this.messages[seq - 1];
    if (!message) return undefined;
    this.messages[seq - 1] = { ...message, text: '', deletedAt: new Date(0).toISOString() };
    return { type: 'message.deleted', data: { conversationId: 'c', message: this.messages[seq - 1]! } };
  }

  read = ({ before, after, limit = 50 }: MessagesRange): MessagesAnswer => {
    const end = this.messages.length;
    const from = after ?? Math.max(0, (before ?? end + 1) - 1 - limit);
    const to = after === undefined ? (before ?? end + 1) - 1 : Math.min(end, after + limit);
    return {
      messages: this.messages.slice(from, to),
      hasOlder: from > 0,
      hasNewer: to < end,
      seq: end,
      read: 0,
      receipts: { delivered: 0, read: 0 },
    };
  };
}

function assertSound(history: History, conversation: Conversation): void {
  const { run } = history;
  run.forEach(({ seq }, index) => assert.equal(seq, oldest(run) + index, 'no gap'));
  assert.ok(run.length <= KEPT + 100);
  for (const message of run)
    assert.deepEqual(message, conversation.messages[message.seq - 1], 'as the server has it');
  assert.equal(history.hasOlder, oldest(run) > 1);
  if (history.following && !lagging(history)) assert.equal(newest(run), history.end);
}

describe('the history of a thread', () => {
  it('stays gapless and right whatever happens in whatever order', async () => {
    const act = fc.oneof(
      { weight: 5, arbitrary: fc.record({ act: fc.constant('write' as const), lost: fc.boolean() }) },
      {
        weight: 2,
        arbitrary: fc.record({ act: fc.constant('delete' as const), seq: fc.integer({ min: 1, max: 120 }) }),
      },
      { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('older' as const, 'newer' as const) }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('away' as const, 'repeat' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 520 }),
        fc.array(act, { maxLength: 60 }),
        async (count, acts) => {
          const conversation = new Conversation();
          const told: BackendEvent[] = [];
          for (let index = 0; index < count; index++) told.push(conversation.write());
          const read = (range: MessagesRange) => Promise.resolve(conversation.read(range));
          let history = historyOf(conversation.read({}));
          const hear = (event: BackendEvent) => (history = applyToHistory(history, event, 'ana'));
          for (const step of acts) {
            if (step.act === 'write') {
              const event = conversation.write();
              told.push(event);
              if (!step.lost) hear(event);
            } else if (step.act === 'delete') {
              const event = conversation.delete(step.seq);
              if (event) told.push(event);
              if (event) hear(event);
            } else if (step.act === 'older' && history.hasOlder) {
              history = trimmed(
                withPage(history, conversation.read({ before: oldest(history.run) })),
                'newer',
              );
            } else if (step.act === 'newer' && !history.following) {
              history = trimmed(
                withPage(history, conversation.read({ after: newest(history.run) })),
                'older',
              );
            } else if (step.act === 'away') {
              history = await reread(history, read);
            } else if (step.act === 'repeat') {
              // A stream that is resumed tells the last changes again, as they are now.
              for (const event of told.slice(-5)) {
                if (!('message' in event.data)) continue;
                const message = conversation.messages[event.data.message.seq - 1]!;
                hear({ ...event, data: { ...event.data, message } } as BackendEvent);
              }
            }
            while (lagging(history)) history = trimmed(await caughtUp(history, read), 'older');
            assertSound(history, conversation);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never brings a deleted message back', () => {
    const conversation = new Conversation();
    const created = conversation.write();
    let history = historyOf(conversation.read({}));
    history = applyToHistory(history, conversation.delete(1)!, 'ana');
    history = applyToHistory(history, created, 'ana');
    assert.equal(history.run[0]?.text, '');
  });

  it('keeps the place of a reader over an absence', async () => {
    const conversation = new Conversation();
    for (let index = 0; index < 200; index++) conversation.write();
    let history = historyOf(conversation.read({}));
    history = withPage(history, conversation.read({ before: oldest(history.run) }));
    for (let index = 0; index < 60; index++) conversation.write();
    conversation.delete(120);
    history = await reread(history, (range) => Promise.resolve(conversation.read(range)));
    assert.ok(oldest(history.run) <= 101);
    assertSound(history, conversation);
  });

  it('moves marks only forward', () => {
    const conversation = new Conversation();
    for (let index = 0; index < 9; index++) conversation.write();
    let history = historyOf(conversation.read({}));
    const mark = (type: 'conversation.read' | 'conversation.delivered', personId: string, seq: number) =>
      (history = applyToHistory(history, { type, data: { conversationId: 'c', personId, seq } }, 'ana'));
    mark('conversation.read', 'maya', 5);
    mark('conversation.delivered', 'maya', 3);
    mark('conversation.read', 'maya', 4);
    assert.deepEqual(history.receipts, { delivered: 5, read: 5 });
    mark('conversation.delivered', 'maya', 9);
    mark('conversation.read', 'ana', 7);
    mark('conversation.read', 'ana', 2);
    assert.deepEqual([history.receipts, history.read], [{ delivered: 9, read: 5 }, 7]);
  });
});
