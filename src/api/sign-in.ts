import { RenewalAnswer, SignInAnswer, SignInCodeAnswer, paths } from '../protocol/index.ts';
import { ApiError } from './errors.ts';
import { createHttp } from './http.ts';
import { createTokens } from './token.ts';

/** What somebody does who has no token. Every function rejects with an `ApiError`. */
export interface SignInApi {
  /** Has a code sent to this address, if it is known, in the language that the page is shown in. */
  requestCode(practice: string, email: string, language?: string): Promise<SignInCodeAnswer>;
  signIn(practice: string, email: string, code: string, language?: string): Promise<SignInAnswer>;
  /** The next token of a session. */
  renew(session: string): Promise<RenewalAnswer>;
  /** Ends the session of this token, or everything by which anybody is signed in as this person. */
  signOut(token: string, everywhere: boolean): Promise<void>;
}

export function createSignInApi(backend: string, fetch: typeof globalThis.fetch | undefined): SignInApi {
  const none = () => Promise.reject(new ApiError({ code: 'unauthenticated' }));
  const http = createHttp({ backend, fetch, tokens: createTokens(none, none) });
  return {
    requestCode: (practice, email, language) =>
      http.readAs(
        undefined,
        { method: 'post', path: paths.signInCodes(), json: { practice, email }, headers: shownIn(language) },
        SignInCodeAnswer,
      ),
    signIn: (practice, email, code, language) =>
      http.readAs(
        undefined,
        { method: 'post', path: paths.signIn(), json: { practice, email, code }, headers: shownIn(language) },
        SignInAnswer,
      ),
    renew: (session) =>
      http.readAs(
        undefined,
        { method: 'post', path: paths.signInRenewal(), json: { session } },
        RenewalAnswer,
      ),
    async signOut(token, everywhere) {
      await http.sendAs(token, { method: 'post', path: paths.signOut(), json: { everywhere } });
    },
  };
}

function shownIn(language: string | undefined): Record<string, string> {
  return language === undefined ? {} : { 'accept-language': language };
}
