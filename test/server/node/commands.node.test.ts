import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { folderFiles } from '../../../server/node/folder-files.ts';
import { migrateCommand } from '../../../server/node/commands/migrate.ts';
import { holdCommand } from '../../../server/node/commands/hold.ts';
import { purgeCommand } from '../../../server/node/commands/purge.ts';
import { rotateKeysCommand } from '../../../server/node/commands/rotate-keys.ts';
import { verifyCommand } from '../../../server/node/commands/verify.ts';
import { worldOfEverything } from '../../helpers/everything.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { TEST_KEYS } from '../../helpers/world.ts';

const K1 = TEST_KEYS.keys.k1;
const K2 = Buffer.alloc(32, 8).toString('base64');

describe("an operator's commands", async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-commands-'));
  after(() => rmSync(folder, { recursive: true }));
  const environment = (kek: string) => ({
    DATABASE_URL: fresh.url,
    ENTRENOUS_DATA: join(folder, 'data'),
    ENTRENOUS_KEK: kek,
  });
  type Command = (
    env: NodeJS.ProcessEnv,
    output: { out(text: string): void; err(text: string): void },
  ) => Promise<number>;
  const run = async (command: Command, kek = `k1:${K1}`) => {
    const said = { out: '', err: '' };
    const output = {
      out: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += text),
    };
    return { code: await command(environment(kek), output), ...said };
  };
  const verify =
    (...args: string[]): Command =>
    (env, output) =>
      verifyCommand(args, env, output);

  it('migrate makes the schema, and says what there is the next time', async () => {
    const early = await run(verify());
    assert.deepEqual([early.code, early.out], [1, '']);
    assert.match(early.err, /^The database has schema version 0; .* Run: entrenous migrate\n$/);
    assert.match(
      (await run((...at) => migrateCommand(...at))).out,
      /^The schema is version \d+ now; it was 0\.\n$/,
    );
    assert.match((await run((...at) => migrateCommand(...at))).out, /^The schema is version \d+\.\n$/);
  });

  it('verify says that all is whole, and notes the ends of the audit where it is told to', async () => {
    await worldOfEverything(database, await folderFiles(join(folder, 'data', 'files')));
    const anchors = join(folder, 'anchors.json');
    const { code, out } = await run(verify('--note-anchors', anchors));
    assert.equal(code, 0, out);
    assert.match(out, /^alder: \d+ sealed values and 4 files were opened\.$/m);
    assert.match(out, /^alder: \d+ audit entries in \d+ chains were looked at\.$/m);
    assert.match(out, /^Key k1 wraps 7 keys, and new ones\.$/m);
    assert.match(out, /^All is whole\.$/m);
    assert.equal(statSync(anchors).mode & 0o777, 0o600);
    assert.ok((JSON.parse(readFileSync(anchors, 'utf8')) as unknown[]).length > 3);
    assert.equal((await run(verify('--audit-only', '--anchors', anchors))).code, 0);
  });

  it('verify finds what was changed, says where and never what, and changes nothing', async () => {
    const [row] = await database.query<{ body: Uint8Array }>(
      `select body from messages where practice_id = 'alder' and seq = 1 limit 1`,
    );
    const where = `practice_id = 'alder' and body = `;
    const changed = Buffer.from(row!.body);
    changed[20]! ^= 1;
    await database.query(`update messages set body = $1 where ${where} $2`, [changed, row!.body]);
    await database.execute(`alter table audit disable trigger user`);
    await database.query(
      `update audit set address = '203.0.113.1' where actor_id = 'sam' and n = 1 and practice_id = 'alder'`,
    );
    const { code, out } = await run(verify());
    assert.equal(code, 1);
    assert.match(out, /^✗ alder: messages\.body [0-9a-f-]{36}\/1 does not open$/m);
    assert.match(out, /^✗ alder: audit person\/sam entry 1: it is not as it was written$/m);
    assert.match(out, /^2 findings\./m);
    assert.ok(!/thank you|sam 0|Ana/.test(out));
    await database.query(`update messages set body = $1 where ${where} $2`, [row!.body, changed]);
    await database.query(
      `update audit set address = null where actor_id = 'sam' and n = 1 and practice_id = 'alder'`,
    );
    await database.execute(`alter table audit enable trigger user`);
    assert.equal((await run(verify())).code, 0);
  });

  it('hold and purge: what is held stays, without --yes all does, and verify says what still opens it', async () => {
    const hold = (...args: string[]) => run((...at) => holdCommand(args, ...at));
    const purge = (...args: string[]) => run((...at) => purgeCommand(args, ...at));
    const placed = await hold('place', 'birch', '--person', 'ana', '--reason', 'Registry\n17/27');
    assert.equal(placed.code, 0, placed.err);
    const [id = ''] = placed.out.split(' ');
    assert.match((await hold('list', 'birch')).out, new RegExp(`^${id} \\S+ ana: Registry 17/27\n$`));
    const held = await purge('--practice', 'birch', '--yes');
    assert.deepEqual([held.code, held.out], [1, '']);
    assert.match(held.err, /is held/);
    assert.equal((await hold('lift', 'birch', id, '--reason', 'settled')).code, 0);
    const dry = await purge('--practice', 'birch');
    assert.match(dry.out, /^birch: everything but the audit would be removed[\s\S]*Nothing was changed/);
    const there = () => database.query(`select from people where practice_id = 'birch'`);
    assert.ok((await there()).length > 0);
    const { code, out } = await purge('--practice', 'birch', '--yes');
    assert.equal(code, 0);
    assert.match(out, /^Backups from before \S+ still have what was removed, and key k1 opens them\./m);
    assert.deepEqual(await there(), []);
    const looked = await run(verify());
    assert.equal(looked.code, 0, looked.out);
    assert.match(looked.out, /still have what was removed, and key k1 opens them/);
    assert.match((await purge('--yes')).out, /^alder: 0 conversations, .* were removed\.$/m);
    const [talk] = await database.query<{ id: string }>(
      `select conversation_id::text as id from conversations where practice_id = 'alder' limit 1`,
    );
    const one = ['--practice', 'alder', '--conversation', talk!.id];
    assert.match((await purge(...one)).out, /^The conversation with its \d+ messages would be removed\./);
    for (const nothing of [
      ['--practice', 'nowhere'],
      [...one.slice(0, 3), id],
    ]) {
      assert.match((await purge(...nothing)).err, /^There is no such (practice|conversation)\.\n$/);
    }
    for (const wrong of [['--conversation', 'x'], ['--sure']]) {
      assert.match((await purge(...wrong)).err, /Try --help\.\n$/);
    }
    assert.match((await hold('keep', 'birch')).err, /place, lift or list/);
  });

  it('rotate-keys wraps everything anew and says which key may go', async () => {
    const { code, out, err } = await run((...at) => rotateKeysCommand(...at), `k2:${K2},k1:${K1}`);
    assert.equal(code, 0, err);
    assert.match(out, /^6 keys were wrapped anew by k2\. Every key was read back\.$/m);
    assert.ok(!out.includes('still have what was removed'));
    assert.match(out, /^k1 wraps nothing any more: take it out of the configuration/m);
    assert.equal((await run(verify(), `k2:${K2}`)).code, 0);
    const again = await run((...at) => rotateKeysCommand(...at), `k2:${K2}`);
    assert.match(again.out, /^0 keys were wrapped anew/);
  });

  it('say in one line what is wrong, without a key', async () => {
    const wrong = await run((...at) => rotateKeysCommand(...at), `k1:${K1}`);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /^The key-encryption keys are not the ones .*\n$/);
    const other = await run(verify('--unknown'), `k2:${K2}`);
    assert.match(other.err, /--unknown[\s\S]*Try --help\.\n$/);
    writeFileSync(join(folder, 'no.json'), '{"a":1}');
    const anchors = await run(verify('--anchors', join(folder, 'no.json')), `k2:${K2}`);
    assert.match(anchors.err, /is no file that --note-anchors has written/);
    for (const said of [wrong, other, anchors])
      assert.ok(![K1, K2].some((key) => `${said.out}${said.err}`.includes(key)));
  });
});
