import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Me, PracticeNotice } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { createWorld, type PersonCaller } from '../../helpers/world.ts';

describe("M15: the practice's own guidelines", async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const maya = await world.person('maya');
  const ana = await world.person('ana');
  const put = (person: PersonCaller, html: unknown) =>
    person.call<PracticeNotice>('PUT', '/v1/practice/notice', { html });
  const meOf = async (person: PersonCaller) => (await person.call<Me>('GET', '/v1/me')).body;

  it('are written by an administrator and shown to everybody as they were written', async () => {
    const html = '<p>We answer within <b>two</b> days.</p><script>alert(1)</script>';
    const { status, body } = await put(maya, html);
    assert.equal(status, 200);
    assert.deepEqual(body, { notice: html, noticeRevision: 1 });
    assert.equal((await meOf(ana)).practice.notice, html);
    assert.equal((await meOf(await world.person('ana', 'birch'))).practice.notice, null);
  });

  it('are refused from everybody else', async () => {
    for (const person of [ana, await world.person('sam')]) refused(await put(person, 'mine'), 'forbidden');
    assert.equal((await meOf(ana)).practice.noticeRevision, 1);
  });

  it('lie sealed in the database', async () => {
    const [row] = await database.query<{ notice: Uint8Array }>(
      `select notice from practices where practice_id = 'alder'`,
    );
    assert.ok(row && !Buffer.from(row.notice).includes('two'));
  });

  it('stay readable when the practice is renamed', async () => {
    await world.portal().call('PUT', '/v1/practices/alder', { name: 'Alder Clinic' });
    assert.match((await meOf(ana)).practice.notice ?? '', /two/);
  });

  it('are put aside by each person alone, until there are newer ones', async () => {
    await ana.call('PUT', '/v1/me/notice-dismissed', { noticeDismissed: 1 });
    assert.equal((await meOf(ana)).noticeDismissed, 1);
    assert.equal((await meOf(maya)).noticeDismissed, 0);
    await put(maya, '<p>We answer within <b>three</b> days.</p>');
    const { practice, noticeDismissed } = await meOf(ana);
    assert.ok(noticeDismissed < practice.noticeRevision);
  });

  it('are no newer ones when the text is the same, and cannot be put aside before they are there', async () => {
    const { practice } = await meOf(maya);
    assert.equal((await put(maya, practice.notice)).body.noticeRevision, practice.noticeRevision);
    await ana.call('PUT', '/v1/me/notice-dismissed', { noticeDismissed: 1000 });
    assert.equal((await meOf(ana)).noticeDismissed, practice.noticeRevision);
    await ana.call('PUT', '/v1/me/notice-dismissed', { noticeDismissed: 0 });
    assert.equal((await meOf(ana)).noticeDismissed, practice.noticeRevision);
  });

  it('reach open pages, also while messaging is off', async () => {
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: false });
    const stream = await ana.events();
    assert.equal((await stream.next())?.type, 'features.changed');
    await put(maya, '<p>Back on Monday.</p>');
    const event = await stream.next();
    assert.ok(event?.type === 'notice.changed');
    assert.equal(event.data.notice, '<p>Back on Monday.</p>');
    await stream.close();
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: true });
  });

  it('may be 20,000 characters long, every one of them escaped, and no longer', async () => {
    const longest = '\\u0001'.repeat(20_000);
    const response = await world.fetch('/v1/practice/notice', {
      method: 'PUT',
      headers: { Authorization: `Bearer ${maya.token}`, 'Content-Type': 'application/json' },
      body: `{"html":"${longest}"}`,
    });
    assert.equal(response.status, 200);
    refused(await put(maya, 'x'.repeat(20_001)), 'invalid');
    refused(await put(maya, 'x'.repeat(300_000)), 'too-large');
    refused(await put(maya, 7), 'invalid');
    refused(await put(maya, 'half \ud83d'), 'invalid');
  });

  it('are gone when they are blank', async () => {
    assert.equal((await put(maya, ' \n ')).body.notice, null);
    assert.equal((await meOf(ana)).practice.notice, null);
  });

  it('leave a line in the audit that says who, and not what', async () => {
    const rows = await database.query<{ actor: string }>(
      `select actor_id as actor from audit where practice_id = 'alder' and action = 'notice.changed'`,
    );
    assert.deepEqual(new Set(rows.map((row) => row.actor)), new Set(['maya']));
  });
});
