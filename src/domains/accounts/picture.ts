import type { Services } from '../../platform/services.ts';
import type { Inside } from './parting.ts';
import { changePerson } from './store.ts';

/** The edge of a person's picture in pixels. */
export const PICTURE_EDGE = 256;

export const pictureKey = (picture: string) => `people/${picture}.webp`;
export const pictureOfKey = (key: string) => key.slice('people/'.length, -'.webp'.length);

/** Gives a person another picture, or none, and lets others see it. */
export async function showPicture(
  inside: Inside,
  services: Services,
  personId: string,
  picture: string | null,
): Promise<void> {
  await changePerson(inside.db, personId, { picture });
  for (const notice of services.noticings) await notice(inside, personId);
}

/** Removes a picture that no row names any more. */
export async function dropPicture(services: Services, picture: string | null): Promise<void> {
  if (picture) await services.files.remove(pictureKey(picture));
}
