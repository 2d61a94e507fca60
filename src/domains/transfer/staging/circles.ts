import { note } from './note.ts';
import type { Staging } from './open-staging.ts';

const MOST_REMEMBERED = 100_000;
/* A circle this long is nobody's; the way is cut wherever it has come to. */
const MOST_STEPS = 50 * MOST_REMEMBERED;

/**
 * Messages that answer each other in a circle have no order; one of them answers nothing then. Every circle goes
 * through a message that seems older than what it answers: those in `temp.late`.
 */
export function cutCircles(staging: Staging): void {
  const done = new Set<string>();
  let cut = 0;
  for (const row of staging.database.prepare('select conversation, key from temp.late').iterate()) {
    const closing = closingLink(staging, row['conversation'] as number, row['key'] as string, done);
    if (closing === null) continue;
    staging
      .statement('update staged_message set parent_key = null where conversation = ? and key = ?')
      .run(row['conversation'] as number, closing);
    cut += 1;
  }
  note(staging, 'circles', cut);
}

/** The message whose answered one closes the circle that this one leads into; null where it leads to an end. */
function closingLink(staging: Staging, conversation: number, key: string, done: Set<string>): string | null {
  const parent = staging.statement(
    'select parent_key from staged_message where conversation = ? and key = ?',
  );
  let way = new Set<string>();
  let at: string | null = key;
  for (let steps = 0; at !== null; steps++) {
    if (done.has(`${conversation} ${at}`)) break;
    way.add(at);
    const next = (parent.get(conversation, at)?.['parent_key'] ?? null) as string | null;
    if (next !== null && (way.has(next) || steps > MOST_STEPS)) return at;
    if (way.size >= MOST_REMEMBERED) way = new Set();
    at = next;
  }
  if (done.size > MOST_REMEMBERED) done.clear();
  for (const one of way) done.add(`${conversation} ${one}`);
  return null;
}
