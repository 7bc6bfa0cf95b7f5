import * as v from 'valibot';
import type { KeyEncryptionKeys } from '../../ports.ts';
import { BackupKey } from '../../vault/backup-key.ts';
import { concat, fromBase64, fromUtf8, utf8, type Bytes } from '../../vault/bytes.ts';

const FORMAT = 1;

/** A head is far shorter: what has no end of a line by then is no backup. */
const MAX_BYTES = 4096;
const NEWLINE = 10;

const Head = v.object({
  entrenous: v.literal('backup'),
  format: v.number(),
  /** The schema version of what is in it. */
  schema: v.number(),
  /** When it was made. */
  at: v.string(),
  /** Which key-encryption key wraps the backup's own key. */
  kek: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
  key: v.string(),
});

/** What can be read of a backup without a key: one line of JSON, so that `head -1` shows which key and release it needs. */
export type BackupHead = v.InferOutput<typeof Head>;

/** A backup cannot be restored; the message is for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** The key of a backup that is being made, and the line it begins with. */
export async function makeHead(
  keks: KeyEncryptionKeys,
  schema: number,
  at: Date,
): Promise<{ key: BackupKey; line: Bytes }> {
  const head = { entrenous: 'backup', format: FORMAT, schema, at: at.toISOString(), kek: keks.current };
  const { key, wrapped } = await BackupKey.make(keks, bound(head));
  const encoded = btoa(String.fromCharCode(...wrapped));
  return { key, line: utf8(`${JSON.stringify({ ...head, key: encoded })}\n`) };
}

/**
 * Reads the head of a backup, and leaves what follows it.
 * @throws {BackupError} when it is none, or of a format that this release does not know
 */
export async function readHead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: BackupHead; rest: AsyncGenerator<Uint8Array> }> {
  const source = bytes[Symbol.asyncIterator]();
  let start: Bytes = new Uint8Array(0);
  let end: number;
  while ((end = start.indexOf(NEWLINE)) < 0 && start.length < MAX_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    start = concat(start, next.value);
  }
  const head = end < 0 ? undefined : parseHead(start.subarray(0, end));
  if (!head) {
    await source.return?.();
    throw new BackupError('The file is no backup of Entrenous, or its beginning is damaged.');
  }
  if (head.format !== FORMAT) {
    await source.return?.();
    throw new BackupError(
      `The backup has format ${head.format}, which this release does not know. Restore it with the release that made it.`,
    );
  }
  return { head, rest: following(start.subarray(end + 1), source) };
}

/** The key of a backup. @throws {BackupError} when the right key-encryption key is not at hand */
export async function openHead(keks: KeyEncryptionKeys, head: BackupHead): Promise<BackupKey> {
  try {
    return await BackupKey.open(keks, head.kek, fromBase64(head.key), bound(head));
  } catch {
    throw new BackupError(
      `The backup is sealed under the key-encryption key "${head.kek}", and no key given here under that label opens it. ` +
        'Give the key that the server had when the backup was made (ENTRENOUS_KEK, ENTRENOUS_KEK_FILE, or keys/kek.json in the data ' +
        'folder). If that is the one, the beginning of the file is damaged.',
    );
  }
}

/** What is bound to the key: a head in which any of it was changed opens nothing. */
function bound(head: Omit<BackupHead, 'key' | 'entrenous'>): string[] {
  return [String(head.format), String(head.schema), head.at, head.kek];
}

function parseHead(line: Uint8Array): BackupHead | undefined {
  try {
    return v.parse(Head, JSON.parse(fromUtf8(line)));
  } catch {
    // No text, no JSON or another shape: the caller refuses it.
    return undefined;
  }
}

async function* following(first: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await source.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}
