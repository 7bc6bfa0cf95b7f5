import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAbsenceScene, MINUTE, HOUR, DAY } from '../../helpers/absence-scene.ts';
import type { PersonCaller } from '../../helpers/world.ts';

describe('out-of-office replies', async () => {
  const { database, world, clock, practitioner, client, later, form, put, refused, list, course, pair } =
    await createAbsenceScene();

  describe('rule 1: what triggers a reply', () => {
    it('a client who writes while the member is away is answered once, by the member, automatically', async () => {
      const { member, ana, talk } = await pair();
      await put(member, [member.id]);
      const sent = await ana.send(talk.id, 'Are you there?');
      const [first, reply, ...others] = await ana.messages(talk.id);
      assert.deepEqual(others, []);
      assert.deepEqual(first, sent);
      assert.equal(reply?.origin, 'auto');
      assert.equal(reply?.senderId, member.id);
      assert.equal(reply?.text, 'I am away until Monday.');
      assert.equal(reply?.seq, sent.seq + 1);
    });

    it('the start is inside and the end is outside, to the millisecond', async () => {
      const { member, ana, talk } = await pair();
      const began = clock.now;
      await put(member, [member.id], { start: later(10), end: later(20), everyHours: 0 });
      const at = async (ms: number): Promise<string> => {
        clock.now = began + ms;
        await ana.send(talk.id, `at ${ms}`);
        return course(ana, talk);
      };
      assert.equal(await at(9), 'p');
      assert.equal(await at(20), 'pp');
      assert.equal(await at(19), 'pppa');
      const other = await pair();
      clock.now = began;
      await put(other.member, [other.member.id], { start: later(10), end: later(20) });
      clock.now = began + 10;
      await other.ana.send(other.talk.id, 'at 10');
      assert.equal(await course(other.ana, other.talk), 'pa');
    });

    it('nothing is answered afterwards that was written before', async () => {
      const { member, ana, talk } = await pair();
      await ana.send(talk.id, 'before');
      await put(member, [member.id], { start: later(-DAY) });
      assert.equal(await course(ana, talk), 'p');
    });

    it('a repeated send of the same message is not answered again', async () => {
      const { member, ana, talk } = await pair();
      await put(member, [member.id]);
      const sent = await ana.send(talk.id, 'once');
      await put(member, [member.id], { id: (await list(member)).settings[0]?.id });
      await ana.send(talk.id, 'once', sent.id);
      assert.equal(await course(ana, talk), 'pa');
    });
  });

  describe('rule 2: the range', () => {
    it('keeps both instants and the zone in which they were typed', async () => {
      const { member } = await pair();
      const range = { start: later(DAY), end: later(2 * DAY), timeZone: 'America/St_Johns' };
      await put(member, [member.id], range);
      const [setting] = (await list(member)).settings;
      assert.deepEqual({ start: setting?.start, end: setting?.end, timeZone: setting?.timeZone }, range);
    });

    it('is open at the end only when that is said', async () => {
      const { member, ana, talk } = await pair();
      assert.equal(await refused(member, [member.id], { end: undefined }), '422 invalid');
      await put(member, [member.id], { end: null });
      await ana.send(talk.id, 'hello');
      assert.equal(await course(ana, talk), 'pa');
      assert.deepEqual((await list(member)).settings[0]?.end, null);
    });

    for (const [what, changes] of [
      ['an end before its start', { end: '2020-01-01T00:00:00.000Z' }],
      ['an end at its start', { start: '2099-01-01T00:00:00.000Z', end: '2099-01-01T00:00:00.000Z' }],
      ['an end that has passed', { start: '2020-01-01T00:00:00.000Z', end: '2020-01-02T00:00:00.000Z' }],
      ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
      ['an offset for a zone', { timeZone: '+02:00' }],
      ['no zone', { timeZone: '' }],
      ['a time that is none', { start: '2026-13-45T00:00:00.000Z' }],
    ] as const) {
      it(`refuses ${what}`, async () => {
        const { member } = await pair();
        assert.equal(await refused(member, [member.id], changes), '422 invalid');
      });
    }

    for (const [what, start, end] of [
      // Berlin, Saturday to Monday, 09:00 each: 47 hours in spring and 49 in autumn.
      ['forward', '2026-03-28T08:00:00.000Z', '2026-03-30T07:00:00.000Z'],
      ['back', '2026-10-24T07:00:00.000Z', '2026-10-26T08:00:00.000Z'],
    ] as const) {
      it(`lasts over the night in which clocks go ${what} exactly as long as its instants say`, async () => {
        const { member, ana, talk } = await pair();
        const early = clock.now;
        await put(member, [member.id], { start, end, everyHours: 1 });
        const at = async (ms: number): Promise<string | undefined> => {
          clock.now = ms;
          const person = await world.person(ana.id);
          await person.send(talk.id, 'hello');
          return (await person.messages(talk.id)).at(-1)?.origin;
        };
        assert.equal(await at(Date.parse(start) - 1), 'person');
        assert.equal(await at(Date.parse(start)), 'auto');
        assert.equal(await at(Date.parse(end) - 1), 'auto');
        assert.equal(await at(Date.parse(end)), 'person');
        clock.now = early;
      });
    }
  });

  describe('rule 3: how often', () => {
    for (const [name, everyHours, gaps] of [
      ['every 24 hours when nothing is said', undefined, [23.9, 0.2]],
      ['every 4 days', 96, [95.9, 0.2]],
      ['every n hours', 5, [4.9, 0.2]],
    ] as const) {
      it(`answers ${name}`, async () => {
        const { member, ana, talk } = await pair();
        await put(member, [member.id], { end: null, everyHours });
        await ana.send(talk.id, 'first');
        assert.equal(await course(ana, talk), 'pa');
        clock.now += gaps[0] * HOUR;
        const later = await world.person(ana.id);
        await later.send(talk.id, 'too early');
        assert.equal(await course(later, talk), 'pap');
        clock.now += gaps[1] * HOUR;
        const again = await world.person(ana.id);
        await again.send(talk.id, 'again');
        assert.equal(await course(again, talk), 'pappa');
      });
    }

    it('answers once per period when that is said', async () => {
      const { member, ana, talk } = await pair();
      await put(member, [member.id], { end: null, everyHours: 0 });
      for (let tries = 0; tries < 3; tries++) {
        await (await world.person(ana.id)).send(talk.id, 'hello');
        clock.now += 40 * DAY;
      }
      assert.equal(await course(await world.person(ana.id), talk), 'papp');
    });

    it('counts each conversation by itself', async () => {
      const { member, ana, talk } = await pair();
      const jonas = await client();
      const other = await jonas.open(member.id);
      await put(member, [member.id]);
      await ana.send(talk.id, 'hello');
      await jonas.send(other.id, 'hello');
      assert.equal(await course(ana, talk), 'pa');
      assert.equal(await course(jonas, other), 'pa');
    });

    it('begins anew after an edit, and after off and on', async () => {
      const { member, ana, talk } = await pair();
      const [setting] = await put(member, [member.id]);
      await ana.send(talk.id, 'one');
      await ana.send(talk.id, 'two');
      assert.equal(await course(ana, talk), 'pap');
      await put(member, [member.id], { id: setting?.id, message: 'I am away until Tuesday.' });
      await ana.send(talk.id, 'three');
      assert.equal((await ana.messages(talk.id)).at(-1)?.text, 'I am away until Tuesday.');
      assert.equal((await member.call('DELETE', `/v1/out-of-office/${member.id}`)).status, 204);
      await ana.send(talk.id, 'four');
      assert.equal(await course(ana, talk), 'pappap');
      await put(member, [member.id]);
      await ana.send(talk.id, 'five');
      assert.equal(await course(ana, talk), 'pappappa');
    });
  });

  it('rule 4: is silent for 15 minutes after the member wrote there, and not because of another conversation', async () => {
    const { member, ana, talk } = await pair();
    const jonas = await client();
    const elsewhere = await jonas.open(member.id);
    await put(member, [member.id], { end: null });
    await member.send(talk.id, 'I am here for a moment.');
    clock.now += 15 * MINUTE - 1;
    const later = await world.person(ana.id);
    await later.send(talk.id, 'Thank you!');
    assert.equal(await course(later, talk), 'pp');
    const other = await world.person(jonas.id);
    await other.send(elsewhere.id, 'hello');
    assert.equal(await course(other, elsewhere), 'pa');
    clock.now += 1;
    await later.send(talk.id, 'And another thing.');
    assert.equal(await course(later, talk), 'pppa');
  });

  it('rule 4: an automatic reply is not the member being there', async () => {
    const { member, ana, talk } = await pair();
    const [setting] = await put(member, [member.id]);
    await ana.send(talk.id, 'one');
    await put(member, [member.id], { id: setting?.id });
    await ana.send(talk.id, 'two');
    assert.equal(await course(ana, talk), 'papa');
  });

  it('rule 5: staff get none, and two absent practitioners never answer each other', async () => {
    const [one, two] = [await practitioner(), await practitioner()];
    await put(one, [one.id]);
    await put(two, [two.id]);
    const talk = await one.open(two.id);
    await one.send(talk.id, 'Are you away too?');
    await two.send(talk.id, 'I am.');
    assert.equal(await course(one, talk), 'pp');
  });

  it('rule 5: what the absent member writes to a client is not answered', async () => {
    const { member, talk } = await pair();
    await put(member, [member.id]);
    await member.send(talk.id, 'I am away from today.');
    assert.equal(await course(member, talk), 'p');
  });

  it('rule 5: a text that looks like a reply is answered like any other', async () => {
    const { member, ana, talk } = await pair();
    await put(member, [member.id]);
    await ana.send(talk.id, 'I am away until Monday.');
    assert.equal(await course(ana, talk), 'pa');
  });

  it('rule 6: thirty messages at the same time get one reply', async () => {
    const { member, ana, talk } = await pair();
    await put(member, [member.id]);
    await Promise.all(Array.from({ length: 30 }, (_, i) => ana.send(talk.id, `message ${i}`)));
    const messages = await ana.messages(talk.id);
    assert.equal(messages.filter(({ origin }) => origin === 'auto').length, 1);
    assert.equal(messages.length, 31);
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      messages.map((_, i) => i + 1),
    );
    const rows = await database.query(`select 1 from absence_replies where conversation_id = $1`, [talk.id]);
    assert.equal(rows.length, 1);
  });

  it('rule 6: messages while settings are switched on and off wait for each other in no circle', async () => {
    const { member, ana, talk } = await pair();
    const maya = await world.person('maya');
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        if (i % 4 === 0) await maya.call('PUT', '/v1/out-of-office', form([member.id]));
        else if (i % 4 === 1) await member.call('DELETE', `/v1/out-of-office/${member.id}`);
        else await ana.send(talk.id, `message ${i}`);
      }),
    );
    assert.deepEqual(world.log, []);
    const messages = await ana.messages(talk.id);
    assert.equal(messages.filter(({ origin }) => origin === 'person').length, 20);
  });

  it("rule 8: the client's message stays unread for the member, and the reply is unread for the client", async () => {
    const { member, ana, talk } = await pair();
    await put(member, [member.id]);
    await ana.send(talk.id, 'hello');
    const unread = async (person: PersonCaller) =>
      (await person.call<{ unread: number }>('GET', '/v1/me')).body.unread;
    assert.equal(await unread(member), 1);
    assert.equal(await unread(ana), 1);
    const [theirs] = await ana.conversations();
    assert.deepEqual(theirs?.receipts, { delivered: 0, read: 0 });
    assert.equal((await member.conversations())[0]?.read, 0);
  });
});
