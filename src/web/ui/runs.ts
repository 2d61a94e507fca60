import type { MessageView } from '../views.ts';

const PAUSE = 7 * 60_000;

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
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const newDay = !before || dayOf(before.createdAt) !== dayOf(message.createdAt);
    const unread = readNumber !== null && message.number > readNumber;
    const firstNew = unread && (before ? before.number <= readNumber : readNumber > 0);
    return { message, newDay, firstNew, continues: !newDay && !firstNew && goesOn(before, message) };
  });
}

function goesOn(before: MessageView | undefined, message: MessageView): boolean {
  return (
    before !== undefined &&
    before.author.id === message.author.id &&
    before.state === 'here' &&
    message.state === 'here' &&
    message.parent === null &&
    before.keptAs === null &&
    message.createdAt - before.createdAt < PAUSE
  );
}
