import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runConformance, type Result } from '../../conformance/runner.ts';
import { RULES } from '../../conformance/rules/index.ts';
import { instead } from './helpers/mutate.ts';
import { startSubject } from './helpers/subject.ts';

describe('our backend', async () => {
  const { url, apiKey, origin, between } = await startSubject();
  const results = await runConformance({ url, access: { apiKey }, origin });
  const byId = new Map(results.map((result) => [result.id, result]));

  for (const { id, sentence } of RULES) {
    it(`${id}: ${sentence}`, () => {
      const result: Result | undefined = byId.get(id);
      assert.equal(result?.outcome, 'kept', JSON.stringify(result?.failure ?? result?.reason));
    });
  }

  it('may have no sign-in by e-mail: what is not offered is not broken', async () => {
    const off = { type: 'about:blank', title: 'Off', status: 403, code: 'sign-in-off' };
    between(instead('POST /v1/sign-in/codes', 403, off));
    const without = await runConformance({ url, access: { apiKey }, only: 'sign-in.' });
    between();
    assert.deepEqual(new Set(without.map(({ outcome }) => outcome)), new Set(['not-offered']));
  });

  it('has rules whose ids are their own', () => assert.equal(byId.size, RULES.length));
});
