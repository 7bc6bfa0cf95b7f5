import { ApiError } from './errors.ts';

/** Gives a person's token; `refused` is the one that the backend would not take. */
export type GetToken = (refused?: string) => Promise<string>;

/** The token in use, asked for once however many calls wait for it. */
export interface Tokens {
  /** The token in use, or else a first one. @throws {ApiError} when none can be had */
  current(): Promise<string>;
  /** Another one than `refused`, or in any case another one; asked for once. @throws {ApiError} */
  renew(refused?: string): Promise<string>;
  /** Drops the token in use. */
  forget(): void;
}

/**
 * @param getToken asks the page
 * @param check is run with every token but the first before anybody uses it: it may belong to somebody else
 */
export function createTokens(getToken: GetToken, check: (token: string) => Promise<void>): Tokens {
  let token: string | undefined;
  let asked = false;
  let pending: Promise<string> | undefined;
  /** Counts {@link Tokens.forget}: a token that was asked for before it is no longer wanted. */
  let forgotten = 0;

  async function obtain(refused: string | undefined): Promise<string> {
    token = undefined;
    const first = !asked;
    const before = forgotten;
    const next = await ask(getToken, refused);
    if (!first && before === forgotten) await check(next);
    if (before !== forgotten) throw new ApiError({ code: 'unauthenticated' });
    asked = true;
    return (token = next);
  }

  function obtainOnce(refused?: string): Promise<string> {
    if (pending) return pending;
    const mine = obtain(refused).finally(() => {
      if (pending === mine) pending = undefined;
    });
    return (pending = mine);
  }

  return {
    current: async () => pending ?? token ?? obtainOnce(),
    renew: async (refused) => {
      if (pending) return pending;
      // Somebody else may have renewed it meanwhile.
      const renewed = refused !== undefined && token !== refused;
      return (renewed && token) || obtainOnce(refused ?? token);
    },
    forget() {
      token = undefined;
      pending = undefined;
      forgotten++;
    },
  };
}

async function ask(getToken: GetToken, refused: string | undefined): Promise<string> {
  let token: unknown;
  try {
    token = await getToken(refused);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // A TypeError is how `fetch` says that it reached nobody; everything else is the page's "no".
    const code = error instanceof TypeError ? 'network' : 'unauthenticated';
    throw new ApiError({ code }, { cause: error });
  }
  // Anything but visible ASCII cannot stand in the header.
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ApiError({ code: 'unauthenticated' });
}

/**
 * Fetches tokens from the portal's server, with the page's own cookies. The answer is `{ "token": "…" }`; a refusal
 * means that nobody is signed in.
 * @param url relative to the page; without one there is never a token
 */
export function tokenFromUrl(url: string | undefined): GetToken {
  return async () => {
    if (url === undefined) throw new ApiError({ code: 'unauthenticated' });
    const response = await fetch(url, {
      credentials: 'include',
      cache: 'no-store',
      headers: { accept: 'application/json' },
    });
    if (response.status >= 500) throw new ApiError({ code: 'network' });
    if (!response.ok) throw new ApiError({ code: 'unauthenticated' });
    const answer = (await response.json()) as { token?: unknown } | null;
    return answer?.token as string;
  };
}
