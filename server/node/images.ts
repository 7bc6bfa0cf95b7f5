import type { Sharp } from 'sharp';
import { type ImageCodec, ImageError } from '../ports.ts';

/** Most pixels of a picture, all frames together: what one takes in memory grows with them. */
const MOST_PIXELS = 32_000_000;
/** Seconds that one picture may take. */
const PATIENCE = 15;
/** The longer side of a preview. */
const PREVIEW_PIXELS = 640;

/**
 * Pictures by sharp (libvips). What comes out is encoded anew from pixels: no EXIF, GPS, XMP or comment, no second file behind the
 * first, turned as the camera's orientation said. A GIF gets a preview of its first frame only; it is cleaned elsewhere.
 */
export async function sharpCodec(): Promise<ImageCodec> {
  // Loaded here, so that whoever brings a codec of their own needs no native library.
  const { default: sharp } = await import('sharp');
  // Pictures come one at a time and are all different: nothing to remember, and no thread for each core.
  sharp.cache(false);
  sharp.concurrency(1);

  return {
    async code(bytes, type) {
      const read = (animated: boolean) =>
        sharp(bytes, {
          limitInputPixels: MOST_PIXELS,
          failOn: 'error',
          sequentialRead: true,
          animated,
        }).timeout({ seconds: PATIENCE });
      try {
        const { width, height, pages = 1 } = await read(true).metadata();
        if (width * height > MOST_PIXELS) throw new ImageError('too-large');
        const image = type === 'image/gif' ? undefined : await encode(read(pages > 1), type);
        const preview = await read(false)
          .autoOrient()
          .resize(PREVIEW_PIXELS, PREVIEW_PIXELS, { fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 78 })
          .toBuffer({ resolveWithObject: true });
        const { info } = preview;
        return {
          ...(image && { image }),
          preview: { bytes: preview.data, type: 'image/webp', width: info.width, height: info.height },
        };
      } catch (error) {
        if (error instanceof ImageError) throw error;
        // The library has no codes, only words.
        const tooLarge = error instanceof Error && /pixel limit|timeout/i.test(error.message);
        throw new ImageError(tooLarge ? 'too-large' : 'broken');
      }
    },
  };
}

function encode(image: Sharp, type: string): Promise<Buffer> {
  const upright = image.autoOrient();
  switch (type) {
    case 'image/png':
      return upright.png({ compressionLevel: 8 }).toBuffer();
    case 'image/webp':
      return upright.webp({ quality: 90 }).toBuffer();
    default:
      return upright.jpeg({ quality: 90 }).toBuffer();
  }
}
