import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Conversation, OutOfOfficeSetting } from '../../../src/protocol/index.ts';
import type { EventReader } from '../../helpers/event-reader.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, expectStatus, joinWorld, type PersonCaller } from '../../helpers/world.ts';

const HOUR = 3_600_000;
const TEXT = 'The clinic in Basel takes my calls.';
/** A stream hears only by being woken: what it hears has been told. */
const WOKEN = { pollMs: 60_000, heartbeatMs: 60_000 };

describe('when an absence begins and ends', async () => {
  const fresh = await freshDatabase();
  const database = fresh.connect();
  const world = await createWorld(database, {}, WOKEN);
  let made = 0;

  /** A new member with a new client, and a colleague, who both have conversations with them. */
  async function scene() {
    const [member, ana, lena] = [`member-${++made}`, `ana-${made}`, `lena-${made}`];
    await world.put('alder', member, { kind: 'practitioner', name: `Member ${made}` });
    await world.put('alder', ana, { kind: 'client' });
    await world.put('alder', lena, { kind: 'practitioner' });
    const people = {
      member: await world.person(member),
      ana: await world.person(ana),
      lena: await world.person(lena),
      maya: await world.person('maya'),
    };
    return { ...people, talk: await people.ana.open(member), others: await people.lena.open(member) };
  }

  async function plan(by: PersonCaller, start: number, end: number | null, changes: object = {}) {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const answer = await by.call<{ settings: OutOfOfficeSetting[] }>('PUT', '/v1/out-of-office', {
      memberIds: [by.id],
      message: TEXT,
      start: at(start),
      end: end === null ? null : at(end),
      timeZone: 'Europe/Berlin',
      ...changes,
    });
    return expectStatus(answer, 200).body.settings[0]!;
  }

  /** The next change of a conversation that a stream tells of. */
  async function changed(stream: EventReader): Promise<Conversation> {
    const event = await stream.until(({ type }) => type === 'conversation.updated');
    assert.ok(event.type === 'conversation.updated');
    return event.data.conversation;
  }

  it('what is only planned reaches nobody else: no answer, no event', async () => {
    const { member, ana, lena, maya, talk, others } = await scene();
    const cast = [
      { who: ana, id: talk.id },
      { who: lena, id: others.id },
    ];
    const streams = await Promise.all(cast.map(({ who }) => who.events()));
    for (const stream of streams) await stream.next();

    const setting = await plan(member, 24 * HOUR, 48 * HOUR);
    const changes = { id: setting.id, message: `${TEXT} Truly.` };
    const { start } = await plan(member, 25 * HOUR, 49 * HOUR, changes);
    for (const [i, { who, id }] of cast.entries()) {
      const said = `hello ${i}`;
      await member.send(id, said);
      // The message is the first thing that they hear: an event without content would tell them that something is planned.
      assert.equal((await streams[i]!.next())?.type, 'message.created');
      await streams[i]!.until(({ type }) => type === 'unread');
      const answers = [
        await who.call('GET', '/v1/me'),
        await who.call('GET', '/v1/conversations'),
        await who.call('POST', '/v1/conversations', { personId: member.id }),
        await who.call('GET', `/v1/conversations/${id}/messages`),
        await who.call('POST', '/v1/people/search', { q: '' }),
        await who.call('POST', '/v1/search', { q: said }),
        await who.call('POST', '/v1/search', { q: 'Basel' }),
        await who.call('GET', '/v1/out-of-office'),
      ];
      const raw = JSON.stringify([answers.map(({ body }) => body), streams[i]!.received]);
      assert.ok(raw.includes(said) && raw.includes(member.id), 'it looked at something');
      for (const secret of ['Basel', start, setting.start, setting.id, '"away"']) {
        assert.ok(!raw.includes(secret), `${who.id} knows ${secret}`);
      }
    }
    for (const who of [member, maya]) {
      const { body } = await who.call<{ settings: OutOfOfficeSetting[] }>('GET', '/v1/out-of-office');
      assert.equal(body.settings.find(({ id }) => id === setting.id)?.start, start, who.id);
    }
    await member.call('DELETE', `/v1/out-of-office/${member.id}/${setting.id}`);
    await member.send(talk.id, 'I stay');
    assert.equal((await streams[0]!.next())?.type, 'message.created');
    for (const stream of streams) await stream.close();
  });

  it('an absence that is put off is no longer seen, and its text neither', async () => {
    const { member, ana } = await scene();
    const setting = await plan(member, -HOUR, 48 * HOUR);
    const stream = await ana.events();
    await stream.next();
    await plan(member, 24 * HOUR, 48 * HOUR, { id: setting.id });
    assert.equal((await changed(stream)).with.away, undefined);
    await stream.close();
  });

  it('open pages hear of the beginning and of the end, at any process, once, also those that come back later', async () => {
    const { member, ana, lena, maya, talk } = await scene();
    const [second, third] = [
      await joinWorld(fresh.connect(), { ...WOKEN, absencesMs: 20 }),
      await joinWorld(fresh.connect(), { ...WOKEN, absencesMs: 20 }),
    ];
    const there = second.with(ana.token);
    const streams = [await there.events(), await third.with(lena.token).events()];
    for (const stream of streams) await stream.next();
    const before = streams[0]!.lastEventId;
    const own = await maya.events();
    await own.next();

    const setting = await plan(member, 400, 1_200);
    for (const stream of streams) {
      const { away } = (await changed(stream)).with;
      assert.deepEqual(away, { from: setting.start, until: setting.end, message: TEXT });
    }
    for (const stream of streams) assert.equal((await changed(stream)).with.away, undefined);
    const over = (event: { type: string; data: object }) =>
      event.type === 'out-of-office.changed' && JSON.stringify(event.data).includes('"settings":[]');
    await own.until(over);

    // Three processes were there, and each of them saw to it.
    const told = await database.query<{ kind: string }>(
      `select kind from person_events where person_id = $1 and conversation_id = $2 order by n`,
      [ana.id, talk.id],
    );
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['conversation.updated', 'conversation.updated', 'conversation.updated'],
      'opened, begun, ended',
    );
    const late = await ana.events(before);
    assert.equal((await changed(late)).with.away, undefined);
    for (const stream of [...streams, own, late]) await stream.close();
  });

  it('what was planned through a process that is gone is told by another one', async () => {
    const { member, ana } = await scene();
    const gone = await joinWorld(fresh.connect());
    const setting = await plan({ ...member, ...gone.with(member.token) }, 500, null);
    await gone.backend.close();
    const stream = await ana.events();
    await stream.next();
    const other = await joinWorld(fresh.connect(), { ...WOKEN, absencesMs: 20 });
    assert.equal((await changed(stream)).with.away?.from, setting.start);
    assert.deepEqual(other.log, []);
    await stream.close();
  });

  it('what has been told is seen through a process whose clock is slow, too', async () => {
    const { member, ana } = await scene();
    const slow = await joinWorld(fresh.connect(), WOKEN, { now: () => new Date(Date.now() - 10_000) });
    const stream = await slow.with(ana.token).events();
    await stream.next();
    const setting = await plan(member, 200, HOUR);
    assert.equal((await changed(stream)).with.away?.from, setting.start);
    await stream.close();
  });
});
