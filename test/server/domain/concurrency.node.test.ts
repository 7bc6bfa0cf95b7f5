import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Conversation, Message } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, joinWorld, type Answer } from '../../helpers/world.ts';

/** Two backends on one database, each with its own connections, as two server processes have. */
describe('at the same time', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const one = await createWorld(database);
  const two = await joinWorld(fresh.connect());
  const maya = await one.person('maya');
  const sam = await one.person('sam');
  const ana = await two.person('ana');
  const count = (length: number) => Array.from({ length }, (_, i) => i);

  it('fifty opens of one pair, from both sides and both processes, make one conversation', async () => {
    const mayaElsewhere = await two.person('maya');
    const answers = await Promise.all(
      count(50).map((i) => {
        const [caller, personId] = (
          [
            [maya, 'ana'],
            [ana, 'maya'],
            [mayaElsewhere, 'ana'],
          ] as const
        )[i % 3]!;
        return caller.call<Conversation>('POST', '/v1/conversations', { personId });
      }),
    );
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [...count(49).map(() => 200), 201]);
    const rows = await database.query(`select * from conversation_keys where practice_id = 'alder'`);
    assert.equal(rows.length, 1);
  });

  it('sends from both sides and both processes are numbered without gaps, and nothing is lost', async () => {
    const { id } = await maya.open('ana');
    const sent = await Promise.all(count(120).map((i) => (i % 2 ? maya : ana).send(id, `message ${i}`)));
    assert.deepEqual(
      sent.map((message) => message.seq).sort((a, b) => a - b),
      count(120).map((i) => i + 1),
    );
    const newest = await ana.messages(id);
    const older = await ana.call<{ messages: Message[] }>(
      'GET',
      `/v1/conversations/${id}/messages?before=21`,
    );
    const all = [...older.body.messages, ...newest];
    assert.deepEqual(
      all.map((message) => message.text),
      sent.sort((a, b) => a.seq - b.seq).map((message) => message.text),
    );
    const times = all.map((message) => message.sentAt);
    assert.deepEqual(times, [...times].sort());
    const [conversation] = await ana.conversations();
    assert.equal(conversation?.unread, 60);
  });

  it('twenty tries of one message make one message, and every answer is the same', async () => {
    const { id } = await maya.open('ana');
    const [before] = await ana.conversations();
    const elsewhere = await two.person('maya');
    const messageId = randomUUID();
    const answers = await Promise.all(
      count(20).map((i) =>
        (i % 2 ? maya : elsewhere).call<Message>('POST', `/v1/conversations/${id}/messages`, {
          id: messageId,
          text: `try ${i}`,
        }),
      ),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [...count(19).map(() => 200), 201]);
    for (const answer of answers) assert.deepEqual(answer.body, answers[0]?.body);
    const [after] = await ana.conversations();
    assert.equal(after?.seq, (before?.seq ?? 0) + 1);
    assert.equal(after?.unread, (before?.unread ?? 0) + 1);
    const audit = await database.query(`select 1 from audit where message_id = $1`, [messageId]);
    assert.equal(audit.length, 1);
  });

  it('one id tried by both participants goes to one of them', async () => {
    const { id } = await maya.open('ana');
    const messageId = randomUUID();
    const answers = await Promise.all(
      count(20).map((i) =>
        (i % 2 ? maya : ana).call('POST', `/v1/conversations/${id}/messages`, {
          id: messageId,
          text: 'mine',
        }),
      ),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    assert.deepEqual(statuses, [...count(9).map(() => 200), 201, ...count(10).map(() => 409)]);
  });

  it('sends, reads and deletes together leave the exact number of unread messages', async () => {
    const { id } = await sam.open('ana');
    const first = await Promise.all(count(20).map((i) => sam.send(id, `early ${i}`)));
    await Promise.all([
      ...count(20).map((i) => sam.send(id, `late ${i}`)),
      ...first.map((message) => sam.call('DELETE', `/v1/conversations/${id}/messages/${message.id}`)),
      ...count(10).map((i) => ana.call('PUT', `/v1/conversations/${id}/read`, { seq: i * 2 })),
    ]);
    const conversation = (await ana.conversations()).find((it) => it.id === id);
    const messages = await ana.messages(id);
    const unread = messages.filter((it) => it.seq > (conversation?.read ?? 0) && !it.deletedAt).length;
    assert.equal(conversation?.read, 18);
    assert.equal(conversation?.unread, unread);
    assert.equal(unread, 20);
  });

  it('people of many conversations who all write to each other never wait in a circle', async () => {
    const ids = ['maya', 'sam', 'lena'];
    const people = await Promise.all(ids.map((id, i) => (i % 2 ? two : one).person(id)));
    await Promise.all(
      count(60).map(async (i) => {
        const from = people[i % 3]!;
        const { id } = await from.open(ids[(i + 1 + (i % 2)) % 3]!);
        await from.send(id, `round ${i}`);
        await from.call('PUT', `/v1/conversations/${id}/read`, { seq: i });
        if (i % 10 === 0)
          await one.put('alder', from.id, {
            name: `${from.id} ${i}`,
            kind: 'practitioner',
            admin: from.id === 'maya',
          });
      }),
    );
    assert.deepEqual(one.log, []);
    assert.deepEqual(two.log, []);
  });

  /** Waits until some of our connections wait for a lock: nothing tells of that from outside. */
  async function untilBlocked(): Promise<void> {
    const blocked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.query(blocked)).length === 0);
  }

  it(
    'a send that was let in before messaging went off, or a person was made inactive, is refused after that',
    { timeout: 60_000 },
    async () => {
      const { id } = await maya.open('ana');
      const before = await maya.messages(id);
      for (const [change, code] of [
        [`update practices set secure_messaging = false where practice_id = 'alder'`, 'messaging-off'],
        [
          `update people set active = false where practice_id = 'alder' and person_id = 'maya'`,
          'recipient-inactive',
        ],
        [
          `update people set active = false where practice_id = 'alder' and person_id = 'ana'`,
          'unauthenticated',
        ],
      ] as const) {
        let send: Promise<Answer> | undefined;
        await database.transaction(async (tx) => {
          // What whoever makes this change holds, until it is committed.
          await tx.query(
            `select 1 from people where practice_id = 'alder' order by person_id for no key update`,
          );
          send = ana.call('POST', `/v1/conversations/${id}/messages`, { id: randomUUID(), text: 'x' });
          await untilBlocked();
          await tx.query(change);
        });
        assert.equal((await send)?.body.code, code);
        await database.query(`update practices set secure_messaging = true`);
        await database.query(`update people set active = true`);
      }
      assert.deepEqual(await maya.messages(id), before);
    },
  );
});
