import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { backupCommand } from '../../../server/node/commands/backup.ts';
import { restoreCommand } from '../../../server/node/commands/restore.ts';
import { rotateKeysCommand } from '../../../server/node/commands/rotate-keys.ts';
import { verifyCommand } from '../../../server/node/commands/verify.ts';
import { folderFiles } from '../../../server/node/folder-files.ts';
import type { Database } from '../../../server/ports.ts';
import { listTables } from '../../../server/store/whole.ts';
import { worldOfEverything } from '../../helpers/everything.ts';
import { freshDatabase, type TestDatabase } from '../../helpers/postgres.ts';
import { TEST_KEYS } from '../../helpers/world.ts';

const K1 = TEST_KEYS.keys.k1;
const K2 = Buffer.alloc(32, 8).toString('base64');
const CLI = fileURLToPath(new URL('../../../server/node/cli.ts', import.meta.url));

type Command = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: { out(text: string): void; err(text: string): void },
) => Promise<number>;

describe('entrenous backup and entrenous restore', async () => {
  const [source, target, second, third] = await Promise.all(Array.from({ length: 4 }, () => freshDatabase()));
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-backup-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'everything.backup');
  const place = (database: TestDatabase, data: string) => ({
    DATABASE_URL: database.url,
    ENTRENOUS_DATA: join(folder, data),
  });
  const from = place(source!, 'data');
  const into = place(target!, 'restored');
  const run = async (command: Command, args: string[], where: NodeJS.ProcessEnv, kek = `k1:${K1}`) => {
    const said = { out: '', err: '' };
    const output = {
      out: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += text),
    };
    return { code: await command(args, { ...where, ENTRENOUS_KEK: kek }, output), ...said };
  };
  const rowsIn = async (database: Database) => {
    let rows = 0;
    for (const table of await listTables(database)) {
      rows += (await database.query(`select from ${table}`)).length;
    }
    return rows;
  };
  const filesIn = (data: string) => readdirSync(join(folder, data, 'files'));
  await worldOfEverything(source!.connect(), await folderFiles(join(folder, 'data', 'files')));
  const restored = target!.connect();

  it('backup makes one file that its owner alone can read, and says what is in it, but nothing of anybody', async () => {
    const { code, out, err } = await run(backupCommand, [file], from);
    assert.equal(code, 0, err);
    assert.match(out, /^\d+ rows and \d+ files are in the backup, sealed under k1\.\n$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('part')),
      [],
    );
    assert.ok(!/alder|sam|maya|ana/.test(`${out}${err}`));
  });

  it('backup replaces nothing unless it is told to, and then only by what is whole', async () => {
    const before = readFileSync(file);
    const { code, err } = await run(backupCommand, [file], from);
    assert.equal(code, 1);
    assert.match(
      err,
      /^.*everything\.backup is there already\. Choose another name, or replace it with --force\.\n$/,
    );
    const wrong = await run(backupCommand, [file, '--force'], from, `k1:${K2}`);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /^The key-encryption keys are not the ones .*\n$/);
    assert.ok(readFileSync(file).equals(before));
    // What one that was killed has left is no hindrance.
    writeFileSync(`${file}.part`, 'half');
    assert.equal((await run(backupCommand, [file, '--force'], from)).code, 0);
    assert.ok(!readFileSync(file).equals(before));
    assert.ok(!existsSync(`${file}.part`));
  });

  it('both say in one line what they cannot do', async () => {
    const nowhere = join(folder, 'nowhere', 'x.backup');
    for (const [command, args, line] of [
      [backupCommand, [], /^Name one file\.\nTry --help\.\n$/],
      [backupCommand, ['a', 'b'], /^Name one file\.\nTry --help\.\n$/],
      [backupCommand, [nowhere], /^The backup .* cannot be written \(ENOENT\)\. There is none\.\n$/],
      [restoreCommand, ['a', '--force'], /--force[\s\S]*Try --help\.\n$/],
      [restoreCommand, [nowhere], /^The backup .* cannot be read \(ENOENT\)\.\n$/],
      [restoreCommand, [folder], /^The backup .* \(EISDIR\)\. Nothing was restored\.\n$/],
      [restoreCommand, [CLI], /^The file is no backup of Entrenous, or its beginning is damaged\.\n$/],
    ] as const) {
      const { code, err, out } = await run(command, [...args], into);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, line);
    }
    for (const command of [backupCommand, restoreCommand]) {
      assert.match((await run(command, ['--help'], into)).out, /Exit code: 0/);
    }
  });

  it('restore refuses another key and a damaged file, and leaves nothing behind', async () => {
    const other = await run(restoreCommand, [file], into, `k1:${K2}`);
    assert.match(other.err, /^The backup is sealed under the key-encryption key "k1", and no key given here/);
    const damaged = readFileSync(file);
    damaged[damaged.length - 1]! ^= 1;
    writeFileSync(join(folder, 'damaged'), damaged);
    const said = await run(restoreCommand, [join(folder, 'damaged')], into);
    assert.match(said.err, /^The backup is damaged: .* Nothing was restored\.\n$/m);
    assert.deepEqual([other.code, said.code], [1, 1]);
    assert.deepEqual(filesIn('restored'), []);
    assert.ok(!existsSync(join(folder, 'restored', 'restoring')));
    assert.equal(await rowsIn(restored), 0);
  });

  it('restore that is killed leaves an empty database, and works when it is run again', async () => {
    const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', CLI, 'restore', file], {
      env: { PATH: process.env.PATH, ...into, ENTRENOUS_KEK: `k1:${K1}` },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    // Another process's files give no event, so they are looked for.
    const data = join(folder, 'restored');
    while (!(existsSync(join(data, 'restoring')) && filesIn('restored').length > 1)) {
      assert.equal(child.exitCode, null, 'it ended before it was killed');
      await new Promise(setImmediate);
    }
    child.kill('SIGKILL');
    await ended;
    assert.equal(await rowsIn(restored), 0);
    assert.ok(existsSync(join(data, 'restoring')));

    const { code, out, err } = await run(restoreCommand, [file], into);
    assert.equal(code, 0, `${out}${err}`);
    assert.match(out, /^\d+ rows and \d+ files of 20.*Z were restored\.$/m);
    assert.match(out, /^All is whole\.\n$/m);
    assert.ok(!existsSync(join(data, 'restoring')));
    assert.deepEqual(
      filesIn('restored').filter((name) => name.endsWith('.part')),
      [],
    );
    assert.equal(await rowsIn(restored), await rowsIn(source!.connect()));
    assert.equal((await run(verifyCommand, [], into)).code, 0);
  });

  it('restore goes over nothing: neither a database nor the files of another one', async () => {
    const again = await run(restoreCommand, [file], place(target!, 'elsewhere'));
    assert.match(again.err, /^The database is not empty .* nothing was changed\.\n$/);
    const before = filesIn('data').sort();
    const shared = await run(restoreCommand, [file], place(second!, 'data'));
    assert.match(
      shared.err,
      /^There are files in .*, perhaps of another database\..* nothing was changed\.\n$/,
    );
    assert.deepEqual([again.code, shared.code], [1, 1]);
    assert.deepEqual(filesIn('data').sort(), before);
  });

  it('a server does not start on what a killed restore has left', async () => {
    mkdirSync(join(folder, 'left'));
    writeFileSync(join(folder, 'left', 'restoring'), '');
    const child = spawn(process.execPath, ['--import', 'tsx', CLI, 'serve'], {
      env: {
        PATH: process.env.PATH,
        ...place(second!, 'left'),
        ENTRENOUS_KEK: `k1:${K1}`,
        ENTRENOUS_API_KEY: 'k'.repeat(40),
        PORT: '0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 1);
    assert.match(said, /A restore into the data folder .* is under way or was broken off/);
  });

  it('a backup made under an old key restores where that is still given, and its keys can be rotated then', async () => {
    const where = place(third!, 'third');
    const alone = await run(restoreCommand, [file], where, `k2:${K2}`);
    assert.match(alone.err, /sealed under the key-encryption key "k1"/);
    const both = await run(restoreCommand, [file], where, `k2:${K2},k1:${K1}`);
    assert.equal(both.code, 0, both.err);
    const rotated = await run((_args, ...at) => rotateKeysCommand(...at), [], where, `k2:${K2},k1:${K1}`);
    assert.match(rotated.out, /^7 keys were wrapped anew by k2\./m);
    assert.match(rotated.out, /^k1 wraps nothing any more/m);
    assert.equal((await run(verifyCommand, [], where, `k2:${K2}`)).code, 0);
  });
});
