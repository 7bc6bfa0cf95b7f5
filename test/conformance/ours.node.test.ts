import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runConformance, type Result } from '../../conformance/runner.ts';
import { RULES } from '../../conformance/rules/index.ts';
import { startSubject } from './helpers/subject.ts';

describe('our backend', async () => {
  const { url, apiKey, origin } = await startSubject();
  const results = await runConformance({ url, access: { apiKey }, origin });
  const byId = new Map(results.map((result) => [result.id, result]));

  for (const { id, sentence } of RULES) {
    it(`${id}: ${sentence}`, () => {
      const result: Result | undefined = byId.get(id);
      assert.equal(result?.outcome, 'kept', JSON.stringify(result?.failure ?? result?.reason));
    });
  }

  it('has rules whose ids are their own', () => assert.equal(byId.size, RULES.length));
});
