import { invalid } from '../errors.ts';

const LARGEST_PIXELS = 50_000_000;
const ACCEPTED = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff']);
const QUALITY = 82;

/** True for mime types that are taken as pictures and re-encoded. SVG is not: it can carry scripts. */
export const isPicture = (mime: string) => /^image\/(jpeg|png|webp|gif|avif|heic|heif|tiff)$/.test(mime);

/**
 * A picture drawn anew as WebP within `edge` pixels, upright, without its metadata (place, camera, thumbnails).
 * With `square`, cropped to its middle. Throws `invalid` on what is no picture or too large to be one.
 */
export async function fitPicture(
  content: Buffer,
  edge: number,
  shape: 'whole' | 'square' = 'whole',
): Promise<{ content: Buffer; width: number; height: number }> {
  const { default: sharp } = await import('sharp');
  try {
    const source = sharp(content, { limitInputPixels: LARGEST_PIXELS, animated: shape === 'whole' });
    if (!ACCEPTED.has((await source.metadata()).format)) throw new Error('not an accepted format');
    const { data, info } = await source
      .autoOrient()
      .resize({
        width: edge,
        height: edge,
        fit: shape === 'square' ? 'cover' : 'inside',
        withoutEnlargement: true,
      })
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.pageHeight ?? info.height };
  } catch {
    throw invalid('file', 'not-a-picture', 'This file could not be read as a picture.');
  }
}
