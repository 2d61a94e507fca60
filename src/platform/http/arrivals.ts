import type { IncomingMessage } from 'node:http';

/** A whole request has this long, and with more time allowed, so has each next part of it. */
const MAY_TAKE_MS = 60_000;
/** What has to have come of a request for it to have that time again: 64 kbit a second. */
const PART_BYTES = 480 * 1024;
/** One person has it for so many at once, as many as one message takes: what comes of each is kept in memory. */
const AT_ONCE = 10;
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

interface Arriving {
  since: number;
  /** What the connection had brought by then. */
  bytes: number;
  /** The person for whose sake it may take longer. */
  longerFor: string | null;
}

/**
 * Sees to it that nobody holds a place by sending a body slowly. Node's own limit is one for all, and would cut off who
 * brings a large file over a thin line; so those that the house knows may take longer, as long as they get on with it.
 */
export function arrivals(clock: () => number) {
  const under = new Map<IncomingMessage, Arriving>();

  return {
    /** Notes a request whose body is still to come. */
    attend(request: IncomingMessage): void {
      if (!hasBody(request)) return;
      under.set(request, { since: clock(), bytes: request.socket.bytesRead, longerFor: null });
      request.once('close', () => under.delete(request));
    },
    /** Gives more time to what is a file from somebody who is signed in: a stranger could fill the memory with many. */
    mayTakeLonger(request: IncomingMessage, personId: string): void {
      const arriving = under.get(request);
      const theirs = [...under.values()].filter(({ longerFor }) => longerFor === personId);
      if (arriving && theirs.length < AT_ONCE) arriving.longerFor = personId;
    },
    /** Cuts off whoever is too slow. To be called every few seconds. */
    sweep(): void {
      const now = clock();
      for (const [request, arriving] of under) {
        const bytes = request.socket.bytesRead;
        if (request.complete || request.socket.destroyed) under.delete(request);
        else if (arriving.longerFor !== null && bytes - arriving.bytes >= PART_BYTES)
          Object.assign(arriving, { since: now, bytes });
        else if (now - arriving.since > MAY_TAKE_MS) cutOff(request);
      }
    },
  };
}

const hasBody = ({ headers }: IncomingMessage) =>
  'transfer-encoding' in headers || Number(headers['content-length']) > 0;

function cutOff({ socket }: IncomingMessage): void {
  if (socket.writable) socket.write(TOO_SLOW);
  socket.destroySoon();
}
