import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditAnswer, AuditEntry } from '../../../src/protocol/index.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { refused } from '../../helpers/refusals.ts';
import { createWorld } from '../../helpers/world.ts';

/** A name that a spreadsheet would run. */
const FORMULA = '=HYPERLINK("https://evil.example","Ana")';

describe('reading the audit', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const [maya, sam, ana] = [await world.person('maya'), await world.person('sam'), await world.person('ana')];
  const { id } = await sam.open('ana');
  await sam.send(id, 'Kanarientext-51');
  await ana.messages(id);
  await world.put('alder', 'jonas', { name: FORMULA, kind: 'client' });
  const jonas = await world.person('jonas');
  await jonas.conversations();

  const readAll = async (caller: typeof maya, path: string): Promise<AuditEntry[]> => {
    const entries: AuditEntry[] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await caller.call<AuditAnswer>('GET', `${path}?limit=3${cursor}`);
      assert.equal(status, 200);
      entries.push(...body.entries);
      if (body.next === undefined) return entries;
      cursor = `&cursor=${body.next}`;
    }
  };
  const exported = (format: string, token = maya.token, range = { from: -3_600_000, to: 3_600_000 }) =>
    world.fetch('/v1/audit/export', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        format,
        from: new Date(world.now().getTime() + range.from).toISOString(),
        to: new Date(world.now().getTime() + range.to).toISOString(),
      }),
    });

  it('shows an administrator who did what, newest first, in pages, without a word of content', async () => {
    const entries = await readAll(maya, '/v1/audit');
    const times = entries.map((entry) => entry.at);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length);
    const sent = entries.find((entry) => entry.action === 'message.sent');
    assert.deepEqual(
      [sent?.actor, sent?.outcome, sent?.conversationId],
      [{ kind: 'person', id: 'sam', name: 'Sam Okafor' }, 'done', id],
    );
    assert.ok(!JSON.stringify(entries).includes('Kanarientext'));
  });

  it('shows everybody who acted on their own account, and nothing of others', async () => {
    const entries = await readAll(ana, '/v1/me/audit');
    const actions = new Set(entries.map((entry) => entry.action));
    for (const action of ['person.put', 'token.issued', 'messages.viewed'])
      assert.ok(actions.has(action), action);
    assert.ok(entries.every(({ actor, person }) => actor.id === 'ana' || person?.id === 'ana'));
    refused(await ana.call('GET', '/v1/audit'), 'forbidden');
  });

  it('has nothing of another practice', async () => {
    const elsewhere = await world.person('maya', 'birch');
    const entries = await readAll(elsewhere, '/v1/audit');
    assert.ok(entries.every((entry) => entry.action !== 'message.sent'));
  });

  it('as JSON: every entry of the time, as it is shown', async () => {
    const response = await exported('json');
    assert.equal(response.headers.get('Content-Disposition'), 'attachment; filename="audit.json"');
    const entries = (await response.json()) as AuditEntry[];
    const shown = await readAll(maya, '/v1/audit');
    const ids = new Set(shown.map((entry) => entry.id));
    assert.ok(entries.length > 10 && entries.every((entry) => ids.has(entry.id)));
    const none = await exported('json', maya.token, { from: -7_200_000, to: -3_600_000 });
    assert.deepEqual(await none.json(), []);
  });

  it('as CSV: no cell is a formula, whatever people are called', async () => {
    const response = await exported('csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.match(response.headers.get('Content-Type') ?? '', /^text\/csv/);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const lines = bytes.subarray(3).toString().split('\r\n');
    assert.match(lines[0] ?? '', /^"at","actor_kind","actor_id","actor_name","action"/);
    const named = lines.filter((line) => line.includes('HYPERLINK'));
    assert.ok(named.length > 0);
    for (const line of named)
      assert.ok(line.includes(`"'=HYPERLINK(""https://evil.example"",""Ana"")"`), line);
    for (const line of lines.slice(0, -1)) assert.ok(!/(^|,)"?[=+\-@]/.test(line), line);
  });

  it('is for administrators, and for a year at a time', async () => {
    assert.equal((await exported('csv', sam.token)).status, 403);
    const tooLong = await exported('csv', maya.token, { from: -367 * 86_400_000, to: 0 });
    assert.equal(tooLong.status, 422);
    assert.equal((await exported('csv', maya.token, { from: 0, to: 0 })).status, 422);
    assert.equal((await exported('xls')).status, 422);
  });
});
