import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { ROOT } from '../files.ts';

/** The reference pictures, small: what matters is where things stand and how they are coloured, not the shape of letters. */
const REFERENCES = join(ROOT, 'stories', 'pictures');
/** Where what differs is put, to look at; when the references are renewed, everything that was seen. */
const SEEN = join(ROOT, '.cache', 'stories');

/** How much smaller a reference picture is than the screen. */
const SCALE: number = 4;
/** Pixels over which both are blurred before they are compared: about the width of two letters on the screen. */
const BLUR = 2.5;
/** From here on, of 255, a pixel differs. */
const DIFFERS = 26;
/** The share of pixels that may differ: fonts are never quite the same on two machines. */
const TOLERANCE = 0.012;
/**
 * Pixels of a tile's side, and how far, of 255, the mean colour of a tile may be off: what is missing is often small, and all in one
 * place. Tiles overlap by half, so that a badge lies within one of them, wherever it is, and changes it by about 50.
 */
const TILE = 8;
const TILE_TOLERANCE = 40;

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
    await keep(id, screenshot);
    await mkdir(REFERENCES, { recursive: true });
    const { whole, tile } = existsSync(path)
      ? await difference(await readFile(path), small)
      : { whole: 1, tile: 255 };
    if (whole > TOLERANCE / 2 || tile > TILE_TOLERANCE / 2) await writeFile(path, small);
    return [];
  }
  if (!existsSync(path)) {
    await keep(id, screenshot);
    return [
      `There is no reference picture: look at .cache/stories/${id}.png, and run UPDATE_PICTURES=1 npm run test:stories.`,
    ];
  }
  const { whole, tile } = await difference(await readFile(path), small);
  if (whole <= TOLERANCE && tile <= TILE_TOLERANCE) return [];
  await keep(id, screenshot);
  return [
    `It looks different: ${percent(whole)} of it (at most ${percent(TOLERANCE)}), and one place of it by ${Math.round(tile)} of 255 ` +
      `(at most ${TILE_TOLERANCE}). See .cache/stories/${id}.png.`,
  ];
}

async function keep(id: string, screenshot: Buffer): Promise<void> {
  await mkdir(SEEN, { recursive: true });
  await writeFile(join(SEEN, `${id}.png`), screenshot);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The share of pixels that differ when both are blurred, and how far the tile is off that is most. */
async function difference(one: Buffer, other: Buffer): Promise<{ whole: number; tile: number }> {
  const [a, b] = await Promise.all([blurred(one), blurred(other)]);
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) return { whole: 1, tile: 255 };
  let differing = 0;
  for (let i = 0; i < a.data.length; i += 3) {
    const far = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((a.data[i + channel] ?? 0) - (b.data[i + channel] ?? 0))),
    );
    if (far > DIFFERS) differing++;
  }
  return { whole: differing / (a.data.length / 3), tile: await worstTile(one, other) };
}

async function worstTile(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([pixels(one), pixels(other)]);
  const { width, height } = a.info;
  let worst = 0;
  for (let top = 0; top + TILE <= height; top += TILE / 2) {
    for (let left = 0; left + TILE <= width; left += TILE / 2) {
      const off = [0, 0, 0];
      for (let y = top; y < top + TILE; y++) {
        for (let x = left; x < left + TILE; x++) {
          const at = (y * width + x) * 3;
          for (let c = 0; c < 3; c++) off[c] = (off[c] ?? 0) + (a.data[at + c] ?? 0) - (b.data[at + c] ?? 0);
        }
      }
      worst = Math.max(worst, ...off.map((sum) => Math.abs(sum) / TILE ** 2));
    }
  }
  return worst;
}

function blurred(picture: Buffer) {
  return flat(picture).blur(BLUR).raw().toBuffer({ resolveWithObject: true });
}

function pixels(picture: Buffer) {
  return flat(picture).raw().toBuffer({ resolveWithObject: true });
}

function flat(picture: Buffer): Sharp {
  return sharp(picture).removeAlpha().toColourspace('srgb');
}
