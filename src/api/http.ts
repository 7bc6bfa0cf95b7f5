import ky, { HTTPError, TimeoutError } from 'ky';
import { safeParse, type GenericSchema, type InferOutput } from 'valibot';

import { abortable } from './abort.ts';
import { ApiError, isSignedOut, refusal, retryAfterOf } from './errors.ts';
import type { Tokens } from './token.ts';
import { uploadFetch, type Upload } from './upload.ts';

/** Milliseconds until one try must have begun to answer. */
const TRY_TIMEOUT = 15_000;
/** Milliseconds until a whole call, its retries and its body included, must be over. */
const CALL_TIMEOUT = 45_000;
/** The same for a call that carries a file, over a slow line. */
const FILE_TIMEOUT = 15 * 60_000;
/** A `Retry-After` of more seconds than this is the caller's to wait for. */
const PATIENCE = 5;

export interface Call {
  method: 'get' | 'post' | 'put' | 'delete';
  /** From `src/protocol/paths.ts`. */
  path: string;
  json?: unknown;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** The answer goes on and on: no limit to its length, and no retry here. */
  stream?: boolean;
  /** A file to send as the body. */
  upload?: Upload;
  /** The answer's body may be large. */
  long?: boolean;
}

export interface Http {
  /** Sends a call. @throws {ApiError}, or the signal's reason when the caller has aborted */
  send(call: Call): Promise<Response>;
  /** Sends a call and checks the answer's body. @throws {ApiError} like {@link send} */
  read<S extends GenericSchema>(call: Call, schema: S): Promise<InferOutput<S>>;
  /** Sends a call and takes the answer's body as it is. @throws {ApiError} like {@link send} */
  blob(call: Call): Promise<Blob>;
  /** {@link read} with this very token, or with none, and without asking for another. */
  readAs<S extends GenericSchema>(token: string | undefined, call: Call, schema: S): Promise<InferOutput<S>>;
  /** {@link send} with this very token. */
  sendAs(token: string, call: Call): Promise<Response>;
}

export interface HttpOptions {
  backend: string;
  fetch?: typeof globalThis.fetch | undefined;
  tokens: Tokens;
  /** What the page is shown in, where it is known: mails to the person are written in it. */
  language?: (() => string | undefined) | undefined;
}

/** Sends every request of the page: adds the token, renews it, limits, retries, and maps errors once. */
export function createHttp({ backend, fetch, tokens, language }: HttpOptions): Http {
  const client = ky.create({
    prefixUrl: backend,
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeout: TRY_TIMEOUT,
    retry: {
      limit: 2,
      methods: ['get'],
      jitter: true,
      // `undefined` leaves the decision to ky's rules.
      shouldRetry: ({ error }) => (isFarOff(error) ? false : undefined),
    },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });

  /** The page's own `fetch` sends what it is given; the browser's is replaced by what can tell how far it is. */
  function bodyFor(upload: Upload): { body: Blob } | { fetch: typeof globalThis.fetch } {
    return fetch || typeof XMLHttpRequest === 'undefined'
      ? { body: upload.body }
      : { fetch: uploadFetch(upload) };
  }

  async function request(token: string | undefined, call: Call, signal: AbortSignal): Promise<Response> {
    const { method, path, json, query = {}, headers, stream, upload } = call;
    const given = Object.entries(query).filter(
      (entry): entry is [string, string | number] => entry[1] !== undefined,
    );
    const shownIn = language?.();
    const answer = client(path.slice(1), {
      method,
      headers: {
        ...(shownIn !== undefined && { 'accept-language': shownIn }),
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      signal,
      ...(json !== undefined && { json }),
      ...(given.length > 0 && { searchParams: Object.fromEntries(given) }),
      ...(stream && { retry: 0 }),
      ...(upload && { timeout: false, ...bodyFor(upload) }),
    });
    // A `fetch` that is deaf to signals may still answer; nobody will read that body.
    void answer.then(
      (late) => void (signal.aborted && late.body?.cancel()),
      () => {},
    );
    return abortable(answer, signal);
  }

  /** One call with one token; `finish` reads what it needs of the answer while the call's limits still hold. */
  async function once<T>(
    token: string | undefined,
    call: Call,
    finish: (response: Response) => Promise<T>,
  ): Promise<T> {
    const patience = call.upload || call.long ? FILE_TIMEOUT : CALL_TIMEOUT;
    const limit = call.stream ? [] : [AbortSignal.timeout(patience)];
    const signal = AbortSignal.any([...(call.signal ? [call.signal] : []), ...limit]);
    try {
      return await abortable(request(token, call, signal).then(finish), signal);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw error instanceof HTTPError ? await abortable(refusal(error.response), signal) : asApiError(error);
    }
  }

  async function authorized<T>(call: Call, finish: (response: Response) => Promise<T>): Promise<T> {
    const { signal } = call;
    const wait = (token: Promise<string>) => (signal ? abortable(token, signal) : token);
    const token = await wait(tokens.current());
    try {
      return await once(token, call, finish);
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
    }
    const next = await wait(tokens.renew(token));
    // Renewing may have shown that somebody else is here now; the caller is then no longer wanted.
    signal?.throwIfAborted();
    return once(next, call, finish);
  }

  const parsed =
    <S extends GenericSchema>(schema: S) =>
    async (response: Response): Promise<InferOutput<S>> => {
      const result = safeParse(schema, await bodyOf(response));
      if (!result.success) throw new ApiError({ code: 'unexpected' });
      return result.output;
    };

  return {
    send: (call) => authorized(call, async (response) => response),
    blob: (call) => authorized(call, (response) => response.blob()),
    read: (call, schema) => authorized(call, parsed(schema)),
    sendAs: (token, call) => once(token, call, async (response) => response),
    readAs: (token, call, schema) => once(token, call, parsed(schema)),
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    // Not JSON is a wrong answer; anything else is a connection that broke half-way.
    throw error instanceof SyntaxError ? new ApiError({ code: 'unexpected' }) : error;
  }
}

function isFarOff(error: Error): boolean {
  return error instanceof HTTPError && (retryAfterOf(error.response.headers) ?? 0) > PATIENCE;
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && isSignedOut(error.failure);
}

/** `fetch` rejects with a TypeError when nobody answers; time that has run out is a TimeoutError of ky's or the platform's. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const unreached =
    error instanceof TypeError || error instanceof TimeoutError || error instanceof DOMException;
  return new ApiError({ code: unreached ? 'network' : 'unexpected' }, { cause: error });
}
