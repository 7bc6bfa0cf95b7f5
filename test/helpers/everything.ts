import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { liftHold, placeHold } from '../../server/domain/purge/holds.ts';
import { EventHub } from '../../server/events/hub.ts';
import { MailError, type Database, type FileStore } from '../../server/ports.ts';
import { wrappedKeys } from '../../server/store/keys.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import { Vault } from '../../server/vault/vault.ts';
import { createMailbox } from './mail.ts';
import { pdf, upload } from './files.ts';
import { allowSignIn, ANA, visitor } from './sign-in.ts';
import { createWorld, TEST_KEYS, type World } from './world.ts';

/** A world in which every table of a practice has rows, two of each where there can be two. */
export async function worldOfEverything(database: Database, files: FileStore): Promise<World> {
  const mailbox = createMailbox();
  // No mail goes, so that what waits to be sent stays.
  mailbox.failures.push(...Array.from({ length: 50 }, () => new MailError('later', 'ETEST')));
  const world = await createWorld(database, { files, mailer: mailbox });
  await allowSignIn(world);
  const settings = {
    deletePolicy: 'seal',
    retentionDays: 365,
    mailName: 'Alder',
    mailUrl: 'https://alder.example',
  };
  const put = await world
    .portal()
    .call('PUT', '/v1/practices/alder', { name: 'Alder', emailSignIn: true, ...settings });
  assert.equal(put.status, 200);
  const [maya, sam, ana] = [await world.person('maya'), await world.person('sam'), await world.person('ana')];
  await maya.call('PUT', '/v1/practice/notice', { html: '<p>Be kind.</p>' });
  for (const person of [maya, sam]) {
    await person.call('GET', '/v1/me/storage-key');
    const set = await person.call('PUT', '/v1/out-of-office', {
      memberIds: [person.id],
      message: `${person.id} is away`,
      start: new Date(world.now().getTime() - 1000).toISOString(),
      end: null,
      timeZone: 'Europe/Berlin',
    });
    assert.equal(set.status, 200);
    const { id } = await person.open('ana');
    for (const deleted of [false, true]) {
      for (let i = 0; i < 2; i++) {
        const file = randomUUID();
        assert.equal((await upload(world, person, file, `${person.id}.pdf`, pdf(300_000 + i))).status, 201);
        const path = `/v1/conversations/${id}/messages`;
        const message = randomUUID();
        await person.call('POST', path, { id: message, text: `${person.id} ${i}`, attachments: [file] });
        if (deleted) assert.equal((await person.call('DELETE', `${path}/${message}`)).status, 204);
      }
    }
    await ana.send(id, 'thank you');
  }
  for (const email of [ANA, 'nobody@example.org']) await visitor(world, mailbox).ask(email);
  return world;
}

/** Rows that no act of {@link worldOfEverything} leaves behind. Three holds are among them, two of which were lifted. */
export async function fillEveryTable(database: Database): Promise<void> {
  await database.execute(`
    insert into file_removals values ('alder', gen_random_uuid(), now() + interval '1 year');
    insert into sign_in_sessions
      select practice_id, '\\x00ff', person_id, '\\x01', now(), now() from people where person_id = 'ana';
    insert into unread_notices select practice_id, person_id, now(), 1 from people where person_id = 'ana';
    insert into absence_replies
      select a.practice_id, a.absence_id, c.conversation_id, a.revision, now()
      from absences a join conversations c using (practice_id);
    insert into purges values ('alder', gen_random_uuid(), now(), 'files', 1, '{k1}')`);
  const vault = new Vault(localKeys(TEST_KEYS), wrappedKeys(database));
  const deps = { database, vault, hub: new EventHub(database, () => undefined), now: () => new Date() };
  await placeHold(deps, 'alder', { personId: 'lena', conversationId: null }, 'Registry 17/27');
  for (const personId of ['jonas', 'maya']) {
    const lifted = await placeHold(deps, 'alder', { personId, conversationId: null }, `Registry ${personId}`);
    await liftHold(deps, 'alder', lifted, `settled with ${personId}`);
  }
}
