import type { Context } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../domain/refusal.ts';
import type { Env } from './context.ts';

/** Bytes of the largest JSON body: the longest text, every character of it escaped, fits. */
export const BODY_LIMIT = 64 * 1024;

/** The same for a practice's notice. */
export const NOTICE_BODY_LIMIT = 256 * 1024;

/**
 * The JSON body of a request as a schema describes it. Properties that the schema does not name are left out.
 * @throws {Refusal} `unsupported-media-type`, `too-large`, `malformed`, `invalid`
 */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context<Env>,
  schema: Schema,
  limit: number = BODY_LIMIT,
): Promise<v.InferOutput<Schema>> {
  if (!isJson(c.req.header('Content-Type'))) throw new Refusal('unsupported-media-type');
  const bytes = await readBytes(c.req.raw, limit);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Not UTF-8, or not JSON: the parser's message would quote what was sent.
    throw new Refusal('malformed');
  }
  const parsed = v.safeParse(schema, value, { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  throw new Refusal(
    'invalid',
    parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', code: issue.type })),
  );
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i.test(contentType ?? '');
}

/** Counts what really comes, whatever `Content-Length` says or `Transfer-Encoding` hides. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw new Refusal('too-large');
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    length += chunk.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw new Refusal('too-large');
    }
    chunks.push(chunk.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
