import { untrack } from 'svelte';
import { invalidate } from '$app/navigation';
import { getLive } from '../live/live.svelte.ts';
import { PEOPLE } from './kept-fresh.ts';

const TOGETHER_MS = 150;

/** Reads the page’s lists anew when facts of these kinds are heard; call it while the page is made. */
export function refreshWhenHeard(
  kinds: RegExp,
  page: () => { community: { id: string }; places: { seq: number } },
): void {
  const live = getLive();
  const communityId = $derived(page().community.id);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  // Several facts in a row are one reading.
  const onfact = ({ kind = '' }: { kind?: string }) => {
    if (!kinds.test(kind)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void invalidate(PEOPLE), TOGETHER_MS);
  };
  $effect(() => {
    const id = communityId;
    const stop = untrack(() => live.connection?.follow(id, page().places.seq, { onfact }));
    return () => {
      clearTimeout(waiting);
      stop?.();
    };
  });
}
