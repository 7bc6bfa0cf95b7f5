import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FileStore } from '../ports.ts';

/** Ids are ours, and random: anything else would be a path. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a file is called while it is being written. */
const PART = '.part';

/**
 * Sealed files in a folder, one each. A file is there whole or not at all: it is written beside its place, forced onto the disk,
 * and moved. Server processes that share a database share this folder.
 */
export async function folderFiles(folder: string): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => {
    if (!ID.test(id)) throw new TypeError('A file is named by a UUID.');
    return join(folder, id);
  };

  return {
    async put(id, bytes) {
      const path = pathOf(id);
      const file = await open(path + PART, 'wx', 0o600);
      try {
        for await (const piece of bytes) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(path + PART, path);
      await syncFolder(folder);
    },

    async get(id) {
      try {
        const file = await open(pathOf(id), 'r');
        const stream = createReadStream('', { fd: file, highWaterMark: 256 * 1024 });
        return Readable.toWeb(stream, { strategy: { highWaterMark: 0 } }) as ReadableStream<Uint8Array>;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },

    async delete(id) {
      const path = pathOf(id);
      await Promise.all([rm(path, { force: true }), rm(path + PART, { force: true })]);
    },

    async *list() {
      for await (const { name } of await opendir(folder)) if (ID.test(name)) yield name;
    },
  };
}

/** Makes a move survive a power cut. Windows does not open folders, and keeps its own journal of names. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
