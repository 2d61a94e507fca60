import type { MessageView } from '../views.ts';

const PAUSE = 7 * 60_000;
const LONGEST = 20 * 60_000;

/** A message in the run of a live conversation, and what stands over it. */
export interface Turn {
  message: MessageView;
  /** The same person goes on after a short pause. */
  continues: boolean;
  newDay: boolean;
  /** The first one that I have not read. */
  firstNew: boolean;
}

/** Messages in order, with days, the "new since" line and runs of one person marked. */
export function inRuns(
  messages: readonly MessageView[],
  dayOf: (at: number) => string,
  readNumber: number | null,
): Turn[] {
  let began = 0;
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const newDay = !before || dayOf(before.createdAt) !== dayOf(message.createdAt);
    // Nowhere else: what comes before may not have been fetched yet.
    const firstNew = readNumber !== null && readNumber > 0 && message.number === readNumber + 1;
    const continues = !newDay && !firstNew && goesOn(before, message) && message.createdAt - began < LONGEST;
    if (!continues) began = message.createdAt;
    return { message, newDay, firstNew, continues };
  });
}

/** Whether what I send now goes on from what stands above it. */
export const goesOnFrom = (before: MessageView | undefined, me: string | undefined, now: number): boolean =>
  before?.author.id === me &&
  before?.state === 'here' &&
  before.keptAs === null &&
  now - before.createdAt < PAUSE;

function goesOn(before: MessageView | undefined, message: MessageView): boolean {
  return (
    goesOnFrom(before, message.author.id, message.createdAt) &&
    message.state === 'here' &&
    message.parent === null
  );
}
