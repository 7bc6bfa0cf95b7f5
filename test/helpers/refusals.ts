import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import type { Database } from '../../server/ports.ts';
import { ERROR_STATUS, PROBLEM_TYPE, type ErrorCode } from '../../src/protocol/index.ts';
import type { Answer } from './world.ts';

/** Asserts that an answer is the refusal with a code, in the form that the protocol promises. */
export function refused(answer: Answer, code: ErrorCode): void {
  assert.equal(answer.body.code, code);
  assert.equal(answer.status, ERROR_STATUS[code]);
  assert.equal(answer.headers.get('Content-Type'), PROBLEM_TYPE);
}

/** Asserts after each test of the suite that it has changed nothing in the database. */
export function nothingChanges(database: Database): void {
  const state = () =>
    database.query(
      `select (select json_agg(c order by c.conversation_id) from conversations c) as conversations,
         (select json_agg(p order by p.conversation_id, p.person_id) from participants p) as participants,
         (select json_agg(m order by m.conversation_id, m.seq) from messages m) as messages,
         (select json_agg(e order by e.practice_id, e.person_id, e.n) from person_events e) as events,
         (select json_agg(r order by r.practice_id) from practices r) as practices,
         (select json_agg(p order by p.practice_id, p.person_id) from people p) as people,
         (select count(*) from access_tokens) as tokens,
         -- That somebody looked, or tried, is written; that something was done is not.
         (select count(*) from audit where outcome = 'done'
            and action !~ '(viewed|searched|previewed|downloaded|events.opened)$') as audit`,
    );
  let before: unknown;
  beforeEach(async () => {
    before = await state();
  });
  afterEach(async () => assert.deepEqual(await state(), before, 'nothing changed'));
}
