import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { CODE_TRIES, Problem, SignInCodeAnswer, paths } from '../../src/protocol/index.ts';
import { answered, Broken, holds, NotOffered, refused, same, status, summary, type Seen } from '../expect.ts';
import type { Ground, Practice } from '../ground.ts';
import { must } from '../rule.ts';

/** So often may a code be asked for at most before the backend has to say that it was too often. */
const OFTEN = 40;
/** Seconds after which a token that is not used is locked, in a practice that wants it so. */
const IDLE_SECONDS = 1;
/** Milliseconds in which it has to be. */
const LOCKED_MS = 8000;
const AGAIN_MS = 250;

/** Somebody at the door of a practice, without a token. */
interface Door {
  practice: Practice;
  /** The address of a client, and one that is nobody's. */
  known: string;
  unknown: string;
  ask(email: string): Promise<Seen>;
  enter(email: string, code: string): Promise<Seen>;
}

/** A practice whose clients sign in by e-mail. The mails go to `.invalid`, where nobody gets them (RFC 2606). */
async function door(ground: Ground): Promise<Door> {
  const practice = await ground.newPractice({ emailSignIn: true });
  const address = () => `conformance-${randomUUID()}@example.invalid`;
  const known = address();
  const client = { name: 'Conformance Client', kind: 'client', email: known };
  status(await practice.put(randomUUID(), client), 200, 201);
  const post = (path: string, body: object) => ground.wire.call('POST', path, undefined, body);
  return {
    practice,
    known,
    unknown: address(),
    async ask(email) {
      const seen = await post(paths.signInCodes(), { practice: practice.id, email });
      if (['sign-in-off', 'not-found'].includes(codeOf(seen) ?? ''))
        throw new NotOffered('the backend has no sign-in by e-mail');
      return seen;
    },
    enter: (email, code) => post(paths.signIn(), { practice: practice.id, email, code }),
  };
}

function codeOf({ body }: Seen): string | undefined {
  const parsed = v.safeParse(Problem, body);
  return parsed.success ? parsed.output.code : undefined;
}

export const signIn = [
  must(
    'sign-in.same-look',
    'Whoever asks for a code gets the same answer for the address of a client and for any other.',
    async (ground) => {
      const { ask, known, unknown } = await door(ground);
      const seen = await ask(known);
      answered(seen, SignInCodeAnswer, 202);
      const other = await ask(unknown);
      same([other.status, other.body], [seen.status, seen.body], 'the answer for an unknown address');
    },
    'portal',
  ),
  must(
    'sign-in.off',
    'A practice without sign-in by e-mail answers `sign-in-off`, as does one that does not exist.',
    async (ground) => {
      const { ask, known } = await door(ground);
      await ask(known);
      const { id } = await ground.newPractice({ emailSignIn: false });
      for (const practice of [id, `conformance-${randomUUID()}`]) {
        const body = { practice, email: known };
        refused(await ground.wire.call('POST', paths.signInCodes(), undefined, body), 'sign-in-off');
      }
    },
    'portal',
  ),
  must(
    'sign-in.invalid',
    'What is no e-mail address, and what is no code of six digits, is `invalid`.',
    async (ground) => {
      const { ask, enter, known } = await door(ground);
      await ask(known);
      refused(await ask('nobody'), 'invalid');
      for (const code of ['12345', '1234567', 'abcdef']) refused(await enter(known, code), 'invalid');
    },
    'portal',
  ),
  must(
    'sign-in.tries',
    'A wrong code is `code-wrong`, for every address alike; after five of them the code is worth nothing (`code-expired`).',
    async (ground) => {
      const { ask, enter, known, unknown } = await door(ground);
      for (const email of [known, unknown]) {
        await ask(email);
        for (let tries = 1; tries < CODE_TRIES; tries++) refused(await enter(email, '000000'), 'code-wrong');
        for (let more = 0; more < 2; more++) refused(await enter(email, '000000'), 'code-expired');
      }
    },
    'portal',
  ),
  must(
    'sign-in.no-code',
    'An address for which no code was asked has none: `code-expired`.',
    async (ground) => {
      const { ask, enter, known, unknown } = await door(ground);
      await ask(known);
      refused(await enter(unknown, '000000'), 'code-expired');
    },
    'portal',
  ),
  must(
    'sign-in.limit',
    'Codes for one address are limited: `too-many-requests`, with the seconds to wait in `Retry-After`.',
    async (ground) => {
      const { ask, unknown } = await door(ground);
      for (let times = 0; times < OFTEN; times++) {
        const seen = await ask(unknown);
        if (seen.status === 202) continue;
        refused(seen, 'too-many-requests');
        const wait = seen.headers.get('retry-after');
        holds(/^[1-9]\d*$/.test(wait ?? ''), 'seconds in Retry-After', wait);
        return;
      }
      throw new Broken(`a refusal within ${OFTEN} codes for one address`, 'none');
    },
    'portal',
  ),
  must(
    'notices.choice',
    'A client who gets notices by e-mail switches them off for themselves, and `GET /me` says so.',
    async (ground) => {
      const { practice, known } = await door(ground);
      const id = randomUUID();
      const fields = { kind: 'client' as const, name: 'Conformance Client', email: `also-${known}` };
      const client = await practice.person(fields, id);
      if ((await client.me()).emailNotices === undefined)
        throw new NotOffered('the backend sends no notices by e-mail');
      for (const email of [false, true]) {
        status(await client.call('PUT', paths.emailNotices(), { email }), 200);
        same((await client.me()).emailNotices, email, 'emailNotices');
      }
      refused(await client.call('PUT', paths.emailNotices(), { email: 'no' }), 'invalid');
    },
    'portal',
  ),
  must(
    'lock.idle',
    "A token with which nobody has done anything for the practice's idle time is refused as `locked`.",
    async (ground) => {
      const practice = await ground.newPractice({ idleMinutes: IDLE_SECONDS / 60 });
      const client = await practice.person({ kind: 'client' });
      if ((await client.me()).limits.idleSeconds > IDLE_SECONDS)
        throw new NotOffered('the backend has no idle time of a practice');
      const end = Date.now() + LOCKED_MS;
      for (;;) {
        const seen = await client.call('GET', paths.me());
        if (seen.status !== 200) return refused(seen, 'locked');
        if (Date.now() > end) throw new Broken('401 with code "locked"', summary(seen), seen.request);
        await sleep(AGAIN_MS);
      }
    },
    'portal',
  ),
];
