import type { ServerResponse } from 'node:http';

/**
 * A line that is slow but lives takes something within this, however much the system holds for it: at 64 kbit a
 * second, over a megabyte. Whoever has taken nothing for so long is not there any more, or holds a place on purpose.
 */
const MAY_REST_MS = 180_000;

interface Departing {
  since: number;
  /** What the connection had taken by then. */
  taken: number;
}

/** Sees to it that nobody holds a place by never reading an answer. It begins to count once the system takes no more of it. */
export function departures(clock: () => number) {
  const under = new Map<ServerResponse, Departing>();

  return {
    /** Notes an answer that is still to be read. */
    attend(response: ServerResponse): void {
      under.set(response, { since: clock(), taken: 0 });
      response.once('close', () => under.delete(response));
    },
    /** Cuts off whoever reads nothing. To be called every few seconds. */
    sweep(): void {
      const now = clock();
      for (const [response, departing] of under) {
        const { waiting, taken } = standingOf(response);
        if (!waiting || taken !== departing.taken) Object.assign(departing, { since: now, taken });
        else if (now - departing.since > MAY_REST_MS) response.socket?.destroy();
      }
    },
  };
}

/** What waits for its reader, and how much was taken before, in bytes. A part that is on its way counts as waiting until it is whole. */
function standingOf({ socket }: ServerResponse): { waiting: number; taken: number } {
  const waiting = socket?.writableLength ?? 0;
  return { waiting, taken: (socket?.bytesWritten ?? 0) - waiting };
}
