import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { exportAs, type ExportedRecord } from '../../helpers/record-scene.ts';
import { createWorld } from '../../helpers/world.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an export while people go on', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const [sam, ana] = [await world.person('sam'), await world.person('ana')];
  const { id: conversation } = await sam.open('ana');
  const sent: string[] = [];
  for (let n = 1; n <= 120; n++) sent.push((await ana.send(conversation, `text ${n}.`)).id);

  it('ends at the message that was last when it began, and has nothing of what was deleted meanwhile', async () => {
    const response = await exportAs(world, sam, conversation, 'json');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader);
    let file = (await reader.read()).value ?? '';
    await ana.call('DELETE', `/v1/conversations/${conversation}/messages/${sent[99]}`);
    await ana.send(conversation, 'too late');
    for (let next = await reader.read(); !next.done; next = await reader.read()) file += next.value;
    const { record, sha256: hash } = JSON.parse(file) as ExportedRecord;
    assert.deepEqual(
      record.messages.map(({ seq }) => seq),
      sent.map((_, index) => index + 1),
    );
    assert.ok(record.messages[99]?.deletedAt !== undefined && record.messages[99].text === undefined);
    assert.ok(!file.includes('text 100.') && !file.includes('too late'));
    assert.equal(sha256(file.split('\n')[1] ?? ''), hash);
  });

  it('reads no further ahead than it is read', async () => {
    const response = await exportAs(world, sam, conversation, 'html');
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    // All that was deleted before it was read on is not in it: so it had not been read before.
    await ana.call('DELETE', `/v1/conversations/${conversation}/messages/${sent[60]}`);
    let rest = '';
    const decoder = new TextDecoder();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      rest += decoder.decode(next.value, { stream: true });
    assert.ok(rest.includes('text 60.') && !rest.includes('text 61.') && rest.includes('text 62.'));
  });

  it('an empty conversation is a record, too', async () => {
    const { id } = await sam.open('lena');
    for (const format of ['json', 'html', 'fhir'] as const) {
      const response = await exportAs(world, sam, id, format);
      assert.equal(response.status, 200);
      assert.ok((await response.text()).length > 0);
    }
    const { record } = (await (await exportAs(world, sam, id, 'json')).json()) as ExportedRecord;
    assert.deepEqual([record.messageCount, record.messages], [0, []]);
  });
});
