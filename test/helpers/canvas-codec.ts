import { ImageError, type ImageCodec } from '../../server/ports.ts';

/** The longer side of a preview. */
const PREVIEW_PIXELS = 640;

/** Pictures by the browser's own decoder, for a backend inside a page: encoded anew from pixels, as sharp does it in Node. */
export const canvasCodec: ImageCodec = {
  async code(bytes, type) {
    let picture: ImageBitmap;
    try {
      picture = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type }));
    } catch {
      // What the browser cannot decode is broken or of a kind that it does not know; it does not say which.
      throw new ImageError('broken');
    }
    const { width, height } = picture;
    const scale = Math.min(1, PREVIEW_PIXELS / Math.max(width, height));
    const small = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const preview = {
      bytes: await encode(picture, small, 'image/webp'),
      type: 'image/webp',
      ...small,
    } as const;
    return type === 'image/gif'
      ? { preview }
      : { image: await encode(picture, { width, height }, type), preview };
  },
};

async function encode(
  picture: ImageBitmap,
  { width, height }: { width: number; height: number },
  type: string,
): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type, quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}
