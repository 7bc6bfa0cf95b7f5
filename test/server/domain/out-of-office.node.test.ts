import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PeopleSearchAnswer } from '../../../src/protocol/index.ts';
import { createAbsenceScene, DAY } from '../../helpers/absence-scene.ts';

describe('out-of-office settings', async () => {
  const { database, world, clock, practitioner, client, later, form, put, refused, list, course, pair } =
    await createAbsenceScene();

  describe('rule 7: what is refused', () => {
    for (const [what, message, answer] of [
      ['an empty text', '', '422 text-empty'],
      ['a blank text', ' \n\u3000', '422 text-empty'],
      ['a text over the limit', 'x'.repeat(5001), '422 text-too-long'],
    ] as const) {
      it(`${what}`, async () => {
        const { member } = await pair();
        assert.equal(await refused(member, [member.id], { message }), answer);
      });
    }

    it('a range that shares an instant with another of the same member', async () => {
      const { member } = await pair();
      await put(member, [member.id], { start: later(DAY), end: later(3 * DAY) });
      const both = { start: later(2 * DAY), end: later(4 * DAY) };
      assert.equal(await refused(member, [member.id], both), '409 absence-overlap');
      assert.equal(await refused(member, [member.id], { start: later(0), end: null }), '409 absence-overlap');
    });

    it('not a range that begins when the other one ends, nor an edit of the range itself', async () => {
      const { member } = await pair();
      const end = later(3 * DAY);
      const [first] = await put(member, [member.id], { start: later(DAY), end });
      await put(member, [member.id], { start: end, end: later(4 * DAY) });
      await put(member, [member.id], { id: first?.id, start: later(2 * DAY), end });
      assert.equal((await list(member)).settings.length, 2);
    });

    it('of two overlapping ones at the same time, one', async () => {
      const { member } = await pair();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => member.call('PUT', '/v1/out-of-office', form([member.id]))),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409, 409, 409]);
    });

    it('a form in which one member overlaps, for all of them', async () => {
      const [one, two] = [await practitioner(), await practitioner()];
      await put(two, [two.id]);
      assert.equal(await refused(await world.person('maya'), [one.id, two.id]), '409 absence-overlap');
      assert.deepEqual((await list(one)).settings, []);
    });
  });

  it('rule 9: whoever may write to the member sees that they are away while it lasts', async () => {
    const { member, ana, talk } = await pair();
    const [setting] = await put(member, [member.id]);
    const away = { from: setting?.start, until: setting?.end, message: setting?.message };
    assert.deepEqual((await ana.conversations())[0]?.with.away, away);
    const search = async () =>
      (await ana.call<PeopleSearchAnswer>('POST', '/v1/people/search', { q: '' })).body.people.find(
        ({ id }) => id === member.id,
      );
    assert.deepEqual((await search())?.away, away);
    const stream = await ana.events();
    await stream.next();
    await member.call('DELETE', `/v1/out-of-office/${member.id}`);
    const updated = await stream.until((event) => event.type === 'conversation.updated');
    assert.ok(updated.type === 'conversation.updated');
    assert.equal(updated.data.conversation.id, talk.id);
    assert.equal(updated.data.conversation.with.away, undefined);
    assert.equal((await search())?.away, undefined);
    await stream.close();
  });

  it('rule 10: one form of an administrator makes one setting for each member, and audit names both', async () => {
    const maya = await world.person('maya');
    const [one, two] = [await practitioner(), await practitioner()];
    const settings = await put(maya, [one.id, two.id, one.id]);
    assert.deepEqual(
      settings.map(({ member }) => member.id),
      [one.id, two.id],
    );
    assert.equal((await list(one)).settings[0]?.id, settings[0]?.id);
    clock.now += 1000;
    await maya.call('DELETE', `/v1/out-of-office/${one.id}/${settings[0]?.id}`);
    const audit = await database.query(
      `select action, actor_id as actor, person_id as member from audit where person_id = any($1) and actor_kind = 'person'
       order by at, person_id`,
      [[one.id, two.id]],
    );
    assert.deepEqual(audit, [
      { action: 'absence.put', actor: 'maya', member: one.id },
      { action: 'absence.put', actor: 'maya', member: two.id },
      { action: 'absence.ended', actor: 'maya', member: one.id },
    ]);
  });

  describe('who may (M11)', () => {
    it('a practitioner sets their own and nobody else’s', async () => {
      const [one, two] = [await practitioner(), await practitioner()];
      assert.equal(await refused(one, [two.id]), '403 forbidden');
      assert.equal(await refused(one, [one.id, two.id]), '403 forbidden');
      assert.equal(await refused(one, ['nobody']), '403 forbidden');
      assert.equal((await one.call('DELETE', `/v1/out-of-office/${two.id}`)).status, 403);
      await put(one, [one.id]);
      const mine = await list(one);
      assert.deepEqual(
        mine.members.map(({ id }) => id),
        [one.id],
      );
    });

    it('an administrator sets everybody’s, but no client’s and nobody’s who is not active', async () => {
      const maya = await world.person('maya');
      const [one, ana] = [await practitioner(), await client()];
      await world.put('alder', one.id, { name: 'Gone', kind: 'practitioner', active: false });
      for (const id of [ana.id, one.id, 'nobody']) {
        assert.equal(await refused(maya, ['maya', id], { end: null }), '404 not-found');
      }
      const { members, settings } = await list(maya);
      assert.ok(members.some(({ id }) => id === 'maya') && members.some(({ id }) => id === 'sam'));
      assert.ok(members.every(({ id, kind }) => kind === 'practitioner' && id !== one.id));
      assert.ok(
        settings.every(({ member }) => member.id !== 'maya'),
        'all or nothing',
      );
    });

    it('an administrator who no longer is one is refused', async () => {
      const [one, two] = [await practitioner(), await practitioner()];
      await world.put('alder', one.id, { name: 'One', kind: 'practitioner', admin: true });
      await put(one, [two.id]);
      await world.put('alder', one.id, { name: 'One', kind: 'practitioner', admin: false });
      assert.equal((await one.call('DELETE', `/v1/out-of-office/${two.id}`)).status, 403);
    });

    it('a client has no settings', async () => {
      const ana = await client();
      assert.equal((await ana.call('GET', '/v1/out-of-office')).status, 403);
      assert.equal(await refused(ana, [ana.id]), '403 forbidden');
      assert.equal((await ana.call('DELETE', `/v1/out-of-office/${ana.id}`)).status, 403);
    });

    it('an edit reaches only a setting of the member it names', async () => {
      const maya = await world.person('maya');
      const [one, two] = [await practitioner(), await practitioner()];
      const [setting] = await put(maya, [one.id]);
      assert.equal(await refused(maya, [two.id], { id: setting?.id }), '404 not-found');
      assert.equal(await refused(maya, [one.id, two.id], { id: setting?.id }), '422 invalid');
      assert.equal(await refused(two, [two.id], { id: setting?.id }), '404 not-found');
    });

    it('the namesake in another practice is not away', async () => {
      await put(await world.person('maya'), ['lena']);
      const birch = await world.person('ana', 'birch');
      const talk = await birch.open('lena');
      await birch.send(talk.id, 'hello');
      assert.equal(await course(birch, talk), 'p');
      await (await world.person('maya')).call('DELETE', '/v1/out-of-office/lena');
    });
  });

  it('End now leaves planned settings, and a planned one is removed by its id', async () => {
    const { member } = await pair();
    await put(member, [member.id], { end: later(DAY) });
    const [planned] = await put(member, [member.id], { start: later(2 * DAY), end: later(3 * DAY) });
    const end = `/v1/out-of-office/${member.id}`;
    for (let tries = 0; tries < 2; tries++) {
      assert.equal((await member.call('DELETE', end)).status, 204);
      assert.deepEqual(
        (await list(member)).settings.map(({ id }) => id),
        [planned?.id],
      );
    }
    assert.equal((await member.call('DELETE', `${end}/${planned?.id}`)).status, 204);
    assert.deepEqual((await list(member)).settings, []);
  });

  it('the text lies in the database sealed', async () => {
    const { member } = await pair();
    const message = 'In hospital until the ninth.';
    await put(member, [member.id], { message });
    const rows = await database.query<{ message: Uint8Array }>(
      `select message from absences where person_id = $1`,
      [member.id],
    );
    assert.equal(rows.length, 1);
    assert.ok(!Buffer.from(rows[0]?.message ?? []).includes(message));
  });

  it('the member and administrators hear of a change, nobody else does', async () => {
    const { member } = await pair();
    const people = [member, await world.person('maya'), await world.person('lena')];
    const streams = await Promise.all(people.map((person) => person.events()));
    for (const stream of streams) await stream.next();
    const [setting] = await put(member, [member.id]);
    for (const stream of streams.slice(0, 2)) {
      const event = await stream.until(({ type }) => type === 'out-of-office.changed');
      assert.deepEqual(event.data, { member: setting?.member, settings: [setting] });
    }
    const lena = people[2]!;
    const talk = await lena.open('sam');
    const next = await streams[2]!.next();
    assert.equal(next?.type, 'conversation.updated');
    assert.ok(talk);
    for (const stream of streams) await stream.close();
  });
});
