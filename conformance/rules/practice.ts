import { randomUUID } from 'node:crypto';
import {
  OutOfOffice,
  PeopleSearchAnswer,
  PracticeNotice,
  PutOutOfOfficeAnswer,
  paths,
  type PutOutOfOfficeRequest,
} from '../../src/protocol/index.ts';
import { answered, Broken, holds, refused, same, status } from '../expect.ts';
import { must } from '../rule.ts';
import type { Ground, Person } from '../ground.ts';

const HOUR = 60 * 60 * 1000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** An absence that runs now. */
const absence = (members: readonly Person[], more: Partial<PutOutOfOfficeRequest> = {}) => ({
  memberIds: members.map(({ id }) => id),
  message: 'I am away.',
  start: at(-1),
  end: at(1),
  timeZone: 'Europe/Berlin',
  ...more,
});

/** An administrator, a member and a client in a practice of their own. */
async function staff(ground: Ground): Promise<{ admin: Person; member: Person; client: Person }> {
  const practice = await ground.newPractice();
  const [admin, member, client] = await Promise.all([
    practice.person({ kind: 'practitioner', admin: true }),
    practice.person({ kind: 'practitioner' }),
    practice.person({ kind: 'client' }),
  ]);
  return { admin, member, client };
}

/** A practitioner who is away, and a conversation of theirs with a client. */
async function away(ground: Ground, more: Partial<PutOutOfOfficeRequest> = {}) {
  const { a: member, b: client, id } = await ground.pair();
  const put = await member.call('PUT', paths.outOfOffice(), absence([member], more));
  answered(put, PutOutOfOfficeAnswer, 200);
  return { member, client, id };
}

/** Out-of-office, features and the practice's guidelines. */
export const practice = [
  must(
    'away.reply',
    'A client who writes to a member who is away gets the reply: a message of the member with `origin: "auto"`.',
    async (ground) => {
      const { member, client, id } = await away(ground);
      const { seq } = await client.send(id, 'are you there?');
      const reply = (await client.window(id)).messages.at(-1);
      same(
        [reply?.seq, reply?.senderId, reply?.text, reply?.origin],
        [seq + 1, member.id, 'I am away.', 'auto'],
        'the reply',
      );
    },
    'portal',
  ),
  must(
    'away.once',
    'Two messages at once get one reply, and the next one none within `everyHours`.',
    async (ground) => {
      const { client, id } = await away(ground);
      await Promise.all([client.send(id, 'one'), client.send(id, 'two')]);
      await client.send(id, 'three');
      const { messages } = await client.window(id);
      same(messages.filter(({ origin }) => origin === 'auto').length, 1, 'automatic replies');
    },
    'portal',
  ),
  must(
    'away.clients-only',
    'Members get no automatic reply.',
    async (ground) => {
      const { doctor, colleague } = await ground.cast('doctor', 'colleague');
      status(await doctor.call('PUT', paths.outOfOffice(), absence([doctor])), 200);
      const { id } = await colleague.open(doctor);
      await colleague.send(id, 'hello');
      same((await colleague.window(id)).messages.length, 1, 'messages');
    },
    'portal',
  ),
  must(
    'away.range',
    'Before `start` there is no reply.',
    async (ground) => {
      const { client, id } = await away(ground, { start: at(1), end: at(2) });
      await client.send(id, 'hello');
      same((await client.window(id)).messages.length, 1, 'messages');
    },
    'portal',
  ),
  must(
    'away.unread',
    "The reply reads nothing: the client's message stays unread for the member.",
    async (ground) => {
      const { member, client, id } = await away(ground);
      await client.send(id, 'hello');
      const listed = await member.listed(id);
      same([listed?.unread, listed?.read], [1, 0], 'unread, read');
      same((await client.window(id)).receipts.read, 0, 'what the client sees as read');
    },
    'portal',
  ),
  must(
    'away.shown',
    'While somebody is away, `with.away` says until when.',
    async (ground) => {
      const { client, id } = await away(ground);
      await client.send(id, 'hello');
      const shown = (await client.listed(id))?.with.away;
      holds(shown?.until !== undefined && shown.until !== null, 'with.away.until', shown);
    },
    'portal',
  ),
  must(
    'away.planned',
    'An absence that has not begun shows nowhere but in the settings of those who may change it: no `away`, and no event.',
    async (ground) => {
      const { member, client } = await staff(ground);
      const { id } = await client.open(member);
      const ear = await ground.events(client);
      await ear.next('reset');
      const plan = absence([member], { start: at(1), end: at(2) });
      answered(await member.call('PUT', paths.outOfOffice(), plan), PutOutOfOfficeAnswer, 200);
      await member.send(id, 'hello');
      same((await ear.next('the message that was sent')).type, 'message.created', 'the first event');
      same((await client.listed(id))?.with.away, undefined, 'with.away in the list');
      const found = answered(
        await client.call('POST', paths.peopleSearch(), { q: '' }),
        PeopleSearchAnswer,
        200,
      );
      same(
        found.people.filter(({ away }) => away !== undefined),
        [],
        'people who are away',
      );
    },
    'portal',
  ),
  must(
    'away.begins',
    'When an absence begins, whoever has a conversation with the member hears `conversation.updated` with `away`.',
    async (ground) => {
      const { member, client } = await staff(ground);
      const { id } = await client.open(member);
      const ear = await ground.events(client);
      await ear.next('reset');
      const plan = absence([member], { start: new Date(Date.now() + 500).toISOString(), end: at(1) });
      answered(await member.call('PUT', paths.outOfOffice(), plan), PutOutOfOfficeAnswer, 200);
      const begun = await ear.next('conversation.updated');
      if (begun.type !== 'conversation.updated')
        throw new Broken('conversation.updated', begun.type, 'GET /v1/events');
      const { conversation } = begun.data;
      same([conversation.id, conversation.with.away?.message], [id, plan.message], 'the conversation');
    },
    'portal',
  ),
  must(
    'away.end-now',
    '`DELETE /out-of-office/{memberId}` ends it: no more replies, and it is no longer listed.',
    async (ground) => {
      const { member, client, id } = await away(ground);
      status(await member.call('DELETE', paths.outOfOfficeOf(member.id)), 204);
      await client.send(id, 'hello');
      same((await client.window(id)).messages.length, 1, 'messages');
      same(
        answered(await member.call('GET', paths.outOfOffice()), OutOfOffice, 200).settings,
        [],
        'settings',
      );
    },
    'portal',
  ),
  must(
    'away.own',
    'Members set their own absence only, clients none: 403 `forbidden`.',
    async (ground) => {
      const { admin, member, client } = await staff(ground);
      refused(await member.call('PUT', paths.outOfOffice(), absence([admin])), 'forbidden');
      refused(await member.call('DELETE', paths.outOfOfficeOf(admin.id)), 'forbidden');
      refused(await client.call('PUT', paths.outOfOffice(), absence([client])), 'forbidden');
      refused(await client.call('GET', paths.outOfOffice()), 'forbidden');
    },
    'portal',
  ),
  must(
    'away.administrators',
    'Administrators set it for several members: one setting each, all or nothing.',
    async (ground) => {
      const { admin, member } = await staff(ground);
      const seen = await admin.call('PUT', paths.outOfOffice(), absence([admin, member]));
      const { settings } = answered(seen, PutOutOfOfficeAnswer, 200);
      same(
        settings.map((it) => it.member.id),
        [admin.id, member.id],
        'the members',
      );
      const unknown = {
        ...absence([admin], { start: at(3), end: at(4) }),
        memberIds: [admin.id, randomUUID()],
      };
      refused(await admin.call('PUT', paths.outOfOffice(), unknown), 'not-found');
      same(
        answered(await admin.call('GET', paths.outOfOffice()), OutOfOffice, 200).settings.length,
        2,
        'settings',
      );
    },
    'portal',
  ),
  must(
    'away.overlap',
    'Ranges of one member that overlap are refused with `absence-overlap`; the end is exclusive.',
    async (ground) => {
      const { member } = await staff(ground);
      const [start, middle, end] = [at(1), at(2), at(3)];
      status(await member.call('PUT', paths.outOfOffice(), absence([member], { start, end: middle })), 200);
      status(await member.call('PUT', paths.outOfOffice(), absence([member], { start: middle, end })), 200);
      refused(
        await member.call('PUT', paths.outOfOffice(), absence([member], { start, end })),
        'absence-overlap',
      );
    },
    'portal',
  ),
  must(
    'away.invalid',
    'Blank text is `text-empty`; an end before the start and an unknown time zone are `invalid`.',
    async (ground) => {
      const { member } = await staff(ground);
      const put = (more: Partial<PutOutOfOfficeRequest>) =>
        member.call('PUT', paths.outOfOffice(), absence([member], more));
      refused(await put({ message: ' ' }), 'text-empty');
      refused(await put({ start: at(2), end: at(1) }), 'invalid');
      refused(await put({ timeZone: 'Mars/Olympus' }), 'invalid');
    },
    'portal',
  ),
  must(
    'features.admin',
    'Only administrators switch Secure Messaging.',
    async (ground) => {
      const { admin, member, client } = await staff(ground);
      for (const person of [member, client]) {
        refused(await person.call('PUT', paths.features(), { secureMessaging: false }), 'forbidden');
      }
      status(await admin.call('PUT', paths.features(), { secureMessaging: false }), 200);
      same((await member.me()).practice.secureMessaging, false, 'practice.secureMessaging');
    },
    'portal',
  ),
  must(
    'features.off',
    'While it is off, everything that sends or reads answers 403 `messaging-off`, and what was there is back afterwards.',
    async (ground) => {
      const { admin, member, client } = await staff(ground);
      const { id } = await member.open(client);
      const sent = await member.send(id, 'before');
      status(await admin.call('PUT', paths.features(), { secureMessaging: false }), 200);
      for (const [method, path, body] of [
        ['GET', paths.conversations(), undefined],
        ['POST', paths.conversations(), { personId: client.id }],
        ['GET', paths.messages(id), undefined],
        ['POST', paths.messages(id), { id: randomUUID(), text: 'x' }],
        ['DELETE', paths.message(id, sent.id), undefined],
        ['PUT', paths.read(id), { seq: 1 }],
        ['PUT', paths.delivered(id), { seq: 1 }],
        ['POST', paths.search(), { q: 'before' }],
        ['POST', paths.peopleSearch(), { q: '' }],
        ['GET', paths.outOfOffice(), undefined],
        ['GET', paths.attachment(randomUUID()), undefined],
      ] as const) {
        refused(await member.call(method, path, body), 'messaging-off');
      }
      same((await client.me()).unread, 0, 'unread while off');
      status(await admin.call('PUT', paths.features(), { secureMessaging: true }), 200);
      same(
        (await client.window(id)).messages.map(({ text }) => text),
        ['before'],
        'the messages afterwards',
      );
    },
    'portal',
  ),
  must(
    'notice.admin',
    "Only administrators change the practice's guidelines; everybody gets them with `GET /me`.",
    async (ground) => {
      const { admin, member, client } = await staff(ground);
      const body = { html: '<p>Please be kind.</p>' };
      refused(await member.call('PUT', paths.notice(), body), 'forbidden');
      const { noticeRevision } = answered(await admin.call('PUT', paths.notice(), body), PracticeNotice, 200);
      const me = await client.me();
      same([me.practice.notice, me.practice.noticeRevision], [body.html, noticeRevision], 'the notice');
    },
    'portal',
  ),
  must(
    'notice.dismissed',
    'A version of the guidelines that I put aside stays so and never goes back; a new version has a higher number.',
    async (ground) => {
      const { admin, client } = await staff(ground);
      const put = async (html: string) =>
        answered(await admin.call('PUT', paths.notice(), { html }), PracticeNotice, 200);
      const first = await put('one');
      same((await put('one')).noticeRevision, first.noticeRevision, 'the revision of the same text');
      holds((await put('two')).noticeRevision > first.noticeRevision, 'a higher revision', first);
      for (const noticeDismissed of [first.noticeRevision, 0]) {
        status(await client.call('PUT', paths.noticeDismissed(), { noticeDismissed }), 204);
        same((await client.me()).noticeDismissed, first.noticeRevision, 'noticeDismissed');
      }
    },
    'portal',
  ),
  must(
    'presence.storage-key',
    'The storage key is the same each time, and another one for everybody.',
    async (ground) => {
      const { client, doctor } = await ground.cast('client', 'doctor');
      const key = async (person: Person) =>
        (status(await person.call('GET', paths.storageKey()), 200).body as { key: string }).key;
      const mine = await key(client);
      holds(/^[\w-]{43}$/.test(mine), '256 bits in base64url', 'something else');
      same(await key(client), mine, 'the key, asked again');
      holds((await key(doctor)) !== mine, 'another key for another person', 'the same');
    },
  ),
  must(
    'presence.activity',
    '`POST /me/activity` takes seconds from 0 to a day; others are `invalid`.',
    async (ground) => {
      const { client } = await ground.cast('client');
      status(await client.call('POST', paths.activity(), { secondsAgo: 1 }), 204);
      for (const secondsAgo of [-1, 1.5, 86_401]) {
        refused(await client.call('POST', paths.activity(), { secondsAgo }), 'invalid');
      }
    },
  ),
];
