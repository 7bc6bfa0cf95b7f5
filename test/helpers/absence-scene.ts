import type { Conversation, OutOfOffice, OutOfOfficeSetting } from '../../src/protocol/index.ts';
import { freshDatabase } from './postgres.ts';
import { createWorld, expectStatus, type PersonCaller } from './world.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A practice in which people are away. Its clock stands, and the tests set it. */
export async function createAbsenceScene() {
  const database = (await freshDatabase()).connect();
  const clock = { now: Date.parse('2026-01-05T09:00:00.000Z') };
  const world = await createWorld(database, { now: () => new Date(clock.now) });
  let made = 0;

  /** Somebody new, so that no test is in another's way. */
  async function person(kind: 'practitioner' | 'client'): Promise<PersonCaller> {
    const id = `${kind}-${++made}`;
    await world.put('alder', id, { name: `Somebody ${made}`, kind });
    return world.person(id);
  }
  const practitioner = () => person('practitioner');
  const client = () => person('client');

  const later = (ms: number): string => new Date(clock.now + ms).toISOString();

  /** A form for a week that has begun, with changes. */
  function form(memberIds: string[], changes: object = {}): object {
    return {
      memberIds,
      message: 'I am away until Monday.',
      start: later(-HOUR),
      end: later(7 * DAY),
      timeZone: 'Europe/Berlin',
      ...changes,
    };
  }

  return {
    database,
    world,
    clock,
    practitioner,
    client,
    later,
    form,

    async put(by: PersonCaller, memberIds: string[], changes?: object): Promise<OutOfOfficeSetting[]> {
      type Body = { settings: OutOfOfficeSetting[] };
      const answer = await by.call<Body>('PUT', '/v1/out-of-office', form(memberIds, changes));
      return expectStatus(answer, 200).body.settings;
    },

    /** Sends the form. @returns status and code */
    async refused(by: PersonCaller, memberIds: string[], changes?: object): Promise<string> {
      const answer = await by.call('PUT', '/v1/out-of-office', form(memberIds, changes));
      return `${answer.status} ${String(answer.body.code)}`;
    },

    async list(by: PersonCaller): Promise<OutOfOffice> {
      return expectStatus(await by.call<OutOfOffice>('GET', '/v1/out-of-office'), 200).body;
    },

    /** What stands in a conversation: `a` an automatic reply, `p` what a person wrote. */
    async course(reader: PersonCaller, { id }: Conversation): Promise<string> {
      return (await reader.messages(id)).map(({ origin }) => origin[0]).join('');
    },

    /** A new member and a new client with their conversation. */
    async pair(): Promise<{ member: PersonCaller; ana: PersonCaller; talk: Conversation }> {
      const [member, ana] = [await practitioner(), await client()];
      return { member, ana, talk: await ana.open(member.id) };
    },
  };
}
