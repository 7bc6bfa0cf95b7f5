import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { makeBackup } from '../../../server/domain/backup/backup.ts';
import { makeHead } from '../../../server/domain/backup/head.ts';
import { restoreBackup } from '../../../server/domain/backup/restore.ts';
import { verifyAudit } from '../../../server/domain/audit/verify.ts';
import { verifyContent } from '../../../server/domain/integrity/verify-content.ts';
import type { Database, FileStore } from '../../../server/ports.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { migrate, SCHEMA_VERSION } from '../../../server/store/migrate.ts';
import { listTables } from '../../../server/store/whole.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { fillEveryTable, worldOfEverything } from '../../helpers/everything.ts';
import { pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { expectStatus, PORTALS, PRACTICES, TEST_KEYS, worldOf } from '../../helpers/world.ts';

const KEYS = localKeys(TEST_KEYS);
const OTHER_KEYS = localKeys({ current: 'k1', keys: { k1: Buffer.alloc(32, 9).toString('base64') } });

/** A person whose id is found wherever it lies readable. */
const CANARY = 'canary-3f9b1c77-person';

/** A sealed chunk of a backup. */
const SEALED = 12 + 256 * 1024 + 16;

async function backupOf(
  database: Database,
  files: FileStore,
  begun: () => Promise<void> = async () => undefined,
): Promise<{ bytes: Buffer; report: Awaited<ReturnType<typeof makeBackup>> }> {
  const pieces: Uint8Array[] = [];
  const report = await makeBackup({ database, keys: KEYS, files }, new Date(), async (bytes) => {
    for await (const piece of bytes) if (pieces.push(piece.slice()) === 1) await begun();
  });
  return { bytes: Buffer.concat(pieces), report };
}

/** Bytes as a disk hands them out, in pieces that know nothing of what is in them. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_003) yield bytes.subarray(at, at + 100_003);
}

async function idsOf(files: FileStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of files.list()) ids.push(id);
  return ids.sort();
}

/** Every row of every table as PostgreSQL writes it, not by the way that the backup reads it. */
async function rowsOf(database: Database): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of await listTables(database)) {
    const found = await database.query<{ row: string }>(
      `select t::text as row from ${table} t order by t::text collate "C"`,
    );
    rows[table] = found.map(({ row }) => row);
  }
  return rows;
}

async function findingsIn(database: Database, files: FileStore): Promise<unknown[]> {
  const deps = { database, files, keys: KEYS, vault: new Vault(KEYS, wrappedKeys(database)) };
  const findings: unknown[] = [];
  for (const practice of PRACTICES) {
    findings.push(...(await verifyContent(deps, practice)).findings);
    findings.push(...(await verifyAudit(deps, practice, [])).findings);
  }
  return findings;
}

describe('a backup', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  const world = await worldOfEverything(database, files);
  await world.put('alder', CANARY, { name: 'Canary Person', kind: 'client' });
  const sam = await world.person('sam');
  const { id: conversation } = await sam.open(CANARY);
  await sam.send(conversation, 'are you there?');

  await fillEveryTable(database);

  const spare = await Promise.all(Array.from({ length: 6 }, async () => (await freshDatabase()).connect()));
  const freshlyMade = () => spare.pop()!;

  // Restored into again and again: what is refused leaves it empty.
  const target = (await freshDatabase()).connect();
  const targetFiles = memoryFiles();
  const restore = (bytes: Buffer, keys = KEYS, into = target, store: FileStore = targetFiles) =>
    restoreBackup({ database: into, keys, files: store }, new Date(), piecesOf(bytes));
  const nothingIsThere = async () => {
    assert.deepEqual(Object.values(await rowsOf(target)).flat(), []);
    assert.deepEqual(await idsOf(targetFiles), []);
  };

  const { bytes, report } = await backupOf(database, files);
  const before = await rowsOf(database);
  const headEnd = bytes.indexOf('\n') + 1;
  const chunks = Math.ceil((bytes.length - headEnd - 1) / SEALED);

  it('holds every row of every table, and every file', async () => {
    const empty = Object.entries(before).filter(([, rows]) => rows.length === 0);
    // What a practice that has just begun has none of.
    assert.deepEqual(
      empty.map(([table]) => table),
      [],
    );
    assert.equal(report.rows, Object.values(before).flat().length);
    assert.deepEqual([report.deleted, report.lost], [0, 0]);
    assert.ok(report.files >= 8, `${report.files} files`);
    assert.ok(chunks > 3, `${chunks} chunks`);
  });

  it('says in its first line which key and schema it needs, and nothing of anybody anywhere', () => {
    const head = JSON.parse(bytes.subarray(0, headEnd).toString()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(head), ['entrenous', 'format', 'schema', 'at', 'kek', 'key']);
    const ids = [CANARY, conversation, ...before.conversations!.map((row) => row.split(',')[1]!)];
    for (const id of ids) {
      const raw = Buffer.from(id);
      const forms = [
        raw,
        Buffer.from(id, 'utf16le'),
        Buffer.from(raw.toString('hex')),
        Buffer.from(id.replaceAll('-', ''), 'hex'),
        // Base64 of it wherever it begins, without the letters that its neighbours have a part in.
        ...[0, 1, 2].map((shift) =>
          Buffer.from(
            Buffer.concat([Buffer.alloc(shift), raw])
              .toString('base64')
              .slice(4, -4),
          ),
        ),
      ].filter((form) => form.length >= 8);
      for (const form of forms)
        assert.equal(bytes.includes(form), false, `${id} as ${form.toString('latin1')}`);
    }
  });

  it('of the same data is another file each time', async () => {
    const again = await backupOf(database, files);
    assert.equal(again.bytes.length, bytes.length);
    assert.notDeepEqual(
      again.bytes.subarray(headEnd, headEnd + 1000),
      bytes.subarray(headEnd, headEnd + 1000),
    );
  });

  it('with one other bit does not restore, wherever that is', async () => {
    const places = new Set([0, 5, headEnd >> 1, headEnd - 3, headEnd - 1, headEnd, bytes.length - 1]);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const at = headEnd + 1 + chunk * SEALED;
      for (const place of [at, at + 11, at + 12, at + 100_000, at + SEALED - 1]) {
        if (place < bytes.length) places.add(place);
      }
    }
    for (const key of ['schema', '"at"', 'kek', '"key"']) places.add(bytes.indexOf(key) + key.length + 4);
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed[place]! ^= 1;
      await assert.rejects(restore(changed), { name: 'BackupError' }, `at ${place}`);
    }
    await nothingIsThere();
  });

  it('that was cut, lengthened, or has its chunks in another order does not restore', async () => {
    const start = headEnd + 1;
    const chunk = (n: number) => bytes.subarray(start + n * SEALED, start + (n + 1) * SEALED);
    const front = bytes.subarray(0, start);
    const middle = (bytes: Buffer[]) => Buffer.concat([front, ...bytes]);
    const all = Array.from({ length: chunks }, (_, n) => chunk(n));
    const other = (await backupOf(database, files)).bytes;
    const wrong = [
      Buffer.alloc(0),
      bytes.subarray(0, headEnd - 1),
      bytes.subarray(0, headEnd),
      front,
      bytes.subarray(0, start + 5),
      bytes.subarray(0, -1),
      middle(all.slice(0, -1)),
      middle(all.slice(0, 1)),
      middle([all[1]!, all[0]!, ...all.slice(2)]),
      middle([all[0]!, ...all]),
      middle([...all, all.at(-1)!]),
      middle(all.slice(1)),
      Buffer.concat([bytes, Buffer.from([0])]),
      Buffer.concat([bytes, bytes]),
      Buffer.concat([bytes.subarray(0, headEnd), other.subarray(headEnd)]),
      Buffer.concat([bytes.subarray(0, start + SEALED), other.subarray(start + SEALED)]),
    ];
    for (const [i, one] of wrong.entries()) {
      await assert.rejects(restore(one), { name: 'BackupError' }, `the ${i}th`);
    }
    await nothingIsThere();
  });

  it('does not restore under another key, nor with another schema, and says what to do', async () => {
    await assert.rejects(restore(bytes, OTHER_KEYS), {
      name: 'BackupError',
      message: /sealed under the key-encryption key "k1".* Give the key that the server had/,
    });
    for (const schema of [SCHEMA_VERSION - 1, SCHEMA_VERSION + 1]) {
      const { key, line } = await makeHead(KEYS, schema, new Date());
      const sealed: Uint8Array[] = [line];
      for await (const piece of key.seal(piecesOf(Buffer.alloc(9)))) sealed.push(piece);
      await assert.rejects(restore(Buffer.concat(sealed)), {
        name: 'BackupError',
        message: new RegExp(
          `^The backup has schema version ${schema}; this release has ${SCHEMA_VERSION}\\. Restore it with the release that made it, then `,
        ),
      });
    }
    await nothingIsThere();
  });

  it('restores every row as it was, and every byte of every file; all is whole', async () => {
    const restored = await restore(bytes);
    assert.deepEqual([restored.rows, restored.files], [report.rows, report.files]);
    assert.deepEqual(await rowsOf(target), before);
    for (const id of await idsOf(targetFiles)) {
      const read = async (store: FileStore) =>
        Buffer.from(await new Response(await store.get(id)).arrayBuffer());
      assert.ok((await read(targetFiles)).equals(await read(files)));
    }
    assert.deepEqual(await findingsIn(target, targetFiles), []);
  });

  it('that was restored serves: what was written is read, and goes on', async () => {
    const backend = await createBackend({
      database: target,
      keys: KEYS,
      portals: PORTALS,
      files: targetFiles,
    });
    const there = worldOf(
      backend,
      [],
      () => new Date(),
      () => undefined,
    );
    const person = await there.person(CANARY);
    assert.deepEqual(
      (await person.messages(conversation)).map(({ text }) => text),
      ['are you there?'],
    );
    await person.send(conversation, 'yes, again');
    assert.equal((await (await there.person('sam')).messages(conversation)).length, 2);
    assert.deepEqual(await findingsIn(target, targetFiles), []);
  });

  it('is not restored over anything: what is there stays as it is', async () => {
    const there = await rowsOf(target);
    const stored = await idsOf(targetFiles);
    await assert.rejects(restore(bytes), { name: 'BackupError', message: /^The database is not empty/ });
    assert.deepEqual(await rowsOf(target), there);
    assert.deepEqual(await idsOf(targetFiles), stored);
  });

  it('keeps every microsecond, and numbers that JavaScript cannot', async () => {
    const from = freshlyMade();
    const into = freshlyMade();
    await migrate(from, new Date(), async () => undefined);
    const key = await KEYS.wrap(new Uint8Array(32), new Uint8Array());
    await from.query(`insert into vault_probes values ('k1', $1)`, [
      await KEYS.wrap(new Uint8Array(32), new TextEncoder().encode('entrenous/probe')),
    ]);
    await from.query(
      `insert into practices (practice_id, portal_id, name, delete_window, created_at)
       values ($1, $2, $3, 9223372036854775807, '2026-03-29 02:30:00.123456+05:45'),
         ('plain', 'north', '', null, 'infinity')`,
      ['"quoted" \\ back\nslash \u2028 𝒳 ', 'null', key],
    );
    await from.query(`set time zone 'Asia/Kathmandu'`);
    const { bytes } = await backupOf(from, memoryFiles());
    await restoreBackup({ database: into, keys: KEYS, files: memoryFiles() }, new Date(), piecesOf(bytes));
    const exact = `select practice_id, portal_id, encode(name, 'hex') as name, delete_window::text,
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at from practices order by practice_id`;
    assert.deepEqual(await into.query(exact), await from.query(exact));
    assert.match(JSON.stringify(await into.query(exact)), /9223372036854775807.*123456/);
  });

  it('is one moment: what is sent meanwhile is in it whole or not at all, and every moment is whole', async () => {
    const lena = await world.person('lena');
    const { id } = await lena.open('jonas');
    let stop = false;
    let sent = 0;
    const sending = (async () => {
      while (!stop) {
        const file = randomUUID();
        expectStatus((await upload(world, lena, file, 'meanwhile.pdf', pdf(20_000))) as never, 201);
        const body = { id: randomUUID(), text: `meanwhile ${sent}`, attachments: [file] };
        expectStatus(await lena.call('POST', `/v1/conversations/${id}/messages`, body), 201);
        sent++;
      }
    })();
    try {
      for (let round = 0; round < 2; round++) {
        const from = sent;
        while (sent < from + 2) await new Promise(setImmediate);
        const { bytes, report } = await backupOf(database, files);
        assert.deepEqual([report.deleted, report.lost], [0, 0]);
        const into = freshlyMade();
        const store = memoryFiles();
        await restore(bytes, KEYS, into, store);
        assert.deepEqual(await findingsIn(into, store), []);
      }
    } finally {
      stop = true;
      await sending;
    }
  });

  it('is the moment at which it began: what is written after its first line is not in it', async () => {
    const at = await rowsOf(database);
    const { bytes } = await backupOf(database, files, async () => {
      await sam.send(conversation, 'too late for the backup');
    });
    const into = freshlyMade();
    await restore(bytes, KEYS, into, memoryFiles());
    assert.deepEqual(await rowsOf(into), at);
    assert.notDeepEqual(await rowsOf(database), at);
  });

  it('leaves out a file that is deleted meanwhile, and its message is without it; one that was lost is said', async () => {
    const file = randomUUID();
    expectStatus((await upload(world, sam, file, 'secret.pdf', pdf(9_000))) as never, 201);
    const message = { id: randomUUID(), text: 'with a file', attachments: [file] };
    const path = `/v1/conversations/${conversation}/messages`;
    expectStatus(await sam.call('POST', path, message), 201);
    const erase = await world
      .portal()
      .call('PUT', '/v1/practices/alder', { name: 'Alder', deletePolicy: 'erase' });
    expectStatus(erase, 200);
    const [row] = await database.query<{ id: string }>(
      `select file_id as id from attachments where attachment_id = $1`,
      [file],
    );
    // It goes when the rows have been read and no file has.
    let gone = false;
    const slow: FileStore = {
      ...files,
      async get(id) {
        if (!gone) {
          gone = true;
          expectStatus(await sam.call('DELETE', `${path}/${message.id}`), 204);
          await files.delete(row!.id);
        }
        return files.get(id);
      },
    };
    const { bytes, report } = await backupOf(database, slow);
    assert.deepEqual([report.deleted, report.lost], [1, 0]);
    const into = freshlyMade();
    const store = memoryFiles();
    const restored = await restore(bytes, KEYS, into, store);
    assert.equal(restored.deleted, 1);
    assert.deepEqual(await findingsIn(into, store), []);
    const [kept] = await into.query<{ files: number }>(`select files from messages where message_id = $1`, [
      message.id,
    ]);
    assert.equal(kept?.files, 0);

    const [lost] = await database.query<{ id: string }>(`select file_id as id from attachments limit 1`);
    await files.delete(lost!.id);
    assert.deepEqual((await backupOf(database, files)).report.lost, 1);
  });

  it('is of the whole schema: there is nothing that rows do not hold', async () => {
    const [others] = await database.query<{ sequences: number; generated: number }>(
      `select (select count(*)::int from information_schema.sequences where sequence_schema = current_schema()) as sequences,
         (select count(*)::int from information_schema.columns where table_schema = current_schema()
            and (is_generated <> 'NEVER' or is_identity <> 'NO')) as generated`,
    );
    assert.deepEqual(others, { sequences: 0, generated: 0 });
  });
});
