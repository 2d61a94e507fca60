/** Who changes page is gone and here again in less. */
const GATHER_MS = 250;

export interface Comings {
  /** Says that somebody may have come or gone. */
  moved(communityId: string, personId: string): void;
  /** Forgets what has not been told. */
  stop(): void;
}

/**
 * Gathers who comes to and goes from each community for a moment, and then tells of all of them at once: after a
 * restart everybody comes back in the same second, and each telling goes to everybody.
 */
export function comings(
  tell: (communityId: string, people: string[]) => void,
  gatherMs = GATHER_MS,
): Comings {
  const moved = new Map<string, Set<string>>();
  const timers = new Set<NodeJS.Timeout>();

  function tellLater(communityId: string): Set<string> {
    const people = new Set<string>();
    moved.set(communityId, people);
    const timer = setTimeout(() => {
      timers.delete(timer);
      moved.delete(communityId);
      tell(communityId, [...people]);
    }, gatherMs);
    timers.add(timer.unref());
    return people;
  }

  return {
    moved: (communityId, personId) => void (moved.get(communityId) ?? tellLater(communityId)).add(personId),
    stop: () => timers.forEach(clearTimeout),
  };
}
