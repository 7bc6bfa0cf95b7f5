import type { Caller } from '../server/ports.ts';
import { contentDisposition, paths, TokenAnswer } from '../src/protocol/index.ts';
import * as v from 'valibot';
import type { DemoPractice } from './practices.ts';

/** Reaches the backend. */
export type Fetch = (request: Request, caller?: Caller) => Response | Promise<Response>;

/** A refusal of the backend, for the log: status and code, nothing of what was sent. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** What a portal's server does with its API key: it manages its practices and hands tokens to its pages. */
export class PortalApi {
  readonly #fetch: Fetch;
  readonly #apiKey: string;

  constructor(fetch: Fetch, apiKey: string) {
    this.#fetch = fetch;
    this.#apiKey = apiKey;
  }

  /** Makes a practice and its people, or brings them up to date. */
  async putPractice({ id, name, people, website }: DemoPractice): Promise<void> {
    await this.#call('PUT', paths.practice(id), { name, ...website });
    for (const { id: personId, name, kind, admin = false, email } of people) {
      await this.#call('PUT', paths.person(id, personId), { name, kind, admin, email });
    }
  }

  /** A token for one person's page. */
  async token(practiceId: string, personId: string): Promise<v.InferOutput<typeof TokenAnswer>> {
    return v.parse(TokenAnswer, await this.#call('POST', paths.personTokens(practiceId, personId)));
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    return callBackend(this.#fetch, this.#apiKey, method, path, body);
  }
}

/**
 * One call of the protocol.
 * @throws {RefusedError} for every answer that is not a success
 */
export async function callBackend(
  fetch: Fetch,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  return answerTo(
    await fetch(
      new Request(new URL(path, 'http://localhost'), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    ),
  );
}

/**
 * Uploads a file for a message.
 * @throws {RefusedError} for every answer that is not a success
 */
export async function uploadFile(
  fetch: Fetch,
  token: string,
  id: string,
  name: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-disposition': contentDisposition(name) };
  const url = new URL(paths.attachment(id), 'http://localhost');
  await answerTo(await fetch(new Request(url, { method: 'PUT', headers, body })));
}

async function answerTo(response: Response): Promise<unknown> {
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer;
  throw new RefusedError(
    `${response.status} ${(answer as { code?: string } | undefined)?.code ?? ''}`.trim(),
  );
}
