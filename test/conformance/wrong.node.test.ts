import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runConformance } from '../../conformance/runner.ts';
import { RULES } from '../../conformance/rules/index.ts';
import { MUTATIONS } from './helpers/mutations.ts';
import { startSubject } from './helpers/subject.ts';

/** Backends that are wrong at the same time; most of the time one waits for what does not come. */
const AT_ONCE = 4;

/** How long a wrong backend is waited for: it is next door, and what it withholds never comes. */
const EVENT_MS = 1_000;

describe('a backend that is wrong on purpose', { concurrency: AT_ONCE }, async () => {
  const idle = await Promise.all(Array.from({ length: AT_ONCE }, startSubject));
  const required = RULES.filter(({ level }) => level === 'required').map(({ id }) => id);

  it('is there for every required rule', () =>
    assert.deepEqual(Object.keys(MUTATIONS).sort(), [...required].sort()));

  for (const [id, mutation] of Object.entries(MUTATIONS)) {
    it(`breaks ${id}`, async () => {
      const subject = idle.pop()!;
      const { url, apiKey, origin, between } = subject;
      between(mutation);
      const results = await runConformance({ url, access: { apiKey }, origin, only: id, eventMs: EVENT_MS });
      between();
      idle.push(subject);
      const [result] = results.filter((it) => it.id === id);
      assert.equal(result?.outcome, 'broken', JSON.stringify(result));
      // It says what it saw, and that was an answer: a suite that merely failed would say so here.
      assert.ok(!result.failure?.seen.startsWith('none in'), JSON.stringify(result.failure));
      // Only where events are withheld was anything waited for in vain.
      if (!/^(?:events|law)\./.test(id))
        assert.ok(!result.failure?.seen.startsWith('nothing in time'), JSON.stringify(result.failure));
    });
  }
});
