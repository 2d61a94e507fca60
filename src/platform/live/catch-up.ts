import type { Db } from '../db/index.ts';
import type { Fact } from '../facts.ts';
import { readAfter } from '../read-facts.ts';
import { mayHear, packedFact } from './frame.ts';
import type { Frame } from './frame.ts';
import type { Listener } from './listener.ts';

/** What is missed beyond this many facts or bytes is fetched anew instead of told one by one. */
export const LONGEST_CATCH_UP = 500;
const LARGEST_CATCH_UP_BYTES = 500_000;

interface Missed {
  listener: Listener;
  communityId: string;
  /** The newest fact that has gone out to the others. */
  heard: number;
  /** The cursor that the listener comes back with. */
  after: number;
}

/** What a listener has missed; null where the cursor is too old or was never given out, or a fact cannot be shown. */
export async function missedSince(
  read: Db,
  frameOf: (fact: Fact) => Promise<Frame | null | 'broken'>,
  { listener, communityId, heard, after }: Missed,
): Promise<Buffer[] | null> {
  if (after > heard || heard - after > LONGEST_CATCH_UP) return null;
  const messages: Buffer[] = [];
  let bytes = 0;
  for (const fact of await readAfter(read, communityId, after, heard - after)) {
    const frame = await frameOf(fact);
    if (frame === 'broken') return null;
    if (!frame || !mayHear(listener, frame)) continue;
    const message = packedFact(fact, frame);
    messages.push(message);
    bytes += message.length;
    if (bytes > LARGEST_CATCH_UP_BYTES) return null;
  }
  return messages;
}
