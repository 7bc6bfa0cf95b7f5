import { expectStatus, type Answer, type Caller, type World } from './world.ts';
import type { RenewalAnswer, SignInAnswer } from '../../src/protocol/index.ts';
import type { Mailbox } from './mail.ts';

/** Ana's address in every practice that has sign-in by e-mail. */
export const ANA = 'ana.lindqvist@example.org';

/** What somebody does who is not signed in, from some network. */
export interface Visitor {
  ask(email: string, practice?: string): Promise<Answer>;
  enter(email: string, code: string, practice?: string): Promise<Answer>;
  renew(session: string): Promise<Answer<RenewalAnswer>>;
  /** Signs in with the code that comes by mail. */
  signIn(email: string, practice?: string): Promise<SignInAnswer & { caller: Caller }>;
}

/** Switches sign-in on in a practice and gives Ana her address. */
export async function allowSignIn(world: World, practiceId = 'alder', settings: object = {}): Promise<void> {
  const portal = world.portal(practiceId === 'cedar' ? 'south' : 'north');
  const practice = { name: `Practice ${practiceId}`, emailSignIn: true, ...settings };
  expectStatus(await portal.call('PUT', `/v1/practices/${practiceId}`, practice), 200);
  await world.put(practiceId, 'ana', { name: 'Ana Lindqvist', kind: 'client', email: ANA });
}

/** Another network for each: what others have asked for does not count. */
let networks = 0;

export function visitor(
  world: World,
  mailbox: Mailbox,
  address = `10.${++networks >> 8}.${networks & 255}.7`,
): Visitor {
  const post = async <Body>(path: string, body: object): Promise<Answer<Body>> => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
    const response = await world.fetch(path, init, address);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  const self: Visitor = {
    ask: (email, practice = 'alder') => post('/v1/sign-in/codes', { practice, email }),
    enter: (email, code, practice = 'alder') => post('/v1/sign-in', { practice, email, code }),
    renew: (session) => post('/v1/sign-in/renewal', { session }),
    async signIn(email, practice) {
      expectStatus(await self.ask(email, practice), 202);
      const code = await mailbox.code(email);
      const { body } = expectStatus(await self.enter(email, code, practice), 200);
      const answer = body as unknown as SignInAnswer;
      return { ...answer, caller: world.with(answer.token) };
    },
  };
  return self;
}

/** Another code than this one. */
export function otherThan(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0');
}
