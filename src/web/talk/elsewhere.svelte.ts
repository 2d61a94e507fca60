import type { Live } from '../live/live.svelte.ts';

const ASK_AGAIN_MS = 120_000;

/** Which of my other communities have something new: asked when a page opens, and when it is looked at again. */
export function newElsewhere(live: Live, here: () => string | null) {
  let communities = $state.raw<ReadonlySet<string>>(new Set());
  let askedAt = 0;

  async function ask(): Promise<void> {
    if (document.hidden || Date.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = Date.now();
    // A thin mark less does no harm; the next look asks again.
    const unread = await live.client.read('conversations.list-unread', { limit: 200 }).catch(() => null);
    const found = unread?.conversations.map((one) => one.communityId).filter((id) => id !== here());
    communities = new Set(found);
  }

  $effect(() => {
    const look = () => void ask();
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  });

  return {
    get communities() {
      return communities;
    },
  };
}
