import { invalid, isKithError } from '../errors.ts';

/** Phones take 50 million points, and some a little more. */
const LARGEST_PIXELS = 64_000_000;
const ACCEPTED = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff']);
const QUALITY = 82;

/** True for mime types that are taken as pictures and re-encoded. SVG is not: it can carry scripts. */
export const isPicture = (mime: string) => /^image\/(jpeg|png|webp|gif|avif|heic|heif|tiff)$/.test(mime);

/**
 * A picture drawn anew as WebP within `edge` pixels, upright, without its metadata (place, camera, thumbnails).
 * With `square`, cropped to its middle. Throws `invalid` on what is no picture or too large a one.
 */
export async function fitPicture(
  content: Buffer,
  edge: number,
  shape: 'whole' | 'square' = 'whole',
): Promise<{ content: Buffer; width: number; height: number }> {
  const { default: sharp } = await import('sharp');
  const read = { animated: shape === 'whole' };
  try {
    // The head alone is read here, however large the picture says that it is.
    const head = await sharp(content, { ...read, limitInputPixels: false }).metadata();
    if (!ACCEPTED.has(head.format)) throw notAPicture();
    if (head.width * head.height > LARGEST_PIXELS) throw tooManyPoints();
    const { data, info } = await sharp(content, { ...read, limitInputPixels: LARGEST_PIXELS })
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
  } catch (error) {
    throw isKithError(error) ? error : notAPicture();
  }
}

const notAPicture = () => invalid('file', 'not-a-picture', 'This file could not be read as a picture.');
const tooManyPoints = () =>
  invalid('file', 'too-many-points', 'Pictures may have at most 64 million points. Make it smaller first.');
