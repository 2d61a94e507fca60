import { z } from 'zod';
import { id } from '../../platform/ids.ts';

export const handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?$/, '2 to 30 letters, digits, dots, dashes or underscores')
  .min(2);

/** What others see beside everything that a person says: who it is and how they look. */
export const personCard = z.object({
  id,
  handle: z.string(),
  name: z.string(),
  picture: z.string().nullable().describe('Path of the small picture, or null where none is set.'),
  imported: z.boolean().describe('True for an author who came in with an archive and has no account here.'),
});
export type PersonCard = z.infer<typeof personCard>;

/** A person as fellow members see them. */
export const personView = personCard.extend({
  about: z.string(),
  interests: z.array(z.string()),
  timeZone: z.string().describe('IANA name, such as Europe/Madrid.'),
  language: z.enum(['en', 'es']),
  createdAt: z.number().describe('UTC milliseconds.'),
});
export type PersonView = z.infer<typeof personView>;
