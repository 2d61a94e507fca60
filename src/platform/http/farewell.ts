import type { Server, ServerResponse } from 'node:http';
import { Server as Listening } from 'node:net';
import type { Socket } from 'node:net';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from '../errors.ts';
import { problemOf } from './problem.ts';

/** Balancers and browsers learn of the end by what they are answered, so there is some time to answer in. */
const LINGER_MS = 1000;
/** From the beginning of the end: for what is under way, such as an upload, and then for being told that it was not enough. */
const FINISH_WITHIN_MS = 6000;
const TELL_MS = 500;
const SPEAK_MS = 250;
const AGAIN_SOON = 5;

/** Sees to it that a server ends without dropping a request. */
export function farewell(server: Server) {
  const under = new Set<ServerResponse>();
  const connections = new Set<Socket>();
  let leaving = false;
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  return {
    leaving: () => leaving,
    /** Notes a request that is to be answered before the end. */
    attend(response: ServerResponse): void {
      under.add(response);
      response.once('close', () => under.delete(response));
      if (leaving) lastOf(response);
    },
    /**
     * Answers whoever still comes for a moment, each connection once more; then takes no new ones, and waits for what
     * is under way. What takes too long is refused with 503 where it has not been answered yet, else cut off.
     */
    async leave(): Promise<void> {
      leaving = true;
      under.forEach(lastOf);
      if (connections.size) await sleep(LINGER_MS);
      await immediate(); // Right after connections have been taken, so that hardly one waits to be when the door shuts.
      // Not `server.close`, which would at once hang up on whoever has just come in and not spoken yet.
      const closed = new Promise<void>((done) => Listening.prototype.close.call(server, () => done()));
      if (await inTime(closed, SPEAK_MS)) return;
      server.closeIdleConnections();
      if (await inTime(closed, FINISH_WITHIN_MS - LINGER_MS)) return;
      under.forEach(refuse);
      await inTime(closed, TELL_MS);
      server.closeAllConnections();
      await closed;
    },
  };
}

export type Farewell = ReturnType<typeof farewell>;

/** After this answer its connection ends, which the answer says. */
function lastOf(response: ServerResponse): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
}

/** Its connection stays for a moment, so that whoever still sends a body gets to read this. */
function refuse(response: ServerResponse): void {
  if (response.headersSent) return;
  const detail =
    'This installation closes, most likely for an update. Send this again with its id in a moment.';
  const { status, body } = problemOf(unavailable('closing', detail, AGAIN_SOON))!;
  response.shouldKeepAlive = true;
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'retry-after': String(AGAIN_SOON),
  });
  response.end(JSON.stringify({ ...body, requestId: response.getHeader('x-request-id') }));
  const silent = () => response;
  Object.assign(response, { writeHead: silent, setHeader: silent, write: () => true, end: silent });
}

const inTime = (done: Promise<void>, ms: number): Promise<boolean> =>
  Promise.race([done.then(() => true), sleep(ms, false, { ref: false })]);
