import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { sharpCodec } from '../../../server/node/images.ts';
import { paths } from '../../../src/protocol/index.ts';
import { download, upload } from '../../helpers/files.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { createWorld } from '../../helpers/world.ts';

const CANARY = `canary-${randomBytes(8).toString('hex')}`;

describe('pictures that are cleaned and not encoded anew', async () => {
  const world = await createWorld((await freshDatabase()).connect(), { images: await sharpCodec() });
  const sam = await world.person('sam');
  const put = async (name: string, bytes: BodyInit) => {
    const answer = await upload(world, sam, randomUUID(), name, bytes);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };

  it('takes where it was taken out of a HEIC, and a film behind it; the picture stays as it was', async () => {
    const film = Buffer.concat([Buffer.from([0, 0, 0, 8 + CANARY.length]), Buffer.from(`mpvd${CANARY}`)]);
    const came = Buffer.concat([await heif(), film]);
    assert.ok(came.includes('GPS') || came.includes(CANARY));
    const file = await put('photo.heic', Uint8Array.from(came));
    assert.deepEqual([file.type, file.size], ['image/heic', came.length]);
    const back = Buffer.from(await (await download(world, sam, paths.attachment(file.id))).arrayBuffer());
    assert.ok(!back.includes(CANARY), 'no text of the metadata is left');
    const pixels = (bytes: Buffer) => sharp(asAvif(bytes)).raw().toBuffer();
    assert.ok((await pixels(back)).equals(await pixels(came)));
    // Behind the length of its header, the EXIF is zeros.
    const { exif } = await sharp(asAvif(back)).metadata();
    assert.ok(exif === undefined || exif.every((byte) => byte === 0));
  });

  it('takes comments, XMP and what follows the end out of a GIF; its pictures and their times stay', async () => {
    const plain = await gif();
    const came = spoiled(plain);
    const file = await put('moving.gif', Uint8Array.from(came));
    const back = Buffer.from(await (await download(world, sam, paths.attachment(file.id))).arrayBuffer());
    assert.ok(!back.includes(CANARY), 'no text of the metadata is left');
    const shown = async (bytes: Uint8Array) => {
      const { pages, delay, loop } = await sharp(bytes, { animated: true }).metadata();
      return { pages, delay, loop, pixels: await sharp(bytes, { animated: true }).raw().toBuffer() };
    };
    assert.deepEqual(await shown(back), await shown(plain));
    assert.equal((await shown(back)).pages, 3);
  });

  for (const [what, name, bytes] of [
    [
      'a HEIC without a list of contents',
      'a.heic',
      Buffer.from('0000001466747970686569630000000068656963000000086d646174', 'hex'),
    ],
    ['a HEIC that ends early', 'a.heic', () => heif().then((file) => file.subarray(0, -40))],
    [
      'a GIF without its end',
      'a.gif',
      () => gif().then((file) => Buffer.concat([file.subarray(0, -30), Buffer.from(';')])),
    ],
    ['a GIF of nothing but its name', 'a.gif', Buffer.from('GIF89a;')],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const body = typeof bytes === 'function' ? await bytes() : bytes;
      const answer = await upload(world, sam, randomUUID(), name, Uint8Array.from(body));
      assert.deepEqual([answer.status, answer.body.code], [415, 'file-type-refused']);
    });
  }
});

/** A picture in the container of HEIC, with EXIF and XMP: an AVIF, which can be made here, under the other's brand. */
async function heif(): Promise<Buffer> {
  const create = { width: 64, height: 32, channels: 3 as const, background: '#468' };
  const avif = await sharp({ create })
    .withExif({
      IFD0: { Copyright: CANARY },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>${CANARY}</rdf></x:xmpmeta>`)
    .avif()
    .toBuffer();
  assert.ok(avif.includes(CANARY));
  avif.write('heic', 8, 'latin1');
  return avif;
}

/** The same file under the brand that can be decoded here. */
function asAvif(heic: Buffer): Buffer {
  const avif = Buffer.from(heic);
  avif.write('avif', 8, 'latin1');
  return avif;
}

/** Three pictures, shown one after the other, twice. */
async function gif(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#f00', '#0f0', '#00f'].map((background) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 200, 300], loop: 2 })
    .toBuffer();
}

/** A GIF with a comment, XMP as Adobe writes it, more than there should be in its repetition, and a text behind its end. */
function spoiled(plain: Buffer): Buffer {
  const table = plain[10]! & 0x80 ? 3 * 2 ** ((plain[10]! & 7) + 1) : 0;
  const block = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), block(CANARY), Buffer.from([0])]);
  const magic = Buffer.from([1, ...Array.from({ length: 256 }, (_, i) => 255 - i), 0]);
  const xmp = Buffer.concat([
    Buffer.from([0x21, 0xff]),
    block('XMP DataXMP'),
    Buffer.from(`<x>${CANARY}</x>`),
    magic,
  ]);
  const start = 13 + table;
  return Buffer.concat([
    plain.subarray(0, start),
    comment,
    xmp,
    plain.subarray(start),
    Buffer.from(`${CANARY};`),
  ]);
}
