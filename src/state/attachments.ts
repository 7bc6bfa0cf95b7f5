import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';

import type { Upload } from '../api/upload.ts';
import { failureOf } from '../api/errors.ts';
import { claimedType, safeFileName, type Attachment } from '../protocol/index.ts';
import type { DraftFile, Failure, RefusedFile } from './types.ts';
import { uuid } from './uuid.ts';

export interface AttachmentsOptions {
  upload(id: string, name: string, upload: Upload, signal: AbortSignal): Promise<Attachment>;
  limits(): { files: number; fileBytes: number };
  /** Told of every failed try. */
  failed(error: unknown): Failure;
}

/**
 * The files that are attached to what I am writing, of every conversation. Each goes up at once, under an id made here that it keeps
 * at every try; the message that carries it names that id. A file that fails stands alone: the text and the others stay.
 */
export interface Attachments {
  of(conversationId: string): ReadableAtom<readonly DraftFile[]>;
  /** Attaches files. @returns those that cannot be sent, and why; they are not attached */
  add(conversationId: string, files: readonly File[]): readonly RefusedFile[];
  remove(conversationId: string, id: string): void;
  retry(conversationId: string, id: string): void;
  /** The files for a message, in their order; `undefined` while one of them is not there yet. */
  ready(conversationId: string): readonly Attachment[] | undefined;
  /** Takes the files away: a message carries them now. */
  sent(conversationId: string): void;
  /** The server has the message: its files need not be kept for another try. */
  settled(attachments: readonly Attachment[]): void;
  /** Puts the files of a message that was not sent back; uploads them again if the server has lost them. */
  restore(conversationId: string, attachments: readonly Attachment[], lost: boolean): void;
  /** Tries again what failed for want of a connection or a token. */
  resume(): void;
  clear(): void;
}

/** Uploads at the same time: more would only make each of them slower. */
const AT_ONCE = 2;

const PASSING: readonly Failure['code'][] = ['network', 'unavailable', 'unauthenticated', 'token-expired'];

const NONE: readonly DraftFile[] = Object.freeze([]);

export function createAttachments(options: AttachmentsOptions): Attachments {
  const lists = new Map<string, WritableAtom<readonly DraftFile[]>>();
  /** What was chosen, by id, for as long as it may have to go up once more. */
  const chosen = new Map<string, File>();
  const uploads = new Map<string, AbortController>();

  function listOf(conversationId: string): WritableAtom<readonly DraftFile[]> {
    let $list = lists.get(conversationId);
    if (!$list) lists.set(conversationId, ($list = atom(NONE)));
    return $list;
  }

  function change(conversationId: string, id: string, next: (file: DraftFile) => DraftFile): void {
    const $list = listOf(conversationId);
    if (!$list.get().some((file) => file.id === id)) return;
    $list.set(Object.freeze($list.get().map((file) => (file.id === id ? Object.freeze(next(file)) : file))));
  }

  /** Begins as many uploads as may run. */
  function work(): void {
    for (const [conversationId, $list] of lists) {
      for (const { id, status } of $list.get()) {
        if (uploads.size >= AT_ONCE) return;
        if (status === 'waiting' && !uploads.has(id)) void upload(conversationId, id);
      }
    }
  }

  async function upload(conversationId: string, id: string): Promise<void> {
    const file = chosen.get(id);
    const life = new AbortController();
    const { signal } = life;
    uploads.set(id, life);
    change(conversationId, id, (known) => ({ ...known, status: 'uploading' }));
    const progress = (share: number) => {
      if (!signal.aborted) change(conversationId, id, (known) => ({ ...known, progress: share }));
    };
    try {
      if (!file) throw new TypeError('There is nothing to upload.');
      const name = safeFileName(file.name);
      const attachment = await options.upload(id, name, { body: file, progress }, signal);
      if (!signal.aborted) {
        const { size } = attachment;
        change(conversationId, id, ({ progress: _, ...known }) => ({
          ...known,
          name: attachment.name,
          size,
          status: 'ready',
          attachment,
        }));
      }
    } catch (error) {
      if (!signal.aborted) {
        options.failed(error);
        const failure = failureOf(error);
        change(conversationId, id, ({ progress: _, ...known }) => ({ ...known, status: 'failed', failure }));
      }
    } finally {
      if (uploads.get(id) === life) uploads.delete(id);
      work();
    }
  }

  function wait(conversationId: string, id: string): void {
    change(conversationId, id, ({ failure: _, ...known }) => ({ ...known, status: 'waiting' }));
    work();
  }

  function append(conversationId: string, files: readonly DraftFile[]): void {
    const $list = listOf(conversationId);
    $list.set(Object.freeze([...$list.get(), ...files.map((file) => Object.freeze(file))]));
    work();
  }

  function waiting(file: File): DraftFile {
    const id = uuid();
    chosen.set(id, file);
    return { id, name: safeFileName(file.name), size: file.size, status: 'waiting' };
  }

  function refusal(file: File, room: number): Failure | undefined {
    const { files, fileBytes } = options.limits();
    if (files === 0) return { code: 'files-off' };
    if (claimedType(file.name) === undefined) return { code: 'file-type-refused' };
    if (file.size === 0) return { code: 'file-empty' };
    if (file.size > fileBytes) return { code: 'file-too-large' };
    return room <= 0 ? { code: 'too-many-files' } : undefined;
  }

  return {
    of: listOf,
    add(conversationId, files) {
      const taken: DraftFile[] = [];
      const refused: RefusedFile[] = [];
      for (const file of files) {
        const room = options.limits().files - listOf(conversationId).get().length - taken.length;
        const failure = refusal(file, room);
        if (failure) refused.push({ name: safeFileName(file.name), failure });
        else taken.push(waiting(file));
      }
      if (taken.length > 0) append(conversationId, taken);
      return refused;
    },
    remove(conversationId, id) {
      uploads.get(id)?.abort();
      chosen.delete(id);
      const $list = listOf(conversationId);
      $list.set(Object.freeze($list.get().filter((file) => file.id !== id)));
      work();
    },
    retry: wait,
    ready(conversationId) {
      const files = listOf(conversationId).get();
      const attachments = files.flatMap(({ attachment }) => attachment ?? []);
      return attachments.length === files.length ? attachments : undefined;
    },
    sent: (conversationId) => listOf(conversationId).set(NONE),
    settled(attachments) {
      for (const { id } of attachments) chosen.delete(id);
    },
    restore(conversationId, attachments, lost) {
      const back = attachments.flatMap((attachment): DraftFile[] => {
        const file = chosen.get(attachment.id);
        const { id, name, size } = attachment;
        if (!lost) return [{ id, name, size, status: 'ready', attachment }];
        chosen.delete(id);
        return file ? [waiting(file)] : [];
      });
      append(conversationId, back);
    },
    resume() {
      for (const [conversationId, $list] of lists) {
        for (const { id, failure } of $list.get()) {
          if (failure && PASSING.includes(failure.code)) wait(conversationId, id);
        }
      }
    },
    clear() {
      for (const upload of uploads.values()) upload.abort();
      uploads.clear();
      chosen.clear();
      for (const $list of lists.values()) $list.set(NONE);
    },
  };
}
