import { z } from 'zod';
import { id } from '../ids.ts';
import { jsonOrNull } from '../input.ts';

/** What one process tells the others. It names people and places, and holds nothing that people write. */
export type Word = z.infer<typeof word>;

const place = z.object({ communityId: id });
const people = z.array(id);

const word = z.discriminatedUnion('kind', [
  /** The community has new facts. */
  place.extend({ kind: z.literal('woken') }),
  /** Somebody writes; for those in `to` alone, unless it is null. */
  place.extend({
    kind: z.literal('typing'),
    conversationId: id,
    personId: id,
    to: people.nullable(),
  }),
  /** Who came and went with the teller since it said `after`; this is what it says as `n`. */
  place.extend({ kind: z.literal('moved'), after: z.number(), n: z.number(), came: people, went: people }),
  /** All who are here with the teller, as of its `n`: one part of several. */
  place.extend({
    kind: z.literal('whole'),
    ...{ n: z.number(), part: z.number(), parts: z.number(), people },
  }),
  /** Asks who is here: in one community or, by null, everywhere; of one process or of all. */
  z.object({ kind: z.literal('who'), communityId: id.nullable(), of: id.nullable() }),
  /** The teller lives, and those whom it has told of are still here. */
  z.object({ kind: z.literal('alive') }),
  /** Nothing that the teller has said of who is here holds; it says it anew. */
  z.object({ kind: z.literal('anew') }),
  /** The teller closes. */
  z.object({ kind: z.literal('gone') }),
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
