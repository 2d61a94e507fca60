import { z } from 'zod';
import type { Writing } from '../../platform/act.ts';

/** What becomes of what somebody has said who erases their account. */
export const words = z
  .enum(['stay', 'go'])
  .describe('stay: as said by a former member; go: each message becomes an empty place.');

/** Somebody whose account is being erased. */
export interface Leaver {
  personId: string;
  email: string;
  words: z.infer<typeof words>;
}

/** What a change of people may do in its transaction. */
export type Inside = Pick<Writing, 'db' | 'now' | 'announce'>;

/** What a domain does about its own traces of somebody who goes; throws where they may not go yet. */
type Parting = (inside: Inside, leaver: Leaver) => Promise<void>;

/** What a domain does when others may see a person differently from now on. */
type Noticing = (inside: Inside, personId: string) => Promise<void>;

declare module '../../platform/services.ts' {
  interface Services {
    /** Domains above put in here what they do when somebody goes, in the order in which it is done. */
    partings: Parting[];
    /** The same for changes of a name, a picture, or what a person says of themselves. */
    noticings: Noticing[];
  }
}

/** Erases a person with everything by which they came in, in the transaction that it is called in. */
export async function part(inside: Inside, partings: Parting[], leaver: Leaver): Promise<void> {
  for (const parting of partings) await parting(inside, leaver);
  const { db } = inside;
  await db.deleteFrom('auth_verification').where('value', '=', leaver.personId).execute();
  // Sessions, password, passkeys, e-mail address and tokens go with the row that they hang on.
  await db.deleteFrom('person').where('id', '=', leaver.personId).execute();
}
