import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createBackend } from '../../../server/app.ts';
import { UNSENT_FILES } from '../../../server/domain/files/upload.ts';
import { folderFiles } from '../../../server/node/folder-files.ts';
import { sharpCodec } from '../../../server/node/images.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { paths, type Attachment, type Message } from '../../../src/protocol/index.ts';
import { docx, download, pdf, picture, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, PORTALS, TEST_KEYS } from '../../helpers/world.ts';

const LIMIT = 25 * 1024 * 1024;

describe('attachments', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entrenous-files-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const database = (await freshDatabase()).connect();
  const options = { files: await folderFiles(folder), images: await sharpCodec() };
  const world = await createWorld(database, options);
  const [sam, ana, lena, maya] = [
    await world.person('sam'),
    await world.person('ana'),
    await world.person('lena'),
    await world.person('maya'),
  ];
  const { id: conversation } = await sam.open('ana');
  const onDisk = async () => (await readdir(folder)).length;
  const post = (attachments: string[], text = '', person = sam, id = randomUUID()) =>
    person.call<Message & { code: string }>('POST', paths.messages(conversation), { id, text, attachments });
  const put = async (name: string, bytes: BodyInit, person = sam) => {
    const answer = await upload(world, person, randomUUID(), name, bytes);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };
  const remove = (id: string) => sam.call('DELETE', paths.message(conversation, id));

  it('a message of a file alone arrives, and the file comes back byte by byte', async () => {
    const bytes = pdf(700_000);
    const file = await put('Befund März.pdf', bytes);
    assert.deepEqual(file, {
      id: file.id,
      name: 'Befund März.pdf',
      type: 'application/pdf',
      size: bytes.length,
    });
    const sent = await post([file.id]);
    assert.equal(sent.status, 201);
    assert.deepEqual((await ana.messages(conversation)).at(-1)?.attachments, [file]);
    assert.deepEqual((await ana.conversations())[0]?.last?.attachments, [file]);
    const answer = await download(world, ana, paths.attachment(file.id));
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes);
    const header = (name: string) => answer.headers.get(name);
    assert.equal(header('content-type'), 'application/pdf');
    assert.equal(header('content-length'), String(bytes.length));
    assert.equal(
      header('content-disposition'),
      `attachment; filename="Befund M_rz.pdf"; filename*=UTF-8''Befund%20M%C3%A4rz.pdf`,
    );
    assert.equal(header('content-security-policy'), "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('cache-control'), 'no-store');
  });

  it('only the participants of the conversation read it; before sending, only who uploaded it', async () => {
    const file = await put('a.pdf', pdf());
    const status = async (person: typeof sam) =>
      (await download(world, person, paths.attachment(file.id))).status;
    assert.deepEqual([await status(sam), await status(ana), await status(maya)], [200, 404, 404]);
    await post([file.id]);
    assert.deepEqual([await status(sam), await status(ana)], [200, 200]);
    for (const person of [lena, maya, await world.person('sam', 'birch')]) {
      const there = await download(world, person, paths.attachment(file.id));
      const missing = await download(world, person, paths.attachment(randomUUID()));
      assert.deepEqual([there.status, await there.text()], [404, await missing.text()]);
    }
  });

  it('the same id again answers the first result, also for two at once; the id of somebody else is taken', async () => {
    const id = randomUUID();
    const before = await onDisk();
    const both = await Promise.all([
      upload(world, sam, id, 'one.pdf', pdf()),
      upload(world, sam, id, 'two.pdf', pdf()),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 201]);
    assert.deepEqual(both[0]?.body, both[1]?.body);
    const again = await upload(world, sam, id, 'three.txt', 'x');
    assert.deepEqual([again.status, again.body], [200, both[0]?.body]);
    const other = await upload(world, ana, id, 'one.pdf', pdf());
    assert.deepEqual([other.status, other.body.code], [409, 'id-conflict']);
    assert.equal(await onDisk(), before + 1);
  });

  it('a message takes files of its sender, unsent, each once, at most five', async () => {
    const file = await put('a.pdf', pdf());
    const foreign = await put('a.pdf', pdf(), ana);
    for (const [ids, code] of [
      [[foreign.id], 'file-missing'],
      [[randomUUID()], 'file-missing'],
      [[file.id, file.id], 'invalid'],
      [Array.from({ length: 6 }, () => randomUUID()), 'too-many-files'],
    ] as const) {
      assert.equal((await post([...ids], 'text')).body.code, code);
    }
    assert.equal((await post([], '  ')).body.code, 'text-empty');
    const id = randomUUID();
    const first = await post([file.id], 'with text', sam, id);
    assert.equal((await post([file.id], 'again', sam, id)).status, 200);
    assert.deepEqual(first.body.attachments, [file]);
    assert.equal((await post([file.id], 'once more')).body.code, 'file-missing');
  });

  it('deleting the message removes its files from the disk, for everybody', async () => {
    const before = await onDisk();
    const photo = await put('p.png', await picture());
    const other = await put('b.pdf', pdf());
    const sent = await post([photo.id, other.id], 'both');
    assert.equal(await onDisk(), before + 3, 'a picture, its preview and a PDF');
    assert.equal((await remove(sent.body.id)).status, 204);
    assert.equal(await onDisk(), before);
    for (const path of [paths.attachment(photo.id), paths.preview(photo.id), paths.attachment(other.id)]) {
      assert.equal((await download(world, ana, path)).status, 404);
    }
    assert.deepEqual((await ana.messages(conversation)).at(-1)?.attachments, []);
  });

  it('bytes that a crash left behind go at the next start', async () => {
    const before = await onDisk();
    const stuck = {
      ...options,
      files: { ...options.files, delete: () => Promise.reject(new Error('gone')) },
    };
    const crashing = await createBackend({
      database,
      keys: localKeys(TEST_KEYS),
      portals: PORTALS,
      ...stuck,
    });
    const file = await put('c.pdf', pdf());
    const sent = await post([file.id]);
    const answer = await crashing.fetch(
      new Request(`https://b.example${paths.message(conversation, sent.body.id)}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${sam.token}` },
      }),
    );
    assert.equal(answer.status, 204);
    await crashing.close();
    assert.equal(await onDisk(), before + 1);
    const next = await createBackend({ database, keys: localKeys(TEST_KEYS), portals: PORTALS, ...options });
    await next.close();
    assert.equal(await onDisk(), before);
  });

  it('what was uploaded and never sent goes after a day; what was sent stays', async () => {
    const kept = await put('kept.pdf', pdf());
    await post([kept.id]);
    const file = await put('forgotten.pdf', pdf());
    const later = () => new Date(Date.now() + 25 * 60 * 60 * 1000);
    const tomorrow = await createBackend({
      database,
      keys: localKeys(TEST_KEYS),
      portals: PORTALS,
      now: later,
      ...options,
    });
    await tomorrow.close();
    assert.equal((await post([file.id])).body.code, 'file-missing');
    assert.equal((await download(world, sam, paths.attachment(kept.id))).status, 200);
  });

  for (const [what, name, bytes, code] of [
    ['SVG', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'file-type-refused'],
    ['SVG called PNG', 'a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'file-type-refused'],
    ['HTML called text', 'a.txt', '  <!DOCTYPE html><script>1</script>', 'file-type-refused'],
    ['XML called text', 'a.txt', '\ufeff<?xml version="1.0"?><x/>', 'file-type-refused'],
    ['HTML called PDF', 'a.pdf', '<html>%PDF-1.4 %%EOF', 'file-type-refused'],
    ['PDF called text', 'a.txt', pdf(), 'file-type-refused'],
    ['PDF called JPEG', 'a.jpg', pdf(), 'file-type-refused'],
    ['a program', 'a.exe', 'MZ', 'file-type-refused'],
    ['a program called text', 'a.txt', Buffer.from('MZ\0\x01'), 'file-type-refused'],
    ['a name without ending', 'readme', 'text', 'file-type-refused'],
    ['a text that is no UTF-8', 'a.txt', Buffer.from([0x61, 0xe9, 0x62]), 'file-type-refused'],
    ['a PDF with a ZIP behind it', 'a.pdf', Buffer.concat([pdf(), docx()]), 'file-type-refused'],
    ['a ZIP called DOCX', 'a.docx', Buffer.from(docx()).subarray(0, 60), 'file-type-refused'],
    ['a DOCX with a macro', 'a.docx', docx({ 'word/vbaProject.bin': 'x' }), 'file-type-refused'],
    ['a DOCX bomb', 'a.docx', docx({ 'word/media/a.xml': new Uint8Array(40_000_000) }), 'file-type-refused'],
    [
      'a picture that is only its head',
      'a.png',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'file-type-refused',
    ],
    ['nothing', 'a.pdf', '', 'file-empty'],
    ['one byte too many', 'a.pdf', pdf(LIMIT + 1), 'file-too-large'],
  ] as const) {
    it(`refuses ${what} with ${code}, and nothing of it stays`, async () => {
      const before = await onDisk();
      const answer = await upload(world, sam, randomUUID(), name, bytes);
      assert.equal(answer.body.code, code);
      assert.equal(await onDisk(), before);
    });
  }

  it('counts what really comes, whatever is said about its length', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000_000;
        controller.enqueue(
          sent === 1_000_000
            ? Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(999_991, 32)])
            : new Uint8Array(1_000_000).fill(32),
        );
      },
    });
    const answer = await upload(world, sam, randomUUID(), 'endless.pdf', endless);
    assert.equal(answer.body.code, 'file-too-large');
    assert.ok(sent < LIMIT + 3_000_000, `${sent} bytes were read`);
  });

  for (const [what, name, bytes, type] of [
    ['text in UTF-8', 'a.txt', 'Grüße\r\n\tन 👍', 'text/plain'],
    ['text in UTF-16', 'a.txt', Buffer.from('\ufeffGrüße', 'utf16le'), 'text/plain'],
    ['a DOCX', 'A.DOCX', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['exactly the limit', 'a.pdf', pdf(LIMIT), 'application/pdf'],
  ] as const) {
    it(`takes ${what} as it is`, async () => {
      const file = await put(name, bytes);
      assert.equal(file.type, type);
      const back = await download(world, sam, paths.attachment(file.id));
      assert.ok(Buffer.from(await back.arrayBuffer()).equals(Buffer.from(bytes as Uint8Array)));
    });
  }

  for (const type of ['jpeg', 'png', 'webp'] as const) {
    it(`takes GPS and everything else a camera wrote out of a ${type}, and turns it upright`, async () => {
      const file = await put(`photo.${type}`, await photo(type));
      assert.deepEqual(file.preview, { width: 320, height: 640 });
      for (const path of [paths.attachment(file.id), paths.preview(file.id)]) {
        const bytes = Buffer.from(await (await download(world, sam, path)).arrayBuffer());
        assert.ok(!bytes.includes(CANARY), 'no text of the metadata is left');
        const { default: sharp } = await import('sharp');
        const { exif, xmp, orientation, width, height } = await sharp(bytes).metadata();
        assert.deepEqual([exif, xmp, orientation ?? 1], [undefined, undefined, 1]);
        assert.ok(height > width, 'the picture stands as it was taken');
      }
    });
  }

  it('refuses a picture with more pixels than are looked at', async () => {
    const { default: sharp } = await import('sharp');
    const create = { width: 8000, height: 4001, channels: 3 as const, background: '#fff' };
    const bytes = await sharp({ create, limitInputPixels: false }).png().toBuffer();
    const answer = await upload(world, sam, randomUUID(), 'huge.png', Uint8Array.from(bytes));
    assert.equal(answer.body.code, 'picture-too-large');
  });

  it('names are safe, whatever the sender’s machine calls the file', async () => {
    for (const [given, kept] of [
      ['../../etc/pass\u202egpj.pdf', 'passgpj.pdf'],
      ['C:\\Users\\a\\con.pdf', '_con.pdf'],
      ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie_ x.pdf'],
      [`${'ä'.repeat(300)}.pdf`, `${'ä'.repeat(116)}.pdf`],
      ['.pdf.pdf', 'pdf.pdf'],
      ['quote".pdf', 'quote_.pdf'],
    ] as const) {
      const file = await put(given, pdf(), maya);
      assert.equal(file.name, kept);
      const answer = await download(world, maya, paths.attachment(file.id));
      assert.match(
        answer.headers.get('content-disposition') ?? '',
        /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[^ ]+$/,
      );
    }
  });

  it('nobody fills the disk with files that are never sent', async () => {
    const jonas = await world.person('jonas');
    for (let i = 0; i < UNSENT_FILES; i++) await put('a.txt', 'x', jonas);
    const answer = await upload(world, jonas, randomUUID(), 'a.txt', 'x');
    assert.deepEqual([answer.status, answer.body.code], [429, 'too-many-requests']);
  });

  it('without a place for files, it says so and offers none', async () => {
    const none = await createBackend({ database, keys: localKeys(TEST_KEYS), portals: PORTALS });
    const fetch = (path: string, init?: RequestInit) =>
      none.fetch(new Request(`https://b.example${path}`, init));
    const refused = await upload({ fetch }, sam, randomUUID(), 'a.pdf', pdf());
    assert.deepEqual([refused.status, refused.body.code], [403, 'files-off']);
    const me = (await (await download({ fetch }, sam, paths.me())).json()) as { limits: { files: number } };
    assert.equal(me.limits.files, 0);
    await none.close();
  });

  it('a file in the database or on the disk tells nothing', async () => {
    const file: Attachment = await put('Kanarienname-4715.txt', 'Kanarientext-4716');
    const rows = await database.query<{ row: string }>(`select t::text as row from attachments t`);
    const hex = Buffer.from('Kanarienname-4715').toString('hex');
    assert.ok(!rows.some(({ row }) => row.includes('Kanarien') || row.includes(hex)));
    const { readFile } = await import('node:fs/promises');
    for (const name of await readdir(folder)) {
      assert.ok(!(await readFile(join(folder, name))).includes('Kanarien'));
      assert.notEqual(name, file.id);
    }
  });
});

const CANARY = `canary-${randomBytes(8).toString('hex')}`;

/** A photo that lies on its side, with the place where it was taken and a canary in its metadata. */
async function photo(type: 'jpeg' | 'png' | 'webp'): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const create = { width: 1600, height: 800, channels: 3 as const, background: '#468' };
  const bytes = await sharp({ create })
    .withExif({
      IFD0: { Copyright: CANARY, Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="${CANARY}"/></rdf:RDF></x:xmpmeta>`,
    )
    .withMetadata({ orientation: 6 })
    .toFormat(type)
    .toBuffer();
  return Uint8Array.from(bytes);
}
