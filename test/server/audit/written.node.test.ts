import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { OPERATIONS } from '../../../server/routes/operations.ts';
import { accessScene, MATRIX } from '../../helpers/access-matrix.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

/** What each operation leaves in the audit when it succeeds; nothing for those that neither change nor show anything of anybody. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  'get /v1/me': [],
  'post /v1/me/activity': [],
  'get /v1/me/storage-key': [],
  'get /v1/me/audit': ['audit.viewed'],
  'get /v1/audit': ['audit.viewed'],
  'post /v1/audit/export': ['audit.viewed'],
  'put /v1/practice/features': ['features.off'],
  'put /v1/practice/notice': ['notice.changed'],
  'put /v1/me/notice-dismissed': [],
  'put /v1/me/notices': ['access.tried'],
  'post /v1/sign-in/codes': [],
  'post /v1/sign-in': [],
  'post /v1/sign-in/renewal': [],
  'post /v1/sign-out': ['session.ended'],
  'post /v1/people/search': ['people.viewed'],
  'get /v1/conversations': ['conversations.viewed'],
  'post /v1/conversations': ['conversation.opened'],
  'get /v1/conversations/{conversationId}/messages': ['messages.viewed'],
  'post /v1/conversations/{conversationId}/messages': ['message.sent'],
  'delete /v1/conversations/{conversationId}/messages/{messageId}': ['message.deleted'],
  'put /v1/conversations/{conversationId}/read': ['conversation.read'],
  'put /v1/conversations/{conversationId}/delivered': ['conversation.delivered'],
  'post /v1/conversations/{conversationId}/export': ['record.exported'],
  'put /v1/attachments/{attachmentId}': ['attachment.added'],
  'get /v1/attachments/{attachmentId}': ['attachment.downloaded'],
  'get /v1/attachments/{attachmentId}/preview': ['access.tried'],
  'post /v1/search': ['conversations.searched'],
  'get /v1/out-of-office': ['absences.viewed'],
  'put /v1/out-of-office': ['absence.put'],
  'delete /v1/out-of-office/{memberId}': ['absence.ended'],
  'delete /v1/out-of-office/{memberId}/{settingId}': [],
  'get /v1/events': ['events.opened'],
  'put /v1/practices/{practiceId}': ['practice.put'],
  'put /v1/practices/{practiceId}/people/{personId}': ['person.put'],
  'post /v1/practices/{practiceId}/people/{personId}/tokens': ['token.issued'],
  'delete /v1/practices/{practiceId}/people/{personId}/tokens': ['access.revoked'],
  'get /healthz': [],
  'get /readyz': [],
  'get /metrics': [],
  'get /openapi.json': [],
};

describe('what is written into the audit', async () => {
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database);
  const { callers, conversationId, messageId, attachmentId, pathOf } = await accessScene(world);
  const { participant: sam, admin: maya } = callers;
  const ana = await world.person('ana');
  const lena = callers.other;

  /** The entries that an act leaves. */
  const writtenBy = async (act: () => Promise<unknown>) => {
    const ids = async () =>
      new Set(
        (await database.query<{ id: string }>(`select audit_id as id from audit`)).map((row) => row.id),
      );
    const before = await ids();
    await act();
    const rows = await database.query<Record<string, unknown>>(`select * from audit order by at, n`);
    return rows.filter((row) => !before.has(row.audit_id as string));
  };

  it('is decided for every operation', () => {
    assert.deepEqual(Object.keys(WRITES).sort(), OPERATIONS.map((it) => `${it.method} ${it.path}`).sort());
  });

  // The order matters: what ends or takes away comes after what needs it.
  const last = ['delete /v1/out', 'delete /v1/conv', 'put /v1/practice/features', 'post /v1/sign-out'];
  const place = (operation: string) => last.findIndex((start) => operation.startsWith(start));
  const order = Object.entries(WRITES).sort(([a], [b]) => place(a) - place(b));
  for (const [operation, actions] of order) {
    it(`${operation}: ${actions.join(', ') || 'nothing'}`, async () => {
      const [method = '', pattern = ''] = operation.split(' ');
      const path =
        operation === 'put /v1/attachments/{attachmentId}'
          ? `/v1/attachments/${randomUUID()}`
          : pathOf(pattern);
      const actor = operation.includes('/practices')
        ? callers.portal
        : operation.includes('/delivered') || operation.includes('/read')
          ? ana
          : /audit|practice/.test(operation)
            ? maya
            : operation.includes('out-of-office')
              ? lena
              : sam;
      const bodies: Record<string, unknown> = {
        'put /v1/practice/features': { secureMessaging: false },
        'post /v1/conversations': { personId: 'maya' },
        'post /v1/sign-out': { everywhere: false },
        // What is read is delivered; this is further on.
        'put /v1/conversations/{conversationId}/delivered': { seq: 2 },
      };
      const rows = await writtenBy(async () => {
        const response = await world.fetch(
          path,
          {
            method: method.toUpperCase(),
            headers: {
              Authorization: `Bearer ${actor.token}`,
              'Content-Type': 'application/json',
              ...(path.includes('/attachments/') && {
                'Content-Disposition': 'attachment; filename="a.txt"',
              }),
            },
            ...(path.includes('/attachments/') && method === 'put'
              ? { body: 'plain text' }
              : MATRIX[operation]?.body && {
                  body: JSON.stringify(bodies[operation] ?? MATRIX[operation].body()),
                }),
          },
          '192.0.2.7',
        );
        await (pattern.endsWith('/events') ? response.body?.cancel() : response.arrayBuffer());
      });
      assert.deepEqual(
        rows.map((row) => row.action),
        actions,
      );
      for (const row of rows) {
        assert.equal(row.address, '192.0.2.7');
        assert.equal(row.practice_id, 'alder');
        assert.equal(row.actor_kind, actor === callers.portal ? 'portal' : 'person');
        assert.equal(row.outcome, row.action === 'access.tried' ? 'refused' : 'done');
        if (path.includes(conversationId)) assert.equal(row.conversation_id, conversationId);
        if (path.includes(attachmentId)) assert.equal(row.attachment_id, attachmentId);
        if (path.includes(messageId)) assert.equal(row.message_id, messageId);
      }
    });
  }

  it('which messages somebody was shown, and how many conversations and hits', async () => {
    await maya.call('PUT', '/v1/practice/features', { secureMessaging: true });
    const again = await world.person('sam');
    const [page] = await writtenBy(() =>
      again.call('GET', `/v1/conversations/${conversationId}/messages?after=1&limit=1`),
    );
    assert.deepEqual([page?.from_seq, page?.to_seq, page?.count], [2, 2, 1]);
    const [list] = await writtenBy(() => again.call('GET', '/v1/conversations'));
    assert.equal(list?.count, 2);
    const [found] = await writtenBy(() => again.call('POST', '/v1/search', { q: 'between' }));
    assert.equal(found?.count, 1);
    assert.ok(!JSON.stringify(found).includes('between'), 'not what was searched for');
  });

  it('that somebody tried what is not theirs, the same as for what does not exist', async () => {
    const there = await writtenBy(() => lena.call('GET', `/v1/conversations/${conversationId}/messages`));
    const missing = randomUUID();
    const nowhere = await writtenBy(() => lena.call('GET', `/v1/conversations/${missing}/messages`));
    const told = (rows: Record<string, unknown>[]) =>
      rows.map(({ actor_id, action, outcome, conversation_id }) => ({
        actor_id,
        action,
        outcome,
        conversation_id,
      }));
    const entry = { actor_id: 'lena', action: 'access.tried', outcome: 'refused' };
    assert.deepEqual(told(there), [{ ...entry, conversation_id: conversationId }]);
    assert.deepEqual(told(nowhere), [{ ...entry, conversation_id: missing }]);
    const odd = await writtenBy(() => lena.call('GET', '/v1/conversations/Ana%20is%20ill/messages'));
    assert.deepEqual(told(odd), [{ ...entry, conversation_id: null }]);
  });

  it('nothing is shown that could not be written, and nothing is done', async () => {
    const again = await world.person('sam');
    const path = `/v1/conversations/${conversationId}/messages`;
    await database.execute(`create function no_audit() returns trigger language plpgsql as
      $$ begin raise exception 'full' using errcode = 'disk_full'; end $$`);
    await database.execute(
      `create trigger no_audit before insert on audit for each row execute function no_audit()`,
    );
    const shown = await again.call('GET', path);
    const sent = await again.call('POST', path, { id: randomUUID(), text: 'not written down' });
    await database.execute(`drop trigger no_audit on audit`);
    assert.deepEqual([shown.status, shown.body.messages], [503, undefined]);
    assert.equal(sent.status, 503);
    const texts = (await again.messages(conversationId)).map((message) => message.text);
    assert.ok(!texts.includes('not written down'));
  });
});
