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
/**
 * Pixels of a tile's side, and the share of a tile that may differ: what is missing is often small, and all in one place, where fonts
 * that differ do so everywhere a little. A badge is half a tile.
 */
const TILE = 8;
const TILE_TOLERANCE = 0.35;

/** `UPDATE_PICTURES=1` makes the pictures that are seen the references. */
const updating = process.env.UPDATE_PICTURES === '1';

/** Compares what is seen with its reference. @returns what is wrong with it */
export async function compare(id: string, screenshot: Buffer): Promise<string[]> {
  const { width = 0, height = 0 } = await sharp(screenshot).metadata();
  const small = await sharp(screenshot)
    .resize(Math.round(width / SCALE), Math.round(height / SCALE), { kernel: 'lanczos3' })
    .png({ palette: true, quality: 100, effort: 8 })
    .toBuffer();
  const path = join(REFERENCES, `${id}.png`);
  if (updating) {
    await mkdir(REFERENCES, { recursive: true });
    const { whole, tile } = existsSync(path)
      ? await difference(await readFile(path), small)
      : { whole: 1, tile: 1 };
    if (whole > TOLERANCE / 2 || tile > TILE_TOLERANCE / 2) await writeFile(path, small);
    return [];
  }
  if (!existsSync(path)) {
    return [`There is no reference picture: look at it, and run UPDATE_PICTURES=1 npm run test:stories.`];
  }
  const { whole, tile } = await difference(await readFile(path), small);
  if (whole <= TOLERANCE && tile <= TILE_TOLERANCE) return [];
  await mkdir(DIFFERING, { recursive: true });
  await writeFile(join(DIFFERING, `${id}.png`), screenshot);
  return [
    `It looks different: ${percent(whole)} of it (at most ${percent(TOLERANCE)}), and ${percent(tile)} in one place ` +
      `(at most ${percent(TILE_TOLERANCE)}). See .cache/stories/${id}.png.`,
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The share of pixels that differ when both are blurred: of the whole, and of the tile where it is largest. */
async function difference(one: Buffer, other: Buffer): Promise<{ whole: number; tile: number }> {
  const [a, b] = await Promise.all([blurred(one), blurred(other)]);
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height) return { whole: 1, tile: 1 };
  const tiles = new Map<number, number>();
  let differing = 0;
  for (let i = 0; i < width * height; i++) {
    const far = Math.max(
      ...[0, 1, 2].map((channel) =>
        Math.abs((a.data[i * 3 + channel] ?? 0) - (b.data[i * 3 + channel] ?? 0)),
      ),
    );
    if (far <= DIFFERS) continue;
    differing++;
    const tile = Math.floor(Math.floor(i / width) / TILE) * width + Math.floor((i % width) / TILE);
    tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
  }
  return { whole: differing / (width * height), tile: Math.max(0, ...tiles.values()) / TILE ** 2 };
}

function blurred(picture: Buffer) {
  return sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .blur(BLUR)
    .raw()
    .toBuffer({ resolveWithObject: true });
}
