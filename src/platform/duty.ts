import type { Claims } from './db/index.ts';

/** What one process does for all of the house, as long as it lives. */
export interface Duty {
  /** Whether it is this process's; takes it up where nobody has it. */
  isMine(): Promise<boolean>;
}

/** `takenUp` is done before anything else, as whoever had the duty before may have died in the middle of it. */
export function dutyOf(claims: Claims, name: string, takenUp: () => Promise<unknown>): Duty {
  let lost: AbortSignal | null = null;

  return {
    async isMine() {
      if (lost && !lost.aborted) return true;
      const claim = await claims.take(name);
      if (!claim) return false;
      lost = claim.lost;
      await takenUp();
      return true;
    },
  };
}
