import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { id } from '../ids.ts';
import type { Log } from '../log.ts';
import { send } from './hub.ts';
import type { Hub, Listener } from './hub.ts';

const LARGEST_FRAME = 16 * 1024;
const MOST_WATCHED = 100;
const HEARTBEAT_MS = 30_000;
const SIGNALS_A_SECOND = 10;
const SIGNED_OUT = 4401;

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
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.has(socket)) socket.terminate();
      alive.delete(socket);
      socket.ping();
    }
  }, house.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  /** Whose session has ended since the handshake is let go, at the next heartbeat at the latest. */
  async function recheck(socket: WebSocket, request: IncomingMessage, personId: string): Promise<void> {
    if ((await house.personOf(request)) !== personId) socket.close(SIGNED_OUT, 'signed out');
  }

  function greet(socket: WebSocket, request: IncomingMessage, personId: string): void {
    const listener: Listener = { personId, socket, watching: new Set() };
    const mayTalk = talkLimit();
    let line = Promise.resolve();
    alive.add(socket);
    socket.on('pong', () => {
      alive.add(socket);
      recheck(socket, request, personId).catch((error: unknown) =>
        house.log.error('live session not checked', { error: String(error) }),
      );
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => goodbye(house.hub, listener));
    socket.on('message', (data: Buffer) => {
      alive.add(socket);
      line = line
        .then(() => hear(house, listener, data.toString(), mayTalk()))
        .catch((error: unknown) => {
          house.log.error('live request failed', { error: String(error) });
          socket.close(1011);
        });
    });
  }

  return {
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      const personId = await house.personOf(request).catch(() => null);
      if (!personId) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (open) => greet(open, request, personId));
    },
    /** Tells every browser to come back later, then closes. */
    close(): void {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(1001);
      server.close();
    },
    count: () => server.clients.size,
  };
}

/** Too much talk: a signal is dropped, as nobody misses one; a watch ends the wire, so that it is said again later. */
async function hear(house: SocketHouse, listener: Listener, text: string, allowed: boolean): Promise<void> {
  const parsed = said.safeParse(jsonOrNull(text));
  if (!parsed.success) return listener.socket.close(1008, 'unreadable');
  if ('signal' in parsed.data) return allowed ? typing(house, listener, parsed.data.signal) : undefined;
  if (!allowed) return listener.socket.close(1008, 'too much at once');
  await watchOnly(house.hub, listener, parsed.data.watch);
}

/** The list is the whole of what this browser wants to hear: what is not in it any more is let go. */
async function watchOnly(
  hub: Hub,
  listener: Listener,
  wanted: { communityId: string; after: number | null }[],
): Promise<void> {
  const ids = new Set(wanted.map((one) => one.communityId));
  for (const communityId of listener.watching) if (!ids.has(communityId)) depart(hub, listener, communityId);
  for (const { communityId, after } of wanted) {
    if (listener.watching.has(communityId)) continue;
    const isNew = !hub.here(communityId).has(listener.personId);
    if (!(await hub.watch(listener, communityId, after))) continue;
    const people = [...hub.here(communityId)];
    send(listener, JSON.stringify({ signal: { communityId, kind: 'here', people } }));
    if (isNew)
      hub.signal(communityId, { communityId, kind: 'here', people: [listener.personId] }, null, listener);
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
  house.hub.signal(communityId, signal, hearers, listener);
}

function goodbye(hub: Hub, listener: Listener): void {
  for (const communityId of [...listener.watching]) depart(hub, listener, communityId);
}

function depart(hub: Hub, listener: Listener, communityId: string): void {
  hub.unwatch(listener, communityId);
  if (hub.here(communityId).has(listener.personId)) return;
  hub.signal(communityId, { communityId, kind: 'left', people: [listener.personId] }, null);
}

function talkLimit(): () => boolean {
  let second = 0;
  let used = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, used] = [now, 0];
    return ++used <= SIGNALS_A_SECOND;
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
