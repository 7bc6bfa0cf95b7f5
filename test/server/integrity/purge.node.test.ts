import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { beginRun, PurgeError } from '../../../server/domain/purge/deps.ts';
import { lookForDue, purgeDue } from '../../../server/domain/purge/due.ts';
import { liftHold, placeHold, readHolds } from '../../../server/domain/purge/holds.ts';
import { purgePractice } from '../../../server/domain/purge/practice.ts';
import { DEFAULT_RETENTION } from '../../../server/domain/purge/retention.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { download, pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { auditLike, DAY_MS, findingsIn, keepFor, purgeDeps, rowsOf } from '../../helpers/purging.ts';
import { createWorld, type World } from '../../helpers/world.ts';

describe('a purge of what has had its time', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await createWorld(database, { files });
  const deps = purgeDeps(database, world.now);
  const findings = (practiceId?: string) => findingsIn({ ...deps, database }, practiceId);
  const send = async (of: World, from: string, to: string, text: string, withFile = false) => {
    const [sender] = [await of.person(from)];
    const { id } = await sender.open(to);
    const file = randomUUID();
    if (withFile) await upload(of, sender, file, 'a.pdf', pdf(2000));
    const message = randomUUID();
    const body = { id: message, text, attachments: withFile ? [file] : [] };
    const answer = await sender.call('POST', `/v1/conversations/${id}/messages`, body);
    assert.equal(answer.status, 201);
    return { conversation: id, message, file };
  };
  const old = await send(world, 'maya', 'ana', 'long ago', true);
  const kept = await send(world, 'sam', 'ana', 'long ago, too', true);
  world.advance(100 * DAY_MS);
  await send(world, 'sam', 'ana', 'today');
  const retention = keepFor({ conversations: 90 });

  it('says first what would go, and changes nothing', async () => {
    const before = await rowsOf(database, 'alder');
    const due = await lookForDue(deps, 'alder', retention);
    assert.deepEqual(due, { conversations: 1, messages: 0, files: 0, audit: 0, held: 0 });
    assert.deepEqual(await rowsOf(database, 'alder'), before);
    assert.equal((await lookForDue(deps, 'alder', DEFAULT_RETENTION)).conversations, 0);
  });

  it('leaves alone what is held: the conversation, a person in it, the practice', async () => {
    for (const held of [
      { personId: null, conversationId: old.conversation },
      { personId: 'ana', conversationId: null },
      { personId: 'maya', conversationId: null },
      { personId: null, conversationId: null },
    ]) {
      const hold = await placeHold(deps, 'alder', held, 'court order 17');
      const due = await lookForDue(deps, 'alder', retention);
      assert.deepEqual([due.conversations, due.held], [0, 1]);
      assert.equal((await purgeDue(deps, 'alder', retention)).conversations, 0);
      await assert.rejects(purgePractice(deps, await beginRun(deps, 'alder')), PurgeError);
      await liftHold(deps, 'alder', hold, 'it is over');
      await assert.rejects(liftHold(deps, 'alder', hold, 'again'), PurgeError);
    }
    const holds = await readHolds(deps, 'alder');
    assert.deepEqual(
      holds.map(({ reason, lifted }) => [reason, lifted?.reason]),
      Array.from({ length: 4 }, () => ['court order 17', 'it is over']),
    );
    assert.deepEqual(
      (await auditLike(database, 'hold.%')).map(({ action }) => action),
      Array.from({ length: 4 }, () => ['hold.placed', 'hold.lifted']).flat(),
    );
    assert.equal((await (await world.person('ana')).messages(old.conversation)).length, 1);
  });

  it('a hold needs a reason, and something to hold', async () => {
    const everything = { personId: null, conversationId: null };
    for (const [practice, held, reason] of [
      ['alder', everything, ' '],
      ['nowhere', everything, 'a reason'],
      ['alder', { personId: 'nobody', conversationId: null }, 'a reason'],
      ['alder', { personId: null, conversationId: randomUUID() }, 'a reason'],
      ['alder', { personId: null, conversationId: 'no id' }, 'a reason'],
    ] as const) {
      await assert.rejects(placeHold(deps, practice, held, reason), PurgeError);
    }
  });

  it('takes the whole conversation, its key and its files, tells its people, and says so in the audit', async () => {
    const ana = await world.person('ana');
    const stream = await ana.events();
    await stream.next();
    assert.equal((await purgeDue(deps, 'alder', retention)).conversations, 1);
    const told = await stream.next();
    assert.deepEqual([told?.type, told?.data], ['unread', { unread: 2 }]);
    await stream.close();
    assert.deepEqual(
      (await ana.conversations()).map(({ id }) => id),
      [kept.conversation],
    );
    for (const table of ['conversations', 'conversation_keys', 'messages', 'participants', 'attachments']) {
      const left = await database.query(`select from ${table} where conversation_id = $1`, [
        old.conversation,
      ]);
      assert.deepEqual(left, [], table);
    }
    assert.equal((await download(world, ana, `/v1/attachments/${old.file}`)).status, 404);
    assert.deepEqual(await auditLike(database, '%purged'), [
      { action: 'conversation.purged', conversation: old.conversation, count: 1 },
    ]);
    assert.deepEqual(await findings(), []);
    // Whoever writes to the same person begins anew.
    const again = await send(world, 'maya', 'ana', 'hello again');
    assert.notEqual(again.conversation, old.conversation);
  });

  it('takes files, and then texts, of old messages in conversations that go on', async () => {
    const ana = await world.person('ana');
    assert.equal((await purgeDue(deps, 'alder', keepFor({ files: 90 }))).files, 1);
    const [first] = await ana.messages(kept.conversation);
    assert.deepEqual([first?.text, first?.attachments, first?.deletedAt], ['long ago, too', [], undefined]);
    assert.equal((await purgeDue(deps, 'alder', keepFor({ messages: 90 }))).messages, 1);
    const messages = await ana.messages(kept.conversation);
    assert.deepEqual(
      messages.map(({ text, deletedAt }) => [text, deletedAt === undefined]),
      [
        ['', false],
        ['today', true],
      ],
    );
    const me = await ana.call<{ unread: number }>('GET', '/v1/me');
    assert.equal(me.body.unread, 2);
    assert.deepEqual(await findings(), []);
  });

  it('what people delete under a hold remains as a copy until it is lifted, also past its time', async () => {
    const held = { personId: 'sam', conversationId: null };
    const hold = await placeHold(deps, 'alder', held, 'a complaint');
    const { conversation, message } = await send(world, 'sam', 'jonas', 'said and unsaid');
    const sam = await world.person('sam');
    const path = `/v1/conversations/${conversation}/messages/${message}`;
    assert.equal((await sam.call('DELETE', path)).status, 204);
    const copies = async () =>
      (await database.query(`select from retained_messages where message_id = $1`, [message])).length;
    // Another deletion sweeps what is over.
    const sweep = async () => {
      const other = await send(world, 'maya', 'jonas', 'x');
      const url = `/v1/conversations/${other.conversation}/messages/${other.message}`;
      await (await world.person('maya')).call('DELETE', url);
    };
    world.advance(DAY_MS);
    await sweep();
    assert.equal(await copies(), 1);
    await liftHold(deps, 'alder', hold, 'settled');
    await sweep();
    assert.equal(await copies(), 0);
  });
});
