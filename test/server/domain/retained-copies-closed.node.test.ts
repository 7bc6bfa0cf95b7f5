import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRetainedCopy } from '../../../server/domain/retained-copy.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { accessScene, MATRIX, ROLES } from '../../helpers/access-matrix.ts';
import { pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, TEST_KEYS } from '../../helpers/world.ts';

const TEXT = 'Kanarientext-4721';
const NAME = 'Kanarienname-4722';

describe('the copy of a deleted message', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await createWorld(database, { files });
  for (const practice of ['alder', 'birch']) {
    await world.portal().call('PUT', `/v1/practices/${practice}`, {
      name: practice,
      deletePolicy: 'seal',
      retentionDays: 365,
    });
  }
  const scene = await accessScene(world, { text: TEXT, fileName: `${NAME}.pdf`, together: true });
  const { callers, conversationId, messageId, attachmentId, pathOf } = scene;
  const sam = callers.participant;
  const before = await sam.call('GET', `/v1/conversations/${conversationId}/messages`);
  assert.match(JSON.stringify(before.body), new RegExp(`${TEXT}.*${NAME}`));
  const gone = await sam.call('DELETE', pathOf('/v1/conversations/{conversationId}/messages/{messageId}'));
  assert.equal(gone.status, 204);

  const mine = { practice: 'alder', conversation: conversationId, message: messageId };
  const deps = () => ({
    database,
    vault: new Vault(localKeys(TEST_KEYS), wrappedKeys(database)),
    now: world.now,
    files: { store: files },
  });
  const copyOf = ({ practice, conversation, message }: typeof mine) =>
    openRetainedCopy(deps(), practice, conversation, message);

  it('is there', async () => {
    const copy = await copyOf(mine);
    assert.deepEqual([copy?.text, copy?.files.map((file) => file.name)], [TEXT, [`${NAME}.pdf`]]);
  });

  for (const [operation, { body }] of Object.entries(MATRIX)) {
    const [method = '', pattern = ''] = operation.split(' ');
    it(`is in no answer of ${operation}, whoever asks`, async () => {
      for (const role of ROLES) {
        const switchTo = (secureMessaging: boolean) =>
          callers.admin.call('PUT', '/v1/practice/features', { secureMessaging });
        if (role === 'off') await switchTo(false);
        const { token } = callers[role];
        const response = await world.fetch(pathOf(pattern), {
          method: method.toUpperCase(),
          headers: {
            ...(token ? { Authorization: `Bearer ${token}` } : {}),
            'Content-Type': 'application/json',
          },
          ...(body ? { body: JSON.stringify(operation === 'post /v1/search' ? { q: TEXT } : body()) } : {}),
        });
        if (response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
          await response.body?.cancel();
        } else {
          const answer = Buffer.from(await response.arrayBuffer());
          for (const canary of [TEXT, NAME, '%PDF'])
            assert.ok(!answer.includes(canary), `${role}: ${canary}`);
          if (pattern.includes('{attachmentId}') && method === 'get') assert.ok(response.status >= 400);
        }
        if (role === 'off') await switchTo(true);
      }
    });
  }

  it('is in no event, also for who reads them all again from the first', async () => {
    for (const person of [await world.person('sam'), await world.person('ana')]) {
      const stream = await person.events('0');
      await stream.until((event) => event.type === 'message.deleted' && event.data.message.id === messageId);
      await stream.close();
      assert.ok(!/Kanarien/.test(JSON.stringify(stream.received)));
    }
  });

  it('opens at its own place only: no piece of it, moved to another row, opens there', async () => {
    const maya = await world.person('maya');
    const birch = await world.person('sam', 'birch');
    const copies = [mine];
    for (const [person, practice, other] of [
      [await world.person('sam'), 'alder', 'ana'],
      [await world.person('sam'), 'alder', 'maya'],
      [maya, 'alder', 'sam'],
      [birch, 'birch', 'ana'],
    ] as const) {
      const { id } = await person.open(other);
      const attachments = [crypto.randomUUID(), crypto.randomUUID()];
      for (const it of attachments) await upload(world, person, it, 'other.pdf', pdf());
      const message = crypto.randomUUID();
      const path = `/v1/conversations/${id}/messages`;
      await person.call('POST', path, { id: message, text: `other in ${practice}`, attachments });
      assert.equal((await person.call('DELETE', `${path}/${message}`)).status, 204);
      copies.push({ practice, conversation: id, message });
    }
    const all = `select practice_id, message_id, attachment_id, place, wrapped_key, details from retained_files order by message_id, place`;
    const rows = await database.query<{
      practice_id: string;
      message_id: string;
      attachment_id: string;
      wrapped_key: Uint8Array;
      details: Uint8Array;
    }>(all);
    assert.equal(rows.length, 9);

    const bodyOf = async (message: string) =>
      (
        await database.query<{ body: Uint8Array }>(
          `select body from retained_messages where message_id = $1`,
          [message],
        )
      )[0]?.body;
    // Every pair, not a sample: it is the one pair nobody thought of that would open.
    for (const source of copies) {
      for (const target of copies.filter((it) => it !== source)) {
        const [moved, own] = [await bodyOf(source.message), await bodyOf(target.message)];
        const write = (body: unknown) =>
          database.query(`update retained_messages set body = $2 where message_id = $1`, [
            target.message,
            body,
          ]);
        await write(moved);
        await assert.rejects(copyOf(target), { code: 'cannot-open' });
        await write(own);
        assert.ok(await copyOf(target));
      }
    }
    const columns = ['wrapped_key', 'details'] as const;
    for (const target of rows) {
      const copy = copies.find((it) => it.message === target.message_id);
      assert.ok(copy);
      for (const column of columns) {
        const write = (value: unknown) =>
          database.query(`update retained_files set ${column} = $2 where attachment_id = $1`, [
            target.attachment_id,
            value,
          ]);
        for (const source of rows) {
          for (const other of columns) {
            if (source === target && other === column) continue;
            await write(source[other]);
            await assert.rejects(copyOf(copy), { code: 'cannot-open' });
          }
        }
        await write(target[column]);
      }
      assert.ok(await copyOf(copy));
    }
    assert.ok(rows.some((row) => row.attachment_id === attachmentId));
  });

  it('does not open when its files change places', async () => {
    const [pair] = await database.query<typeof mine>(
      `select message_id as message, conversation_id as conversation, practice_id as practice from retained_files group by 1, 2, 3 having count(*) > 1 limit 1`,
    );
    assert.ok(pair);
    await database.query(`update retained_files set place = 3 - place where message_id = $1`, [pair.message]);
    await assert.rejects(copyOf(pair), { code: 'cannot-open' });
  });
});
