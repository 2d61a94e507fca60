import type { Staging } from './open-staging.ts';

const MOST_REMEMBERED = 100_000;

/**
 * Puts every message of `temp.late` right behind the one that it answers; where that one is late as well, it goes
 * first, so that a long way against the clock is walked once. There must be no circles.
 */
export function moveBehind(staging: Staging): void {
  let done = new Set<string>();
  for (const row of staging.database.prepare('select conversation, key from temp.late').iterate()) {
    const conversation = row['conversation'] as number;
    for (const key of wayUp(staging, conversation, row['key'] as string, done).reverse()) {
      staging.statement(BEHIND).run(conversation, key);
      done.add(`${conversation} ${key}`);
    }
    if (done.size > MOST_REMEMBERED) done = new Set();
  }
}

const BEHIND = `update staged_message set sort_at = coalesce((select parent.sort_at + 1 from staged_message parent
    where parent.conversation = staged_message.conversation and parent.key = staged_message.parent_key), sort_at)
  where conversation = ? and key = ?`;

/** The message and those above it that are late and have not been moved, the lowest first. */
function wayUp(staging: Staging, conversation: number, key: string, done: ReadonlySet<string>): string[] {
  const parent = staging.statement(LATE_PARENT);
  const way: string[] = [];
  for (let at: string | undefined = key; at !== undefined && !done.has(`${conversation} ${at}`);) {
    way.push(at);
    at = parent.get(conversation, at)?.['key'] as string | undefined;
  }
  return way;
}

const LATE_PARENT = `select late.key from staged_message answer
  join temp.late on late.conversation = answer.conversation and late.key = answer.parent_key
  where answer.conversation = ? and answer.key = ?`;
