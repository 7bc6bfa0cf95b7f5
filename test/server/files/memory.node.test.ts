import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { folderFiles } from '../../../server/node/folder-files.ts';
import { paths, type Message } from '../../../src/protocol/index.ts';
import { download, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, expectStatus } from '../../helpers/world.ts';

const MB = 1024 * 1024;
const SIZE = 25 * MB;
const FILES = 5;
/** What all of it together may hold: twice what was seen. The files are 125 MB. */
const MOST = 48 * MB;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use, and not only waiting to be collected. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('the memory that files take', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entrenous-files-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database, { files: await folderFiles(folder) });
  const [sam, ana] = [await world.person('sam'), await world.person('ana')];
  const { id: conversation } = await sam.open('ana');

  /** Looks at the memory after every 20 MB that have passed, whichever file they belong to. */
  function gauge(): { passed: (bytes: number) => void; peak: () => number } {
    const before = inUse();
    let most = 0;
    let next = 20 * MB;
    let sum = 0;
    return {
      passed(bytes) {
        sum += bytes;
        if (sum < next) return;
        next += 20 * MB;
        most = Math.max(most, inUse() - before);
      },
      peak: () => most,
    };
  }

  /** A PDF that nobody has as a whole. */
  function streamed(passed: (bytes: number) => void): ReadableStream<Uint8Array> {
    const [head, end] = [Buffer.from('%PDF-1.4\n%'), Buffer.from('\n%%EOF\n')];
    let left = SIZE - head.length - end.length;
    let begun = false;
    return new ReadableStream(
      {
        pull(controller) {
          const piece = begun ? Buffer.alloc(Math.min(64 * 1024, left), ' ') : head;
          if (begun) left -= piece.length;
          begun = true;
          passed(piece.length);
          controller.enqueue(piece);
          if (left > 0) return;
          controller.enqueue(end);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  }

  it('does not grow with them: five of 25 MB at once, up and down', async () => {
    const ids = Array.from({ length: FILES }, () => randomUUID());
    const up = gauge();
    const answers = await Promise.all(
      ids.map((id) => upload(world, sam, id, 'scan.pdf', streamed(up.passed))),
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.size]),
      ids.map(() => [201, SIZE]),
    );
    const message = { id: randomUUID(), text: '', attachments: ids };
    expectStatus(await sam.call<Message>('POST', paths.messages(conversation), message), 201);

    const down = gauge();
    const sizes = await Promise.all(
      ids.map(async (id) => {
        const { body } = await download(world, ana, paths.attachment(id));
        let size = 0;
        for await (const piece of body!) {
          size += piece.length;
          down.passed(piece.length);
        }
        return size;
      }),
    );
    assert.deepEqual(
      sizes,
      ids.map(() => SIZE),
    );
    assert.ok(up.peak() > 0 && up.peak() < MOST, `up: ${up.peak()} bytes`);
    assert.ok(down.peak() < MOST, `down: ${down.peak()} bytes`);
  });
});
