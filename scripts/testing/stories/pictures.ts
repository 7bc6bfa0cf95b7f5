import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from '../files.ts';

/** The reference pictures, small: what matters is where things stand and how they are coloured, not the shape of letters. */
const REFERENCES = join(ROOT, 'stories', 'pictures');
/** Where what differs is put, to look at. */
const DIFFERING = join(ROOT, '.cache', 'stories');

/** How much smaller a reference picture is than the screen. */
const SCALE: number = 4;
/** Pixels over which both are blurred before they are compared: about the width of two letters on the screen. */
const BLUR = 2.5;
/** From here on, of 255, a pixel differs. */
const DIFFERS = 26;
/** The share of pixels that may differ: fonts are never quite the same on two machines. */
const TOLERANCE = 0.012;

/** `UPDATE_PICTURES=1` makes the pictures that are seen the references. */
const updating = process.env.UPDATE_PICTURES === '1';

/** Compares what is seen with its reference. @returns what is wrong with it */
export async function compare(id: string, screenshot: Buffer): Promise<string[]> {
  const { width = 0, height = 0 } = await sharp(screenshot).metadata();
  const small = await sharp(screenshot)
    .resize(Math.round(width / SCALE), Math.round(height / SCALE), { kernel: 'lanczos3' })
    .png({ palette: true, quality: 80, effort: 8 })
    .toBuffer();
  const path = join(REFERENCES, `${id}.png`);
  if (updating) {
    await mkdir(REFERENCES, { recursive: true });
    if (!existsSync(path) || (await difference(await readFile(path), small)) > TOLERANCE / 2)
      await writeFile(path, small);
    return [];
  }
  if (!existsSync(path)) {
    return [`There is no reference picture: look at it, and run UPDATE_PICTURES=1 npm run test:stories.`];
  }
  const share = await difference(await readFile(path), small);
  if (share <= TOLERANCE) return [];
  await mkdir(DIFFERING, { recursive: true });
  await writeFile(join(DIFFERING, `${id}.png`), screenshot);
  return [
    `It looks different: ${(share * 100).toFixed(1)} % of it (at most ${TOLERANCE * 100} %). See .cache/stories/${id}.png.`,
  ];
}

/** The share of pixels that differ when both are blurred. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([blurred(one), blurred(other)]);
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) return 1;
  let differing = 0;
  for (let i = 0; i < a.data.length; i += 3) {
    const far = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a.data[i + channel] ?? 0) - (b.data[i + channel] ?? 0))),
    );
    if (far > DIFFERS) differing++;
  }
  return differing / (a.data.length / 3);
}

function blurred(picture: Buffer) {
  return sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .blur(BLUR)
    .raw()
    .toBuffer({ resolveWithObject: true });
}
