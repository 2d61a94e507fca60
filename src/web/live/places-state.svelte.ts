import { untrack } from 'svelte';
import type { PersonCard } from '../views.ts';
import type { Live } from './live.svelte.ts';
import { placesAfter, placesRead, type Places } from './places.ts';

export interface PlacesOptions {
  live: Live;
  me: PersonCard;
  communityId: string;
  /** As `conversations.list-places` answered, with the fact to watch from. */
  places: Places & { seq: number };
  /** Too much was missed: fetch the page anew. */
  onreload(): void;
}

/** The places of a community while its pages are open, and who is here. Make it anew when the fetched places change. */
export function placesState({ live, me, communityId, places, onreload }: PlacesOptions) {
  let now = $state.raw<Places>(places);
  let here = $state.raw<ReadonlySet<string>>(new Set());

  $effect(() => untrack(follow));

  /** What came since the page was made is heard at once, so nothing here may be tracked. */
  function follow() {
    return live.connection?.follow(communityId, places.seq, {
      onfact: (fact) => (now = placesAfter(now, fact, me)),
      onhere: (people) => (here = people),
      onreload,
    });
  }

  return {
    get now() {
      return now;
    },
    /** Ids of the people who are here. */
    get here() {
      return here;
    },
    read: (conversationId: string, number: number) => (now = placesRead(now, conversationId, number)),
  };
}

export type PlacesState = ReturnType<typeof placesState>;
