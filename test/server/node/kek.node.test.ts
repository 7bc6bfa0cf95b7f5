import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadKek } from '../../../server/node/kek.ts';

describe('loadKek', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'entrenous-kek-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const source = (name: string) => ({ from: 'data-folder', path: join(folder, name) }) as const;

  it('makes a key at the very first start, readable by its owner alone, and finds it again', () => {
    const made = loadKek(source('first'), false);
    assert.equal(made.keys.get(made.current)?.length, 32);
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'first')).mode & 0o777, 0o600);
    assert.deepEqual(loadKek(source('first'), false), made);
    assert.deepEqual(loadKek(source('first'), true), made);
  });

  it('makes a different key each time', () => {
    const [a, b] = [loadKek(source('a'), false), loadKek(source('b'), false)];
    assert.notDeepEqual(a.keys, b.keys);
  });

  it('never makes a new key over existing data', () => {
    assert.throws(() => loadKek(source('lost'), true), /is missing.*put it back/s);
    assert.equal(statSync(join(folder, 'lost'), { throwIfNoEntry: false }), undefined);
  });

  it('never makes a key in a file that the operator named', () => {
    assert.throws(() => loadKek({ from: 'file', path: join(folder, 'named') }, false), /is missing/);
  });

  for (const content of [
    '',
    '{',
    'null',
    '{"current":"v1","keys":{}}',
    '{"current":"v2","keys":{"v1":"AAAA"}}',
  ]) {
    it(`refuses a damaged file: ${content || 'empty'}`, () => {
      const path = join(folder, 'damaged');
      writeFileSync(path, content);
      assert.throws(() => loadKek({ from: 'file', path }, true), /is damaged/);
      assert.equal(readFileSync(path, 'utf8'), content);
    });
  }
});
