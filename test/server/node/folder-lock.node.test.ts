import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { lockFolder } from '../../../server/node/folder-lock.ts';
import { startOf } from '../../../server/node/processes.ts';

describe('lockFolder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'entrenous-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (text: string) => writeFileSync(join(folder, 'server.lock'), text);

  it('refuses a folder that a live process holds, and names it', () => {
    const lock = lockFolder(folder);
    assert.throws(() => lockFolder(folder), new RegExp(`process ${process.pid}.*ENTRENOUS_DATA`, 's'));
    lock.release();
    lockFolder(folder).release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('takes over from a process that has ended', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    write(JSON.stringify({ pid: gone.pid, start: 'x' }));
    lockFolder(folder).release();
  });

  it('takes over when the process id belongs to somebody else by now', () => {
    write(JSON.stringify({ pid: process.pid, start: `${startOf(process.pid)}0` }));
    lockFolder(folder).release();
  });

  for (const text of ['', 'not json', '{"pid":"x"}', 'null']) {
    it(`takes over a damaged lock: ${text || 'empty'}`, () => {
      write(text);
      lockFolder(folder).release();
    });
  }

  it('does not release what another process holds', () => {
    const lock = lockFolder(folder);
    const theirs = JSON.stringify({ pid: process.ppid, start: startOf(process.ppid) ?? null });
    write(theirs);
    lock.release();
    assert.throws(() => lockFolder(folder), /Another Entrenous server/);
  });
});
