import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { run } from '../../conformance/main.ts';
import type { Result } from '../../conformance/runner.ts';
import { answers } from './helpers/mutate.ts';
import { startSubject } from './helpers/subject.ts';

describe('the command', async () => {
  const { url, apiKey, between } = await startSubject();
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-conformance-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const keyFile = file('key.txt', `${apiKey}\n`);
  const command = async (...args: string[]) => {
    let said = '';
    const write = (text: string) => void (said += text);
    return { code: await run(args, { out: write, err: write }), said };
  };

  it('ends with 0 and names every kept rule', async () => {
    const { code, said } = await command(url, '--api-key-file', keyFile, '--only', 'send.');
    assert.equal(code, 0, said);
    assert.match(said, /✓ send\.same-id-first-wins/);
    assert.match(said, /0 required broken/);
  });

  it('ends with 1 for a broken rule, says what it saw, and never a secret', async () => {
    const report = join(folder, 'report.json');
    between(
      answers('GET /v1/me', (it) => (it.json = { said: it.headers.get('x'), token: 'secret', apiKey })),
    );
    const args = [url, '--api-key-file', keyFile, '--only', 'identity.me', '--json', report];
    const { code, said } = await command(...args);
    between();
    assert.equal(code, 1);
    assert.match(
      said,
      /✗ identity\.me\n {6}MUST: .*\n {6}request: {2}GET \/v1\/me\n {6}expected: .*\n {6}seen: /,
    );
    for (const text of [said, readFileSync(report, 'utf8')]) {
      assert.ok(!text.includes(apiKey));
      assert.ok(!text.includes('secret'));
    }
  });

  it('ends with 2 when it cannot be run', async () => {
    for (const args of [
      [],
      ['no-url'],
      [url, '--unknown'],
      [url, '--api-key-file', file('wrong.txt', 'wrong')],
      [url, '--tokens-file', keyFile],
      [url, '--api-key-file', keyFile, '--only', 'nothing'],
      ['http://127.0.0.1:1', '--api-key-file', keyFile],
    ]) {
      assert.equal((await command(...args)).code, 2, args.join(' '));
    }
  });

  it('goes with the tokens of four people too, and says what it could not look at', async () => {
    const call = async (path: string, method: string, body?: object): Promise<{ token: string }> => {
      const headers = { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' };
      const answer = await fetch(url + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await answer.json()) as { token: string };
    };
    const tokens: Record<string, string> = {};
    for (const [role, id] of [
      ['doctor', 'sam'],
      ['colleague', 'lena'],
      ['client', 'ana'],
      ['neighbour', 'jonas'],
    ] as const) {
      tokens[role] = (await call(`/v1/practices/alder/people/${id}/tokens`, 'POST')).token;
    }
    const report = join(folder, 'tokens.json');
    const tokensFile = file('people.json', JSON.stringify(tokens));
    // Twice: the second time their conversations have a past.
    for (let i = 0; i < 2; i++) {
      const { code, said } = await command(url, '--tokens-file', tokensFile, '--json', report);
      assert.equal(code, 0, said);
    }
    const results = JSON.parse(readFileSync(report, 'utf8')) as Result[];
    const outcomes = (it: Result['outcome']) => results.filter(({ outcome }) => outcome === it).length;
    assert.ok(outcomes('kept') > 60, `${outcomes('kept')} kept`);
    assert.ok(outcomes('not-offered') > 20);
    assert.equal(results.find(({ id }) => id === 'identity.inactive')?.outcome, 'not-offered');
  });
});
