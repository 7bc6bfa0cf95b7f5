import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MailError } from '../../../server/ports.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { visitor as signInVisitor } from '../../helpers/sign-in.ts';
import { createWorld } from '../../helpers/world.ts';

/** Strings that occur nowhere else in the world. */
const CANARIES = {
  text: 'Kanarienvogel-im-Nachrichtentext-4711',
  name: 'Zaunkönig Rotkehlchen-4712',
  practice: 'Praxis-am-Nachtigallenweg-4713',
  email: 'stieglitz-4714@example.org',
  unknown: 'kein-patient-4715@example.org',
  mailName: 'Zeisig-Praxis-4716',
};

describe('at rest', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const mailbox = createMailbox();
  const world = await createWorld(database, { mailer: mailbox });
  const portal = world.portal();
  await portal.call('PUT', '/v1/practices/alder', {
    name: CANARIES.practice,
    emailSignIn: true,
    mailName: CANARIES.mailName,
  });
  await world.put('alder', 'ana', { name: CANARIES.name, kind: 'client', email: CANARIES.email });
  const maya = await world.person('maya');
  const { id } = await maya.open('ana');
  await maya.send(id, CANARIES.text);
  const deleted = await maya.send(id, `${CANARIES.text} once more`);
  await maya.call('DELETE', `/v1/conversations/${id}/messages/${deleted.id}`);
  await maya.call('POST', '/v1/search', { q: CANARIES.text });
  const visitor = signInVisitor(world, mailbox);
  const { token, session } = await visitor.signIn(CANARIES.email);
  await visitor.ask(CANARIES.unknown);
  // One more stays in the queue, because its mail server is away.
  mailbox.failures.push(...Array.from({ length: 50 }, () => new MailError('later', 'ETEST')));
  await visitor.ask(CANARIES.email);

  /** Every form in which a string could lie somewhere. */
  const forms = [...Object.values(CANARIES), token, session].flatMap((canary) =>
    (['utf8', 'utf16le', 'latin1'] as const)
      .map((encoding) => Buffer.from(canary, encoding))
      .flatMap((bytes) => [
        bytes,
        Buffer.from(bytes.toString('base64').slice(0, -4)),
        Buffer.from(bytes.toString('hex')),
        gzipSync(bytes).subarray(10, -8),
      ]),
  );

  /** Looks for every form in a file. @returns the bytes read */
  async function search(path: string): Promise<number> {
    let bytes = 0;
    let tail: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      const window = Buffer.concat([tail, chunk]);
      for (const canary of forms) assert.ok(!window.includes(canary), path);
      bytes += chunk.length;
      tail = window.subarray(-200);
    }
    return bytes;
  }

  it('the API still gives the texts and names', async () => {
    const [conversation] = await (await world.person('ana')).conversations();
    assert.equal(conversation?.with.name, 'Dr. Maya Rivera');
    const search = await maya.call<{ hits: { snippet?: string }[] }>('POST', '/v1/search', {
      q: 'kanarienvogel',
    });
    assert.equal(search.body.hits[0]?.snippet, CANARIES.text);
  });

  it('no table has a text, name or address in any form', async () => {
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    assert.ok(tables.length > 10);
    for (const { name } of tables) {
      for (const { row } of await database.query<{ row: string }>(`select t::text as row from ${name} t`)) {
        for (const canary of forms) {
          assert.ok(!row.includes(canary.toString('latin1')) && !row.includes(canary.toString('hex')), name);
        }
      }
    }
  });

  /** Other tests share the cluster, and drop their databases meanwhile. */
  async function unlessGone<T>(read: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return otherwise;
    }
  }

  it('no file of the cluster has one, nor its write-ahead log', async () => {
    await database.query('checkpoint');
    const folder = await fresh.clusterFolder();
    let bytes = 0;
    const folders = [folder];
    for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
      for (const entry of await unlessGone(readdir(next, { withFileTypes: true }), [])) {
        const path = join(next, entry.name);
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isFile()) bytes += await unlessGone(search(path), 0);
      }
    }
    assert.ok(bytes > 1_000_000, 'the cluster was really read');
  });

  it('the same text sealed twice looks different', async () => {
    await maya.send(id, 'same');
    await maya.send(id, 'same');
    const rows = await database.query<{ body: Uint8Array }>(
      `select body from messages where conversation_id = $1 order by seq desc limit 2`,
      [id],
    );
    assert.notDeepEqual(rows[0]?.body, rows[1]?.body);
  });

  it('a deleted message leaves nothing to open', async () => {
    const rows = await database.query(`select body, seq from messages where message_id = $1`, [deleted.id]);
    assert.deepEqual(rows, [{ body: null, seq: 2 }]);
  });

  it('ciphertexts that were swapped between rows do not open, and the answer says nothing', async () => {
    const bodies = await database.query<{ seq: number; body: Uint8Array }>(
      `select seq, body from messages where conversation_id = $1 and body is not null order by seq`,
      [id],
    );
    const [first, second] = bodies;
    assert.ok(first && second);
    await database.query(`update messages set body = $3 where conversation_id = $1 and seq = $2`, [
      id,
      first.seq,
      second.body,
    ]);
    const answer = await maya.call('GET', `/v1/conversations/${id}/messages`);
    assert.equal(answer.status, 500);
    assert.deepEqual(Object.keys(answer.body).sort(), ['code', 'status', 'title', 'type']);
    assert.deepEqual(world.log.at(-1), { level: 'error', event: 'internal-error', code: 'cannot-open' });
    await database.query(`update messages set body = $3 where conversation_id = $1 and seq = $2`, [
      id,
      first.seq,
      first.body,
    ]);
    assert.equal((await maya.call('GET', `/v1/conversations/${id}/messages`)).status, 200);
  });

  it('a name copied from another person, practice or field does not open', async () => {
    for (const source of [
      `select name from people where practice_id = 'alder' and person_id = 'jonas'`,
      `select name from people where practice_id = 'birch' and person_id = 'ana'`,
      `select email from people where practice_id = 'alder' and person_id = 'ana'`,
    ]) {
      const where = `practice_id = 'alder' and person_id = 'ana'`;
      const [before] = await database.query<{ name: Uint8Array }>(`select name from people where ${where}`);
      await database.query(`update people set name = (${source}) where ${where}`);
      assert.equal((await maya.call('POST', '/v1/people/search', { q: '' })).status, 500);
      await database.query(`update people set name = $1 where ${where}`, [before?.name]);
    }
  });
});
