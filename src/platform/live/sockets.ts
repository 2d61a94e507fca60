import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { id } from '../ids.ts';
import { jsonOrNull } from '../input.ts';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';
import type { Hub } from './hub.ts';
import type { Listener } from './listener.ts';

const LARGEST_FRAME = 16 * 1024;
const MOST_WATCHED = 100;
const MOST_WIRES = 50;
const HEARTBEAT_MS = 30_000;
const GOODBYE_MS = 2000;
const SAID_A_SECOND = 10;
const FLOOD_A_SECOND = 200;
const GOING_AWAY = 1001;
const UNWANTED = 1008;
const FAULT = 1011;
const SIGNED_OUT = 4401;
const AGAIN_SOON = 5;

const said = z.union([
  z.object({
    watch: z
      .array(z.object({ communityId: id, after: z.number().int().min(0).nullable() }))
      .max(MOST_WATCHED),
  }),
  z.object({ signal: z.object({ communityId: id, conversationId: id, kind: z.literal('typing') }) }),
]);

export interface SocketHouse {
  hub: Hub;
  log: Log;
  heartbeatMs?: number;
  /** Told of each reader that did not keep up. */
  letGo?: () => void;
  /** The signed-in person of a handshake; null for a stranger or another site's page. */
  personOf(request: IncomingMessage): Promise<string | null>;
  /** Who hears what happens in a conversation: null for every member, false when this person may not see it. */
  hearersOf(
    personId: string,
    communityId: string,
    conversationId: string,
  ): Promise<ReadonlySet<string> | null | false>;
}

/** The WebSocket side of live: takes handshakes at `/live` and passes on what browsers say. */
export function sockets(house: SocketHouse) {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME, perMessageDeflate: false });
  const open = new Map<WebSocket, { personId: string; request: IncomingMessage }>();
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const [socket, { personId, request }] of open) {
      if (!alive.delete(socket)) {
        socket.terminate();
        continue;
      }
      socket.ping();
      recheck(socket, request, personId).catch((error: unknown) =>
        house.log.error('live session not checked', traceOf(error)),
      );
    }
  }, house.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  /** Whose session has ended since the handshake is let go, at the next heartbeat at the latest. */
  async function recheck(socket: WebSocket, request: IncomingMessage, personId: string): Promise<void> {
    if ((await house.personOf(request)) !== personId) socket.close(SIGNED_OUT, 'signed out');
  }

  const wiresOf = (personId: string) => [...open.values()].filter((one) => one.personId === personId).length;

  function greet(socket: WebSocket, wire: Duplex, request: IncomingMessage, personId: string): void {
    const listener: Listener = { personId, socket, wire, watching: new Set(), letGo: house.letGo };
    const talk = talkRate();
    let line = Promise.resolve();
    open.set(socket, { personId, request });
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => undefined); // What is wrong with a frame or a wire closes it; there is nothing to add.
    socket.on('close', () => {
      open.delete(socket);
      goodbye(house.hub, listener);
    });
    socket.on('message', (data: Buffer) => {
      alive.add(socket);
      const saidNow = talk();
      if (saidNow > FLOOD_A_SECOND) return socket.terminate();
      line = line
        .then(() => hear(house, listener, data.toString(), saidNow <= SAID_A_SECOND))
        .catch((error: unknown) => {
          house.log.error('live request failed', traceOf(error));
          socket.close(FAULT);
        });
    });
  }

  return {
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      socket.on('error', () => socket.destroy()); // Who hangs up while we look must not end the process.
      const personId = await house.personOf(request).catch(() => undefined);
      if (personId === undefined)
        return turnAway(socket, '503 Service Unavailable', `retry-after: ${AGAIN_SOON}\r\n`);
      if (!personId) return turnAway(socket, '401 Unauthorized');
      if (wiresOf(personId) >= MOST_WIRES)
        return turnAway(socket, '429 Too Many Requests', 'retry-after: 60\r\n');
      server.handleUpgrade(request, socket, head, (opened) => greet(opened, socket, request, personId));
    },
    /** How many are open. */
    count: () => open.size,
    /** Tells every browser to come back later, then closes, also on those that do not answer. */
    close(): void {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(GOING_AWAY);
      server.close();
      setTimeout(() => server.clients.forEach((socket) => socket.terminate()), GOODBYE_MS).unref();
    },
  };
}

function turnAway(socket: Duplex, status: string, header = ''): void {
  const answer = `HTTP/1.1 ${status}\r\n${header}connection: close\r\ncontent-length: 0\r\n\r\n`;
  socket.end(answer, () => socket.destroy());
}

/** Too much talk: a signal is dropped, as nobody misses one; a watch ends the wire, so that it is said again later. */
async function hear(house: SocketHouse, listener: Listener, text: string, allowed: boolean): Promise<void> {
  const { socket } = listener;
  if (socket.readyState !== socket.OPEN) return;
  const parsed = said.safeParse(jsonOrNull(text));
  if (!parsed.success) return socket.close(UNWANTED, 'unreadable');
  if ('signal' in parsed.data) return allowed ? typing(house, listener, parsed.data.signal) : undefined;
  if (!allowed) return socket.close(UNWANTED, 'too much at once');
  await watchOnly(house.hub, listener, parsed.data.watch);
}

/** The list is the whole of what this browser wants to hear: what is not in it any more is let go. */
async function watchOnly(
  hub: Hub,
  listener: Listener,
  wanted: { communityId: string; after: number | null }[],
): Promise<void> {
  const ids = new Set(wanted.map((one) => one.communityId));
  for (const communityId of listener.watching) if (!ids.has(communityId)) hub.unwatch(listener, communityId);
  for (const { communityId, after } of wanted) {
    if (listener.watching.has(communityId)) continue;
    await hub.watch(listener, communityId, after);
  }
}

async function typing(
  house: SocketHouse,
  listener: Listener,
  { communityId, conversationId, kind }: { communityId: string; conversationId: string; kind: 'typing' },
): Promise<void> {
  if (!listener.watching.has(communityId)) return;
  const hearers = await house.hearersOf(listener.personId, communityId, conversationId);
  if (hearers === false) return;
  const signal = { communityId, conversationId, kind, personId: listener.personId };
  house.hub.typing(signal, hearers, listener);
}

function goodbye(hub: Hub, listener: Listener): void {
  for (const communityId of [...listener.watching]) hub.unwatch(listener, communityId);
}

/** How much has been said in this second, counting what is said now. */
function talkRate(): () => number {
  let second = 0;
  let used = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, used] = [now, 0];
    return ++used;
  };
}
