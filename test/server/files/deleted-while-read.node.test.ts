import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { folderFiles } from '../../../server/node/folder-files.ts';
import { listen } from '../../../server/node/listener.ts';
import { paths, type Message } from '../../../src/protocol/index.ts';
import { download, pdf, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, expectStatus } from '../../helpers/world.ts';

const SIZE = 6 * 1024 * 1024;

/** Deleting is for everybody at once, also for who is reading: what has come is theirs, the rest is not. */
describe('a download under way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entrenous-files-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database, { files: await folderFiles(folder) });
  const [sam, ana] = [await world.person('sam'), await world.person('ana')];
  const { id: conversation } = await sam.open('ana');

  async function send(size = SIZE): Promise<{ file: string; path: string; message: string }> {
    const file = await upload(world, sam, randomUUID(), 'report.pdf', pdf(size));
    assert.equal(file.status, 201);
    const body = { id: randomUUID(), text: '', attachments: [file.body.id] };
    const sent = expectStatus(await sam.call<Message>('POST', paths.messages(conversation), body), 201);
    return { file: file.body.id, path: paths.attachment(file.body.id), message: sent.body.id };
  }

  async function remove(message: string): Promise<void> {
    expectStatus(await sam.call('DELETE', paths.message(conversation, message)), 204);
  }

  /** Reads to the end, or to where it breaks off. */
  async function readOn(
    reader: ReadableStreamDefaultReader<Uint8Array>,
  ): Promise<{ bytes: number; broke: boolean }> {
    let bytes = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { bytes, broke: false };
        bytes += value.length;
      }
    } catch {
      return { bytes, broke: true };
    }
  }

  /** Waits until this process has no file of the folder open; it closes them in its own time. */
  async function nothingOpen(): Promise<void> {
    const open = async () => {
      const handles = await readdir('/proc/self/fd');
      const targets = await Promise.all(handles.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      return targets.filter((target) => target.startsWith(folder));
    };
    const end = performance.now() + 5000;
    while ((await open()).length > 0) {
      assert.ok(performance.now() < end, `still open: ${(await open()).join(', ')}`);
    }
  }
  // Where a process cannot be asked what it has open, the rest is tested all the same.
  const handlesAreClosed = process.platform === 'linux' ? nothingOpen : async () => undefined;

  it('reads to its end while nobody deletes the message', async () => {
    const { path } = await send();
    const answer = await download(world, ana, path);
    assert.deepEqual(await readOn(answer.body!.getReader()), { bytes: SIZE, broke: false });
    await handlesAreClosed();
  });

  it('breaks off when its message is deleted; the file is gone from the disk, and no handle stays', async () => {
    const before = (await readdir(folder)).length;
    const { path, message } = await send();
    const reader = (await download(world, ana, path)).body!.getReader();
    const first = await reader.read();
    await remove(message);
    assert.equal((await readdir(folder)).length, before);
    assert.deepEqual(await readOn(reader), { bytes: 0, broke: true }, 'nothing more is served');
    assert.ok(first.value && first.value.length < SIZE);
    assert.equal((await download(world, ana, path)).status, 404);
    await handlesAreClosed();
    assert.deepEqual(
      world.log.filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('breaks off also where a sealed copy is kept', async () => {
    const settings = { name: 'Practice alder', deletePolicy: 'seal', retentionDays: 30 };
    expectStatus(await world.portal().call('PUT', '/v1/practices/alder', settings), 200);
    const { path, message } = await send();
    const reader = (await download(world, ana, path)).body!.getReader();
    await reader.read();
    await remove(message);
    assert.deepEqual(await readOn(reader), { bytes: 0, broke: true });
    await handlesAreClosed();
    const back = { name: 'Practice alder', deletePolicy: 'erase' };
    expectStatus(await world.portal().call('PUT', '/v1/practices/alder', back), 200);
  });

  it('leaves no handle when its reader goes away, or never begins', async () => {
    const { path } = await send();
    await (await download(world, ana, path)).body!.cancel();
    const head = { method: 'HEAD', headers: { authorization: `Bearer ${ana.token}` } };
    assert.equal((await world.fetch(path, head)).status, 200);
    await handlesAreClosed();
    const reader = (await download(world, ana, path)).body!.getReader();
    await reader.read();
    await reader.cancel();
    await handlesAreClosed();
  });

  it('is broken off over HTTP, so that nobody takes a part for the whole, and the server goes on', async () => {
    const listener = await listen((request, caller) => world.backend.fetch(request, caller), {
      host: '127.0.0.1',
      port: 0,
    });
    try {
      // More than sockets hold: the server has to wait for the reader.
      const { path, message } = await send(24 * 1024 * 1024);
      const url = `http://127.0.0.1:${listener.port}${path}`;
      const headers = { authorization: `Bearer ${ana.token}` };
      const reader = (await fetch(url, { headers })).body!.getReader();
      const { value } = await reader.read();
      await remove(message);
      const { bytes, broke } = await readOn(reader);
      assert.ok(broke, 'it does not look complete');
      assert.ok((value?.length ?? 0) + bytes < 24 * 1024 * 1024);
      const again = await fetch(url, { headers });
      assert.deepEqual([again.status, ((await again.json()) as { code: string }).code], [404, 'not-found']);
      await handlesAreClosed();
    } finally {
      await listener.close();
    }
  });
});
