import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { seqsOf } from '../../../server/domain/messages.ts';
import type { Message, MessagesAnswer } from '../../../src/protocol/index.ts';
import { fullyQualifiedEmoji, naughtyStrings } from '../../helpers/corpora.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

describe('messages', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const maya = await world.person('maya');
  const ana = await world.person('ana');

  describe('sending', () => {
    it('the same id again answers the first message, whatever the body, also after it was deleted', async () => {
      const { id } = await maya.open('ana');
      const path = `/v1/conversations/${id}/messages`;
      const messageId = randomUUID();
      const first = await maya.call<Message>('POST', path, { id: messageId, text: 'first' });
      assert.equal(first.status, 201);
      for (const body of [
        { text: 'first' },
        { text: 'other' },
        { text: '' },
        { text: 'x', attachments: [randomUUID()] },
      ]) {
        const again = await maya.call<Message>('POST', path, { id: messageId, ...body });
        assert.equal(again.status, 200);
        assert.deepEqual(again.body, first.body);
      }
      await maya.call('DELETE', `${path}/${messageId}`);
      const tombstone = await maya.call<Message>('POST', path, { id: messageId, text: 'first' });
      assert.equal(tombstone.status, 200);
      assert.equal(tombstone.body.text, '');
      assert.ok(tombstone.body.deletedAt);
    });

    it('the same id in another conversation is another message', async () => {
      const messageId = randomUUID();
      const one = await maya.send((await maya.open('ana')).id, 'one', messageId);
      const two = await maya.send((await maya.open('sam')).id, 'two', messageId);
      assert.deepEqual([one.text, two.text], ['one', 'two']);
    });

    it('keeps every text as it was typed, character by character', async () => {
      const { id } = await maya.open('jonas');
      const blank = /^[ \t\r\n\u00a0\u3000]*$/;
      const emoji = fullyQualifiedEmoji();
      const lines = Array.from({ length: Math.ceil(emoji.length / 1000) }, (_, i) =>
        emoji.slice(i * 1000, (i + 1) * 1000).join(''),
      );
      const texts = [
        ...naughtyStrings(),
        ...lines,
        ' leading and trailing \n',
        '\u0000',
        '\ufeff',
        'e\u0301 and \u00e9',
        'a'.repeat(5000),
        '😀'.repeat(5000),
        '\u200f',
      ].filter((text) => !blank.test(text) && !/\p{Surrogate}/u.test(text));
      for (const text of texts) await maya.send(id, text);
      const stored: string[] = [];
      const jonas = await world.person('jonas');
      for (let after = 0; after < texts.length; after += 100) {
        const { body } = await jonas.call<MessagesAnswer>(
          'GET',
          `/v1/conversations/${id}/messages?after=${after}&limit=100`,
        );
        stored.push(...body.messages.map((message) => message.text));
      }
      assert.deepEqual(stored, texts);
    });

    it('keeps the order of seq and time when the clock is set back', async () => {
      const { id } = await maya.open('sam');
      const before = await maya.send(id, 'before');
      world.advance(-60 * 60 * 1000);
      const after = await (await world.person('maya')).send(id, 'after');
      world.advance(60 * 60 * 1000);
      assert.equal(after.seq, before.seq + 1);
      assert.ok(after.sentAt >= before.sentAt);
    });

    it('to somebody who has left is refused, and reading what was written is not', async () => {
      const { id } = await maya.open('jonas');
      await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client', active: false });
      const answer = await maya.call('POST', `/v1/conversations/${id}/messages`, {
        id: randomUUID(),
        text: 'x',
      });
      assert.equal(answer.body.code, 'recipient-inactive');
      const opened = await maya.call('POST', '/v1/conversations', { personId: 'jonas' });
      assert.equal(opened.body.code, 'not-found');
      assert.ok((await maya.messages(id)).length > 0);
      await world.put('alder', 'jonas', { name: 'Jonas Weber', kind: 'client' });
    });

    it('is noted in the audit with ids and without content', async () => {
      const { id } = await maya.open('ana');
      const message = await maya.send(id, 'content');
      const rows = await database.query(`select * from audit where message_id = $1`, [message.id]);
      assert.equal(rows.length, 1);
      const { at, audit_id: _, n, mac, ...row } = rows[0]!;
      assert.ok(at instanceof Date && Number(n) > 0 && (mac as Uint8Array).length === 32);
      assert.deepEqual(row, {
        practice_id: 'alder',
        actor_kind: 'person',
        actor_id: 'maya',
        action: 'message.sent',
        person_id: null,
        conversation_id: id,
        message_id: message.id,
        attachment_id: null,
        outcome: 'done',
        address: null,
        from_seq: null,
        to_seq: null,
        count: null,
      });
    });
  });

  describe('reading', () => {
    it('gives the newest by default and says whether there are more', async () => {
      const { id } = await maya.open('lena');
      for (let i = 1; i <= 7; i++) await maya.send(id, String(i));
      const read = async (query: string) => {
        const { body } = await maya.call<MessagesAnswer>('GET', `/v1/conversations/${id}/messages?${query}`);
        return [body.messages.map((message) => message.text).join(''), body.hasOlder, body.hasNewer];
      };
      assert.deepEqual(await read(''), ['1234567', false, false]);
      assert.deepEqual(await read('limit=3'), ['567', true, false]);
      assert.deepEqual(await read('limit=3&before=5'), ['234', true, true]);
      assert.deepEqual(await read('limit=3&before=1'), ['', false, true]);
      assert.deepEqual(await read('limit=3&after=0'), ['123', false, true]);
      assert.deepEqual(await read('limit=3&after=7'), ['', true, false]);
      assert.deepEqual(await read('limit=3&after=99'), ['', true, false]);
      assert.deepEqual(await read('limit=3&around=4'), ['345', true, true]);
      assert.deepEqual(await read('limit=3&around=1'), ['123', false, true]);
      assert.deepEqual(await read('limit=3&around=7'), ['567', true, false]);
      assert.deepEqual(await read('limit=100&around=99'), ['1234567', false, false]);
    });

    it('of nothing is empty', () => {
      for (const window of [{}, { before: 0 }, { before: 1 }, { after: 0 }, { around: 0 }]) {
        const [from, to] = seqsOf({ limit: 50, ...window }, 0);
        assert.ok(from > to);
      }
    });

    it('changes no mark', async () => {
      const { id } = await maya.open('ana');
      await maya.send(id, 'unread');
      const before = await ana.conversations();
      await ana.messages(id);
      await ana.call('POST', '/v1/search', { q: 'unread' });
      assert.deepEqual(await ana.conversations(), before);
    });
  });

  describe('deleting', () => {
    it('leaves a tombstone for both, lowers the unread number once, and again does nothing', async () => {
      const { id } = await maya.open('ana');
      const message = await maya.send(id, 'a secret to take back');
      const unread = async () => (await ana.call<{ unread: number }>('GET', '/v1/me')).body.unread;
      const before = await unread();
      const path = `/v1/conversations/${id}/messages/${message.id}`;
      for (const _ of [1, 2, 3]) assert.equal((await maya.call('DELETE', path)).status, 204);
      assert.equal(await unread(), before - 1);
      for (const person of [maya, ana]) {
        const tombstone = (await person.messages(id)).find((it) => it.id === message.id);
        assert.deepEqual(
          { ...tombstone, deletedAt: undefined },
          { ...message, text: '', deletedAt: undefined },
        );
        assert.ok(tombstone?.deletedAt);
        const found = await person.call<{ hits: unknown[] }>('POST', '/v1/search', { q: 'secret to take' });
        assert.deepEqual(found.body.hits, []);
      }
      const audit = await database.query(
        `select 1 from audit where message_id = $1 and action = 'message.deleted'`,
        [message.id],
      );
      assert.equal(audit.length, 1);
    });

    it('what was read already does not lower the number', async () => {
      const { id } = await maya.open('ana');
      const message = await maya.send(id, 'read, then deleted');
      await ana.call('PUT', `/v1/conversations/${id}/read`, { seq: message.seq });
      await maya.call('DELETE', `/v1/conversations/${id}/messages/${message.id}`);
      assert.equal((await ana.conversations()).find((it) => it.id === id)?.unread, 0);
    });

    it("keeps to the practice's time", async () => {
      const portal = world.portal();
      const { id } = await maya.open('ana');
      const message = await maya.send(id, 'for a minute');
      const remove = async () =>
        (await world.person('maya')).call('DELETE', `/v1/conversations/${id}/messages/${message.id}`);
      await portal.call('PUT', '/v1/practices/alder', { name: 'Alder', deleteWindow: 0 });
      assert.equal((await remove()).body.code, 'delete-window-over');
      await portal.call('PUT', '/v1/practices/alder', { name: 'Alder', deleteWindow: 60 });
      assert.deepEqual((await maya.call<{ limits: object }>('GET', '/v1/me')).body.limits, {
        textLength: 5000,
        files: 5,
        fileBytes: 25 * 1024 * 1024,
        idleSeconds: 900,
        deleteWindow: 60,
      });
      world.advance(61_000);
      assert.equal((await remove()).body.code, 'delete-window-over');
      world.advance(-30_000);
      assert.equal((await remove()).status, 204);
      world.advance(-31_000);
      await portal.call('PUT', '/v1/practices/alder', { name: 'Alder' });
      const kept = await maya.call<{ limits: { deleteWindow: number } }>('GET', '/v1/me');
      assert.equal(kept.body.limits.deleteWindow, 60, 'left out: as it was');
      await portal.call('PUT', '/v1/practices/alder', { name: 'Alder', deleteWindow: null });
    });
  });
});
