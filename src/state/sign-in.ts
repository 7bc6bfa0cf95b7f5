import { atom, type ReadableAtom } from 'nanostores';

import { ApiError, failureOf, isSignedOut } from '../api/errors.ts';
import { createSignInApi } from '../api/sign-in.ts';
import type { GetToken } from '../api/token.ts';
import { tabSecret, type SessionSecret } from './session-secret.ts';

/** Milliseconds after which another code may be asked for. */
const RESEND_MS = 30_000;

/** How far somebody has got with signing in. */
export type SignInState =
  | {
      status: 'out';
      /** Why nobody is signed in any more, if somebody was. */
      reason?: 'ended' | 'locked';
    }
  /** A code may be on its way. */
  | {
      status: 'code';
      email: string;
      /** When another one may be asked for, in milliseconds since 1970. */
      againAt: number;
    }
  /** There is a session; whether it still counts shows when it is used. */
  | { status: 'in' };

/** Signing in by e-mail to one practice, on one page. Actions reject with an `ApiError` that carries a `Failure`. */
export interface SignIn {
  readonly $state: ReadableAtom<SignInState>;
  /** The source of tokens for a Session; always the same function. */
  readonly getToken: GetToken;
  /** Has a code sent to this address, in the language that the page is shown in, and waits for it. */
  requestCode(email: string, language?: string): Promise<void>;
  /** Signs in with the code. */
  enterCode(code: string, language?: string): Promise<void>;
  /** Goes back to the address. */
  changeAddress(): void;
  /** Ends the session here, whether the backend can be told or not; with `everywhere` on all devices, or not at all. */
  signOut(everywhere: boolean): Promise<void>;
  /** Nobody has done anything for too long: the session is over, and its way back is a new code. */
  lock(): void;
}

export interface SignInOptions {
  /** The backend's URL, without `/v1`. */
  backend: string;
  practice: string;
  fetch?: typeof globalThis.fetch | undefined;
  secret?: SessionSecret;
  now?: () => number;
}

export function createSignIn(options: SignInOptions): SignIn {
  const { backend, practice, fetch, now = Date.now } = options;
  const secret = options.secret ?? tabSecret(`${backend} ${practice}`);
  const api = createSignInApi(backend, fetch);
  const $state = atom<SignInState>(secret.get() === undefined ? { status: 'out' } : { status: 'in' });
  let token: string | undefined;
  const set = (state: SignInState) => $state.set(Object.freeze(state));
  const nobody = () => new ApiError({ code: 'unauthenticated' });

  /** Forgets the session. @returns its token, for whoever wants to tell the backend */
  function drop(reason: 'ended' | 'locked' | undefined): string | undefined {
    const last = token;
    token = undefined;
    secret.set(undefined);
    set(reason === undefined ? { status: 'out' } : { status: 'out', reason });
    return last;
  }

  async function renew(): Promise<string> {
    const mine = secret.get();
    if (mine === undefined) throw nobody();
    try {
      const next = await api.renew(mine);
      // Meanwhile somebody has signed out, or in again.
      if (secret.get() !== mine) throw nobody();
      return (token = next.token);
    } catch (error) {
      const failure = failureOf(error);
      if (!isSignedOut(failure)) throw error;
      if (secret.get() === mine) drop(failure.code === 'locked' ? 'locked' : 'ended');
      // Not `locked`: unlocking would ask here again, and there is only one way back.
      throw nobody();
    }
  }

  return {
    $state,
    async getToken(refused) {
      if (token !== undefined && token !== refused) return token;
      return renew();
    },
    async requestCode(email, language) {
      await api.requestCode(practice, email, language);
      set({ status: 'code', email, againAt: now() + RESEND_MS });
    },
    async enterCode(code, language) {
      const state = $state.value;
      if (state?.status !== 'code') return;
      const answer = await api.signIn(practice, state.email, code, language);
      token = answer.token;
      secret.set(answer.session);
      set({ status: 'in' });
    },
    changeAddress() {
      if ($state.value?.status === 'code') set({ status: 'out' });
    },
    async signOut(everywhere) {
      if (everywhere) {
        await api.signOut(token ?? (await renew()), true).catch(async (error: unknown) => {
          if (!isSignedOut(failureOf(error))) throw error;
          await api.signOut(await renew(), true);
        });
        drop(undefined);
        return;
      }
      const last = drop(undefined);
      // Whoever leaves a shared computer must not be kept by a broken network; the backend's idle time ends the rest.
      if (last !== undefined) await api.signOut(last, false).catch(() => undefined);
    },
    lock() {
      if ($state.value?.status !== 'in') return;
      const last = drop('locked');
      if (last !== undefined) void api.signOut(last, false).catch(() => undefined);
    },
  };
}

/** The page's sign-ins, so that several elements for one practice are one. */
const SIGN_INS = Symbol.for('entrenous/sign-ins@1');

/** The page's way to sign in to a practice. @throws {TypeError} when the backend is not a URL */
export function signInTo({ backend, practice, fetch }: SignInOptions): SignIn {
  const holder = globalThis as { [SIGN_INS]?: Map<string, SignIn> };
  const known = (holder[SIGN_INS] ??= new Map());
  const base = (globalThis as Partial<typeof globalThis>).location?.href;
  const { origin, pathname } = new URL(backend, base);
  const address = origin + pathname.replace(/\/+$/, '');
  const name = `${address} ${practice}`;
  const signIn = known.get(name) ?? createSignIn({ backend: address, practice, fetch });
  known.set(name, signIn);
  return signIn;
}
