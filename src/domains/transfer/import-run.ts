import { z } from 'zod';
import { id } from '../../platform/ids.ts';
import { personCard } from '../accounts/index.ts';

export const source = z.enum(['reddit', 'discord']);

const count = z.number().int();

/** What came in, in the words of the report on the command line. */
export const reportView = z.object({
  complete: z.boolean(),
  files: count,
  conversations: z.object({ rooms: count, threads: count, stubs: count }),
  messages: z.object({
    here: count,
    deleted: count,
    removed: count,
    missing: count,
    filled: count,
    already: count,
    repeated: count,
  }),
  people: count,
  reactions: count,
  filesKept: count,
  links: count,
  tooLarge: count
    .optional()
    .describe('Files that are larger than this installation takes; imports of long ago did not count them.'),
  notHeld: count.describe('Replies that the archive only counts.'),
  circles: count,
  skipped: z.object({
    count,
    reasons: z.array(z.object({ why: z.string(), count })),
    first: z.array(
      z.object({
        file: z.string(),
        line: count,
        why: z.string(),
        fault: z.string().optional().describe('A stable code of why; imports of long ago have none.'),
      }),
    ),
  }),
  seconds: z.number(),
});

/** An archive that was brought by the hosting page, as hosts see it. */
export const importRunView = z.object({
  communityId: id,
  id,
  source,
  state: z.enum(['gathering', 'waiting', 'reading', 'placing', 'done', 'failed']),
  startedBy: personCard.nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  files: z
    .array(z.object({ path: z.string(), size: count }))
    .describe('What was uploaded, while it is needed.'),
  share: z.number().describe('How much is done, from 0 to 1.'),
  messages: count.describe('How many messages were placed so far.'),
  secondsLeft: count.nullable(),
  report: reportView.nullable(),
  failure: z.string().nullable().describe('Why it failed, in a sentence.'),
  failureReason: z.string().nullable().describe('The stable code of this.'),
});
export type ImportRunView = z.infer<typeof importRunView>;

/** What is stored of how far a run has come. */
export interface RunProgress {
  share: number;
  messages: number;
  secondsLeft: number | null;
}
