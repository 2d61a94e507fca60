import type { Services } from '../../platform/services.ts';

/** The edge of a person's picture in pixels. */
export const PICTURE_EDGE = 256;

export const pictureKey = (picture: string) => `people/${picture}.webp`;
export const pictureOfKey = (key: string) => key.slice('people/'.length, -'.webp'.length);

/** Removes a picture that no row names any more. */
export async function dropPicture(services: Services, picture: string | null): Promise<void> {
  if (picture) await services.files.remove(pictureKey(picture));
}
