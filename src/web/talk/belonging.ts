import { invalidate } from '$app/navigation';
import { BELONGING } from '../people/kept-fresh.ts';
import type { Live } from '../live/live.svelte.ts';
import type { HeardFact } from '../live/protocol.ts';
import { getViewing } from '../ui/viewing.ts';

export interface Shown {
  communities: { id: string }[];
  waiting: { communityId: string }[];
}

const ENDS = new Set(['member.left', 'member.removed']);

/** Reads a page anew when one belongs to other communities than it shows. Call it while the page is made. */
export function belonging(live: Live, shown: () => Shown) {
  const viewing = getViewing();

  async function look(): Promise<void> {
    // Nothing is lost without an answer: it is asked again.
    const now = await live.client.read('communities.list-mine', {}).catch(() => null);
    if (now && inWords(now) !== inWords(shown())) await invalidate(BELONGING);
  }

  return {
    look,
    /** That one is no longer a member of another community is heard there. */
    onfact({ kind, view }: HeardFact): void {
      if (ENDS.has(kind!) && (view as { personId: string }).personId === viewing.me?.id) void look();
    },
  };
}

const inWords = ({ communities, waiting }: Shown) =>
  JSON.stringify([
    communities.map(({ id }) => id).sort(),
    waiting.map(({ communityId }) => communityId).sort(),
  ]);
