import type { FileStore } from '../../ports.ts';

/** Files in memory, gone with the page or process that holds them: for tests and for a backend inside a page. */
export function memoryFiles(): FileStore {
  const files = new Map<string, readonly Uint8Array[]>();
  return {
    async put(id, bytes) {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece.slice());
      files.set(id, pieces);
    },
    async get(id) {
      const pieces = files.get(id);
      if (!pieces) return undefined;
      let next = 0;
      return new ReadableStream({
        pull(controller) {
          const piece = pieces[next++];
          if (piece) controller.enqueue(piece);
          else controller.close();
        },
      });
    },
    async delete(id) {
      files.delete(id);
    },
    async *list() {
      yield* [...files.keys()];
    },
  };
}
