import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { openRetainedCopy, type RetainedCopy } from '../../../server/domain/retained-copy.ts';
import { retainedPlace } from '../../../server/domain/retention.ts';
import { folderFiles } from '../../../server/node/folder-files.ts';
import { sharpCodec } from '../../../server/node/images.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { findMessage } from '../../../server/store/messages.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { paths } from '../../../src/protocol/index.ts';
import { download, pdf, picture, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { watched } from '../../helpers/watched.ts';
import { createWorld, PORTALS, TEST_KEYS } from '../../helpers/world.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('what remains of a deleted message', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entrenous-retention-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const database = (await freshDatabase()).connect();
  const files = await folderFiles(folder);
  const options = { files, images: await sharpCodec() };
  const world = await createWorld(database, options);
  const portal = world.portal();
  const [sam, ana] = [await world.person('sam'), await world.person('ana')];
  const { id: conversation } = await sam.open('ana');

  const policy = (body: object) => portal.call('PUT', '/v1/practices/alder', { name: 'Alder', ...body });
  const onDisk = () => readdir(folder);
  const copies = async () => {
    const [row] = await database.query<{ messages: number; files: number }>(
      `select (select count(*) from retained_messages) as messages, (select count(*) from retained_files) as files`,
    );
    return [row?.messages, row?.files];
  };
  const put = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const { status, body } = await upload(world, sam, randomUUID(), name, bytes);
    assert.equal(status, 201);
    return body.id;
  };
  const send = async (text: string, attachments: string[] = []) => {
    const id = randomUUID();
    const sent = await sam.call('POST', paths.messages(conversation), { id, text, attachments });
    assert.equal(sent.status, 201);
    return id;
  };
  const remove = (id: string) => sam.call('DELETE', paths.message(conversation, id));
  const vault = () => new Vault(localKeys(TEST_KEYS), wrappedKeys(database));
  const copyOf = (id: string, now = world.now): Promise<RetainedCopy | undefined> =>
    openRetainedCopy({ database, vault: vault(), files: { store: files }, now }, 'alder', conversation, id);
  /** Another process starts, sweeps, and ends. */
  const sweep = async (now: () => Date, sweeping: Partial<typeof options> = options) => {
    const keys = localKeys(TEST_KEYS);
    const backend = await createBackend({ database, keys, portals: PORTALS, now, ...sweeping });
    await backend.close();
  };
  const bytesOf = async (file: RetainedCopy['files'][number] | undefined) => {
    const parts: Uint8Array[] = [];
    for await (const part of (await file?.open()) ?? []) parts.push(part.slice());
    return Buffer.concat(parts);
  };

  describe('by the policy "erase"', () => {
    it('nothing is kept, as long as no practice says otherwise', async () => {
      const before = await onDisk();
      const id = await send('erased', [await put('a.pdf', pdf()), await put('b.png', await picture())]);
      assert.equal((await onDisk()).length, before.length + 3);
      assert.equal((await remove(id)).status, 204);
      assert.deepEqual(await copies(), [0, 0]);
      assert.deepEqual(await onDisk(), before);
      assert.equal(await copyOf(id), undefined);
    });
  });

  describe('the policy', () => {
    it('"seal" needs a time, once', async () => {
      const answer = await policy({ deletePolicy: 'seal' });
      refused(answer, 'invalid');
      assert.deepEqual(answer.body.errors, [{ path: 'retentionDays', code: 'required' }]);
      assert.equal((await policy({ deletePolicy: 'seal', retentionDays: 30 })).status, 200);
      assert.equal((await policy({ deletePolicy: 'erase' })).status, 200);
      assert.equal((await policy({ deletePolicy: 'seal' })).status, 200, 'the time is remembered');
      const made = { name: 'New', deletePolicy: 'seal' };
      refused(await portal.call('PUT', '/v1/practices/new-one', made), 'invalid');
      const timed = { ...made, retentionDays: 1 };
      assert.equal((await portal.call('PUT', '/v1/practices/new-one', timed)).status, 201);
    });

    it('takes whole days from one to a hundred years, and no other word', async () => {
      for (const retentionDays of [0, -1, 1.5, '30', null, 36_526]) {
        refused(await policy({ retentionDays }), 'invalid');
      }
      for (const deletePolicy of ['keep', '', null, true]) refused(await policy({ deletePolicy }), 'invalid');
      for (const retentionDays of [1, 36_525, 30]) {
        assert.equal((await policy({ retentionDays })).status, 200);
      }
    });

    it('left out stays as it was, and each change of it is in the audit with the portal that made it', async () => {
      const changes = () =>
        database.query(
          `select actor_kind, actor_id from audit where practice_id = 'alder' and action = 'practice.delete-policy'`,
        );
      const before = (await changes()).length;
      await policy({});
      assert.equal((await changes()).length, before);
      await policy({ retentionDays: 31 });
      await policy({ retentionDays: 30 });
      const after = await changes();
      assert.equal(after.length, before + 2);
      assert.deepEqual(after.at(-1), { actor_kind: 'portal', actor_id: 'north' });
    });

    it('changes no key: what was sealed before opens after', async () => {
      const id = await send('one key');
      await remove(id);
      for (const deletePolicy of ['erase', 'seal', 'seal']) await policy({ deletePolicy });
      assert.equal((await copyOf(id))?.text, 'one key');
      const keys = await database.query(`select 1 from retention_keys where practice_id = 'alder'`);
      assert.equal(keys.length, 1);
    });
  });

  describe('by the policy "seal"', () => {
    it('a copy is kept with the files and their names; everybody sees what they see of an erased one', async () => {
      await policy({ deletePolicy: 'seal', retentionDays: 30 });
      const document = pdf(600_000);
      const ids = [await put('Befund 4717.pdf', document), await put('photo.png', await picture())];
      const id = await send('sealed 4718', ids);
      const before = await onDisk();
      assert.equal((await remove(id)).status, 204);
      assert.equal((await onDisk()).length, before.length - 1, 'the preview is gone');

      for (const person of [sam, ana]) {
        const message = (await person.messages(conversation)).find((it) => it.id === id);
        assert.deepEqual([message?.text, message?.attachments], ['', []]);
        assert.ok(message?.deletedAt);
        assert.equal((await person.conversations())[0]?.last?.text, '');
        const found = await person.call<{ hits: unknown[] }>('POST', '/v1/search', { q: '4718' });
        assert.deepEqual(found.body.hits, []);
        for (const path of ids.flatMap((it) => [paths.attachment(it), paths.preview(it)])) {
          assert.equal((await download(world, person, path)).status, 404);
        }
      }

      const copy = await copyOf(id);
      assert.equal(copy?.text, 'sealed 4718');
      assert.equal(copy.senderId, 'sam');
      assert.equal(copy.keepUntil.getTime() - copy.deletedAt.getTime(), 30 * DAY);
      assert.deepEqual(
        copy.files.map(({ name, type }) => [name, type]),
        [
          ['Befund 4717.pdf', 'application/pdf'],
          ['photo.png', 'image/png'],
        ],
      );
      assert.ok((await bytesOf(copy.files[0])).equals(document));
      assert.equal((await bytesOf(copy.files[1])).length, copy.files[1]?.size);
    });

    it('a message deleted again, or by two at once, has one copy', async () => {
      const id = await send('twice');
      const [messages = 0] = await copies();
      const answers = await Promise.all([remove(id), remove(id), remove(id)]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [204, 204, 204],
      );
      assert.equal((await copies())[0], messages + 1);
    });

    it('neither the key of the conversation nor that of the practice opens a copy', async () => {
      const id = await send('another key');
      await remove(id);
      const message = await findMessage(database, 'alder', conversation, id);
      assert.ok(message);
      const [row] = await database.query<{ body: Uint8Array }>(
        `select body from retained_messages where message_id = $1`,
        [id],
      );
      assert.ok(row);
      const place = retainedPlace('alder', message);
      const keys = vault();
      for (const key of [await keys.conversation('alder', conversation), await keys.practice('alder')]) {
        await assert.rejects(key.open(place, row.body), { code: 'cannot-open' });
      }
      assert.equal(await (await keys.retention('alder')).open(place, row.body), 'another key');
    });

    it('a wrapped key of another practice, or the practice’s own, is no retention key', async () => {
      const [mine] = await database.query<{ wrapped: Uint8Array }>(
        `select wrapped from retention_keys where practice_id = 'alder'`,
      );
      for (const source of [
        `select wrapped from retention_keys where practice_id = 'new-one'`,
        `select wrapped from practice_keys where practice_id = 'alder'`,
      ]) {
        await database.query(`update retention_keys set wrapped = (${source}) where practice_id = 'alder'`);
        await assert.rejects(vault().retention('alder'), { code: 'kek-mismatch' });
      }
      await database.query(`update retention_keys set wrapped = $1 where practice_id = 'alder'`, [
        mine?.wrapped,
      ]);
    });

    it('no table and no file has anything of it to read', async () => {
      const canaries = ['Kanarientext-4719', 'Kanarienname-4720'];
      const id = await send(canaries[0]!, [
        await put(`${canaries[1]}.txt`, new TextEncoder().encode(canaries[0])),
      ]);
      await remove(id);
      const copy = await copyOf(id);
      assert.deepEqual([copy?.text, copy?.files[0]?.name], [canaries[0], `${canaries[1]}.txt`]);
      for (const table of ['messages', 'attachments', 'retained_messages', 'retained_files', 'audit']) {
        for (const { row } of await database.query<{ row: string }>(
          `select t::text as row from ${table} t`,
        )) {
          for (const canary of canaries) {
            assert.ok(!row.includes(canary) && !row.includes(Buffer.from(canary).toString('hex')), table);
          }
        }
      }
      for (const name of await onDisk())
        assert.ok(!(await readFile(join(folder, name))).includes('Kanarien'));
    });

    it('the deletion happens whole or not at all, wherever it is cut short', async () => {
      const id = await send('cut short', [await put('c.pdf', pdf())]);
      let statements = 0;
      let allowed = 0;
      const breaking = watched(database, (tx) => ({
        query: (sql, params) => {
          if (++statements > allowed) throw Object.assign(new Error('cut'), { code: '08006' });
          return tx.query(sql, params);
        },
      }));
      const before = await copies();
      const keys = localKeys(TEST_KEYS);
      const request = () =>
        new Request(`https://b.example${paths.message(conversation, id)}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer ${sam.token}` },
        });
      allowed = Number.MAX_SAFE_INTEGER;
      const backend = await createBackend({ database: breaking, keys, portals: PORTALS, ...options });
      let cuts = 0;
      for (allowed = 0; ; allowed++) {
        statements = 0;
        const answer = await backend.fetch(request());
        if (answer.status === 204) break;
        cuts++;
        assert.deepEqual(await copies(), before);
        const message = (await ana.messages(conversation)).find((it) => it.id === id);
        assert.deepEqual([message?.text, message?.attachments.length], ['cut short', 1]);
      }
      await backend.close();
      assert.ok(cuts >= 8, `it was cut at ${cuts} places`);
      assert.equal((await copyOf(id))?.text, 'cut short');
      assert.equal((await copyOf(id))?.files.length, 1);
    });
  });

  describe('when the time is over', () => {
    it('the copy goes with its files, and not a moment before', async () => {
      await policy({ deletePolicy: 'seal', retentionDays: 10 });
      const before = { disk: await onDisk(), copies: await copies() };
      const id = await send('for ten days', [await put('ten.pdf', pdf())]);
      await remove(id);
      const end = (await copyOf(id))?.keepUntil.getTime() ?? 0;
      await sweep(() => new Date(end - 1));
      assert.equal((await copyOf(id, () => new Date(end - 1)))?.text, 'for ten days');
      assert.equal((await onDisk()).length, before.disk.length + 1);
      assert.equal(await copyOf(id, () => new Date(end)), undefined, 'also before the sweep comes');
      await sweep(() => new Date(end));
      assert.deepEqual(await copies(), before.copies);
      assert.deepEqual(await onDisk(), before.disk);
      const message = (await ana.messages(conversation)).find((it) => it.id === id);
      assert.ok(message?.deletedAt, 'the tombstone stays');
    });

    it('no change of the policy makes an existing copy’s time shorter or longer', async () => {
      await policy({ deletePolicy: 'seal', retentionDays: 10 });
      const id = await send('promised ten days');
      await remove(id);
      const end = (await copyOf(id))?.keepUntil;
      for (const change of [{ retentionDays: 1 }, { retentionDays: 5000 }, { deletePolicy: 'erase' }]) {
        await policy(change);
        assert.deepEqual((await copyOf(id))?.keepUntil, end);
      }
      const [count] = await copies();
      await remove(await send('erased again'));
      assert.equal((await copies())[0], count);
      await policy({ deletePolicy: 'seal', retentionDays: 10 });
    });

    it('a sweep that is cut short is finished by the next one', async () => {
      const before = await onDisk();
      const id = await send('swept in two', [await put('d.pdf', pdf()), await put('e.pdf', pdf())]);
      await remove(id);
      const late = () => new Date(world.now().getTime() + 11 * DAY);
      let deleted = 0;
      const cut = {
        ...files,
        delete: (it: string) => (deleted++ ? Promise.reject(new Error('cut')) : files.delete(it)),
      };
      await sweep(late, { ...options, files: cut });
      assert.deepEqual(await copies().then(([messages]) => messages), await stillThere(late()));
      assert.equal(await copyOf(id), undefined);
      assert.ok((await onDisk()).length > before.length, 'something was left');
      await sweep(late);
      const left = (await onDisk()).filter((it) => !before.includes(it));
      assert.deepEqual(left, []);
    });

    it('a process without a place for files sweeps the copies, and leaves their bytes to one that has it', async () => {
      const before = await onDisk();
      const id = await send('no files here', [await put('f.pdf', pdf())]);
      await remove(id);
      const late = () => new Date(world.now().getTime() + 11 * DAY);
      await sweep(late, {});
      assert.equal(await copyOf(id), undefined);
      assert.equal((await onDisk()).length, before.length + 1);
      await sweep(late);
      assert.deepEqual(await onDisk(), before);
    });

    it('two sweeps at once remove each copy once', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, i) => send(`at once ${i}`)));
      await Promise.all(ids.map(remove));
      const late = () => new Date(world.now().getTime() + 11 * DAY);
      await Promise.all([sweep(late), sweep(late), sweep(late)]);
      assert.equal((await copies())[0], await stillThere(late()));
    });
  });

  /** How many copies there are whose time goes on after an instant. */
  async function stillThere(at: Date): Promise<number> {
    const [row] = await database.query<{ copies: number }>(
      `select count(*) as copies from retained_messages where keep_until > $1`,
      [at.toISOString()],
    );
    return row?.copies ?? 0;
  }
});
