import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { EVENTS, paths } from '../../src/protocol/index.ts';
import { Broken, holds, same, status } from '../expect.ts';
import type { Ground, Person } from '../ground.ts';
import { follow } from '../mirror.ts';
import { must, type Rule } from '../rule.ts';

/** The people of a law: an administrator, a client, their conversation with a message in it. */
interface Scene {
  admin: Person;
  client: Person;
  id: string;
  messageId: string;
  seq: number;
}

/**
 * The law for one action: both people follow their events from a snapshot, and after the action what they have followed is what
 * a fresh snapshot says.
 */
function law(id: string, what: string, act: (scene: Scene, ground: Ground) => Promise<unknown>): Rule {
  const sentence = `Snapshot + events = a fresh snapshot, for both participants, after ${what}.`;
  return must(
    `law.${id}`,
    sentence,
    async (ground) => {
      const practice = await ground.newPractice();
      const admin = await practice.person({ kind: 'practitioner', admin: true });
      const client = await practice.person({ kind: 'client' });
      const { id: conversationId } = await admin.open(client);
      const { id: messageId, seq } = await admin.send(conversationId, 'first');
      const followers = await Promise.all([follow(ground, admin), follow(ground, client)]);
      await act({ admin, client, id: conversationId, messageId, seq }, ground);
      await Promise.all(followers.map((follower) => follower.agree()));
    },
    'portal',
  );
}

const absent = (person: Person) => ({
  memberIds: [person.id],
  message: 'I am away.',
  start: new Date(Date.now() - 60_000).toISOString(),
  end: null,
  timeZone: 'UTC',
});

/** The stream of a person. */
export const events = [
  must(
    'events.reset-first',
    'A stream without `Last-Event-ID` is `text/event-stream` and begins with `reset`, which carries a cursor.',
    async (ground) => {
      const { client } = await ground.cast('client');
      const ear = await ground.events(client);
      holds(
        ear.headers.get('content-type')?.startsWith('text/event-stream') === true,
        'text/event-stream',
        ear.headers.get('content-type'),
      );
      const first = await ear.next('reset');
      same([first.type, first.id !== undefined], ['reset', true], 'the first event and whether it has an id');
    },
  ),
  must(
    'events.reset-unknown',
    'An unknown cursor is answered with `reset`, never with silence.',
    async (ground) => {
      const { client } = await ground.cast('client');
      for (const cursor of ['999999999', 'nonsense']) {
        same(
          (await (await ground.events(client, cursor)).next('reset')).type,
          'reset',
          `the first event after "${cursor}"`,
        );
      }
    },
  ),
  must(
    'events.resume',
    'A stream resumes after `Last-Event-ID`: what happened meanwhile comes, once and in order.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const first = await ground.events(b);
      await first.next('reset');
      const { cursor } = first;
      first.close();
      const sent = [];
      for (const text of ['one', 'two', 'three']) sent.push((await a.send(id, text)).id);
      const second = await ground.events(b, cursor);
      const heard: string[] = [];
      while (heard.length < 3) {
        const event = await second.next('the messages sent meanwhile');
        holds(event.type !== 'reset', 'no reset', event.type);
        if (event.type === 'message.created') heard.push(event.data.message.id);
      }
      same(heard, sent, 'the messages');
    },
  ),
  must(
    'events.schema',
    'Every event of a known type has the data that the protocol says.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const ear = await ground.events(b);
      const { id: messageId, seq } = await a.send(id, 'one');
      await b.read(id, seq);
      await a.remove(id, messageId);
      await ear.until('message.deleted', ({ type, data }) => {
        const schema = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
        if (schema && !v.is(schema, data))
          throw new Broken(`the data of ${type}`, JSON.stringify(data), 'GET /v1/events');
        return type === 'message.deleted';
      });
    },
  ),
  must('events.private', 'Nobody hears of conversations that are not theirs.', async (ground) => {
    const { a, b, id } = await ground.pair();
    const { neighbour } = await ground.cast('neighbour');
    const ear = await ground.events(neighbour);
    await ear.next('reset');
    await a.send(id, 'private');
    const mine = await b.open(a);
    await a.send(mine.id, 'private too');
    const own = await a.open(neighbour);
    await a.send(own.id, 'yours');
    await ear.until('the event of my own conversation', ({ type, data }) => {
      const conversationId =
        'conversationId' in data
          ? data.conversationId
          : 'conversation' in data
            ? data.conversation.id
            : own.id;
      same(conversationId, own.id, 'the conversation of an event');
      return type === 'message.created';
    });
  }),
  law('send', 'sending', ({ client, id }) => client.send(id, 'second')),
  law('delete', 'deleting an unread message', async ({ admin, id, messageId }) =>
    status(await admin.remove(id, messageId), 204),
  ),
  law('read', 'reading', ({ client, id, seq }) => client.read(id, seq)),
  law('delivered', 'a device that says it has received', async ({ client, id, seq }) =>
    status(await client.call('PUT', paths.delivered(id), { seq }), 204),
  ),
  law('out-of-office', 'an absence and its automatic reply', async ({ admin, client, id }) => {
    status(await admin.call('PUT', paths.outOfOffice(), absent(admin)), 200);
    await client.send(id, 'are you there?');
  }),
  law('features', 'switching Secure Messaging off', async ({ admin }) =>
    status(await admin.call('PUT', paths.features(), { secureMessaging: false }), 200),
  ),
  law('notice', 'new guidelines that somebody puts aside', async ({ admin, client }) => {
    status(await admin.call('PUT', paths.notice(), { html: 'Please be kind.' }), 200);
    status(await client.call('PUT', paths.noticeDismissed(), { noticeDismissed: 1 }), 204);
  }),
  law('many', 'twenty messages from both sides at once', ({ admin, client, id }) =>
    Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? admin : client).post(id, { id: randomUUID(), text: `many ${i}` }),
      ),
    ),
  ),
];
