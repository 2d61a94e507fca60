import { z } from 'zod';
import { isBlank } from '../../platform/blank.ts';
import { id } from '../../platform/ids.ts';

export const handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?$/, '2 to 30 letters, digits, dots, dashes or underscores')
  .min(2);

const RESERVED_HANDLES = new Set([
  'all',
  'everyone',
  'here',
  'host',
  'hosts',
  'kith',
  'member',
  'members',
  'room',
]);

/** A handle that people may take: what mentions of many are called stays free. */
export const freeHandle = handle.refine(
  (value) => !RESERVED_HANDLES.has(value),
  'This handle is used by Kith itself.',
);

/** Signs that turn the direction of all that follows, also of what is not part of the name. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

export const personName = z
  .string()
  .overwrite((name) => name.replace(TURNS, '').trim())
  .min(1)
  .max(60)
  .refine((name) => !isBlank(name), 'A name can be seen.');
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const language = z.enum(['en', 'es']);
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'not a known time zone')
  .describe('IANA name, such as Europe/Madrid.');

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
  language,
  createdAt: z.number().describe('UTC milliseconds.'),
});
export type PersonView = z.infer<typeof personView>;

/** A person as they see themselves. */
export const meView = personView.extend({ email: z.string() });

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
