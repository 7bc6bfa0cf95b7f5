import * as v from 'valibot';
import {
  claimedType,
  DEFAULT_LIMITS,
  safeFileName,
  Uuid,
  type Attachment,
} from '../../../src/protocol/index.ts';
import { ImageError, type CodedImage, type ImageCodec, type Queryable } from '../../ports.ts';
import { countUnsent, findAttachment, insertAttachment } from '../../store/attachments.ts';
import { claimFiles, expediteRemovals, scheduleRemovals } from '../../store/file-removals.ts';
import { lockPeople } from '../../store/people.ts';
import { newFileKey, type FileKey, type FilePart } from '../../vault/files.ts';
import { checkMessaging } from '../change.ts';
import type { Actor, Deps, Files } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { auditOf } from '../audit/record.ts';
import { cleanGif } from './clean-gif.ts';
import { cleanHeic } from './clean-heic.ts';
import { openDetails, sealDetails, toAttachment, type Details } from './details.ts';
import { inspectDocx } from './docx.ts';
import { Inspection } from './inspection.ts';
import { gateFor, gather, pieces } from './streams.ts';

/** What one person may have uploaded and not sent, so that nobody fills the disk. */
export const UNSENT_FILES = 50;
export const UNSENT_BYTES = 500 * 1024 * 1024;
/** Uploads of one person at the same time, in this process. */
const AT_ONCE = 6;

/** Milliseconds after which an upload that was never finished is cleared away; far longer than one may take. */
const UPLOAD_MS = 60 * 60 * 1000;

/** What has to be looked at as a whole is in memory: only this many at once. */
const whole = gateFor(2);

/** What a codec encodes anew, or makes a preview of. */
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** Pictures that are not encoded anew: what is not picture is taken out of them. */
const CLEANERS: Readonly<Record<string, (file: Uint8Array) => Uint8Array>> = {
  'image/gif': cleanGif,
  'image/heic': cleanHeic,
};

/** How many uploads of a person are under way in this process. */
const uploading = new Map<string, number>();

/** A file as it comes. */
export interface Upload {
  /** As the sender's machine calls it. */
  name: string;
  body: ReadableStream<Uint8Array> | null;
}

/**
 * Takes a file that a message is to carry. The client made its id: the same id again, by the same person, answers the first
 * result, whatever is sent this time.
 * @throws {Refusal} `files-off`, `not-found`, `id-conflict`, `file-type-refused`, `file-too-large`, `file-empty`,
 *   `picture-too-large`, `too-many-requests`, `messaging-off`
 */
export async function takeUpload(
  deps: Deps,
  me: Actor,
  attachmentId: string,
  upload: Upload,
): Promise<{ attachment: Attachment; created: boolean }> {
  const { files } = deps;
  if (!files) throw new Refusal('files-off');
  if (!v.is(Uuid, attachmentId)) throw new Refusal('not-found');
  const known = await firstResult(deps, me, attachmentId);
  if (known) {
    await upload.body?.cancel();
    return { attachment: known, created: false };
  }
  const name = safeFileName(upload.name);
  const type = claimedType(name);
  if (type === undefined) throw new Refusal('file-type-refused');
  await checkQuota(deps.database, me);

  const person = `${me.practiceId}/${me.personId}`;
  const others = uploading.get(person) ?? 0;
  if (others >= AT_ONCE) throw new Refusal('too-many-requests');
  uploading.set(person, others + 1);
  const ids = { taken: crypto.randomUUID(), coded: crypto.randomUUID(), preview: crypto.randomUUID() };
  try {
    // Before the first byte: whatever happens now, these files go unless they are claimed.
    const late = new Date(deps.now().getTime() + UPLOAD_MS);
    await scheduleRemovals(deps.database, me.practiceId, Object.values(ids), late);
    const kept = await keep(deps, files, me.practiceId, attachmentId, { name, type }, upload.body, ids);
    return await finish(deps, me, attachmentId, kept);
  } finally {
    const left = (uploading.get(person) ?? 1) - 1;
    if (left > 0) uploading.set(person, left);
    else uploading.delete(person);
    // What was not claimed: all of it after a refusal, or what came before the picture was coded.
    await clear(deps, files, me.practiceId, Object.values(ids));
  }
}

/** Where the bytes of a file lie, and what opens them. */
interface Kept {
  fileId: string;
  previewId: string | null;
  wrappedKey: Uint8Array;
  details: Details;
}

/** Writes the bytes, sealed, and looks at them as they pass. */
async function keep(
  deps: Deps,
  files: Files,
  practiceId: string,
  attachmentId: string,
  { name, type }: { name: string; type: string },
  body: ReadableStream<Uint8Array> | null,
  ids: { taken: string; coded: string; preview: string },
): Promise<Kept> {
  if (body === null) throw new Refusal('file-empty');
  const practice = await deps.vault.practice(practiceId);
  const first = await newFileKey(practice, practiceId, attachmentId);
  const inspection = new Inspection(type, DEFAULT_LIMITS.fileBytes);
  await files.store.put(ids.taken, first.key.seal('file', inspection.pass(pieces(body))));
  const asItCame: Kept = {
    fileId: ids.taken,
    previewId: null,
    wrappedKey: first.wrapped,
    details: { name, type, size: inspection.size },
  };
  const read = () => readWhole(files, first.key, ids.taken);

  if (type.endsWith('.document')) {
    await whole(async () => inspectDocx(await read()));
    return asItCame;
  }
  const codec = PICTURES.has(type) ? files.codec : undefined;
  const cleaner = CLEANERS[type];
  if (!codec && !cleaner) return asItCame;

  const { image, preview } = await whole(async (): Promise<CodedImage> => {
    const came = await read();
    const cleaned = cleaner?.(came);
    return { ...(codec && (await code(codec, cleaned ?? came, type))), ...(cleaned && { image: cleaned }) };
  });
  // A picture that was cleaned gets a key of its own. The one of the picture as it came was never written down, so what may
  // be left of that on the disk opens to nobody.
  const { key, wrapped } = image ? await newFileKey(practice, practiceId, attachmentId) : first;
  const write = (id: string, part: FilePart, bytes: Uint8Array) =>
    files.store.put(id, key.seal(part, once(bytes)));
  if (image) await write(ids.coded, 'file', image);
  if (preview) await write(ids.preview, 'preview', preview.bytes);
  return {
    fileId: image ? ids.coded : ids.taken,
    previewId: preview ? ids.preview : null,
    wrappedKey: wrapped,
    details: {
      name,
      type,
      size: image?.length ?? inspection.size,
      ...(preview && {
        preview: {
          width: preview.width,
          height: preview.height,
          type: preview.type,
          size: preview.bytes.length,
        },
      }),
    },
  };
}

/** The one transaction that makes the file known; until then its bytes belong to nobody. */
async function finish(
  deps: Deps,
  me: Actor,
  attachmentId: string,
  kept: Kept,
): Promise<{ attachment: Attachment; created: boolean }> {
  const { practiceId, personId } = me;
  const { details, ...where } = kept;
  const owner = { attachmentId, uploaderId: personId };
  const sealed = await sealDetails(deps.vault, practiceId, owner, details);
  const audit = await auditOf(deps, me);
  const created = await deps.database.transaction(async (tx) => {
    await checkMessaging(tx, me, await lockPeople(tx, practiceId, [personId]));
    await checkQuota(tx, me, details.size);
    const at = deps.now();
    const row = { ...owner, ...where, details: sealed, size: details.size, createdAt: at };
    if (!(await insertAttachment(tx, practiceId, row))) return false;
    const claimed = [kept.fileId, ...(kept.previewId === null ? [] : [kept.previewId])];
    if (!(await claimFiles(tx, practiceId, claimed))) throw new Refusal('unavailable');
    await audit(tx, at, { action: 'attachment.added', attachmentId });
    return true;
  });
  if (created) return { attachment: toAttachment(attachmentId, details), created };
  // A parallel try of the same upload was first, or somebody else has this id.
  const known = await firstResult(deps, me, attachmentId);
  if (!known) throw new Refusal('unavailable');
  return { attachment: known, created };
}

/** What this person has uploaded under this id. @throws {Refusal} `id-conflict` when it is somebody else's */
async function firstResult(deps: Deps, me: Actor, attachmentId: string): Promise<Attachment | undefined> {
  const row = await findAttachment(deps.database, me.practiceId, attachmentId);
  if (!row) return undefined;
  if (row.uploaderId !== me.personId) throw new Refusal('id-conflict');
  return toAttachment(attachmentId, await openDetails(deps.vault, me.practiceId, row));
}

async function checkQuota(q: Queryable, me: Actor, more = 0): Promise<void> {
  const { files, bytes } = await countUnsent(q, me.practiceId, me.personId);
  if (files >= UNSENT_FILES || bytes + more > UNSENT_BYTES) throw new Refusal('too-many-requests');
}

/** Has everything of this upload removed that nobody has claimed. */
async function clear(deps: Deps, files: Files, practiceId: string, ids: readonly string[]): Promise<void> {
  await expediteRemovals(deps.database, practiceId, ids, deps.now());
  await files.collector.collect();
}

async function readWhole(files: Files, key: FileKey, id: string): Promise<Uint8Array> {
  const stored = await files.store.get(id);
  if (!stored) throw new Refusal('unavailable');
  return gather(key.open('file', pieces(stored)), DEFAULT_LIMITS.fileBytes);
}

async function code(codec: ImageCodec, bytes: Uint8Array, type: string): Promise<CodedImage> {
  try {
    return await codec.code(bytes, type);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    throw new Refusal(error.reason === 'too-large' ? 'picture-too-large' : 'file-type-refused');
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
