import { z } from 'zod';
import { id } from '../ids.ts';

/** What one process tells the others. It names people and places, and holds nothing that people write. */
export type Word = z.infer<typeof word>;

const place = z.object({ communityId: id });

const word = z.discriminatedUnion('kind', [
  /** The community has new facts. */
  place.extend({ kind: z.literal('woken') }),
]);

const letter = z.object({ from: id, words: z.array(z.unknown()) });

/** Words as they cross, with whose they are. */
export const letterOf = (from: string, words: Word[]): string => JSON.stringify({ from, words });

/** The words of a letter that this process understands: others may be of a newer one. Null for what is no letter. */
export function read(text: string): { from: string; words: Word[] } | null {
  const opened = letter.safeParse(jsonOrNull(text));
  if (!opened.success) return null;
  const words = opened.data.words.flatMap((one) => word.safeParse(one).data ?? []);
  return { from: opened.data.from, words };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
